//! Problems: what is wrong, where, and what to type instead.

mod code;
mod render;

pub use code::{Code, Severity};
pub use render::{Counts, render, summary};

use crate::source::Place;
pub(crate) use crate::words::close_match;
pub use crate::words::{nearest, quoted_list as list};

/// One thing that is wrong with what the author wrote.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: &'static Code,
    /// How grave it is: as its kind has it, unless somebody wants warnings to count as errors.
    pub severity: Severity,
    /// What is wrong, in the author's words.
    pub message: String,
    /// Where. None where no text is at hand, as for a file that cannot be read.
    pub place: Option<Place>,
    /// Other places that are involved, each with a word on how.
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Problem {
    /// A problem of this kind.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Problem {
            code,
            severity: code.severity,
            message: message.into(),
            place: None,
            related: Vec::new(),
            help: Vec::new(),
        }
    }

    /// At this place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// With another place that is involved.
    #[must_use]
    pub fn also(mut self, place: Place, word: impl Into<String>) -> Self {
        self.related.push((place, word.into()));
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With advice, if there is any.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }

    /// As a warning, where others of its kind are notes.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Whether it keeps the solution from being rendered.
    pub fn is_error(&self) -> bool {
        self.severity.is_error()
    }

    /// Whether it is something to know and nothing to mend.
    pub fn is_note(&self) -> bool {
        self.severity == Severity::Note
    }
}

/// Sorts problems by place, so that a person reads down the file.
pub fn sort(problems: &mut [Problem]) {
    problems.sort_by(|a, b| key(a).cmp(&key(b)));
}

fn key(problem: &Problem) -> (Option<(&str, usize)>, Severity) {
    let place = problem.place.as_ref().map(|place| (place.source.path.as_str(), place.range.start));
    (place, problem.severity)
}
