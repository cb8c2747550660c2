//! What the author says of kinds of problems: `[check]` for the whole manifest, `allow` for a part. Both are about
//! warnings and notes: an error means that there is nothing sound to render, and nobody can decide otherwise.

use std::sync::Arc;

use super::Check;
use crate::check;
use crate::diag::{Code, Problem, Severity, nearest};
use crate::document::At;
use crate::manifest::{Common, Manifest, Verdict};
use crate::resolve::codes;
use crate::solution::{Kind, PartRef};
use crate::source::Place;

/// What the author says of images that no page shows, which only rendering finds. They are the solution's, and no part's.
#[derive(Debug, Default)]
pub struct Late {
    verdicts: Vec<(&'static Code, Verdict)>,
    allowed: Option<Place>,
}

impl Late {
    /// What is left of these problems, and how grave it is.
    pub fn weighed(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        match &self.allowed {
            Some(place) if problems.is_empty() => problems.push(
                unused_allowance(&PartRef::solution(), check::record::unused_image::CODE.word)
                    .at(place.clone()),
            ),
            Some(_) => problems.clear(),
            None => {}
        }
        weigh(&mut problems, &self.verdicts);
        problems
    }
}

/// A part's word that the warnings of a kind are meant there.
struct Allowance<'a> {
    part: PartRef,
    word: &'a str,
    code: &'static Code,
    used: bool,
}

impl Allowance<'_> {
    /// Whether it is not known yet if there is anything to allow.
    fn is_late(&self) -> bool {
        self.code == &check::record::unused_image::CODE && self.part.kind == Kind::Solution
    }
}

impl<'a> Check<'a> {
    /// Silences what parts allow, then weighs the rest as `[check]` says. A part's own word comes first: it has a
    /// reason.
    pub(super) fn verdicts(&mut self) -> Late {
        let mut allowances = self.allowances();
        let verdicts = self.check_table();
        // Where errors stand, not everything was looked at yet.
        let sound = !self.problems.list().iter().any(Problem::is_error);
        self.silence(&mut allowances);
        if sound {
            self.unused_allowances(&allowances);
        }
        weigh(self.problems.list_mut(), &verdicts);
        let allowed = allowances.iter().any(|it| it.is_late());
        let allowed = allowed.then(|| {
            at_part(&PartRef::solution(), |at| {
                self.document.key(&at.key("allow").key(check::record::unused_image::CODE.word))
            })
        });
        Late { verdicts, allowed }
    }

    /// The `allow` of every part, as far as it can be one.
    fn allowances(&mut self) -> Vec<Allowance<'a>> {
        let mut allowances = Vec::new();
        for (part, common) in parts(self.manifest) {
            for (word, reason) in common.allow {
                let code = at_part(&part, |at| self.allowance(&at.key("allow").key(word), word, reason));
                allowances.extend(code.map(|code| Allowance { part: part.clone(), word, code, used: false }));
            }
        }
        allowances
    }

    fn allowance(&mut self, at: &At<'_>, word: &str, reason: &str) -> Option<&'static Code> {
        if reason.trim().is_empty() {
            let help = "say why it is meant: whoever reads it next has to know whether it still holds";
            self.problems.at_value(&codes::EMPTY_TEXT, at, "this allowance has no reason", help);
        }
        self.settable(at, word, true)
    }

    /// `[check]`: what becomes of each kind that it names.
    fn check_table(&mut self) -> Vec<(&'static Code, Verdict)> {
        let table = At::ROOT.key("check");
        let mut verdicts = Vec::new();
        for (word, verdict) in &self.manifest.check {
            let code = self.settable(&table.key(word), word, *verdict != Verdict::Deny);
            verdicts.extend(code.map(|code| (code, *verdict)));
        }
        verdicts
    }

    /// The kind of this word, if it is one, and if it may be lowered where that is wanted.
    fn settable(&mut self, at: &At<'_>, word: &str, lowered: bool) -> Option<&'static Code> {
        let Some(code) = check::code(word) else {
            let help = nearest(word, check::codes().map(|code| code.word));
            let help = help.unwrap_or_else(|| "`rmmgen explain` lists them all".into());
            let message = format!("there is no problem `{}`", word.escape_debug());
            self.problems.at_key(&check::record::unknown_code::CODE, at, message, help);
            return None;
        };
        if lowered && code.severity == Severity::Error {
            let message = format!("`{word}` is an error, and stays one");
            let help = "mend what it is about: only warnings can be allowed, since a solution with an error cannot be rendered";
            self.problems.at_key(&check::record::fixed_severity::CODE, at, message, help);
            return None;
        }
        Some(code)
    }

    /// Drops the problems that the part they lie in allows.
    fn silence(&mut self, allowances: &mut [Allowance<'_>]) {
        if allowances.is_empty() {
            return;
        }
        for problem in std::mem::take(self.problems.list_mut()) {
            let part = self.part_of(problem.place.as_ref());
            let meant = |it: &&mut Allowance<'_>| it.code == problem.code && it.part == part;
            match allowances.iter_mut().find(meant) {
                Some(allowance) => allowance.used = true,
                None => self.problems.push(problem),
            }
        }
    }

    /// The part that a place lies in: that of its table, or the task whose script it is. Everything else is the
    /// solution's.
    fn part_of(&self, place: Option<&Place>) -> PartRef {
        let Some(place) = place else { return PartRef::solution() };
        let is_manifest = Arc::ptr_eq(self.document.source(), &place.source);
        let mut bodies = self.origins.bodies.iter();
        if let Some(body) = bodies.find(|body| !is_manifest && Arc::ptr_eq(&body.source, &place.source)) {
            return PartRef::new(Kind::Task, &body.task);
        }
        parts(self.manifest)
            .map(|(part, _)| part)
            .filter(|part| part.kind != Kind::Solution)
            .find(|part| at_part(part, |at| self.document.holds(at, place)))
            .unwrap_or_else(PartRef::solution)
    }

    fn unused_allowances(&mut self, allowances: &[Allowance<'_>]) {
        let not_asked = |code| code == &check::script::doubtful_syntax::CODE && !self.inputs.reads_syntax();
        let unused = |it: &&Allowance<'_>| !it.used && !not_asked(it.code) && !it.is_late();
        for Allowance { part, word, .. } in allowances.iter().filter(unused).collect::<Vec<_>>() {
            let place = at_part(part, |at| self.document.key(&at.key("allow").key(word)));
            self.problems.push(unused_allowance(part, word).at(place));
        }
    }
}

fn unused_allowance(part: &PartRef, word: &str) -> Problem {
    Problem::new(&check::record::unused_allowance::CODE, format!("`{part}` has no `{word}` to allow"))
        .help("take it out")
}

/// What `[check]` makes of problems.
fn weigh(problems: &mut Vec<Problem>, verdicts: &[(&'static Code, Verdict)]) {
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

/// The solution and its parts.
fn parts(manifest: &Manifest) -> impl Iterator<Item = (PartRef, Common<'_>)> {
    let fields = manifest.field.iter().map(|(key, table)| (PartRef::new(Kind::Field, key), table.common()));
    let groups = manifest.group.iter().map(|(key, table)| (PartRef::new(Kind::Group, key), table.common()));
    let tasks = manifest.task.iter().map(|(key, table)| (PartRef::new(Kind::Task, key), table.common()));
    std::iter::once((PartRef::solution(), manifest.solution.common()))
        .chain(fields)
        .chain(groups)
        .chain(tasks)
}

/// Does something with the place of a part.
fn at_part<R>(part: &PartRef, then: impl FnOnce(&At<'_>) -> R) -> R {
    let kind = At::ROOT.key(part.kind.word());
    match part.kind {
        Kind::Solution => then(&kind),
        _ => then(&kind.key(&part.key)),
    }
}
