//! Which parameters and fields a body reads.

use std::ops::Range;

use super::calls::unquoted;
use super::lexer::Kind;
use super::tokens::Code;

/// A table of the prelude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// `$Parameter`.
    Parameter,
    /// `$Field`.
    Field,
}

/// A value that a body reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The table it is in.
    pub table: Table,
    /// Its key there, as written.
    pub key: String,
    /// Where the key stands, with its quotes.
    pub range: Range<usize>,
}

/// What a body reads from a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// What it names.
    pub values: Vec<Value>,
    /// It reads others too: by an expression, or the table as a whole.
    pub others: bool,
    /// The name may stand for something else: it is assigned, or handed on.
    pub rebound: bool,
    /// `"$Parameter['x']"`: in a string without `$(…)` that is the table and then the text `['x']`.
    pub in_strings: Vec<Range<usize>>,
}

/// What a body reads from `$Parameter`, and from `$Field`.
pub(super) fn reads(code: Code<'_>) -> [Reads; 2] {
    let mut reads = [Reads::default(), Reads::default()];
    for (at, token) in code.tokens.iter().enumerate() {
        if token.kind == Kind::Variable
            && let Some((table, scoped)) = table(code.text(at))
        {
            let reads = &mut reads[table as usize];
            match (scoped, access(code, at, table)) {
                (true, _) => reads.rebound = true,
                (false, Access::Value(value)) => reads.values.push(value),
                (false, Access::Other) => reads.others = true,
                (false, Access::Whole) => reads.rebound = true,
                (false, Access::InString(range)) => reads.in_strings.push(range),
            }
        }
    }
    reads
}

/// The table that a variable is, and whether it is named with a scope.
fn table(variable: &str) -> Option<(Table, bool)> {
    const LONGEST: usize = "$private:Parameter".len();
    if variable.len() > LONGEST {
        return None;
    }
    let name = variable.trim_start_matches(['$', '{']).trim_end_matches('}');
    let (scoped, name) = name.rsplit_once(':').map_or((false, name), |(_, name)| (true, name));
    let tables = [(Table::Parameter, "Parameter"), (Table::Field, "Field")];
    let found = tables.iter().find(|(_, word)| name.eq_ignore_ascii_case(word))?;
    Some((found.0, scoped))
}

enum Access {
    Value(Value),
    Other,
    Whole,
    InString(Range<usize>),
}

/// How a table is used at this variable.
fn access(code: Code<'_>, at: usize, table: Table) -> Access {
    let end = code.tokens[at].end;
    if !code.joins(at + 1) || !(code.is(at + 1, b'[') || code.is(at + 1, b'.')) {
        let rest = code.text.as_bytes().get(end..).unwrap_or_default();
        let is_read = rest.starts_with(b"['")
            || rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_alphabetic);
        return if is_read { Access::InString(code.range(at, at)) } else { Access::Whole };
    }
    let Some((key, range)) = key(code, at) else { return Access::Other };
    let assigned = code.is(at + 4, b'=') && code.is(at + 1, b'[') || code.is(at + 3, b'=');
    if assigned { Access::Whole } else { Access::Value(Value { table, key, range }) }
}

/// The key that a table is indexed by, if it is written out.
pub(super) fn key(code: Code<'_>, at: usize) -> Option<(String, Range<usize>)> {
    let range = || code.range(at + 2, at + 2);
    let text = code.text(at + 2);
    match (code.is(at + 1, b'['), code.kind(at + 2)?) {
        (true, Kind::Text) if code.is(at + 3, b']') => Some((unquoted(text)?, range())),
        (false, Kind::Text) if !code.joins(at + 3) || !code.is(at + 3, b'(') => {
            Some((unquoted(text)?, range()))
        }
        (false, Kind::Word) => {
            let name = text.split('-').next().unwrap_or_default(); // `$Parameter.days-1` subtracts
            let start = range().start;
            (!is_member(name)).then(|| (name.to_owned(), start..start + name.len()))
        }
        _ => None,
    }
}

/// Whether every table has a member of this name.
fn is_member(name: &str) -> bool {
    const MEMBERS: [&str; 15] = [
        "Add",
        "Clear",
        "Clone",
        "Contains",
        "ContainsKey",
        "ContainsValue",
        "Count",
        "GetEnumerator",
        "GetType",
        "Item",
        "Keys",
        "PSObject",
        "Remove",
        "ToString",
        "Values",
    ];
    MEMBERS.iter().any(|member| name.eq_ignore_ascii_case(member))
}
