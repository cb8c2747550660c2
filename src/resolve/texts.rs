//! Texts of the manifest: one line, a line that names parts, prose.

use std::collections::BTreeMap;
use std::ops::Range;

use super::codes::{
    DUPLICATE_ENTRY, EMPTY_LIST, EMPTY_TEXT, LINE_BREAK, LOOK_ALIKE, MALFORMED_REFERENCE, TOO_LONG,
};
use super::scope::Scope;
use super::scope::references::{dangling_reference, every_reference, exists};
use crate::document::At;
use crate::solution::text::{Mistake, Prose, Text};
use crate::solution::{PartRef, look_alike};

/// The most characters of a console's name. Ours: the platform documents none, and longer ones are cut in its lists.
const NAME: usize = 200;
/// The most characters of any other text of one line. Ours, so that a page stays a page.
const LINE: usize = 2_000;

/// A name as the console has it: one line, and no character that looks like another.
pub(super) fn name(scope: &mut Scope<'_>, at: &At<'_>, text: &str) -> String {
    if line(scope, at, text, NAME) {
        look_alikes(scope, at, text);
    }
    text.to_owned()
}

/// A text of one line in which nothing is replaced.
pub(super) fn plain(scope: &mut Scope<'_>, at: &At<'_>, text: &str) -> String {
    line(scope, at, text, LINE);
    text.to_owned()
}

/// A text of one line that may name parts.
pub(super) fn text(scope: &mut Scope<'_>, at: &At<'_>, source: &str) -> Text {
    if !line(scope, at, source, LINE) {
        return Text::default();
    }
    let parsed = Text::parse(source);
    let found = parsed.as_ref().map(Text::references).map_err(Vec::as_slice);
    names_parts(scope, at, source, found);
    parsed.unwrap_or_default()
}

/// CommonMark that may name parts.
pub(super) fn prose(scope: &mut Scope<'_>, at: &At<'_>, source: &str) -> Prose {
    if source.trim().is_empty() {
        empty(scope, at);
        return Prose::default();
    }
    if let Some(found) = control_in(source) {
        control(scope, at, found);
    }
    let parsed = Prose::parse(source);
    let found = parsed.as_ref().map(Prose::references).map_err(Vec::as_slice);
    names_parts(scope, at, source, found);
    parsed.unwrap_or_default()
}

/// Checks a text of one line; whether it is one.
fn line(scope: &mut Scope<'_>, at: &At<'_>, text: &str, most: usize) -> bool {
    let length = text.chars().count();
    let breaks = text.chars().find(|c| breaks_line(*c));
    if text.trim().is_empty() {
        empty(scope, at);
    } else if let Some(found) = breaks {
        control(scope, at, found);
    }
    if length > most {
        let (message, help) =
            (format!("this text has {length} characters"), format!("at most {most} characters"));
        scope.problems.at_value(&TOO_LONG, at, message, help);
    }
    length <= most && breaks.is_none() && !text.trim().is_empty()
}

fn empty(scope: &mut Scope<'_>, at: &At<'_>) {
    let help = "say what it is, or leave the key out";
    scope.problems.at_value(&EMPTY_TEXT, at, "this text is empty", help);
}

pub(super) fn control(scope: &mut Scope<'_>, at: &At<'_>, found: char) {
    let (message, help) = match found {
        '\r' => ("this text holds a carriage return".to_owned(), "leave it out: a line ends in `\\n` alone"),
        '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
            ("this text of one line has a line break".to_owned(), "write it on one line")
        }
        _ => (format!("this text holds the control character U+{:04X}", found as u32), "leave it out"),
    };
    scope.problems.at_value(&LINE_BREAK, at, message, help);
}

/// Reports characters that look like another one, and blanks at an end.
pub(super) fn look_alikes(scope: &mut Scope<'_>, at: &At<'_>, text: &str) {
    if let Some((c, name, instead)) = look_alike::first(text) {
        let message = format!("this text holds a {name} (U+{:04X})", c as u32);
        let place = scope.document.within(at, &c.to_string());
        scope.problems.report(&LOOK_ALIKE, place, message, instead);
    } else if text.trim() != text {
        let message = "this text has a blank at an end";
        scope.problems.at_value(&LOOK_ALIKE, at, message, "leave the blank out");
    }
}

/// Checks that every part a text names exists, or says what is wrong with how it is named.
fn names_parts(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    source: &str,
    found: Result<Vec<(Range<usize>, PartRef)>, &[Mistake]>,
) {
    match found {
        Ok(references) => {
            for (range, part) in
                references.into_iter().filter(|(_, part)| !exists(scope, part)).collect::<Vec<_>>()
            {
                let place = scope.document.within(at, &source[range]);
                let message = format!("there is no {} `{}`", part.kind.word(), part.key);
                dangling_reference(scope, place, message, &part.to_string());
            }
        }
        Err(mistakes) => mistakes.iter().for_each(|mistake| malformed(scope, at, source, mistake)),
    }
}

fn malformed(scope: &mut Scope<'_>, at: &At<'_>, source: &str, mistake: &Mistake) {
    let place = scope.document.within(at, &source[mistake.range.clone()]);
    let known = every_reference(scope);
    let word = &source[mistake.range.start..];
    let word = word.trim_start_matches('{').split('}').next().unwrap_or_default();
    let meant = known.iter().find(|known| known.split_once('.').is_some_and(|(_, key)| key == word));
    let help = match meant {
        Some(meant) => format!("did you mean `{{{meant}}}`?"),
        None => format!("write `{}`", mistake.instead),
    };
    scope.problems.report(&MALFORMED_REFERENCE, place, mistake.to_string(), help);
}

/// A list of texts of one line: none empty, none twice.
pub(super) fn lines(scope: &mut Scope<'_>, at: &At<'_>, texts: &[String]) -> Vec<String> {
    let firsts = firsts(texts);
    for (index, text) in texts.iter().enumerate() {
        plain(scope, &at.index(index), text);
        once(scope, at, index, firsts[index], text);
    }
    texts.to_vec()
}

/// A list that says nothing.
pub(super) fn empty_list(scope: &mut Scope<'_>, at: &At<'_>, help: &str) {
    scope.problems.at_value(&EMPTY_LIST, at, "this list is empty", help);
}

/// Whether an entry of a list stands there for the first time; else a problem with where it stands first.
pub(super) fn once(
    scope: &mut Scope<'_>,
    list: &At<'_>,
    index: usize,
    first: Option<usize>,
    entry: &str,
) -> bool {
    if let Some(first) = first {
        let message = format!("`{entry}` stands twice in this list");
        let (here, there) = (list.index(index), list.index(first));
        scope.problems.twice(&DUPLICATE_ENTRY, &here, &there, message, "take one of them out");
    }
    first.is_none()
}

/// For each entry of a list, where an equal one stands before it.
pub(super) fn firsts<T: Ord>(entries: &[T]) -> Vec<Option<usize>> {
    let mut seen: BTreeMap<&T, usize> = BTreeMap::new();
    let first = |(index, entry)| {
        let first = *seen.entry(entry).or_insert(index);
        (first != index).then_some(first)
    };
    entries.iter().enumerate().map(first).collect()
}

/// A control character that cannot stand in a text of several lines. Bytes tell at once that most prose holds none.
pub(super) fn control_in(prose: &str) -> Option<char> {
    // All of them at once: the compiler makes this one instruction for many bytes.
    let suspect = |found: bool, b: u8| found | ((b < b' ') & (b != b'\n')) | (b >= 0x7f);
    if !prose.bytes().fold(false, suspect) {
        return None;
    }
    prose.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'))
}

/// Whether a character cannot stand in a text of one line.
fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
