//! Texts of the manifest: one line, a line that names parts, prose.

use std::collections::BTreeMap;

use super::Resolver;
use crate::diag::Problem;
use crate::document::At;
use crate::resolve::codes;
use crate::solution::look_alike;
use crate::solution::text::{Mistake, Prose, Text};
use crate::solution::{Kind, PartRef};

/// The most characters of a console's name. Ours: the platform documents none, and longer ones are cut in its lists.
const NAME: usize = 200;
/// The most characters of any other text of one line. Ours, so that a page stays a page.
const LINE: usize = 2_000;

impl Resolver<'_> {
    /// A name as the console has it: one line, and no character that looks like another.
    pub(super) fn name(&mut self, at: &At<'_>, text: &str) -> String {
        if self.line(at, text, NAME) {
            self.look_alikes(at, text);
        }
        text.to_owned()
    }

    /// A text of one line in which nothing is replaced.
    pub(super) fn plain(&mut self, at: &At<'_>, text: &str) -> String {
        self.line(at, text, LINE);
        text.to_owned()
    }

    /// A text of one line that may name parts.
    pub(super) fn text(&mut self, at: &At<'_>, source: &str) -> Text {
        if !self.line(at, source, LINE) {
            return Text::default();
        }
        match Text::parse(source) {
            Ok(text) => {
                self.references(at, source, text.references());
                text
            }
            Err(mistakes) => {
                self.mistakes(at, source, &mistakes);
                Text::default()
            }
        }
    }

    /// CommonMark that may name parts.
    pub(super) fn prose(&mut self, at: &At<'_>, source: &str) -> Prose {
        if source.trim().is_empty() {
            self.empty(at);
            return Prose::default();
        }
        if let Some(control) = control_in(source) {
            self.control(at, control);
        }
        match Prose::parse(source) {
            Ok(prose) => {
                self.references(at, source, prose.references());
                prose
            }
            Err(mistakes) => {
                self.mistakes(at, source, &mistakes);
                Prose::default()
            }
        }
    }

    /// Checks a text of one line; whether it is one.
    fn line(&mut self, at: &At<'_>, text: &str, most: usize) -> bool {
        let before = self.problems.count();
        if text.trim().is_empty() {
            self.empty(at);
        } else if let Some(control) = text.chars().find(|c| breaks_line(*c)) {
            self.control(at, control);
        }
        let length = text.chars().count();
        if length > most {
            let help = format!("at most {most} characters");
            self.problems.at_value(&codes::TOO_LONG, at, format!("this text has {length} characters"), help);
        }
        self.problems.count() == before
    }

    fn empty(&mut self, at: &At<'_>) {
        self.problems.at_value(
            &codes::EMPTY_TEXT,
            at,
            "this text is empty",
            "say what it is, or leave the key out",
        );
    }

    pub(super) fn control(&mut self, at: &At<'_>, found: char) {
        let (message, help) = match found {
            '\r' => {
                ("this text holds a carriage return".to_owned(), "leave it out: a line ends in `\\n` alone")
            }
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                ("this text of one line has a line break".to_owned(), "write it on one line")
            }
            _ => (format!("this text holds the control character U+{:04X}", found as u32), "leave it out"),
        };
        self.problems.at_value(&codes::LINE_BREAK, at, message, help);
    }

    /// Reports characters that look like another one, and blanks at an end.
    pub(super) fn look_alikes(&mut self, at: &At<'_>, text: &str) {
        if let Some((c, name, instead)) = look_alike::first(text) {
            let message = format!("this text holds a {name} (U+{:04X})", c as u32);
            let place = self.document.within(at, &c.to_string());
            self.problems.report(&codes::LOOK_ALIKE, place, message, instead);
        } else if text.trim() != text {
            self.problems.at_value(
                &codes::LOOK_ALIKE,
                at,
                "this text has a blank at an end",
                "leave the blank out",
            );
        }
    }

    /// Checks that every part a text names exists.
    fn references(&mut self, at: &At<'_>, source: &str, found: Vec<(std::ops::Range<usize>, PartRef)>) {
        for (range, part) in found {
            if self.exists(&part) {
                continue;
            }
            let known = if self.problems.advises() { self.every_reference() } else { Vec::new() };
            let typed = part.to_string();
            let problem = Problem::new(
                &codes::DANGLING_REFERENCE,
                format!("there is no {} `{}`", part.kind.word(), part.key),
            )
            .at(self.document.within(at, &source[range]))
            .maybe_help(self.problems.nearest(&typed, known.iter().map(String::as_str)));
            self.problems.push(problem);
        }
    }

    fn mistakes(&mut self, at: &At<'_>, source: &str, mistakes: &[Mistake]) {
        for mistake in mistakes {
            let place = self.document.within(at, &source[mistake.range.clone()]);
            let known = if self.problems.advises() { self.every_reference() } else { Vec::new() };
            let word = &source[mistake.range.start..];
            let word = word.trim_start_matches('{').split('}').next().unwrap_or_default();
            let meant = known.iter().find(|known| known.split_once('.').is_some_and(|(_, key)| key == word));
            let help = match meant {
                Some(meant) => format!("did you mean `{{{meant}}}`?"),
                None => format!("write `{}`", mistake.instead),
            };
            self.problems.report(&codes::MALFORMED_REFERENCE, place, mistake.to_string(), help);
        }
    }

    /// Whether the manifest defines this part.
    pub(super) fn exists(&self, part: &PartRef) -> bool {
        match part.kind {
            Kind::Solution => true,
            Kind::Field => self.manifest.field.contains_key(&part.key),
            Kind::Group => self.manifest.group.contains_key(&part.key),
            Kind::Task => self.manifest.task.contains_key(&part.key),
        }
    }

    /// Every reference that would be right.
    pub(super) fn every_reference(&self) -> Vec<String> {
        let of = |kind: Kind, key: &String| PartRef::new(kind, key).to_string();
        let manifest = self.manifest;
        std::iter::once("solution".to_owned())
            .chain(manifest.field.keys().map(|key| of(Kind::Field, key)))
            .chain(manifest.group.keys().map(|key| of(Kind::Group, key)))
            .chain(manifest.task.keys().map(|key| of(Kind::Task, key)))
            .collect()
    }

    /// A list of texts of one line: none empty, none twice.
    pub(super) fn lines(&mut self, at: &At<'_>, texts: &[String]) -> Vec<String> {
        let firsts = firsts(texts);
        for (index, text) in texts.iter().enumerate() {
            let item = at.index(index);
            self.plain(&item, text);
            if let Some(first) = firsts[index] {
                let message = format!("`{text}` stands twice in this list");
                self.problems.twice(
                    &codes::DUPLICATE_ENTRY,
                    &item,
                    &at.index(first),
                    message,
                    "take one of them out",
                );
            }
        }
        texts.to_vec()
    }
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

/// For each entry of a list, where an equal one stands before it.
pub(crate) fn firsts(texts: &[String]) -> Vec<Option<usize>> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let first = |(index, text)| {
        let first = *seen.entry(text).or_insert(index);
        (first != index).then_some(first)
    };
    texts.iter().map(String::as_str).enumerate().map(first).collect()
}

/// Whether a character cannot stand in a text of one line.
fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
