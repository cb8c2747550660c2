//! Outcomes: what scripts may report, and which of them stands for an error.

use crate::document::At;
use crate::manifest::{OutcomeTable, TaskTable};
use crate::resolve::part::check_key;
use crate::resolve::scope::Scope;
use crate::resolve::scope::references::no_such;
use crate::resolve::texts::{lines, look_alikes, plain, prose};
use crate::solution::{Outcome, OutcomeKey, Report, Task};

/// The outcomes of a task, in the order of the manifest.
pub(super) fn outcomes(scope: &mut Scope<'_>, at: &At<'_>, table: &TaskTable) -> Vec<Outcome> {
    table.outcome.iter().map(|(key, written)| outcome(scope, &at.key(key), key, written)).collect()
}

fn outcome(scope: &mut Scope<'_>, at: &At<'_>, key: &str, table: &OutcomeTable) -> Outcome {
    check_key(scope, at, key);
    let text = plain(scope, &at.key("text"), &table.text);
    look_alikes(scope, &at.key("text"), &text);
    if let Some(matched) = &table.matched {
        look_alikes(scope, &at.key("match"), matched);
    }
    Outcome {
        key: key.into(),
        report: Report::Text { text, matched: table.matched.clone() },
        text_formerly: lines(scope, &at.key("text-formerly"), &table.text_formerly),
        meaning: prose(scope, &at.key("meaning"), &table.meaning),
        exit_code: table.exit_code,
        unwatched: table.unwatched,
    }
}

/// The outcome of an unhandled error: the one the task names, else the one with the key `error`.
pub(super) fn on_error(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    table: &TaskTable,
    task: &Task,
) -> Option<OutcomeKey> {
    match &table.on_error {
        Some(key) => outcome_key(scope, &at.key("on-error"), key, task),
        None => task.outcome("error").map(|outcome| outcome.key.clone()),
    }
}

/// The key of an outcome of this task.
pub(super) fn outcome_key(scope: &mut Scope<'_>, at: &At<'_>, key: &str, task: &Task) -> Option<OutcomeKey> {
    if task.outcome(key).is_none() {
        let known = task.outcomes.iter().map(|outcome| &outcome.key);
        no_such(scope, scope.document.within(at, key), "outcome", key, known);
        return None;
    }
    Some(key.into())
}
