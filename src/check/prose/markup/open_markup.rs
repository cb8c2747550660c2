//! `open-markup`: what is opened and never closed, and so stands on a page as text.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::check::Context;
use crate::check::prose::each::each_prose;
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::render::markdown::{ADMONITIONS, stray_markers};
use crate::solution::text::PROSE;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "open-markup",
    severity: Severity::Warning,
    what: "`**` without its counterpart, or `:::` that opens or closes no admonition.",
    why: "It stands on the page as it is written, and what was to be bold or set apart is not.",
    example: "summary = \"**Note: it restarts.\"      # **Note:** it restarts.",
};

/// Looks at every text in Markdown.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    each_prose(context, |written| {
        for range in open_bold(written.source) {
            let message = "this `**` has no counterpart: it stands on the page as text".to_owned();
            let help = "`**text**` is bold, without a blank at its edges; where the signs are meant, write them in backticks";
            written.report(context, problems, &CODE, range, (message, help.to_owned()));
        }
        for range in stray_markers(written.source) {
            let (message, help) = stray(written.source[range.clone()].trim_start_matches(':'));
            let (message, help) = (message.to_owned(), help.to_owned());
            written.report(context, problems, &CODE, range, (message, help));
        }
    });
}

/// What there is to say of a line of colons, by what stands behind them.
fn stray(word: &str) -> (&'static str, &'static str) {
    let kind = word.split([' ', '[']).next().unwrap_or_default();
    if word.is_empty() {
        ("no admonition is open here: this stands on the page as text", "leave it out")
    } else if ADMONITIONS.contains(&kind) {
        ("nothing closes this admonition: it stands on the page as text", "a line `:::` behind its text closes it")
    } else {
        ("there is no such admonition: this stands on the page as text", "`note`, `tip`, `info`, `warning` and `danger` are known, as `:::note Title`")
    }
}

/// The first `**` of each block that is neither bold nor a sign between blanks.
fn open_bold(source: &str) -> Vec<Range<usize>> {
    if !source.contains("**") {
        return Vec::new();
    }
    let (mut found, mut block) = (Vec::new(), Vec::new());
    let mut text = 0..0;
    for (event, range) in Parser::new_ext(source, PROSE).into_offset_iter() {
        match event {
            Event::Text(_) if text.end == range.start && text.start != text.end => text.end = range.end,
            Event::Text(_) => {
                block.extend(doubled(source, std::mem::replace(&mut text, range)));
            }
            Event::Start(Tag::CodeBlock(_)) => text = 0..0,
            _ => {
                block.extend(doubled(source, std::mem::replace(&mut text, 0..0)));
                if is_block(&event) {
                    found.extend(first(source, &std::mem::take(&mut block)));
                }
            }
        }
    }
    found
}

fn is_block(event: &Event<'_>) -> bool {
    matches!(event, Event::End(tag) if !matches!(
        tag,
        pulldown_cmark::TagEnd::Emphasis
            | pulldown_cmark::TagEnd::Strong
            | pulldown_cmark::TagEnd::Strikethrough
            | pulldown_cmark::TagEnd::Link
            | pulldown_cmark::TagEnd::Image
    ))
}

/// Where `**` stands in a piece of text.
fn doubled(source: &str, text: Range<usize>) -> Vec<Range<usize>> {
    let starts = source[text.clone()].match_indices("**").map(|(at, _)| text.start + at);
    starts.map(|at| at..at + 2).collect()
}

/// The first, if it is more than a sign between blanks.
fn first(source: &str, block: &[Range<usize>]) -> Option<Range<usize>> {
    let touches = |range: &Range<usize>| {
        let before = source[..range.start].chars().next_back();
        let behind = source[range.end..].chars().next();
        [before, behind].into_iter().flatten().any(|c| !c.is_whitespace())
    };
    (block.len() > 1 || block.iter().any(touches)).then(|| block.first().cloned()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_that_is_not_closed() {
        for (source, expected) in [
            ("**Note: it restarts.", vec![0]),
            ("a **b** and **c", vec![12]),
            ("** a **", vec![0]),
            ("Delete logs/**/*.txt", vec![12]),
            ("- a **b\n- c\n\nd** e", vec![4, 14]),
            ("**a** `**` \\*\\* 2 ** 3\n\n```\n**\n```", vec![]),
            ("**a *b* c**", vec![]),
        ] {
            let found: Vec<usize> = open_bold(source).into_iter().map(|range| range.start).collect();
            assert_eq!(found, expected, "{source}");
        }
    }
}
