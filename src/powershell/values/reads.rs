//! Which parameters and fields a body reads.

use std::ops::Range;

use super::stored::{Table, Value};
use crate::powershell::syntax::{Kind, NodeId};
use crate::powershell::view::{Body, Scope};

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
pub(crate) fn reads(body: Body<'_>) -> [Reads; 2] {
    let mut reads = [Reads::default(), Reads::default()];
    for id in body.tree.ids() {
        let Some((table, is_scoped)) = table(body, id) else { continue };
        let reads = &mut reads[table as usize];
        match (is_scoped, access(body, id, table)) {
            (true, _) | (false, Access::Whole) => reads.rebound = true,
            (false, Access::Value(value)) => reads.values.push(value),
            (false, Access::Other) => reads.others = true,
            (false, Access::InString(range)) => reads.in_strings.push(range),
        }
    }
    for reads in &mut reads {
        reads.values.sort_by_key(|value| value.range.start);
        reads.in_strings.sort_by_key(|range| range.start);
    }
    reads
}

/// The table that a variable is, and whether it is named with a scope.
fn table(body: Body<'_>, id: NodeId) -> Option<(Table, bool)> {
    let Kind::Variable { name, .. } = *body.kind(id) else { return None };
    let name = body.at(name);
    let end = |word: &str| {
        let start = name.len().checked_sub(word.len())?;
        name.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word)).then_some(start)
    };
    let (table, start) = match end("Parameter") {
        Some(start) => (Table::Parameter, start),
        None => (Table::Field, end("Field")?),
    };
    let is_whole = start == 0 || name[..start].ends_with(':');
    let variable = body.variable(id).filter(|it| is_whole && it.scope != Scope::Drive)?;
    Some((table, !matches!(variable.scope, Scope::None | Scope::Using)))
}

enum Access {
    Value(Value),
    Other,
    Whole,
    InString(Range<usize>),
}

/// How a table is used at this variable.
fn access(body: Body<'_>, id: NodeId, table: Table) -> Access {
    let parent = body.tree.parent(id);
    let Some(link) = parent.filter(|&parent| body.target(parent) == Some(id)) else {
        return match parent.map(|parent| body.kind(parent)) {
            Some(Kind::Expandable { .. }) if is_indexed(body, id) => Access::InString(body.range(id)),
            _ => Access::Whole,
        };
    };
    let (key, place) = match *body.kind(link) {
        Kind::Index { index, .. } => (body.literal(index), index),
        Kind::Member { member, .. } => (body.literal(member).filter(|name| !is_member(name)), member),
        _ => return Access::Other,
    };
    match key {
        None => Access::Other,
        Some(_) if is_assigned(body, link) => Access::Whole,
        Some(key) => Access::Value(Value { table, key: key.into_owned(), range: body.range(place) }),
    }
}

/// Whether `['` or `.name` follows a variable in a text.
fn is_indexed(body: Body<'_>, id: NodeId) -> bool {
    let rest = body.text.as_bytes().get(body.range(id).end..).unwrap_or_default();
    rest.starts_with(b"['") || rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_alphabetic)
}

fn is_assigned(body: Body<'_>, link: NodeId) -> bool {
    let parent = body.tree.parent(link).map(|parent| body.kind(parent));
    matches!(parent, Some(Kind::Assignment { target, .. }) if *target == link)
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
