//! Problems: what is wrong, where, and what to type instead.

mod code;
mod render;

pub use code::{Code, Severity};
pub use render::{Counts, render, summary};

use crate::source::Place;

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

    /// Whether it keeps the solution from being rendered.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
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

/// Advice that offers the nearest of the known words, and lists them where they are few.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(best) = close_match(typed, &known) {
        return Some(format!("did you mean `{best}`?"));
    }
    match known.len() {
        0 => None,
        1..=12 => Some(format!("known here: {}", list(&known))),
        _ => None,
    }
}

/// The word people most likely meant: the nearest in spelling, whatever the case.
pub(crate) fn close_match<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    const LONGEST: usize = 200; // nobody misspells a longer word, and distance costs its square
    if typed.len() > LONGEST {
        return None;
    }
    if let Some(same) = known.iter().find(|word| word.eq_ignore_ascii_case(typed)) {
        return Some(same);
    }
    let short: Vec<&str> = known.iter().copied().filter(|word| word.len() <= LONGEST).collect();
    similar::get_close_matches(typed, &short, 1, 0.7).first().copied()
}

/// `a`, `b` and `c`, each as code.
pub fn list<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}
