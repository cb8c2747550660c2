//! What a call of `Complete-Task` says: its outcome, and what of its detail can be shown.

use std::ops::Range;

use super::arguments::{Arguments, Value, begins};
use super::flow::Flow;
use super::lexer::Kind;
use super::secrets;
use super::tokens::Code;
use super::values;
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
    Value(values::Value),
    /// All values of a table, or one that is known only when the script runs.
    Whole(values::Table, Range<usize>),
    /// The error that a `catch` has caught: where it is read first, and where it is seen.
    Error(usize, Range<usize>),
}

impl Stored {
    /// Where it stands in the body.
    pub fn range(&self) -> &Range<usize> {
        match self {
            Stored::RecoveryPassword(range) | Stored::Whole(_, range) | Stored::Error(_, range) => range,
            Stored::Value(value) => &value.range,
        }
    }

    /// The same, seen at another place: at a variable that holds it.
    pub(super) fn at(self, range: Range<usize>) -> Self {
        match self {
            Stored::RecoveryPassword(_) => Stored::RecoveryPassword(range),
            Stored::Value(value) => Stored::Value(values::Value { range, ..value }),
            Stored::Whole(table, _) => Stored::Whole(table, range),
            Stored::Error(first, _) => Stored::Error(first, range),
        }
    }

    /// Whether both are the same value, wherever each is seen.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.clone().at(0..0) == other.clone().at(0..0)
    }
}

/// All calls of a body.
pub(super) fn reports(code: Code<'_>, spots: &[Spot], flow: &Flow) -> Vec<Report> {
    let is_report = |spot: &&Spot| {
        let name = if spot.kind == SpotKind::Command { code.command(spot.token) } else { None };
        name.is_some_and(|name| name.eq_ignore_ascii_case(COMMAND))
    };
    spots.iter().filter(is_report).map(|spot| report(code, spot.token, flow)).collect()
}

fn report(code: Code<'_>, name: usize, flow: &Flow) -> Report {
    let given = Arguments::of(code, name);
    let is_own = |at: usize| ["Outcome", "Detail"].iter().any(|parameter| begins(code, at, parameter));
    let strangers: Vec<Range<usize>> =
        given.named.iter().filter(|(at, _)| !is_own(*at)).map(|(at, _)| code.range(*at, *at)).collect();
    let clear = given.tables.is_empty(); // what a table gives takes up no position, but may be anything
    let mut positional = given.positional.iter().filter(|_| clear).cloned();
    let outcome = given.named(code, "Outcome").or_else(|| positional.next());
    let detail = given.named(code, "Detail").or_else(|| positional.next());
    let has_detail = detail.is_some() || !clear;
    let mut stored = detail.map_or_else(Vec::new, |detail| secrets::stored(code, detail, flow));
    for &table in &given.tables {
        stored.extend(
            flow.entry(code, table, "Detail").into_iter().map(|it| it.at(code.range(table - 1, table))),
        );
    }
    Report {
        range: code.range(name, name),
        outcome: match outcome {
            Some(outcome) if clear => reported(code, outcome),
            None if clear && strangers.is_empty() => Reported::Nothing,
            _ => Reported::Unclear,
        },
        stored,
        strangers,
        has_detail,
    }
}

fn reported(code: Code<'_>, argument: Value) -> Reported {
    if argument.is_empty() {
        return Reported::Nothing;
    }
    let range = code.range(argument.start, argument.end - 1);
    let escaped = code.text.as_bytes().get(range.end) == Some(&b'`');
    match literal(code, argument) {
        Some(key) if !escaped => Reported::Key { key, range },
        _ => Reported::Unclear,
    }
}

/// The text that an argument is, if that can be seen.
fn literal(code: Code<'_>, argument: Value) -> Option<String> {
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
