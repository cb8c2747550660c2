//! Admonitions: `:::note Title` to `:::danger`, up to the `:::` that closes them; and GitHub's `> [!NOTE]`.
//!
//! What is not closed, or is of another kind, is text: one left open would swallow the rest of the page.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Parser, Tag};

use crate::solution::text::PROSE;

/// The kinds that the docs site knows without a setting.
pub const ADMONITIONS: [&str; 5] = ["note", "tip", "info", "warning", "danger"];

/// A line that opens or closes an admonition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// Its kind, and where its title stands in the source.
    Open(&'static str, Range<usize>),
    Close,
}

/// A source in which each marker is a paragraph of its own, and the markers by where they begin.
pub(super) struct Marked {
    pub(super) source: String,
    pub(super) markers: BTreeMap<usize, Marker>,
}

/// The kind of an admonition that GitHub's word stands for.
pub(super) fn kind(quote: BlockQuoteKind) -> &'static str {
    match quote {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "info",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "danger",
    }
}

/// Finds the admonitions of a prose; none where there are none, which costs no parser.
pub(super) fn marked(source: &str) -> Option<Marked> {
    let lines = lines(source);
    lines.iter().any(|(_, marker)| marker.is_some()).then(|| spaced(lines))
}

/// Lines that look as if they opened or closed an admonition, and are text.
pub fn stray_markers(source: &str) -> Vec<Range<usize>> {
    let code = if source.contains(":::") { code_blocks(source) } else { return Vec::new() };
    let mut start = 0;
    let stray = |(line, marker): (&str, Option<Marker>)| {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let is_code = code.iter().any(|code| code.contains(&range.start));
        (marker.is_none() && !is_code && line.starts_with(":::")).then_some(range)
    };
    lines(source).into_iter().filter_map(stray).collect()
}

/// The lines of a prose, each with what it marks; nothing where nothing is marked.
fn lines(source: &str) -> Vec<(&str, Option<Marker>)> {
    let mut lines: Vec<(&str, Option<Marker>)> = Vec::new();
    if !source.contains(":::") {
        return lines;
    }
    let code = code_blocks(source);
    let mut open = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let is_code = code.iter().any(|range| range.contains(&start));
        let marker = marker(line).filter(|_| !is_code);
        start += line.len();
        match &marker {
            Some(Marker::Open(..)) => open.push(lines.len()),
            // A `:::` that closes nothing is text.
            Some(Marker::Close) if open.pop().is_none() => {
                lines.push((line, None));
                continue;
            }
            _ => {}
        }
        lines.push((line, marker));
    }
    open.into_iter().for_each(|unclosed| lines[unclosed].1 = None);
    lines
}

/// Sets each marker apart by blank lines.
fn spaced(lines: Vec<(&str, Option<Marker>)>) -> Marked {
    let (mut source, mut markers) = (String::new(), BTreeMap::new());
    for (line, marker) in lines {
        let Some(marker) = marker else {
            source.push_str(line);
            continue;
        };
        source.push('\n');
        let at = source.len();
        source.push_str(line.trim_end());
        source.push_str("\n\n");
        let marker = match marker {
            Marker::Open(kind, title) => Marker::Open(kind, at + title.start..at + title.end),
            Marker::Close => Marker::Close,
        };
        markers.insert(at, marker);
    }
    Marked { source, markers }
}

/// What a line marks, with the title's place in the line.
fn marker(line: &str) -> Option<Marker> {
    let line = line.trim_end();
    let word = line.strip_prefix(":::")?.trim_start_matches(':');
    if word.is_empty() {
        return Some(Marker::Close);
    }
    let kind = ADMONITIONS.into_iter().find(|kind| word.starts_with(kind))?;
    let behind = &word[kind.len()..];
    let title = match behind.strip_prefix('[') {
        Some(title) => title.strip_suffix(']')?,
        None if behind.is_empty() || behind.starts_with(' ') => behind.trim(),
        None => return None,
    };
    let start = line.len() - behind.len() + behind.find(title).unwrap_or_default();
    Some(Marker::Open(kind, start..start + title.len()))
}

fn code_blocks(source: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(source, PROSE).into_offset_iter();
    let code = |(event, range)| matches!(event, Event::Start(Tag::CodeBlock(_))).then_some(range);
    events.filter_map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_is_an_admonition() {
        for source in [":::note\na\n:::", ":::tip[A b]\na\n:::\n", "::::info\n:::warning A\nb\n:::\n::::"] {
            assert!(marked(source).is_some(), "{source}");
        }
        for source in [":::note\na", ":::", ":::notes\n:::x", "```\n:::note\n:::\n```", ":::other\na\n"] {
            assert!(marked(source).is_none(), "{source}");
        }
    }

    #[test]
    fn what_is_no_marker_is_told() {
        for (source, expected) in [
            (":::note\na", vec![":::note"]),
            (":::other A\na\n:::", vec![":::other A", ":::"]),
            ("a\n:::", vec![":::"]),
            (":::note\na\n:::\n\n```\n:::x\n```\n\nsee `:::x`", vec![]),
        ] {
            let found: Vec<&str> = stray_markers(source).into_iter().map(|range| &source[range]).collect();
            assert_eq!(found, expected, "{source}");
        }
    }

    #[test]
    fn a_title_stands_where_it_is_said_to() {
        let Marked { source, markers } = marked("a\n:::tip[The {task.a}]\nb\n:::").unwrap();
        let Some((_, Marker::Open("tip", title))) = markers.first_key_value() else { panic!("{markers:?}") };
        assert_eq!(&source[title.clone()], "The {task.a}");
    }
}
