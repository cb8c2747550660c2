//! What a detail stores as it is. Only what can be shown is claimed: a value that stands there itself, in a string,
//! in a sum, or in a variable that holds it. What an `if`, a command or a method makes of it is its own affair.

use std::ops::Range;

use super::calls::Stored;
use super::flow::Flow;
use super::lexer::Kind;
use super::tokens::Code;
use super::values::{Table, Value, key};

/// What of an argument's tokens reaches the text that they make.
pub(super) fn stored(code: Code<'_>, tokens: Range<usize>, flow: &Flow) -> Vec<Stored> {
    let mut stored = Vec::new();
    level(code, tokens, flow, &mut stored);
    stored
}

/// The same of a statement's tokens, which may call a function.
pub(super) fn made(code: Code<'_>, tokens: Range<usize>, flow: &Flow) -> Vec<Stored> {
    let mut stored = Vec::new();
    statement(code, tokens, flow, &mut stored);
    stored
}

fn statement(code: Code<'_>, tokens: Range<usize>, flow: &Flow, stored: &mut Vec<Stored>) {
    let result = flow.result(code, tokens.start);
    if result.is_empty() {
        return level(code, tokens, flow, stored);
    }
    if code.element_end(tokens.start) >= tokens.end {
        let place = code.range(tokens.start, tokens.start);
        stored.extend(result.into_iter().map(|held| held.at(place.clone())));
    }
}

/// The tokens between two brackets, or of an argument.
fn level(code: Code<'_>, tokens: Range<usize>, flow: &Flow, stored: &mut Vec<Stored>) {
    let mut at = tokens.start;
    while at < tokens.end {
        if !passes(code, at) {
            return;
        }
        at = code.behind(at);
    }
    let mut at = tokens.start;
    while at < tokens.end {
        at = operand(code, at, tokens.end, flow, stored);
    }
}

/// Whether the values around a token reach the text as they are.
fn passes(code: Code<'_>, at: usize) -> bool {
    match code.kind(at) {
        Some(Kind::Variable | Kind::Text | Kind::Expand) => true,
        Some(Kind::Sign(b'[')) => code.joins(at) && is_operand(code, at - 1) || is_text_cast(code, at),
        Some(Kind::Sign(sign)) => matches!(sign, b'+' | b',' | b'.' | b']' | b'(' | b'@'),
        Some(Kind::Word) => {
            let word = code.text(at);
            let is_member = code.joins(at) && code.is(at - 1, b'.');
            let is_index = code.is(at.saturating_sub(1), b'[') || code.is(at + 1, b']');
            is_member
                || is_index
                || ["-join", "-f"].iter().any(|operator| word.eq_ignore_ascii_case(operator))
        }
        _ => false,
    }
}

/// Whether a value ends with this token, so that a bracket behind it is its index.
fn is_operand(code: Code<'_>, at: usize) -> bool {
    matches!(code.kind(at), Some(Kind::Variable | Kind::Word | Kind::ExpandEnd | Kind::Sign(b')' | b']')))
}

/// `[string]`: any other cast makes another value.
fn is_text_cast(code: Code<'_>, at: usize) -> bool {
    code.text(at + 1).eq_ignore_ascii_case("string")
}

/// Takes in an operand with all that is read from it; returns where the next token stands.
fn operand(code: Code<'_>, at: usize, end: usize, flow: &Flow, stored: &mut Vec<Stored>) -> usize {
    let begins = matches!(code.kind(at), Some(Kind::Variable | Kind::Expand | Kind::Sign(b'(')));
    let value = code.behind(at);
    if !begins {
        return value;
    }
    let chain = Chain::new(code, value, end);
    if chain.end == value {
        match code.kind(at) {
            Some(Kind::Variable) => {
                let held = flow.holds(code, at).into_iter().map(|held| held.at(code.range(at, at)));
                stored.extend(held);
                stored.extend(caught(code, at, at));
            }
            _ => {
                // `@(` and `$(` and `(` hold statements, a string does not.
                let inner = at + 1..value - 1;
                match code.kind(at) {
                    Some(Kind::Expand) => level(code, inner, flow, stored),
                    _ => statement(code, inner, flow, stored),
                }
            }
        }
        return value;
    }
    let range = code.range(at, chain.end - 1);
    if chain.is_called {
        // a method's result is another value
    } else if chain.last.is_some_and(|name| name.eq_ignore_ascii_case("RecoveryPassword")) {
        stored.push(Stored::RecoveryPassword(range));
    } else if chain
        .last
        .is_some_and(|name| ["Message", "Exception"].iter().any(|it| name.eq_ignore_ascii_case(it)))
        && let Some(error) = caught(code, at, chain.end - 1)
    {
        stored.push(error);
    } else if let (1, Some((key, _))) = (chain.length, key(code, at)) {
        match table(code, at) {
            Some(table) => stored.push(Stored::Value(Value { table, key, range })),
            None => stored.extend(flow.entry(code, at, &key).into_iter().map(|it| it.at(range.clone()))),
        }
    }
    chain.end
}

/// The error that a `catch` has caught, if this is its variable.
fn caught(code: Code<'_>, at: usize, last: usize) -> Option<Stored> {
    let is_error = ["$_", "$PSItem"].iter().any(|name| code.text(at).eq_ignore_ascii_case(name));
    is_error.then(|| Stored::Error(at, code.range(at, last)))
}

fn table(code: Code<'_>, at: usize) -> Option<Table> {
    let tables = [("$Parameter", Table::Parameter), ("$Field", Table::Field)];
    let name = code.text(at);
    tables.iter().find(|(word, _)| name.eq_ignore_ascii_case(word)).map(|(_, table)| *table)
}

/// What is read from a value: `.Name`, `[0]`.
struct Chain<'a> {
    end: usize,
    length: usize,
    /// The property at its end.
    last: Option<&'a str>,
    is_called: bool,
}

impl<'a> Chain<'a> {
    fn new(code: Code<'a>, start: usize, end: usize) -> Self {
        let mut chain = Chain { end: start, length: 0, last: None, is_called: false };
        while chain.end < end && code.joins(chain.end) && chain.link(code, end) {
            chain.length += 1;
        }
        chain
    }

    /// Takes in one member or index, if there is one.
    fn link(&mut self, code: Code<'a>, end: usize) -> bool {
        let at = self.end;
        if code.is(at, b'.') && code.kind(at + 1) == Some(Kind::Word) {
            self.last = Some(code.text(at + 1));
            self.end = at + 2;
        } else if code.is(at, b'.') {
            self.last = None;
            self.end = code.behind(at + 1);
        } else if code.is(at, b'[') {
            let close = (at..end).find(|&at| code.is(at, b']'));
            self.last = self.last.filter(|_| close.is_some());
            self.end = close.map_or(end, |close| close + 1);
        } else if code.is(at, b'(') {
            self.is_called = true;
            self.end = code.behind(at);
        } else {
            return false;
        }
        true
    }
}
