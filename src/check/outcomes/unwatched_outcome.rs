//! `unwatched-outcome`: no group selects the devices that report an outcome.

use std::ptr;

use crate::check::Context;
use crate::check::details::Detail;
use crate::check::values::tested::texts::mistaken;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::logic::contract::{Meets, Shape, lines};
use crate::logic::criteria::Case;
use crate::solution::{Criterion, Group, Outcome, Subject, Task, Test};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unwatched-outcome",
    severity: Severity::Warning,
    what: "An outcome that reaches a field and that no group selects.",
    why: "Devices would report it, and nobody would see it.",
    example: "[task.backup.outcome.error]      # [group.error] outcome = \"backup.error\", or unwatched = true",
};

/// Looks at every outcome that is stored in a field, where all groups that may select by it are known.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    let mistaken = mistaken(context);
    for task in context.solution.tasks.iter().filter(|task| context.reports_are_sound(&task.part.key)) {
        let at = table.key(&task.part.key);
        let at = at.key("outcome");
        let is_meant = |outcome: &&Outcome| !outcome.unwatched && outcome.text().contains(outcome.matched());
        for outcome in task.outcomes.iter().filter(is_meant) {
            // A group that waits for the wrong text is one mistake, not two.
            let is_mistaken = mistaken.iter().any(|(of, meant)| ptr::eq(*of, task) && ptr::eq(*meant, outcome));
            if !is_mistaken && is_unwatched(context, task, outcome) {
                let message = format!("no group selects the devices that report `{}`", outcome.key);
                let reference = format!("{}.{}", task.part.key, outcome.key);
                let help = format!("a group with outcome = \"{reference}\", or `unwatched = true` here");
                problems.at_key(&CODE, &at.key(&outcome.key), message, help);
            }
        }
    }
}

fn is_unwatched<'a>(context: &Context<'a>, task: &'a Task, outcome: &'a Outcome) -> bool {
    let stored: Vec<(&str, Shape<'_>)> = lines(context.solution, task, outcome).collect();
    let never_whole = context.detail(task, outcome) == Detail::Always;
    let is_seen = |criterion: &Criterion| {
        let Subject::Field(tested) = &criterion.subject else { return false };
        let never = |shape: &Shape<'_>| {
            never_whole && matches!((shape, &criterion.test), (Shape::Line { .. }, Test::Equal(_)))
        };
        stored.iter().any(|(field, shape)| field == tested && !never(shape) && waits(criterion, shape))
    };
    let mut criteria = context.solution.groups.iter().flat_map(Group::criteria);
    let is_known = |(field, _): &(&str, Shape<'_>)| context.testers_are_sound(field);
    !stored.is_empty() && stored.iter().all(is_known) && !criteria.any(is_seen)
}

/// Whether a criterion waits for values of this shape.
fn waits(criterion: &Criterion, shape: &Shape<'_>) -> bool {
    let is_positive = matches!(criterion.test, Test::ContainsAnyOf(_) | Test::Equal(_));
    is_positive && shape.meets(&criterion.test, Case::Sensitive) != Meets::Never
}
