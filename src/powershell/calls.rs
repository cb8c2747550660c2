//! What a call of `Complete-Task` says: its outcome, and what of its detail can be shown.

use std::ops::Range;

use super::flow::Flow;
use super::lexer::Kind;
use super::secrets;
use super::tokens::Code;
use super::values::Value;
use super::walk::{Spot, SpotKind};

/// The command that reports.
pub(super) const COMMAND: &str = "Complete-Task";

/// A call of `Complete-Task`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Where its name stands.
    pub range: Range<usize>,
    /// What it reports.
    pub outcome: Reported,
    /// Arguments under a name that it does not have.
    pub strangers: Vec<Range<usize>>,
    /// It gives a detail, or may.
    pub has_detail: bool,
    /// What its detail stores.
    pub stored: Vec<Stored>,
}

/// An outcome as a body names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reported {
    /// This one.
    Key {
        /// As written, without quotes.
        key: String,
        /// Where.
        range: Range<usize>,
    },
    /// None.
    Nothing,
    /// One that is known only when the script runs.
    Unclear,
}

/// A value that a detail holds as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// A property `RecoveryPassword`.
    RecoveryPassword(Range<usize>),
    /// A parameter or a field.
    Value(Value),
}

impl Stored {
    /// The same, seen at another place: at a variable that holds it.
    pub(super) fn at(self, range: Range<usize>) -> Self {
        match self {
            Stored::RecoveryPassword(_) => Stored::RecoveryPassword(range),
            Stored::Value(value) => Stored::Value(Value { range, ..value }),
        }
    }
}

/// All calls of a body.
pub(super) fn reports(code: Code<'_>, spots: &[Spot]) -> Vec<Report> {
    let is_report = |spot: &&Spot| {
        let name = if spot.kind == SpotKind::Command { code.command(spot.token) } else { None };
        name.is_some_and(|name| name.eq_ignore_ascii_case(COMMAND))
    };
    let calls: Vec<&Spot> = spots.iter().filter(is_report).collect();
    let flow = if calls.is_empty() { Flow::default() } else { Flow::of(code) };
    calls.into_iter().map(|spot| Call::new(code, spot.token).report(&flow)).collect()
}

/// An argument's tokens.
type Argument = Range<usize>;

struct Call<'a> {
    code: Code<'a>,
    name: usize,
    outcome: Option<Argument>,
    detail: Option<Argument>,
    positional: Vec<Argument>,
    strangers: Vec<Range<usize>>,
    /// There are arguments that are known only when the script runs.
    unclear: bool,
}

impl<'a> Call<'a> {
    fn new(code: Code<'a>, name: usize) -> Self {
        let mut call = Call {
            code,
            name,
            outcome: None,
            detail: None,
            positional: Vec::new(),
            strangers: Vec::new(),
            unclear: false,
        };
        let end = code.element_end(name + 1);
        let mut at = name + 1;
        while at < end {
            at = call.argument(at, end);
        }
        call
    }

    /// Takes in the argument that begins here; returns where the next one does.
    fn argument(&mut self, at: usize, end: usize) -> usize {
        let Some(name) = self.parameter(at) else {
            let argument = self.value(at, end);
            let after = argument.end;
            self.unclear |= self.code.is(at, b'@') && self.code.kind(at + 1) == Some(Kind::Word);
            self.positional.push(argument);
            return after;
        };
        let start = if self.code.joins(at + 1) && self.code.is(at + 1, b':') { at + 2 } else { at + 1 };
        let value = if start < end && self.parameter(start).is_none() {
            self.value(start, end)
        } else {
            start..start
        };
        let after = value.end;
        let begins = |parameter: &str| {
            parameter.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        if begins("Outcome") {
            self.outcome = Some(value);
        } else if begins("Detail") {
            self.detail = Some(value);
        } else {
            self.strangers.push(self.code.range(at, at));
        }
        after
    }

    /// The name of the parameter that this token is, if it is one.
    fn parameter(&self, at: usize) -> Option<&'a str> {
        let name = self.code.text(at).strip_prefix('-')?;
        let is_name = self.code.kind(at) == Some(Kind::Word)
            && name.starts_with(|first: char| first.is_ascii_alphabetic());
        is_name.then_some(name)
    }

    /// All tokens of the value that begins here: what stands side by side, and a list's other elements.
    fn value(&self, start: usize, end: usize) -> Argument {
        let mut at = self.code.behind(start);
        while at < end && (self.code.joins(at) || self.code.is(at, b',') || self.code.is(at - 1, b',')) {
            at = self.code.behind(at);
        }
        start..at.min(end)
    }

    fn report(mut self, flow: &Flow) -> Report {
        let mut positional = std::mem::take(&mut self.positional).into_iter();
        let outcome = self.outcome.take().or_else(|| positional.next());
        let detail = self.detail.take().or_else(|| positional.next());
        let clear = !self.unclear;
        let has_detail = detail.is_some() || !clear;
        Report {
            range: self.code.range(self.name, self.name),
            outcome: match outcome {
                Some(outcome) if clear => self.reported(outcome),
                None if clear && self.strangers.is_empty() => Reported::Nothing,
                _ => Reported::Unclear,
            },
            stored: detail
                .filter(|_| clear)
                .map_or_else(Vec::new, |detail| secrets::stored(self.code, detail, flow)),
            strangers: self.strangers,
            has_detail,
        }
    }

    fn reported(&self, argument: Argument) -> Reported {
        if argument.is_empty() {
            return Reported::Nothing;
        }
        let range = self.code.range(argument.start, argument.end - 1);
        let escaped = self.code.text.as_bytes().get(range.end) == Some(&b'`');
        match literal(self.code, argument) {
            Some(key) if !escaped => Reported::Key { key, range },
            _ => Reported::Unclear,
        }
    }
}

/// The text that an argument is, if that can be seen.
fn literal(code: Code<'_>, argument: Argument) -> Option<String> {
    let text = code.text(argument.start);
    match code.kind(argument.start) {
        Some(Kind::Text) if argument.len() == 1 => unquoted(text),
        Some(Kind::Word)
            if argument.len() == 1 && !text.starts_with(|first: char| first.is_ascii_digit()) =>
        {
            Some(text.to_owned())
        }
        _ => None,
    }
}

/// What a string in quotes holds; nothing is said of here-strings, escapes and typographic quotes.
pub(super) fn unquoted(text: &str) -> Option<String> {
    let within = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    match within('\'') {
        Some(inner) => Some(inner.replace("''", "'")),
        None => within('"').filter(|inner| !inner.contains('`')).map(str::to_owned),
    }
}
