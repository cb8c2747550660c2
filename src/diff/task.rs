//! Tasks: what launches them, what they report, what they take, and their rows.

use super::ChangeKind as Kinds;
use super::{Mark, Scope, Severity, hangs, outcome, parameter, schedule, step, words};
use crate::solution::{Schedule, Solution, Task};

pub(super) fn added(scope: &mut Scope<'_>, task: &Task) {
    let severity = match task.schedules.is_empty() {
        true => Severity::Cosmetic,
        // As with a new schedule: it runs where the task did not run, and devices are there already.
        false if task.schedules.iter().any(|it| reaches_devices(scope.old, it)) => Severity::Breaking,
        false => Severity::Caution,
    };
    let runs = task.schedules.iter().map(|it| format!("it runs {}", schedule::words(scope.new, it)));
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

pub(super) fn removed(scope: &mut Scope<'_>, task: &Task) {
    let stale = task.written().into_iter().map(|key| {
        let tested = hangs::groups(scope.old.testing(key)).map(|it| format!(", tested by {it}"));
        let tested = tested.unwrap_or_default();
        format!("{} keeps what the task stored last{tested}", words::field(scope.old, key))
    });
    let stale: Vec<String> = stale.collect();
    let change =
        scope.push(Severity::Breaking, Kinds::PartRemoved, "the task is removed").mark(Mark::Removed);
    change.detail("it runs nowhere any more").details(stale);
    change.help("delete it in the console, and clear or delete the fields that only it wrote");
}

/// `recorded` is `old` with its own keys.
pub(super) fn compare(scope: &mut Scope<'_>, recorded: &Task, old: &Task, new: &Task) {
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
    on_error_changed(scope, "an error in one of its scripts", on_error.as_deref(), new.on_error.as_deref());
    outcome::compare(scope, recorded, old, new);
    parameter::compare(scope, recorded, old, new);
    schedule::compare(scope, old, new);
    step::compare(scope, old, new);
}

/// Where an unhandled error ends. None: it has no end of its own.
pub(super) fn on_error_changed(scope: &mut Scope<'_>, what: &str, old: Option<&str>, new: Option<&str>) {
    if old == new {
        return;
    }
    let show = |key: Option<&str>| key.map_or("no outcome of its own".to_owned(), words::quoted);
    let summary = format!("{what} ends as {} instead of {}", show(new), show(old));
    let change = scope.push(Severity::Caution, Kinds::OnErrorChanged, summary);
    change.detail("devices on which it fails report the new one, and move to the groups that wait for it");
}
