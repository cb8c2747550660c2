//! The rows of a task: scripts, what is logged, what is stored and what is read.

use super::{outcome, schedule};
use crate::diff::ChangeKind as Kinds;
use crate::diff::criteria::bridge::{Crossing, Gap};
use crate::diff::pairing::Pairing;
use crate::diff::words::hangs;
use crate::diff::{Mark, Scope, Severity, words};
use crate::solution::{Action, Body, Os, Script, Solution, Step, Stored, Task, tokens};

pub(in crate::diff) fn compare(scope: &mut Scope<'_>, old: &Task, new: &Task) {
    let same = |old: &Step, new: &Step| same_step(old, new);
    let thing = |old: &Step, new: &Step| same_thing(&old.action, &new.action);
    let row = |old: &Step, new: &Step| old.action.console() == new.action.console();
    let pairing = Pairing::new(&old.steps, &new.steps, &[&same, &thing, &row]);
    for &(before, after) in &pairing.both {
        changed(scope, new, after + 1, &old.steps[before], &new.steps[after]);
    }
    for &index in &pairing.added {
        added(scope, index + 1, &new.steps[index]);
    }
    for &index in &pairing.removed {
        removed(scope, index + 1, &old.steps[index]);
    }
    if pairing.reordered() {
        scope.push(Severity::Caution, Kinds::StepsReordered, "the rows stand in another order");
    }
}

/// Whether two rows are equal, as far as the record knows: it keeps no script's text.
fn same_step(old: &Step, new: &Step) -> bool {
    let (Action::Script(before), Action::Script(after)) = (&old.action, &new.action) else {
        return old == new;
    };
    let settings =
        (&old.os, old.continue_on_failure, &old.note) == (&new.os, new.continue_on_failure, &new.note);
    settings
        && before.body.sha256 == after.body.sha256
        && before.body.file == after.body.file
        && same_settings(before, after)
}

fn same_settings(old: &Script, new: &Script) -> bool {
    (old.timeout_seconds, &old.run_as, &old.reads, &old.on_error)
        == (new.timeout_seconds, &new.run_as, &new.reads, &new.on_error)
}

/// Whether two rows are about the same thing, whatever else differs.
fn same_thing(old: &Action, new: &Action) -> bool {
    match (old, new) {
        (Action::Script(old), Action::Script(new)) => {
            old.body.sha256 == new.body.sha256 || (old.body.file.is_some() && old.body.file == new.body.file)
        }
        (Action::SetField { field: old, .. }, Action::SetField { field: new, .. }) => old == new,
        (Action::ReadField { field: old, .. }, Action::ReadField { field: new, .. }) => old == new,
        _ => false,
    }
}

/// A row by its number and what it is: `row 2 (Script Log)`.
fn row(number: usize, action: &Action) -> String {
    format!("row {number} ({})", action.console())
}

/// What a row does, in words.
fn does(solution: &Solution, action: &Action) -> String {
    match action {
        Action::Script(script) => match &script.body.file {
            Some(file) => format!("runs {}", words::quoted(file)),
            None => "runs a script written in the manifest".to_owned(),
        },
        Action::Log(line) => format!("logs {}", words::quoted(line)),
        Action::SetField { field, value } => {
            format!("stores {} in {}", stored(value), words::field(solution, field))
        }
        Action::ReadField { variable, field } => {
            format!("copies {} to {}", words::field(solution, field), words::quoted(variable))
        }
    }
}

fn stored(value: &Stored) -> String {
    match value {
        Stored::Text(text) => words::quoted(text),
        Stored::Outcome(key) => format!("the text of outcome {}", words::quoted(key)),
    }
}

fn added(scope: &mut Scope<'_>, number: usize, step: &Step) {
    let severity = if matches!(step.action, Action::Log(_)) { Severity::Cosmetic } else { Severity::Caution };
    let change = scope.push(severity, Kinds::StepAdded, format!("new {}", row(number, &step.action)));
    change.mark(Mark::Added);
    let does = does(scope.new, &step.action);
    if let Some(change) = scope.changes.last_mut() {
        change.detail(format!("it {does}"));
    }
}

fn removed(scope: &mut Scope<'_>, number: usize, step: &Step) {
    let tested = tested(scope.old, &step.action);
    let severity = match (&step.action, &tested) {
        (Action::Log(_), _) => Severity::Cosmetic,
        (_, Some(_)) => Severity::Breaking,
        (_, None) => Severity::Caution,
    };
    let did = does(scope.old, &step.action);
    let change =
        scope.push(severity, Kinds::StepRemoved, format!("{} is removed", row(number, &step.action)));
    change.mark(Mark::Removed).detail(format!("before: it {did}"));
    change.details(
        tested.map(|groups| format!("tested by {groups}: what it stored stays as it is from now on")),
    );
}

/// The groups that test the field a row writes.
fn tested(solution: &Solution, action: &Action) -> Option<String> {
    let Action::SetField { field, .. } = action else { return None };
    hangs::groups(solution.testing(field))
}

fn changed(scope: &mut Scope<'_>, task: &Task, number: usize, old: &Step, new: &Step) {
    let Step { action, os, continue_on_failure, note } = old;
    let name = row(number, &new.action);
    match (action, &new.action) {
        (Action::Script(old), Action::Script(new)) => script(scope, task, &name, old, new),
        (old, new) if old != new => action_changed(scope, task, &name, old, new),
        _ => {}
    }
    if *os != new.os {
        systems(scope, &name, os, &new.os);
    }
    if *continue_on_failure != new.continue_on_failure {
        let then = if new.continue_on_failure { "the task now goes on" } else { "the task now stops" };
        let summary = format!("where {name} fails, {then}");
        scope.push(Severity::Caution, Kinds::StepChanged, summary);
    }
    let what = format!("the note of {name} changes");
    scope.text(Kinds::NoteChanged, &what, (note, &new.note), words::optional_text);
}

fn action_changed(scope: &mut Scope<'_>, task: &Task, name: &str, old: &Action, new: &Action) {
    let tested = tested(scope.old, old).or_else(|| tested(scope.new, new));
    let severity = match (old, &tested) {
        (Action::Log(_), _) => Severity::Cosmetic,
        (_, Some(_)) => Severity::Breaking,
        (_, None) => Severity::Caution,
    };
    let (did, does) = (does(scope.old, old), does(scope.new, new));
    let transition = literal_changed(scope, task, old, new);
    let change = scope.push(severity, Kinds::StepChanged, format!("{name} does something else"));
    change.detail(format!("before: it {did}")).detail(format!("now: it {does}"));
    change.details(tested.map(|groups| format!("tested by {groups}: devices may join or leave")));
    change.details(transition);
}

/// Where a row stores another literal: how long devices hold the old one, and what bridges the time.
fn literal_changed(scope: &Scope<'_>, task: &Task, old: &Action, new: &Action) -> Vec<String> {
    let literal = |action: &'_ Action| match action {
        Action::SetField { field, value: Stored::Text(text) } if tokens(text).next().is_none() => {
            Some((field.clone(), text.clone()))
        }
        _ => None,
    };
    let (Some((before, was)), Some((field, is))) = (literal(old), literal(new)) else { return Vec::new() };
    if before != field || was.is_empty() {
        return Vec::new();
    }
    let held =
        format!("devices hold {} {}", words::quoted(&was), hangs::until_it_runs_again(scope.new, task));
    let gap = Gap { field: &field, old: was.clone(), new: is, tested: &was };
    let crossing = Crossing::of(scope.new, &[gap]);
    let lines = crossing.lines(scope, "text");
    std::iter::once(held).chain(lines).chain(crossing.bridges).collect()
}

fn systems(scope: &mut Scope<'_>, name: &str, old: &[Os], new: &[Os]) {
    let wider = new.iter().any(|os| !old.contains(os));
    let narrower = old.iter().any(|os| !new.contains(os));
    let severity = match (wider, narrower) {
        (true, _) => Severity::Breaking,
        (false, true) => Severity::Caution,
        (false, false) => Severity::Cosmetic,
    };
    let show = |systems: &[Os]| words::list(systems.iter().map(|os| os.console().to_owned()));
    let change = scope.push(severity, Kinds::StepChanged, format!("{name} runs on other systems"));
    change.detail(words::became(&show(old), &show(new)));
}

fn script(scope: &mut Scope<'_>, task: &Task, name: &str, old: &Script, new: &Script) {
    let Script { body, timeout_seconds, run_as, reads, on_error } = old;
    body_changed(scope, task, name, body, &new.body);
    let mut say = |severity, summary: String, was: String, is: String| {
        scope.push(severity, Kinds::ScriptSettingsChanged, summary).detail(words::became(&was, &is));
    };
    if *timeout_seconds != new.timeout_seconds {
        let show = |seconds: u32| format!("{seconds} seconds");
        let summary = format!("the expected time of {name} changes");
        say(Severity::Caution, summary, show(*timeout_seconds), show(new.timeout_seconds));
    }
    if *run_as != new.run_as {
        let summary = format!("{name} runs as another account");
        say(Severity::Caution, summary, run_as.clone(), new.run_as.clone());
    }
    if *reads != new.reads {
        let show = |script: &Script, solution: &Solution| {
            let reads = script.reads.iter();
            words::list(reads.map(|it| format!("{} as {}", words::field(solution, &it.field), it.variable)))
        };
        let (was, is) = (show(old, scope.old), show(new, scope.new));
        let change =
            scope.push(Severity::Caution, Kinds::ScriptSettingsChanged, format!("{name} reads other fields"));
        change.detail(words::became(&was, &is));
    }
    let what = format!("an error in {name}");
    outcome::on_error_changed(scope, &what, on_error.as_deref(), new.on_error.as_deref());
}

fn body_changed(scope: &mut Scope<'_>, task: &Task, name: &str, old: &Body, new: &Body) {
    let Body { file, text: _, sha256 } = old;
    let show = |file: &Option<String>| file.clone().unwrap_or("the manifest".to_owned());
    if *sha256 != new.sha256 {
        let runs: Vec<String> =
            task.schedules.iter().map(|schedule| schedule::words(scope.new, schedule)).collect();
        let change =
            scope.push(Severity::Caution, Kinds::ScriptChanged, format!("the script of {name} changes"));
        change.details(runs.into_iter().map(|runs| format!("the new one runs {runs}")));
        change.help("read its diff: it runs with the rights of the row's account");
    }
    if *file != new.file {
        let summary =
            format!("the script of {name} comes from another place; this alone changes nothing it does");
        let change = scope.push(Severity::Cosmetic, Kinds::ScriptChanged, summary);
        change.detail(words::became(&show(file), &show(&new.file)));
    }
}
