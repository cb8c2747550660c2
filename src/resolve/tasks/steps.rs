//! The rows of a task: scripts, logs, stored values.

use super::outcomes::outcome_key;
use super::rows::{default_systems, with_reads};
use super::scripts::{one_namespace, script};
use crate::document::At;
use crate::manifest::StepTable;
use crate::manifest::codes::MISSING_KEY;
use crate::resolve::codes::{EMPTY_LIST, EMPTY_TEXT, MISPLACED_KEY, STEP_ACTION};
use crate::resolve::scope::Scope;
use crate::resolve::scope::keys::{Choice, exactly_one, not_together};
use crate::resolve::scope::references;
use crate::resolve::texts::{control, control_in, firsts, once, text};
use crate::solution::{Action, Kind, Os, Step, Stored, Task};

const ACTION: Choice = Choice {
    code: &STEP_ACTION,
    none: ("this step does nothing", "`powershell`, `log` or `set-field`"),
    several: ("this step does {} at once", "write a step for each"),
};

/// The rows of a task, and those that its scripts' `reads` ask for.
pub(super) fn steps(scope: &mut Scope<'_>, at: &At<'_>, written: &[StepTable], task: &Task) -> Vec<Step> {
    if written.is_empty() {
        let own = At::ROOT.key("task");
        let help = "[[task.….step]] with `powershell`, `log` or `set-field`";
        scope.problems.at_key(&STEP_ACTION, &own.key(&task.part.key), "this task has no step", help);
    }
    let (mut steps, mut origins) = (Vec::new(), Vec::new());
    for (index, table) in written.iter().enumerate() {
        if let Some(step) = step(scope, &at.index(index), (index, table), task) {
            steps.push(step);
            origins.push(index);
        }
    }
    one_namespace(scope, at, written, task);
    default_systems(&mut steps, written.iter().any(|step| step.powershell.is_some()));
    let rows = with_reads(&steps);
    let mut origins = origins.into_iter();
    let is_written = |row: &Step| !matches!(row.action, Action::ReadField { .. });
    let origins = rows.iter().map(|row| is_written(row).then(|| origins.next()).flatten()).collect();
    scope.origins.rows.push(origins);
    rows
}

fn step(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    (index, table): (usize, &StepTable),
    task: &Task,
) -> Option<Step> {
    let actions = [
        ("powershell", table.powershell.is_some()),
        ("log", table.log.is_some()),
        ("set-field", table.set_field.is_some()),
    ];
    let action = exactly_one(scope, at, &actions, &ACTION)?;
    keys(scope, at, table, action);
    let action = if let Some(source) = &table.powershell {
        Action::Script(script(scope, at, (index, table), source, task)?)
    } else if let Some(line) = &table.log {
        Action::Log(message(scope, &at.key("log"), line))
    } else {
        set_field(scope, at, table, task)?
    };
    if let Some(systems) = &table.os {
        one_of_each(scope, &at.key("os"), systems);
    }
    Some(Step {
        action,
        os: table.os.clone().unwrap_or_default(),
        continue_on_failure: table.continue_on_failure.unwrap_or_default(),
        note: table.note.as_ref().map(|note| text(scope, &at.key("note"), note)),
    })
}

/// Keys that go with another action.
fn keys(scope: &mut Scope<'_>, at: &At<'_>, table: &StepTable, action: &str) {
    let keys = [
        ("timeout-seconds", table.timeout_seconds.is_some(), "powershell"),
        ("run-as", table.run_as.is_some(), "powershell"),
        ("reads", table.reads.is_some(), "powershell"),
        ("on-error", table.on_error.is_some(), "powershell"),
        ("value", table.value.is_some(), "set-field"),
        ("outcome", table.outcome.is_some(), "set-field"),
    ];
    for (key, _, with) in keys.into_iter().filter(|(_, there, with)| *there && *with != action) {
        let message = format!("`{key}` goes with `{with}`");
        let help = "leave it out, or put it on that step";
        scope.problems.at_key(&MISPLACED_KEY, &at.key(key), message, help);
    }
}

/// A message: tokens of the platform pass through.
fn message(scope: &mut Scope<'_>, at: &At<'_>, text: &str) -> String {
    if text.trim().is_empty() {
        let help = "\"%output%\" logs what the last script printed";
        scope.problems.at_value(&EMPTY_TEXT, at, "this row would log nothing", help);
    } else if let Some(found) = control_in(text) {
        control(scope, at, found);
    }
    text.to_owned()
}

/// What a row stores in a field.
fn set_field(scope: &mut Scope<'_>, at: &At<'_>, table: &StepTable, task: &Task) -> Option<Action> {
    let field = table.set_field.as_deref()?;
    if !references::known(scope, &at.key("set-field"), Kind::Field, field) {
        return None;
    }
    let stores = [("value", table.value.is_some()), ("outcome", table.outcome.is_some())];
    if not_together(scope, at, &stores, "keep one") {
        return None;
    }
    let value = if let Some(value) = &table.value {
        Stored::Text(value.clone())
    } else if let Some(outcome) = &table.outcome {
        Stored::Outcome(outcome_key(scope, &at.key("outcome"), outcome, task)?)
    } else {
        let help = "value = \"%output%\" stores what the last script printed";
        scope.problems.at_key(&MISSING_KEY, at, "this step does not say what it stores", help);
        return None;
    };
    Some(Action::SetField { field: field.into(), value })
}

fn one_of_each(scope: &mut Scope<'_>, at: &At<'_>, systems: &[Os]) {
    if systems.is_empty() {
        scope.problems.at_value(&EMPTY_LIST, at, "this row would run nowhere", "os = [\"windows\"]");
    }
    let firsts = firsts(systems);
    for (index, system) in systems.iter().enumerate() {
        once(scope, at, index, firsts[index], scope.platform.vocabulary.system(*system));
    }
}
