//! `unwatched-outcome`: no group selects the devices that report an outcome.

use std::ptr;

use crate::check::Context;
use crate::check::details::Detail;
use crate::check::values::tested::texts::mistaken;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::logic::runs::{Catch, Watch};
use crate::solution::{Outcome, Task};

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
    let (mistaken, watch) = (mistaken(context), Watch::new(context.console()));
    for task in context.solution.tasks.iter().filter(|task| context.reports_are_sound(&task.part.key)) {
        let at = table.key(&task.part.key);
        let at = at.key("outcome");
        let is_meant = |outcome: &&Outcome| !outcome.unwatched && outcome.text().contains(outcome.matched());
        for outcome in task.outcomes.iter().filter(is_meant) {
            // A group that waits for the wrong text is one mistake, not two.
            let is_mistaken = mistaken.iter().any(|(of, meant)| ptr::eq(*of, task) && ptr::eq(*meant, outcome));
            if !is_mistaken && is_unwatched(context, &watch, task, outcome) {
                let message = format!("no group selects the devices that report `{}`", outcome.key);
                let reference = format!("{}.{}", task.part.key, outcome.key);
                let help = format!("a group with outcome = \"{reference}\", or `unwatched = true` here");
                problems.at_key(&CODE, &at.key(&outcome.key), message, help);
            }
        }
    }
}

/// Whether no group selects the devices that report an outcome, and none loses them by it.
fn is_unwatched<'a>(
    context: &Context<'a>,
    watch: &Watch<'a>,
    task: &'a Task,
    outcome: &'a Outcome,
) -> bool {
    let never_whole = context.detail(task, outcome) == Detail::Always;
    let catches = |how: Catch| !never_whole || how == Catch::Always;
    let is_caught = || watch.catching(task, outcome).into_iter().any(|(_, how)| catches(how));
    // A task that runs once waits for its own outcome; a device that leaves by an error is seen by nobody.
    let leaves = || !task.is_of_error(&outcome.key) && !watch.excluding(task, outcome).is_empty();
    let is_known = || task.stored_in(&outcome.key).into_iter().all(|field| context.testers_are_sound(field));
    watch.is_stored(task, outcome) && is_known() && !is_caught() && !leaves()
}
