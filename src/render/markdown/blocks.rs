//! The blocks of prose, written anew with one spelling each: the one MDX reads as CommonMark does.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::admonitions::{self, Marker};
use super::inline::{Inline, Place};
use super::plain::BLANKS;
use super::{fenced, one_line};

/// Writes the events of a prose.
pub(super) struct Blocks<'a> {
    inline: Inline<'a>,
    containers: Vec<Container>,
    /// Of each list to come: whether blank lines separate its items.
    loose: std::vec::IntoIter<bool>,
    /// How far headings are moved.
    shift: i8,
    /// Inline content is being written.
    open: bool,
    /// The block being read whose lines are literal: code with its language, or HTML.
    literal: Option<(String, String)>,
    /// The row below the head of the table being read.
    delimiters: String,
    /// The lines that open and close admonitions, by where they begin.
    markers: BTreeMap<usize, Marker>,
    /// A marker is being read: its text is no content.
    in_marker: bool,
    /// The admonitions around: where each begins, and the most colons of one inside.
    admonitions: Vec<(usize, usize)>,
}

/// A block that holds blocks: the whole, a quotation, a list, an item.
#[derive(Clone, Copy, Default)]
struct Container {
    /// It holds a block already.
    begun: bool,
    /// No blank line stands between its blocks.
    tight: bool,
    /// The length of the prefix outside.
    outside: usize,
    /// Of a list, the number of its next item, if they have any.
    number: Option<u64>,
    /// Of a list, what marks its items.
    marker: char,
    /// The marker of the list that the last block was: another list must not continue it.
    last_list: Option<char>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(
        inline: Inline<'a>,
        loose: Vec<bool>,
        shift: i8,
        markers: BTreeMap<usize, Marker>,
    ) -> Self {
        let whole = Container::default();
        let (literal, delimiters) = (None, String::new());
        let loose = loose.into_iter();
        Blocks {
            inline,
            containers: vec![whole],
            loose,
            shift,
            open: false,
            literal,
            delimiters,
            markers,
            in_marker: false,
            admonitions: Vec::new(),
        }
    }

    /// The Markdown.
    pub(super) fn finish(mut self) -> String {
        self.close();
        self.inline.out
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if self.marker(event, &range) {
            return;
        }
        if let (Event::Text(text) | Event::Html(text), Some((_, literal))) = (event, &mut self.literal) {
            return literal.push_str(text);
        }
        match event {
            Event::Start(tag) if self.start(tag) => {}
            Event::End(tag) if self.end(*tag) => {}
            Event::Rule => {
                self.begin();
                // Of the three spellings the one that marks no list.
                self.inline.out.push_str("___");
            }
            _ => {
                if !self.open {
                    self.begin();
                    self.open(Place::Paragraph);
                }
                self.inline.event(event, range);
            }
        }
    }

    /// Begins a block; false if the tag is inline.
    fn start(&mut self, tag: &Tag<'_>) -> bool {
        match tag {
            Tag::Paragraph => {
                self.begin();
                self.open(Place::Paragraph);
            }
            Tag::Heading { level, .. } => {
                self.begin();
                let level = (*level as i8 + self.shift).clamp(1, 6);
                self.inline.out.push_str(&"#".repeat(level as usize));
                self.inline.out.push(' ');
                self.open(Place::Heading);
            }
            Tag::BlockQuote(Some(quote)) => {
                self.open_admonition(admonitions::kind(*quote), None);
                self.containers.push(Container {
                    begun: true,
                    outside: self.inline.prefix.len(),
                    ..Container::default()
                });
            }
            Tag::BlockQuote(None) => {
                self.begin();
                self.enter(Container::default(), "> ", "> ");
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.literal = Some((meta(info), String::new())),
            Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock => {
                self.literal = Some(Default::default());
            }
            Tag::List(number) => self.start_list(*number),
            Tag::Item => self.start_item(),
            Tag::Table(columns) => self.start_table(columns),
            Tag::TableHead => self.close(),
            Tag::TableRow => self.inline.new_line(),
            Tag::TableCell => {
                self.inline.out.push_str("| ");
                self.open(Place::Cell);
            }
            _ => return false,
        }
        true
    }

    /// Ends a block; false if the tag is inline.
    fn end(&mut self, tag: TagEnd) -> bool {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table => self.close(),
            TagEnd::BlockQuote(Some(_)) => {
                self.leave();
                self.close_admonition();
            }
            TagEnd::BlockQuote(None) | TagEnd::List(_) | TagEnd::Item => self.leave(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableCell => {
                self.close();
                self.inline.out.push(' ');
            }
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.inline.out.push('|'),
            _ => return false,
        }
        true
    }

    /// Takes what belongs to a line that opens or closes an admonition; false if the event is none of it.
    fn marker(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        match event {
            Event::Start(Tag::Paragraph) => {
                let Some(marker) = self.markers.remove(&range.start) else { return false };
                self.in_marker = true;
                match marker {
                    Marker::Open(kind, title) => self.open_admonition(kind, Some(title)),
                    Marker::Close => self.close_admonition(),
                }
                true
            }
            Event::End(TagEnd::Paragraph) => std::mem::take(&mut self.in_marker),
            _ => self.in_marker,
        }
    }

    fn open_admonition(&mut self, kind: &str, title: Option<Range<usize>>) {
        self.begin();
        self.admonitions.push((self.inline.out.len(), 0));
        self.inline.out.push_str(kind);
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            self.inline.out.push('[');
            self.inline.title(title);
            self.inline.out.push(']');
        }
    }

    /// An admonition has more colons than those inside.
    fn close_admonition(&mut self) {
        self.begin();
        let Some((start, inside)) = self.admonitions.pop() else { return };
        let colons = ":".repeat(3.max(inside + 1));
        self.inline.out.insert_str(start, &colons);
        self.inline.out.push_str(&colons);
        if let Some((_, most)) = self.admonitions.last_mut() {
            *most = colons.len().max(*most);
        }
    }

    /// Goes to where the next block of the innermost container begins.
    fn begin(&mut self) {
        self.close();
        let Some(container) = self.containers.last_mut() else { return };
        container.last_list = None;
        if std::mem::replace(&mut container.begun, true) {
            if !container.tight {
                let blank = self.inline.prefix.trim_end();
                self.inline.out.push('\n');
                self.inline.out.push_str(blank);
            }
            self.inline.new_line();
        }
    }

    fn open(&mut self, place: Place) {
        self.open = true;
        self.inline.open(place);
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.inline.close();
        }
    }

    /// Enters a container that marks its first line, and every line after it.
    fn enter(&mut self, container: Container, first: &str, others: &str) {
        let outside = self.inline.prefix.len();
        self.inline.out.push_str(first);
        self.inline.prefix.push_str(others);
        self.containers.push(Container { outside, ..container });
    }

    fn leave(&mut self) {
        self.close();
        let Some(container) = self.containers.pop() else { return };
        self.inline.prefix.truncate(container.outside);
        if !container.begun {
            let length = self.inline.out.trim_end_matches(' ').len();
            self.inline.out.truncate(length);
        }
        if let Some(outer) = self.containers.last_mut()
            && container.marker != '\0'
        {
            outer.last_list = Some(container.marker);
        }
    }

    fn start_list(&mut self, number: Option<u64>) {
        let last = self.containers.last().and_then(|container| container.last_list);
        self.begin();
        let (usual, other) = if number.is_some() { ('.', ')') } else { ('-', '*') };
        let marker = if last == Some(usual) { other } else { usual };
        let tight = !self.loose.next().unwrap_or(false);
        self.enter(Container { tight, number, marker, ..Container::default() }, "", "");
    }

    fn start_item(&mut self) {
        self.begin();
        let Some(list) = self.containers.last_mut() else { return };
        let mark = match &mut list.number {
            Some(number) => {
                *number += 1;
                format!("{}{} ", *number - 1, list.marker)
            }
            None => format!("{} ", list.marker),
        };
        let tight = list.tight;
        self.enter(Container { tight, ..Container::default() }, &mark, &" ".repeat(mark.len()));
    }

    fn start_table(&mut self, columns: &[Alignment]) {
        self.begin();
        let delimiters = columns.iter().map(|column| match column {
            Alignment::None => "| --- ",
            Alignment::Left => "| :-- ",
            Alignment::Center => "| :-: ",
            Alignment::Right => "| --: ",
        });
        self.delimiters = delimiters.collect();
    }

    fn end_head(&mut self) {
        self.inline.out.push('|');
        self.inline.new_line();
        self.inline.out.push_str(&self.delimiters);
        self.inline.out.push('|');
    }

    fn end_code(&mut self) {
        self.begin();
        let Some((info, code)) = self.literal.take() else { return };
        for (at, line) in fenced(&info, &code).lines().enumerate() {
            if at > 0 {
                self.inline.new_line();
            }
            self.inline.out.push_str(line);
        }
    }

    /// HTML as the text it is; a blank line in it parts paragraphs.
    fn end_html(&mut self) {
        let Some((_, html)) = self.literal.take() else { return };
        // After the text of a tight item, it would go on with that.
        if let Some(container) = self.containers.last_mut() {
            container.tight = false;
        }
        let mut begun = false;
        for line in html.lines().map(|line| line.trim_matches(BLANKS)) {
            match (line.is_empty(), begun) {
                (true, _) => {}
                (false, true) => self.inline.line_break(false),
                (false, false) => {
                    self.begin();
                    self.open(Place::Paragraph);
                }
            }
            begun = !line.is_empty();
            self.inline.runs(line);
        }
        self.close();
    }
}

/// What follows a code fence, which the parser decoded: a language, and what a site makes of the rest.
fn meta(info: &str) -> String {
    one_line(info).replace('`', "").replace('\\', "\\\\").replace('&', "\\&")
}
