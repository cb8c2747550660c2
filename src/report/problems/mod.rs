//! Problems for programs: JSON by a published schema, GitHub's workflow commands, and SARIF.

mod github;
mod json;
mod sarif;

use crate::diag::{Problem, Severity};
use crate::source::Place;

pub use github::github;
pub use json::{json, schema};
pub use sarif::sarif;

/// What a check of one manifest found.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// Where the manifest is, by a path that the reader of the report knows.
    pub manifest: &'a str,
    /// Its problems, in the order in which they are read.
    pub problems: &'a [Problem],
    /// Why the check could not be finished, where it broke.
    pub failure: Option<Failure<'a>>,
}

/// Something that kept a check from being finished.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// What went wrong.
    pub message: &'a str,
    /// What to do about it.
    pub help: Option<&'a str>,
}

/// From the path of a source, as people gave it, to one that the reader of a report knows: with `/`, and relative
/// to the top of the repository.
pub type Paths<'a> = dyn Fn(&str) -> String + 'a;

/// Where something stands: lines and columns from 1, columns in characters, the end behind the last one.
struct Span {
    file: String,
    start: (usize, usize),
    end: (usize, usize),
}

impl Span {
    fn new(place: &Place, paths: &Paths<'_>) -> Self {
        Span { file: paths(&place.source.path), start: place.start(), end: place.end() }
    }
}

/// The problem and its advice as one text.
fn told(message: &str, help: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    help.into_iter().fold(message.to_owned(), |text, help| format!("{text}\nhelp: {}", help.as_ref()))
}

/// The word that JSON and SARIF have for it.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error | Severity::LikelyError => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
