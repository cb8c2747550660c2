//! The inline content of prose, written anew: whatever a parser took for text is escaped as text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{Edges, Target, Targets, code, code_in_cell, escape, push_address, text};
use crate::solution::text::{Run, runs};

/// Where the content stands, which decides what a line break is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A line break may stand.
    Paragraph,
    /// None may.
    Heading,
    /// None may, and pipes are GFM's.
    Cell,
}

/// Writes inline events.
pub(super) struct Inline<'a> {
    pub(super) out: String,
    /// What begins each line: the markers and the indentation of the blocks around.
    pub(super) prefix: String,
    pub(super) place: Place,
    source: &'a str,
    targets: &'a dyn Targets,
    /// Text not yet escaped: its neighbours decide.
    pending: String,
    /// Nothing stands on this line, or in this span, yet.
    edge: bool,
    /// What ends the open spans.
    ends: Vec<String>,
    links: usize,
    images: usize,
}

impl<'a> Inline<'a> {
    pub(super) fn new(source: &'a str, targets: &'a dyn Targets, prefix: &str) -> Self {
        Inline {
            out: String::with_capacity(source.len() + source.len() / 4),
            prefix: prefix.to_owned(),
            place: Place::Paragraph,
            source,
            targets,
            pending: String::new(),
            edge: true,
            ends: Vec::new(),
            links: 0,
            images: 0,
        }
    }

    /// Begins the content of a block.
    pub(super) fn open(&mut self, place: Place) {
        self.place = place;
        self.edge = true;
    }

    /// Ends the content of a block.
    pub(super) fn close(&mut self) {
        self.flush(true);
        self.place = Place::Paragraph;
    }

    /// A new line within the block.
    pub(super) fn new_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&self.prefix);
        self.edge = true;
    }

    /// Writes an event that is inline; block events are none of its business.
    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(text, range),
            Event::InlineHtml(html) | Event::Html(html) => self.runs(&html.replace(['\n', '\r'], " ")),
            Event::Code(code) => self.code(code),
            Event::SoftBreak | Event::HardBreak => self.line_break(*event == Event::HardBreak),
            Event::TaskListMarker(done) => self.out.push_str(if *done { "[x] " } else { "[ ] " }),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            _ => {}
        }
    }

    /// Text as the parser decoded it: only where that is the source itself can it name parts.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.source.get(range) == Some(text) { self.runs(text) } else { self.pending.push_str(text) }
    }

    pub(super) fn runs(&mut self, source: &str) {
        for run in runs(source) {
            let part = match run {
                Run::Literal(literal) => {
                    self.pending.push_str(literal);
                    continue;
                }
                Run::Part(part) => part,
            };
            let target = self.targets.target(&part);
            match target.link {
                Some(link) if self.links + self.images == 0 => {
                    self.flush(false);
                    self.out.push_str(link);
                }
                _ => self.pending.push_str(target.label),
            }
        }
    }

    /// The title of an admonition.
    pub(super) fn title(&mut self, title: Range<usize>) {
        self.open(Place::Heading);
        self.runs(self.source.get(title).unwrap_or_default());
        self.close();
    }

    pub(super) fn code(&mut self, plain: &str) {
        if self.images > 0 {
            return self.pending.push_str(plain);
        }
        self.flush(false);
        let span = if self.place == Place::Cell { code_in_cell(plain) } else { code(plain) };
        self.out.push_str(&span);
    }

    /// A line break, where one may stand; else a blank.
    pub(super) fn line_break(&mut self, hard: bool) {
        if self.place != Place::Paragraph || self.images > 0 {
            return self.pending.push(' ');
        }
        self.flush(true);
        if hard {
            self.out.push('\\');
        }
        self.new_line();
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.open_span(range.start, 1),
            Tag::Strong => self.open_span(range.start, 2),
            Tag::Strikethrough => {
                let tildes = self.source[range.start..].bytes().take(2).take_while(|b| *b == b'~').count();
                self.open_span(range.start, tildes.max(1));
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let mail = if *link_type == LinkType::Email { "mailto:" } else { "" };
                let end = self.resource(mail, dest_url, title);
                self.open_link("[", end);
                self.links += 1;
            }
            Tag::Image { dest_url, title, .. } => {
                let end = self.resource("", dest_url, title);
                self.open_link("![", end);
                self.images += 1;
            }
            _ => {}
        }
    }

    /// Opens a span with the author's own delimiter, which the text around it suits.
    fn open_span(&mut self, at: usize, length: usize) {
        if self.images > 0 {
            return;
        }
        self.flush(false);
        let delimiter = self.source.get(at..at + length).unwrap_or("*").to_owned();
        self.out.push_str(&delimiter);
        self.ends.push(delimiter);
        self.edge = true;
    }

    fn open_link(&mut self, start: &str, end: String) {
        if self.images == 0 {
            self.flush(false);
            self.out.push_str(start);
            self.edge = true;
        }
        self.ends.push(end);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough if self.images == 0 => {}
            TagEnd::Link => self.links -= 1,
            TagEnd::Image => self.images -= 1,
            _ => return,
        }
        let end = self.ends.pop().unwrap_or_default();
        if self.images == 0 {
            self.flush(true);
            self.out.push_str(&end);
        }
    }

    /// What follows a link's label.
    fn resource(&self, protocol: &str, address: &CowStr<'_>, title: &CowStr<'_>) -> String {
        let mut end = String::from("](");
        let address = self.named(address, |target| target.address);
        // An empty destination needs its brackets only if a title follows, and then MDX refuses none.
        if address.is_empty() && !title.is_empty() {
            end.push_str("<>");
        }
        end.push_str(protocol);
        push_address(&mut end, &address);
        if !title.is_empty() {
            let title = self.named(title, |target| target.label);
            end.push_str(&format!(" \"{}\"", text(&title).replace('"', "\\\"")));
        }
        end.push(')');
        end
    }

    /// The text with `show` of every part it names.
    fn named(&self, source: &str, show: impl for<'t> Fn(Target<'t>) -> &'t str) -> String {
        let mut out = String::with_capacity(source.len());
        for run in runs(source) {
            match run {
                Run::Literal(literal) => out.push_str(literal),
                Run::Part(part) => out.push_str(show(self.targets.target(&part))),
            }
        }
        out
    }

    /// Writes the text so far. At the end of a line or of a span a blank must be kept from being dropped.
    fn flush(&mut self, end: bool) {
        self.out.push_str(&escape(&self.pending, Edges { start: self.edge, end }));
        self.pending.clear();
        self.edge = false;
    }
}
