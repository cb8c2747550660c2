//! Schedules: when a task runs, and on what. A wider target is breaking: it runs where it did not run.

use std::collections::BTreeMap;

use crate::diff::ChangeKind as Kinds;
use crate::diff::edits::edits;
use crate::diff::pairing::Pairing;
use crate::diff::{Change, Mark, Scope, Severity, words as say};
use crate::solution::platform::{Console, Sheet};
use crate::solution::{Interval, Parameter, Schedule, Task, Unit, Value};

pub(in crate::diff) fn compare(
    scope: &mut Scope<'_>,
    (old, new): (&Task, &Task),
    (was, is): (&Sheet<'_>, &Sheet<'_>),
) {
    if old.schedules == new.schedules {
        return;
    }
    let same = |old: &Schedule, new: &Schedule| old == new;
    let target = |old: &Schedule, new: &Schedule| old.target == new.target;
    let pairing = Pairing::new(&old.schedules, &new.schedules, &[&same, &target, &|_, _| true]);
    for &(before, after) in &pairing.both {
        let edited = edits(&was.list("schedules")[before], &is.list("schedules")[after]);
        let edited = edited.map(|edit| edit.key).collect();
        changed(scope, (old, new), (&old.schedules[before], &new.schedules[after]), edited);
    }
    for &index in &pairing.added {
        let schedule = &new.schedules[index];
        let wider = gained(scope, &old.schedules, schedule);
        let severity = if wider.is_empty() { Severity::Caution } else { Severity::Breaking };
        let summary = format!("new schedule: {}", words(scope.after(), schedule));
        let change = scope.push(severity, Kinds::ScheduleAdded, summary).mark(Mark::Added);
        say_wider(change, wider);
    }
    for &index in &pairing.removed {
        let summary = format!("a schedule is removed: {}", words(scope.before(), &old.schedules[index]));
        let change = scope.push(Severity::Caution, Kinds::ScheduleRemoved, summary).mark(Mark::Removed);
        if new.schedules.is_empty() {
            change.detail("no schedule launches the task any more; what it stored stays as it is");
        }
    }
    if pairing.reordered() {
        scope.push(Severity::Cosmetic, Kinds::SchedulesReordered, "the schedules stand in another order");
    }
}

/// When and on what: `every 1 day on group A`.
pub(in crate::diff) fn words(console: Console<'_>, schedule: &Schedule) -> String {
    format!("{} on {}", say::time(console, schedule), say::target(console.solution, schedule))
}

fn changed(
    scope: &mut Scope<'_>,
    tasks: (&Task, &Task),
    (old, new): (&Schedule, &Schedule),
    mut edited: Vec<&str>,
) {
    let mut take = |keys: &[&str]| edited.extract_if(.., |key| keys.contains(key)).count() > 0;
    if take(&["groups", "sites", "companies"]) {
        target_changed(scope, tasks.0, old, new);
    }
    let is_given = take(&["parameters"]);
    // Whatever else it has is when it runs.
    if !edited.is_empty() {
        time_changed(scope, old, new);
    }
    if is_given {
        let summary = "a schedule gives other parameter values";
        let change = scope.push(Severity::Caution, Kinds::ScheduleParametersChanged, summary);
        let show = |schedule: &Schedule| given(tasks.1, &schedule.parameters);
        change.detail(say::became(&show(old), &show(new)));
    }
}

fn target_changed(scope: &mut Scope<'_>, old_task: &Task, old: &Schedule, new: &Schedule) {
    let wider = gained(scope, &old_task.schedules, new);
    let lost: Vec<String> = lost(scope, old, new);
    let reached = targets_more(new, old);
    let (severity, summary) = match (wider.is_empty(), lost.is_empty(), reached) {
        (false, ..) => (Severity::Breaking, "a schedule targets more"),
        (true, false, _) => (Severity::Caution, "what a schedule targets changes"),
        (true, true, true) => (Severity::Caution, "a schedule targets what another one has targeted already"),
        (true, true, false) => (Severity::Cosmetic, "the targets of a schedule stand in another order"),
    };
    let was_and_is = say::became(&say::target(scope.old, old), &say::target(scope.new, new));
    let change = scope.push(severity, Kinds::ScheduleTargetChanged, summary);
    change.detail(was_and_is);
    say_wider(change, wider);
    if !lost.is_empty() {
        let lost = say::list(lost);
        change.detail(format!(
            "by this schedule it no longer runs on {lost}; what it stored there stays as it is"
        ));
    }
}

/// What the new schedule targets and none of the old ones did.
fn gained(scope: &Scope<'_>, old: &[Schedule], new: &Schedule) -> Vec<String> {
    let was = |find: &dyn Fn(&Schedule) -> bool| old.iter().any(find);
    let groups = new.target.iter().filter(|it| !was(&|old| old.target.contains(it)));
    let sites = new.sites.iter().filter(|it| !was(&|old| old.sites.contains(it)));
    let companies = new.companies.iter().filter(|it| !was(&|old| old.companies.contains(it)));
    say::targets(scope.new, groups, sites, companies)
}

/// Whether this schedule has a target that the other one has not.
fn targets_more(this: &Schedule, other: &Schedule) -> bool {
    fn more<T: PartialEq>(these: &[T], those: &[T]) -> bool {
        these.iter().any(|it| !those.contains(it))
    }
    more(&this.target, &other.target)
        || more(&this.sites, &other.sites)
        || more(&this.companies, &other.companies)
}

fn lost(scope: &Scope<'_>, old: &Schedule, new: &Schedule) -> Vec<String> {
    let groups = old.target.iter().filter(|it| !new.target.contains(it));
    let sites = old.sites.iter().filter(|it| !new.sites.contains(it));
    let companies = old.companies.iter().filter(|it| !new.companies.contains(it));
    say::targets(scope.old, groups, sites, companies)
}

fn say_wider(change: &mut Change, wider: Vec<String>) {
    if !wider.is_empty() {
        change.detail(format!("the task starts to run on {}", say::list(wider)));
        change.help("look at those devices in the console before you deploy");
    }
}

fn time_changed(scope: &mut Scope<'_>, old: &Schedule, new: &Schedule) {
    let summary = match minutes(&new.every).cmp(&minutes(&old.every)) {
        std::cmp::Ordering::Less => "a schedule runs more often",
        std::cmp::Ordering::Greater => {
            "a schedule runs less often; what it stored is older before it is renewed"
        }
        std::cmp::Ordering::Equal => "a schedule runs at other times",
    };
    let (was, is) = (say::time(scope.before(), old), say::time(scope.after(), new));
    let change = scope.push(Severity::Caution, Kinds::ScheduleTimeChanged, summary);
    change.detail(say::became(&was, &is));
}

/// The length of an interval, with months as long as they are on average.
pub(in crate::diff) fn minutes(every: &Interval) -> u64 {
    let unit = match every.unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => 24 * 60,
        Unit::Week => 7 * 24 * 60,
        Unit::Month => 43_830,
    };
    u64::from(every.count) * unit
}

/// Parameter values by the parameters' names.
fn given(task: &Task, values: &BTreeMap<String, Value>) -> String {
    let name = |key| task.parameter(key).map_or(key, |parameter: &Parameter| parameter.name.as_str());
    let pairs: Vec<String> = values.iter().map(|(key, value)| format!("{} = {value}", name(key))).collect();
    pairs.join(", ")
}
