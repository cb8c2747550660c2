//! A list or inline table whose bracket is missing: TOML reads whatever follows as its elements.

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::Document;
use super::SYNTAX_ERROR;
use crate::diag::Problem;

/// What is open, and where the first line begins that it has swallowed.
#[derive(Clone, Copy)]
pub(super) struct Open {
    bracket: usize,
    pub(super) end: usize,
}

/// How many errors are looked at: a list that is open is found by one of the first, and each costs a walk.
const LOOKS: usize = 50;

/// The first by place that these errors of a text speak of: a header or a key stands where an element should.
pub(super) fn first(text: &str, table: &DeTable<'_>, errors: &[Error]) -> Option<Open> {
    let places = errors.iter().filter(|error| error.message() != "duplicate key").filter_map(Error::span);
    let mut ends: Vec<usize> = places.filter_map(|place| swallowed(text, place.start)).collect();
    ends.sort_unstable();
    ends.dedup();
    ends.into_iter().take(LOOKS).find_map(|end| {
        let bracket = values(table).find_map(|value| around(text, value, end))?;
        (is_header(&text[end..]) || text[bracket..].starts_with('[')).then_some(Open { bracket, end })
    })
}

/// Where the line of this place begins, if it is a header, or a key at this very place.
fn swallowed(text: &str, place: usize) -> Option<usize> {
    let line = text[..place].rfind('\n').map_or(0, |end| end + 1);
    let start = line + (text[line..].len() - text[line..].trim_start_matches([' ', '\t']).len());
    (is_header(&text[start..]) || start == place && is_key(&text[start..])).then_some(start)
}

/// Whether a line is a header and nothing else.
fn is_header(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let line = line.split('#').next().unwrap_or_default().trim_end();
    let inner = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    let inner =
        inner.map(|inner| inner.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(inner));
    inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(is_of_a_key))
}

/// Whether a line begins with a key and `=`.
fn is_key(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.split_once('=').is_some_and(|(key, _)| key.trim_end().chars().all(is_of_a_key))
}

fn is_of_a_key(it: char) -> bool {
    it.is_ascii_alphanumeric() || "-_.".contains(it)
}

fn values<'t, 'i>(table: &'t DeTable<'i>) -> impl Iterator<Item = &'t Spanned<DeValue<'i>>> {
    table.iter().map(|(_, value)| value)
}

/// Where the innermost list or inline table begins that this place is in.
fn around(text: &str, value: &Spanned<DeValue<'_>>, place: usize) -> Option<usize> {
    let inner = match value.get_ref() {
        DeValue::Table(table) => values(table).find_map(|value| around(text, value, place)),
        DeValue::Array(array) => array.iter().find_map(|value| around(text, value, place)),
        _ => return None,
    };
    let span = value.span();
    let is_around = span.start < place && place < span.end && text[span.start..].starts_with(['[', '{']);
    // A list of tables spread over headers has the place of a header, on a line of its own.
    inner.or((is_around && !is_header(&text[span.start..])).then_some(span.start))
}

/// The problem of what is open.
pub(super) fn problem(document: &Document, open: Open) -> Problem {
    let (kind, bracket) =
        if document.source.text[open.bracket..].starts_with('[') { ("list", "]") } else { ("table", "}") };
    Problem::new(&SYNTAX_ERROR, format!("the {kind} above is not closed"))
        .at(document.place(open.end..open.end + 1))
        .also(document.place(open.bracket..open.bracket + 1), "it begins here")
        .help(format!("write `{bracket}` behind its last element"))
}
