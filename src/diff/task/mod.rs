//! Tasks: what launches them, what they report, what they take, and their rows.

mod outcome;
mod parameter;
pub(super) mod schedule;
mod step;

use crate::diff::ChangeKind as Kinds;
use crate::diff::words::hangs;
use crate::diff::{Mark, Scope, Severity, words};
use crate::solution::{Schedule, Solution, Task};

pub(in crate::diff) fn added(scope: &mut Scope<'_>, task: &Task) {
    let severity = match task.schedules.is_empty() {
        true => Severity::Cosmetic,
        // As with a new schedule: it runs where the task did not run, and devices are there already.
        false if task.schedules.iter().any(|it| reaches_devices(scope.old, it)) => Severity::Breaking,
        false => Severity::Caution,
    };
    let runs = task.schedules.iter().map(|it| format!("it runs {}", schedule::words(scope.after(), it)));
    let runs: Vec<String> = runs.collect();
    let change = scope.push(severity, Kinds::PartAdded, "new task").mark(Mark::Added);
    change.details(runs);
    change.help("create it after the fields and groups it uses");
}

/// Whether a schedule targets what was there before: a group of the recorded solution, a site, a company.
fn reaches_devices(old: &Solution, schedule: &Schedule) -> bool {
    schedule.target.iter().any(|key| old.group(key).is_some())
        || !schedule.sites.is_empty()
        || !schedule.companies.is_empty()
}

pub(in crate::diff) fn removed(scope: &mut Scope<'_>, task: &Task) {
    let stale = task.written().into_iter().map(|key| {
        let tested = hangs::groups(scope.old.testing(key)).map(|it| format!(", tested by {it}"));
        let tested = tested.unwrap_or_default();
        format!("{} keeps what the task stored last{tested}", words::field(scope.before(), key))
    });
    let stale: Vec<String> = stale.collect();
    let change =
        scope.push(Severity::Breaking, Kinds::PartRemoved, "the task is removed").mark(Mark::Removed);
    change.detail("it runs nowhere any more").details(stale);
    change.help("delete it in the console, and clear or delete the fields that only it wrote");
}

/// `recorded` is `old` with its own keys.
pub(in crate::diff) fn compare(scope: &mut Scope<'_>, recorded: &Task, old: &Task, new: &Task) {
    let Task { part: _, category, manual, on_error, outcomes: _, parameters: _, schedules: _, steps: _ } =
        old;
    scope.text(Kinds::CategoryChanged, "the category changes", (category, &new.category), words::optional);
    if *manual != new.manual {
        let summary = match new.manual {
            true => "nothing but a person launches it now",
            false => "it is no longer marked as launched by a person only",
        };
        scope.push(Severity::Cosmetic, Kinds::LaunchChanged, summary);
    }
    outcome::on_error_changed(
        scope,
        "an error in one of its scripts",
        on_error.as_deref(),
        new.on_error.as_deref(),
    );
    outcome::compare(scope, recorded, old, new);
    let sheet = scope.platform.sheets.task;
    let sheets = (&sheet(scope.before(), old), &sheet(scope.after(), new));
    parameter::compare(scope, recorded, (old, new), sheets);
    schedule::compare(scope, (old, new), sheets);
    step::compare(scope, (old, new), sheets);
}
