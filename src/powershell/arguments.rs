//! What a command is given: by name, by position, by a table (`@name`).

use std::ops::Range;

use super::lexer::Kind;
use super::tokens::Code;

/// A value's tokens.
pub(super) type Value = Range<usize>;

/// The arguments of one call.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// The token of each name, and the value behind it, which may be empty.
    pub(super) named: Vec<(usize, Value)>,
    pub(super) positional: Vec<Value>,
    /// The words behind `@`.
    pub(super) tables: Vec<usize>,
}

impl Arguments {
    /// Reads the arguments behind a command's name.
    pub(super) fn of(code: Code<'_>, name: usize) -> Self {
        let mut arguments = Arguments::default();
        let end = code.element_end(name + 1);
        let mut at = name + 1;
        while at < end {
            at = arguments.argument(code, at, end);
        }
        arguments
    }

    /// Takes in the argument that begins here; returns where the next one does.
    fn argument(&mut self, code: Code<'_>, at: usize, end: usize) -> usize {
        if parameter(code, at).is_none() {
            let value = value(code, at, end);
            let after = value.end;
            if code.is(at, b'@') && code.kind(at + 1) == Some(Kind::Word) {
                self.tables.push(at + 1);
            } else {
                self.positional.push(value);
            }
            return after;
        }
        let start = if code.joins(at + 1) && code.is(at + 1, b':') { at + 2 } else { at + 1 };
        let given = start < end && parameter(code, start).is_none();
        let value = if given { value(code, start, end) } else { start..start };
        let after = value.end;
        self.named.push((at, value));
        after
    }

    /// The value of a parameter, by its name or the beginning of it.
    pub(super) fn named(&self, code: Code<'_>, parameter: &str) -> Option<Value> {
        let mut named = self.named.iter().rev();
        named.find(|(at, _)| begins(code, *at, parameter)).map(|(_, value)| value.clone())
    }
}

/// Whether the name at a token is this parameter's, or the beginning of it.
pub(super) fn begins(code: Code<'_>, at: usize, whole: &str) -> bool {
    let name = parameter(code, at).unwrap_or_default();
    whole.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// The name of the parameter that this token is, if it is one.
fn parameter<'a>(code: Code<'a>, at: usize) -> Option<&'a str> {
    let name = code.text(at).strip_prefix('-')?;
    let is_name =
        code.kind(at) == Some(Kind::Word) && name.starts_with(|first: char| first.is_ascii_alphabetic());
    is_name.then_some(name)
}

/// All tokens of the value that begins here: what stands side by side, and a list's other elements.
fn value(code: Code<'_>, start: usize, end: usize) -> Value {
    let mut at = code.behind(start);
    while at < end && (code.joins(at) || code.is(at, b',') || code.is(at - 1, b',')) {
        at = code.behind(at);
    }
    start..at.min(end)
}
