//! Prose in one line, as a table cell takes it: its blocks one after the other, the items of a list as a sentence has
//! them, `Because of: a full disk; a lost network`.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::Targets;
use super::inline::{Inline, Place};
use super::plain::{self, BLANKS};
use crate::solution::text::{PROSE, Prose};

/// Prose in one line.
pub fn prose_line(prose: &Prose, targets: &dyn Targets) -> String {
    let source = prose.source();
    let trimmed = source.trim_end_matches(BLANKS);
    if plain::stands(trimmed) && !trimmed.contains('|') {
        return trimmed.replace("\n\n", "\n").replace('\n', " ");
    }
    line(source, targets)
}

pub(super) fn line(source: &str, targets: &dyn Targets) -> String {
    let mut inline = Inline::new(source, targets, "");
    inline.open(Place::Cell);
    let (mut joints, mut code) = (Joints::default(), None);
    for (event, range) in Parser::new_ext(source, PROSE).into_offset_iter() {
        if let Some(joint) = joints.before(&event) {
            inline.runs(joint);
        }
        match (&event, &mut code) {
            (Event::Start(Tag::CodeBlock(_)), _) => code = Some(String::new()),
            (Event::Text(text), Some(code)) => code.push_str(text),
            (Event::End(TagEnd::CodeBlock), Some(text)) => {
                inline.code(text.trim_end());
                code = None;
            }
            (Event::TaskListMarker(_), _) => {}
            _ => inline.event(&event, range),
        }
    }
    inline.close();
    inline.out.trim_end().to_owned()
}

/// What stands between two blocks.
#[derive(Clone, Copy)]
enum Joint {
    Blocks,
    BeforeList,
    Items,
    BehindList,
}

/// Follows the blocks, and knows what joins the next content to what stands before it.
#[derive(Default)]
struct Joints {
    next: Option<Joint>,
    /// The last character so far.
    last: Option<char>,
}

impl Joints {
    /// What is to be written before this event.
    fn before(&mut self, event: &Event<'_>) -> Option<&'static str> {
        match event {
            Event::Start(Tag::List(_)) if !matches!(self.next, Some(Joint::Items | Joint::BehindList)) => {
                self.next = Some(Joint::BeforeList);
            }
            Event::End(TagEnd::Item) => self.next = Some(Joint::Items),
            Event::End(TagEnd::List(_)) => self.next = Some(Joint::BehindList),
            Event::End(tag) if ends_block(*tag) => self.next = self.next.or(Some(Joint::Blocks)),
            event if is_content(event) => {
                let joint = self.next.take().and_then(|joint| self.joined(joint));
                self.last = last(event).or(self.last);
                return joint;
            }
            _ => {}
        }
        None
    }

    /// Nothing at the start; no second sign where the author set one.
    fn joined(&self, joint: Joint) -> Option<&'static str> {
        let is_ended = ['.', ',', ';', ':', '!', '?', '…'].contains(&self.last?);
        Some(match joint {
            Joint::BeforeList if !is_ended => ": ",
            Joint::Items if !is_ended => "; ",
            Joint::BehindList if !is_ended => ". ",
            _ => " ",
        })
    }
}

fn last(event: &Event<'_>) -> Option<char> {
    match event {
        Event::Text(text) => text.trim_end().chars().next_back(),
        // What stands in a span of code ends no sentence.
        Event::Code(_) => Some('`'),
        _ => None,
    }
}

fn ends_block(tag: TagEnd) -> bool {
    use TagEnd::{CodeBlock, Heading, HtmlBlock, Paragraph, TableCell};
    matches!(tag, CodeBlock | Heading(_) | HtmlBlock | Paragraph | TableCell)
}

/// Whether something of an event is to be seen.
fn is_content(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            use Tag::{Emphasis, Image, Link, Strikethrough, Strong};
            matches!(tag, Emphasis | Strong | Strikethrough | Link { .. } | Image { .. })
        }
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) => true,
        _ => false,
    }
}
