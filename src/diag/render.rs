//! Problems as people read them: rustc's look, `path:line:column` so that an editor makes it a link.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Problem, Severity};
use crate::source::Place;
use crate::words::count;

/// The problem as a block of text, with ANSI colour.
pub fn render(problem: &Problem) -> String {
    let level = match problem.severity {
        Severity::Error | Severity::LikelyError => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(clipped(&problem.message)).id(problem.code.word));
    for window in windows(problem) {
        group = match window.is_readable() {
            true => group.element(window.snippet()),
            false => group.element(window.origin()),
        };
    }
    for help in &problem.help {
        group = group.element(Level::HELP.message(clipped(help)));
    }
    Renderer::styled().render(&[group])
}

/// A text that a person can read: of a name of a thousand characters, both ends.
fn clipped(text: &str) -> Cow<'_, str> {
    const SHOWN: usize = 1_000;
    if text.len() <= SHOWN {
        return text.into();
    }
    let (start, end) = (text.floor_char_boundary(SHOWN / 2), text.ceil_char_boundary(text.len() - SHOWN / 4));
    format!("{} … {}", &text[..start], &text[end..]).into()
}

/// One line that counts: `2 errors, 1 warning`.
pub fn summary<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> String {
    let counts = Counts::of(problems);
    let words = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")];
    let said = words.iter().filter(|(number, _)| *number > 0);
    said.map(|(number, word)| count(*number, word)).collect::<Vec<_>>().join(", ")
}

/// How many problems there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Counts {
    /// Counts them.
    pub fn of<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> Self {
        let mut counts = Counts::default();
        for problem in problems {
            match problem.severity {
                Severity::Error | Severity::LikelyError => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
    }
}

/// How far apart two marks may stand in one snippet, in bytes: what lies between is folded.
const NEAR: usize = 20_000;

/// A piece of source with its marks. Only the lines that matter are given to the renderer: it walks all it gets.
struct Window<'a> {
    place: &'a Place,
    lines: Range<usize>,
    marks: Vec<(&'a Place, Option<&'a str>)>,
}

fn windows(problem: &Problem) -> Vec<Window<'_>> {
    let primary = problem.place.iter().map(|place| (place, None));
    let related = problem.related.iter().map(|(place, word)| (place, Some(word.as_str())));
    let mut windows: Vec<Window<'_>> = Vec::new();
    for (place, word) in primary.chain(related) {
        match windows.iter_mut().find(|window| window.takes(place)) {
            Some(window) => window.add(place, word),
            None => windows.push(Window { place, lines: place.lines(), marks: vec![(place, word)] }),
        }
    }
    windows
}

impl<'a> Window<'a> {
    fn takes(&self, place: &Place) -> bool {
        let lines = place.lines();
        let (start, end) = (self.lines.start.min(lines.start), self.lines.end.max(lines.end));
        Arc::ptr_eq(&self.place.source, &place.source) && end - start < NEAR
    }

    fn add(&mut self, place: &'a Place, word: Option<&'a str>) {
        let lines = place.lines();
        self.lines = self.lines.start.min(lines.start)..self.lines.end.max(lines.end);
        self.marks.push((place, word));
    }

    /// Whether a person could make something of its lines.
    fn is_readable(&self) -> bool {
        self.lines.len() < NEAR
    }

    /// Where it is, without its lines.
    fn origin(&self) -> Origin<'a> {
        let (line, column) = self.place.start();
        Origin::path(self.place.source.path.as_str()).line(line).char_column(column)
    }

    fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        let source = &self.place.source;
        let start = Place::new(source, self.lines.start..self.lines.start);
        let marks = self.marks.iter().enumerate().map(|(order, (place, word))| {
            let kind = match (order, word) {
                (0, _) | (_, None) => AnnotationKind::Primary,
                _ => AnnotationKind::Context,
            };
            let (from, to) = (place.range.start - self.lines.start, place.range.end - self.lines.start);
            kind.span(from..to).label(*word)
        });
        Snippet::source(&source.text[self.lines.clone()])
            .line_start(start.start().0)
            .path(source.path.as_str())
            .annotations(marks)
    }
}
