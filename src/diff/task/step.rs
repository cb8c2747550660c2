//! The rows of a task: scripts, what is logged, what is stored and what is read.

use super::{outcome, schedule};
use crate::diff::ChangeKind as Kinds;
use crate::diff::criteria::bridge::{Crossing, Gap};
use crate::diff::edits::edits;
use crate::diff::pairing::Pairing;
use crate::diff::words::hangs;
use crate::diff::{Mark, Scope, Severity, words};
use crate::solution::platform::{Console, Sheet};
use crate::solution::{Action, Body, Os, Script, Solution, Step, Stored, Task, tokens};

pub(in crate::diff) fn compare(
    scope: &mut Scope<'_>,
    (old, new): (&Task, &Task),
    (was, is): (&Sheet<'_>, &Sheet<'_>),
) {
    let words = scope.platform.vocabulary;
    let (olds, news) = (rows(old, was), rows(new, is));
    let same = |old: &Row<'_>, new: &Row<'_>| same_row(*old, *new);
    let thing = |old: &Row<'_>, new: &Row<'_>| same_thing(&old.0.action, &new.0.action);
    let kind = |old: &Row<'_>, new: &Row<'_>| words.row(&old.0.action) == words.row(&new.0.action);
    let pairing = Pairing::new(&olds, &news, &[&same, &thing, &kind]);
    for &(before, after) in &pairing.both {
        let name = row(scope, after + 1, &new.steps[after].action);
        actions(scope, new, &name, (&old.steps[before].action, &new.steps[after].action));
        settings(scope, &name, olds[before], news[after]);
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

/// A row with its sheet.
type Row<'a> = (&'a Step, &'a Sheet<'a>);

fn rows<'a>(task: &'a Task, sheet: &'a Sheet<'a>) -> Vec<Row<'a>> {
    task.steps.iter().zip(sheet.list("rows")).collect()
}

/// Whether two rows are equal, as far as the record knows: it keeps no script's text.
fn same_row((old, was): Row<'_>, (new, is): Row<'_>) -> bool {
    let (Action::Script(before), Action::Script(after)) = (&old.action, &new.action) else {
        return old == new;
    };
    was == is
        && before.body.sha256 == after.body.sha256
        && before.body.file == after.body.file
        && before.reads == after.reads
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
fn row(scope: &Scope<'_>, number: usize, action: &Action) -> String {
    format!("row {number} ({})", scope.platform.vocabulary.row(action))
}

/// What a row does, in words.
fn does(console: Console<'_>, action: &Action) -> String {
    match action {
        Action::Script(script) => match &script.body.file {
            Some(file) => format!("runs {}", words::quoted(file)),
            None => "runs a script written in the manifest".to_owned(),
        },
        Action::Log(line) => format!("logs {}", words::quoted(line)),
        Action::SetField { field, value } => {
            format!("stores {} in {}", stored(value), words::field(console, field))
        }
        Action::ReadField { variable, field } => {
            format!("copies {} to {}", words::field(console, field), words::quoted(variable))
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
    let (row, does) = (row(scope, number, &step.action), does(scope.after(), &step.action));
    let change = scope.push(severity, Kinds::StepAdded, format!("new {row}"));
    change.mark(Mark::Added).detail(format!("it {does}"));
}

fn removed(scope: &mut Scope<'_>, number: usize, step: &Step) {
    let tested = tested(scope.old, &step.action);
    let severity = match (&step.action, &tested) {
        (Action::Log(_), _) => Severity::Cosmetic,
        (_, Some(_)) => Severity::Breaking,
        (_, None) => Severity::Caution,
    };
    let (row, did) = (row(scope, number, &step.action), does(scope.before(), &step.action));
    let change = scope.push(severity, Kinds::StepRemoved, format!("{row} is removed"));
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

/// What a row does, where it is still a row of its kind.
fn actions(scope: &mut Scope<'_>, task: &Task, name: &str, (old, new): (&Action, &Action)) {
    match (old, new) {
        (Action::Script(old), Action::Script(new)) => script(scope, task, name, old, new),
        (old, new) if old != new => action_changed(scope, task, name, old, new),
        _ => {}
    }
}

/// The settings of a row, but for those that are what it does.
fn settings(scope: &mut Scope<'_>, name: &str, (old, was): Row<'_>, (new, is): Row<'_>) {
    for edit in edits(was, is) {
        let (kind, summary) = match edit.key {
            "script" | "onError" | "message" | "field" | "value" | "outcome" | "variable" => continue,
            "operatingSystem" => {
                systems(scope, name, &old.os, &new.os);
                continue;
            }
            "notes" => {
                let what = format!("the note of {name} changes");
                scope.text(Kinds::NoteChanged, &what, (&old.note, &new.note), words::optional_text);
                continue;
            }
            "continueOnFailure" => {
                let then = if new.continue_on_failure { "goes on" } else { "stops" };
                let summary = format!("where {name} fails, the task now {then}");
                scope.push(Severity::Caution, Kinds::StepChanged, summary);
                continue;
            }
            "runAs" => (Kinds::ScriptSettingsChanged, format!("{name} runs as another account")),
            "expectedSeconds" => {
                (Kinds::ScriptSettingsChanged, format!("the expected time of {name} changes"))
            }
            _ => (Kinds::StepChanged, format!("{} of {name} changes", edit.name)),
        };
        let unit = if edit.key == "expectedSeconds" { " seconds" } else { "" };
        scope.push(Severity::Caution, kind, summary).detail(edit.words(unit));
    }
}

fn action_changed(scope: &mut Scope<'_>, task: &Task, name: &str, old: &Action, new: &Action) {
    let tested = tested(scope.old, old).or_else(|| tested(scope.new, new));
    let severity = match (old, &tested) {
        (Action::Log(_), _) => Severity::Cosmetic,
        (_, Some(_)) => Severity::Breaking,
        (_, None) => Severity::Caution,
    };
    let (did, does) = (does(scope.before(), old), does(scope.after(), new));
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
    let crossing = Crossing::of(scope.after(), &[gap]);
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
    let vocabulary = scope.platform.vocabulary;
    let show = |systems: &[Os]| words::list(systems.iter().map(|&os| vocabulary.system(os).to_owned()));
    let change = scope.push(severity, Kinds::StepChanged, format!("{name} runs on other systems"));
    change.detail(words::became(&show(old), &show(new)));
}

fn script(scope: &mut Scope<'_>, task: &Task, name: &str, old: &Script, new: &Script) {
    let Script { body, timeout_seconds: _, run_as: _, reads, on_error } = old;
    body_changed(scope, task, name, body, &new.body);
    if *reads != new.reads {
        let show = |script: &Script, console: Console<'_>| {
            let reads = script.reads.iter();
            words::list(reads.map(|it| format!("{} as {}", words::field(console, &it.field), it.variable)))
        };
        let (was, is) = (show(old, scope.before()), show(new, scope.after()));
        let summary = format!("{name} reads other fields");
        let change = scope.push(Severity::Caution, Kinds::ScriptSettingsChanged, summary);
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
            task.schedules.iter().map(|schedule| schedule::words(scope.after(), schedule)).collect();
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
