//! Where a stage and the rules put what they find in a document.

use std::collections::BTreeSet;

use super::{At, Document};
use crate::diag::{self, Code, Problem};
use crate::source::Place;

/// Problems of one document, so far.
pub struct Problems<'d> {
    document: &'d Document,
    found: Vec<Problem>,
}

impl<'d> Problems<'d> {
    /// None yet.
    pub fn new(document: &'d Document) -> Self {
        Problems { document, found: Vec::new() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// All of them. What is found twice, as in a condition that several groups share, is one problem.
    pub fn into_list(mut self) -> Vec<Problem> {
        let mut seen = BTreeSet::new();
        self.found.retain(|it| {
            let start = it.place.as_ref().map(|place| (place.source.path.clone(), place.range.start));
            seen.insert((it.code.word, start, it.message.clone()))
        });
        self.found
    }

    /// Those so far.
    pub fn list(&self) -> &[Problem] {
        &self.found
    }

    /// Those so far, to change.
    pub fn list_mut(&mut self) -> &mut Vec<Problem> {
        &mut self.found
    }

    /// Takes a problem in.
    pub fn push(&mut self, problem: Problem) {
        self.found.push(problem);
    }

    /// A problem with a place and one line of advice.
    pub fn report(
        &mut self,
        code: &'static Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Problem::new(code, message).at(place).help(help));
    }

    /// A problem about a value.
    pub fn at_value(
        &mut self,
        code: &'static Code,
        at: &At<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(code, self.document.value(at), message, help);
    }

    /// A problem about a key, or about the table it opens.
    pub fn at_key(
        &mut self,
        code: &'static Code,
        at: &At<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(code, self.document.key(at), message, help);
    }

    /// Takes in a problem about a key.
    pub fn push_at_key(&mut self, problem: Problem, at: &At<'_>) {
        self.push(problem.at(self.document.key(at)));
    }

    /// A problem about a value that stands a second time.
    pub fn twice(&mut self, code: &'static Code, at: &At<'_>, first: &At<'_>, message: String, help: &str) {
        let problem = Problem::new(code, message)
            .at(self.document.value(at))
            .also(self.document.value(first), "also here")
            .help(help);
        self.push(problem);
    }

    /// A word that nothing known has, with the nearest that is.
    pub fn unknown<'k, K: AsRef<str> + ?Sized + 'k>(
        &mut self,
        code: &'static Code,
        place: Place,
        message: String,
        typed: &str,
        known: impl IntoIterator<Item = &'k K>,
    ) {
        let help = self.nearest(typed, known.into_iter().map(AsRef::as_ref));
        self.push(Problem::new(code, message).at(place).maybe_help(help));
    }

    /// Advice that offers the nearest word. Each takes a look at all of them, so only the first problems get it.
    pub fn nearest<'k>(&self, typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        self.advises().then(|| diag::nearest(typed, known)).flatten()
    }

    /// Whether so few problems were found that looking for the nearest word is worth it.
    pub fn advises(&self) -> bool {
        self.found.len() < 100
    }
}

impl Extend<Problem> for Problems<'_> {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        self.found.extend(problems);
    }
}
