//! `outcome = "task.key"`: outcomes turned into the texts they print, on the field that stores them.

use indexmap::IndexSet;

use super::known::Known;
use crate::diag;
use crate::document::At;
use crate::manifest::OneOrMany;
use crate::resolve::codes::OUTCOME_NOT_STORED;
use crate::resolve::scope::Scope;
use crate::resolve::scope::references::{self, no_such};
use crate::resolve::texts::empty_list;
use crate::solution::{
    Action, Criterion, FieldKey, Kind, Outcome, OutcomeRef, Subject, Task, Test, can_store,
};

/// An outcome, where it is stored, and how it is named.
struct Found<'s> {
    field: FieldKey,
    name: OutcomeRef,
    outcome: &'s Outcome,
}

/// The field that stores the task's output contains the texts of these outcomes, or former ones, which stand last.
pub(super) fn criterion(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    written: &OneOrMany,
    known: &Known<'_>,
) -> Option<Criterion> {
    if written.values.is_empty() {
        empty_list(scope, at, "name at least one outcome: \"task.outcome\"");
    }
    let mut found: Vec<Found<'_>> = Vec::new();
    for (index, reference) in written.values.iter().enumerate() {
        let item = at.index(index);
        let at = if written.listed { &item } else { at };
        let stored = stored(scope, at, reference, known)?;
        if found.first().is_some_and(|first| first.field != stored.field) {
            let message = "these outcomes are stored in different fields";
            scope.problems.at_value(&OUTCOME_NOT_STORED, at, message, "write a block for each field");
            return None;
        }
        found.push(stored);
    }
    let subject = Subject::Field(found.first()?.field.clone());
    let texts = found.iter().map(|it| it.outcome.matched());
    let former = found.iter().flat_map(|it| it.outcome.former_matches());
    // Two tasks may print the same text.
    let texts: IndexSet<&str> = texts.chain(former).collect();
    let texts = texts.into_iter().map(str::to_owned).collect();
    let outcomes = found.into_iter().map(|it| it.name).collect();
    Some(Criterion { subject, test: Test::ContainsAnyOf(texts), outcomes })
}

/// An outcome that one field stores.
fn stored<'s>(scope: &mut Scope<'_>, at: &At<'_>, written: &str, known: &Known<'s>) -> Option<Found<'s>> {
    let (task, outcome) = named(scope, at, written, known)?;
    let mut fields = task.stored_in(&outcome.key);
    // What a row stores in vain has been said at the row.
    let is_said = task.writes().any(|it| it.around_output().is_some() || it.stores(&outcome.key));
    fields.retain(|field| {
        let field = known.fields.get(field.as_str());
        field.is_none_or(|field| can_store(&scope.platform.limits, field, outcome.text()))
    });
    if fields.is_empty() && (is_said || !steps_are_sound(scope, task)) {
        return None;
    }
    let [field] = fields.as_slice() else {
        not_in_one_field(scope, at, &task.part.key, &fields);
        return None;
    };
    let name = OutcomeRef { task: task.part.key.clone().into(), outcome: outcome.key.clone() };
    Some(Found { field: (*field).clone(), name, outcome })
}

/// The task and the outcome of a reference.
fn named<'s>(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    written: &str,
    known: &Known<'s>,
) -> Option<(&'s Task, &'s Outcome)> {
    let place = scope.document.within(at, written);
    let Some((task, key)) = written.split_once('.') else {
        let all = known.tasks.values().flat_map(|task| {
            task.outcomes.iter().map(|outcome| format!("{}.{}", task.part.key, outcome.key))
        });
        no_such(scope, place, "outcome", written, &all.collect::<Vec<_>>());
        return None;
    };
    if !references::known(scope, at, Kind::Task, task) {
        return None;
    }
    let task = known.tasks.get(task)?;
    let outcome = task.outcome(key);
    if outcome.is_none() {
        let place = scope.document.within(at, key);
        no_such(scope, place, "outcome", key, task.outcomes.iter().map(|outcome| &outcome.key));
    }
    Some((task, outcome?))
}

/// Whether each step as written became a row: else what is stored is not known.
fn steps_are_sound(scope: &Scope<'_>, task: &Task) -> bool {
    let rows = task.rows().filter(|row| !matches!(row.step.action, Action::ReadField { .. })).count();
    scope.manifest.task.get(&task.part.key).is_some_and(|table| table.step.len() == rows)
}

fn not_in_one_field(scope: &mut Scope<'_>, at: &At<'_>, task: &str, fields: &[&FieldKey]) {
    let (message, help) = match fields {
        [] => (
            format!("`{task}` stores its outcome in no field that a group could test"),
            "give the task a step `set-field = \"…\"` with `value = \"%output%\"`",
        ),
        several => (
            format!("`{task}` stores its outcome in {}", diag::list(several)),
            "write a criterion on the field that is meant",
        ),
    };
    scope.problems.at_value(&OUTCOME_NOT_STORED, at, message, help);
}
