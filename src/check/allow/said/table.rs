//! `[check]`: how grave kinds of problems are in the whole manifest.

use super::allowance::{Kinds, kind};
use crate::check::allow::{fixed_severity, unknown_code, unused_allowance};
use crate::check::context::Context;
use crate::check::record::unused_image;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::manifest::Verdict;
use crate::solution::PartRef;
use crate::source::Place;

/// What the author says of images that no page shows, which only rendering finds. They are the solution's, and no part's.
#[derive(Debug, Default)]
pub struct Late {
    verdicts: Vec<(&'static Code, Verdict)>,
    allowed: Option<Place>,
}

/// What `[check]` says.
pub(in crate::check::allow) fn read(
    context: &Context<'_>,
    kinds: Kinds,
    problems: &mut Problems<'_>,
) -> Vec<(&'static Code, Verdict)> {
    let table = At::ROOT.key("check");
    let mut verdicts = Vec::new();
    for (word, verdict) in &context.manifest.check {
        let at = &table.key(word);
        match kind(kinds, word) {
            None => unknown_code::report(at, word, kinds, problems),
            Some(code) if code.severity.is_error() && *verdict != Verdict::Deny => {
                problems.push_at_key(fixed_severity::problem(code), at);
            }
            Some(code) => verdicts.push((code, *verdict)),
        }
    }
    verdicts
}

/// What `[check]` makes of problems.
pub(in crate::check::allow) fn weigh(problems: &mut Vec<Problem>, verdicts: &[(&'static Code, Verdict)]) {
    let verdict = |problem: &Problem| {
        verdicts.iter().find(|(code, _)| *code == problem.code).map(|(_, verdict)| *verdict)
    };
    problems.retain(|problem| verdict(problem) != Some(Verdict::Allow));
    for problem in problems {
        match verdict(problem) {
            Some(Verdict::Deny) => problem.severity = Severity::Error,
            Some(Verdict::Warn) if problem.is_note() => problem.severity = Severity::Warning,
            _ => {}
        }
    }
}

impl Late {
    /// What `[check]` says, and where unused images are allowed.
    pub(in crate::check::allow) fn new(
        verdicts: Vec<(&'static Code, Verdict)>,
        allowed: Option<Place>,
    ) -> Self {
        Late { verdicts, allowed }
    }

    /// What is left of these problems, and how grave it is.
    pub fn weighed(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        match &self.allowed {
            Some(place) if problems.is_empty() => {
                problems.push(unused_allowance::in_part(&PartRef::solution(), &unused_image::CODE, place));
            }
            Some(_) => problems.clear(),
            None => {}
        }
        weigh(&mut problems, &self.verdicts);
        problems
    }
}
