//! Prose, written anew from what a CommonMark parser found in it: so it is safe by construction.
//!
//! HTML is text. Indented code, which MDX does not know, becomes fenced code; links by reference become inline
//! links, so that no two pieces of prose on a page can meet; headings are shifted below the section they stand
//! in; `:::note` and `> [!NOTE]` are admonitions, any other directive is text, since one left open would swallow the
//! rest of the page.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::Targets;
use super::admonitions::{self, Marked, Marker};
use super::blocks::Blocks;
use super::inline::Inline;
use super::plain::{self, BLANKS};
use crate::solution::text::{PROSE, Prose};

/// Prose as blocks below a heading of this level, each line but the first after `indent`; no line break at its end.
pub fn prose(prose: &Prose, targets: &dyn Targets, level: u8, indent: &str) -> String {
    let source = prose.source();
    let trimmed = source.trim_end_matches(BLANKS);
    if plain::stands(trimmed) && (indent.is_empty() || !trimmed.contains('\n')) {
        return trimmed.to_owned();
    }
    blocks(source, targets, level, indent)
}

fn blocks(source: &str, targets: &dyn Targets, level: u8, indent: &str) -> String {
    match admonitions::marked(source) {
        Some(Marked { source, markers }) => written(&source, markers, targets, level, indent),
        None => written(source, BTreeMap::new(), targets, level, indent),
    }
}

fn written(
    source: &str,
    markers: BTreeMap<usize, Marker>,
    targets: &dyn Targets,
    level: u8,
    indent: &str,
) -> String {
    let events: Vec<_> = Parser::new_ext(source, PROSE).into_offset_iter().collect();
    let inline = Inline::new(source, targets, indent);
    let mut blocks = Blocks::new(inline, looseness(&events), shift(&events, level), markers);
    for (event, range) in &events {
        blocks.event(event, range.clone());
    }
    blocks.finish()
}

/// How far headings are moved: the highest of them to just below this level.
fn shift(events: &[(Event<'_>, Range<usize>)], level: u8) -> i8 {
    let heading = |(event, _): &(Event<'_>, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as i8),
        _ => None,
    };
    let highest = events.iter().filter_map(heading).min().unwrap_or(1);
    level as i8 + 1 - highest
}

/// Of each list in order: whether blank lines separate its items.
fn looseness(events: &[(Event<'_>, Range<usize>)]) -> Vec<bool> {
    let mut loose = Vec::new();
    let mut open = Vec::new();
    for (event, _) in events {
        match event {
            Event::Start(Tag::List(_)) => {
                open.push(Some(loose.len()));
                loose.push(false);
            }
            Event::Start(Tag::BlockQuote(_)) => open.push(None),
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => {
                open.pop();
            }
            Event::Start(Tag::Paragraph) => {
                if let Some(Some(list)) = open.last() {
                    loose[*list] = true;
                }
            }
            _ => {}
        }
    }
    loose
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::render::markdown::Target;
    use crate::render::markdown::line::line;
    use crate::solution::PartRef;

    struct Nobody;

    impl Targets for Nobody {
        fn target(&self, _: &PartRef) -> Target<'_> {
            Target::default()
        }
    }

    /// Prose of what stands as it is, and of what looks like it.
    fn sources() -> impl Strategy<Value = String> {
        let usual = "[a-z]{1,3}|[A-Z][a-z]| |\\. |, |: |\n|\n\n|`[a-z|]{1,3}`|\\*\\*[a-z ]{1,4}\\*\\*|\\[[a-z]{1,2}\\]\\([a-z/:]{1,4}\\)";
        let odd = "`|``|\\*\\*|\\*|\\[|\\]\\(|\\)|1\\.|1|import|www\\.|-|=|:|\\|é|  |\n\n\n|` a `|\\{";
        prop::collection::vec(prop_oneof![5 => usual, 1 => odd], 1..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn what_stands_as_it_is_would_be_written_so(source in sources()) {
            let trimmed = source.trim_end_matches(BLANKS);
            if plain::stands(trimmed) {
                prop_assert_eq!(blocks(&source, &Nobody, 2, ""), trimmed);
            }
            if plain::stands(trimmed) && !trimmed.contains('|') {
                let in_one = trimmed.replace("\n\n", "\n").replace('\n', " ");
                prop_assert_eq!(line(&source, &Nobody), in_one);
            }
        }
    }

    #[test]
    fn admonitions_are_written_as_they_are_meant() {
        for (source, right) in [
            ("a\n:::note\nb *c*\n:::\nd", "a\n\n:::note\n\nb *c*\n\n:::\n\nd"),
            (":::tip[Of {x]\n- a\n- b\n:::", ":::tip[Of \\{x]\n\n- a\n- b\n\n:::"),
            (
                ":::info A title\n:::warning\nb\n:::\n:::",
                "::::info[A title]\n\n:::warning\n\nb\n\n:::\n\n::::",
            ),
            ("> [!NOTE]\n> a\n>\n> b", ":::note\n\na\n\nb\n\n:::"),
            ("- a\n\n  > [!CAUTION]\n  > b", "- a\n\n  :::danger\n\n  b\n\n  :::"),
            (":::note\nopen", "\\:\\:\\:note\nopen"),
            ("> a", "> a"),
        ] {
            assert_eq!(blocks(source, &Nobody, 2, ""), right, "{source}");
        }
    }

    #[test]
    fn usual_prose_stands_as_it_is() {
        for source in ["See `a{b}`.\n\n**Note** it: [a page](https://a.b/c?d=1#e), (or `f`).\nA Ü:", "`a`"] {
            assert!(plain::stands(source), "{source}");
        }
        for source in ["# a", "- a", "a  \nb", "a *b*", "{field.a}", "a\n\n\nb", "import a", "``a``", "a_b"] {
            assert!(!plain::stands(source), "{source}");
        }
    }
}
