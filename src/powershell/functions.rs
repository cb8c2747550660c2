//! The functions of a body, and what their calls hand on to them.

use super::arguments::{Arguments, Value, begins};
use super::blocks::{Block, Blocks};
use super::flow::name;
use super::harmless::is_other_type;
use super::lexer::Kind;
use super::tokens::Code;
use super::walk::{Spot, SpotKind};

/// The functions beyond which no more are followed.
const MOST: usize = 100;

/// A function of a body.
pub(super) struct Function {
    /// In lower case.
    pub(super) name: String,
    pub(super) block: Block,
    parameters: Vec<Parameter>,
    /// The names of its calls.
    pub(super) calls: Vec<usize>,
}

struct Parameter {
    name: String,
    is_switch: bool,
    keeps_text: bool,
}

/// The functions that a body defines.
pub(super) fn functions(code: Code<'_>, spots: &[Spot], blocks: &Blocks) -> Vec<Function> {
    let heads = spots.iter().filter(|spot| spot.kind == SpotKind::Function).take(MOST);
    let mut found: Vec<Function> = heads.filter_map(|spot| function(code, spot.token, blocks)).collect();
    if found.is_empty() {
        return found;
    }
    for spot in spots.iter().filter(|spot| spot.kind == SpotKind::Command) {
        let called = code.command(spot.token).unwrap_or_default();
        for function in found.iter_mut().filter(|it| it.name.eq_ignore_ascii_case(called)) {
            function.calls.push(spot.token);
        }
    }
    found
}

fn function(code: Code<'_>, keyword: usize, blocks: &Blocks) -> Option<Function> {
    let mut open = keyword + 2;
    while matches!(code.kind(open), Some(Kind::Newline | Kind::Sign(b'('))) {
        open = code.behind(open);
    }
    let block = *blocks.opened(open)?;
    let list = if code.is(keyword + 2, b'(') { Some(keyword + 2) } else { parameter_list(code, &block) };
    Some(Function {
        name: code.text(keyword + 1).to_ascii_lowercase(),
        block,
        parameters: list.map_or_else(Vec::new, |list| parameters(code, list)),
        calls: Vec::new(),
    })
}

/// Where the list of a `param` opens.
fn parameter_list(code: Code<'_>, block: &Block) -> Option<usize> {
    let mut at = block.open + 1;
    while at < block.close {
        if code.text(at).eq_ignore_ascii_case("param") && code.is(at + 1, b'(') {
            return Some(at + 1);
        }
        at = code.behind(at);
    }
    None
}

/// The parameters of a list: of each entry the first variable outside its attributes.
fn parameters(code: Code<'_>, open: usize) -> Vec<Parameter> {
    let end = code.behind(open) - 1;
    let (mut found, mut start, mut at) = (Vec::new(), open + 1, open + 1);
    while at <= end {
        if at == end || code.is(at, b',') {
            found.extend(entry(code, start, at));
            start = at + 1;
        }
        at = if at < end { code.behind(at) } else { at + 1 };
    }
    found
}

fn entry(code: Code<'_>, start: usize, end: usize) -> Option<Parameter> {
    let mut at = start;
    while at < end && code.kind(at) != Some(Kind::Variable) {
        at = code.behind(at);
    }
    let is_type = |word: &str| (start..at).any(|at| code.text(at).eq_ignore_ascii_case(word));
    (at < end).then(|| Parameter {
        name: name(code, at),
        is_switch: is_type("switch"),
        keeps_text: !(start..at).any(|at| is_other_type(code.text(at))),
    })
}

impl Function {
    /// The names of its parameters, in lower case.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|parameter| parameter.name.as_str())
    }

    /// What a call gives to each parameter that keeps a text as it is.
    pub(super) fn given(&self, code: Code<'_>, call: usize) -> Vec<(&str, Value)> {
        let given = Arguments::of(code, call);
        if !given.tables.is_empty() {
            return Vec::new();
        }
        let is_switch =
            |at: usize| self.parameters.iter().any(|it| it.is_switch && begins(code, at, &it.name));
        let behind = given.named.iter().filter(|(at, value)| is_switch(*at) && !value.is_empty());
        let mut positional: Vec<Value> = behind.map(|(_, value)| value.clone()).collect();
        positional.extend(given.positional.iter().cloned());
        positional.sort_by_key(|value| value.start);
        let mut positional = positional.into_iter();
        let mut found = Vec::new();
        for parameter in &self.parameters {
            let named = given.named(code, &parameter.name);
            let value = match named {
                _ if parameter.is_switch => None,
                Some(value) => Some(value),
                None => positional.next(),
            };
            found
                .extend(value.filter(|_| parameter.keeps_text).map(|value| (parameter.name.as_str(), value)));
        }
        found
    }
}
