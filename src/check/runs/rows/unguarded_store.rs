//! `unguarded-store`: a fixed text is stored behind a script, also where the script failed.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::solution::{Action, Field, Outcome, Step, Stored, Task, Value, is_output};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unguarded-store",
    severity: Severity::Warning,
    what: "A row behind a script stores a fixed text or an outcome's, and it also runs where the script ended with an error.",
    why: "A script that reports an error exits with 0, so that its status can be stored: the next row runs all the same, and what it stores reads as success whatever happened.",
    example: "set-field = \"status\"\nvalue = \"Installed\"      # value = \"%output%\", or an exit-code other than 0 for the outcome `error`",
};

/// Looks at every row that stores a fixed text.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for (task, origins) in context.solution.tasks.iter().zip(&context.origins.rows) {
        let at = table.key(&task.part.key);
        let list = at.key("step");
        if !context.reports_are_sound(&task.part.key) {
            continue;
        }
        for (number, (step, index)) in task.steps.iter().zip(origins).enumerate() {
            let (Some(index), Some(key)) = (*index, fixed(context, step)) else { continue };
            let (before, behind) = (&task.steps[..number], &task.steps[number + 1..]);
            if let Some(outcome) = before.iter().rev().find_map(|script| passes(task, script, step))
                && !behind.iter().any(|later| reports_over(later, step))
            {
                problems.push(unguarded(context, &list.index(index).key(key), (task, outcome)));
            }
        }
    }
}

/// The key of what a row stores, where that is the same whatever a script reported, and no reset: blank, or the
/// default of its field.
fn fixed(context: &Context<'_>, step: &Step) -> Option<&'static str> {
    let Action::SetField { field, value } = &step.action else { return None };
    let field = context.solution.field(field)?;
    match value {
        Stored::Outcome(_) => Some("outcome"),
        Stored::Text(text) => (!is_output(text) && !is_reset(field, text)).then_some("value"),
    }
}

fn is_reset(field: &Field, text: &str) -> bool {
    let value = field.holding(text);
    text.is_empty() || value == Value::Flag(false) || field.default.as_ref() == Some(&value)
}

/// The outcome of an error in this script behind which the row still runs.
fn passes<'s>(task: &'s Task, script: &'s Step, row: &Step) -> Option<&'s Outcome> {
    let Action::Script(of) = &script.action else { return None };
    let outcome = task.outcome(of.on_error.as_ref().or(task.on_error.as_ref())?)?;
    let goes_on = outcome.exit_code == 0 || script.continue_on_failure;
    (goes_on && script.os.iter().any(|os| row.os.contains(os))).then_some(outcome)
}

/// Whether a later row stores what a script reported in the same field, wherever this one ran.
fn reports_over(later: &Step, row: &Step) -> bool {
    let (Action::SetField { field: one, value: Stored::Text(text) }, Action::SetField { field: other, .. }) =
        (&later.action, &row.action)
    else {
        return false;
    };
    one == other && is_output(text) && row.os.iter().all(|os| later.os.contains(os))
}

fn unguarded(context: &Context<'_>, at: &At<'_>, (task, outcome): (&Task, &Outcome)) -> Problem {
    let table = At::ROOT.key("task");
    let task_at = table.key(&task.part.key);
    let outcomes = task_at.key("outcome");
    let key = &outcome.key;
    let message = format!("this is stored where the script reports `{key}` too, and reads as if all went well");
    Problem::new(&CODE, message)
        .at(context.document.value(at))
        .also(context.document.key(&outcomes.key(key)), "the task goes on after it")
        .help("value = \"%output%\" stores what the script reported")
        .help(format!("or an `exit-code` other than 0 for `{key}`: the task then ends before this row"))
}
