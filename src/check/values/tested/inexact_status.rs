//! `inexact-status`: a criterion tests a status as a whole, where its line may go on.

use crate::check::Context;
use crate::check::details::Detail;
use crate::check::written::tested_texts;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::logic::runs::lines;
use crate::logic::values::Shape;
use crate::manifest::CriterionTable;
use crate::solution::{Outcome, Task};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "inexact-status",
    severity: Severity::Warning,
    what: "A criterion tests with `equal` or `not-equal` for an outcome whose line goes on with a detail, or may.",
    why: "The field holds the whole line: `Unexpected error: Access is denied` does not equal `Unexpected error`, so the devices are missed, or not left out.",
    example: "{ field = \"status\", equal = \"Unexpected error\" }      # { outcome = \"clean.error\" }",
};

/// Looks at every criterion on a field that stores outcomes.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let tasks = context.solution.tasks.iter();
    let outcomes: Vec<(&Task, &Outcome)> =
        tasks.flat_map(|task| task.outcomes.iter().map(move |outcome| (task, outcome))).collect();
    context.each_criterion(|at, criterion| {
        let Some(field) = criterion.field.as_deref() else { return };
        for &(task, outcome) in &outcomes {
            let mut lines = lines(context.solution, task, outcome);
            if lines.any(|(key, shape)| key == field && is_all_of(&shape, criterion)) {
                whole_line(context, (at, criterion), task, outcome, problems);
            }
        }
    });
}

/// Whether a criterion tests for just this line without a detail.
fn is_all_of(shape: &Shape<'_>, criterion: &CriterionTable) -> bool {
    let tested = || tested_texts(criterion).into_iter().filter(|tested| tested.is_whole());
    let is_tested = |line: String| tested().any(|tested| tested.text == line);
    matches!(shape, Shape::Line { .. }) && shape.shown().is_some_and(is_tested)
}

fn whole_line<'a>(
    context: &Context<'a>,
    (at, criterion): (&At<'_>, &CriterionTable),
    task: &'a Task,
    outcome: &'a Outcome,
    problems: &mut Problems<'_>,
) {
    let how = match context.detail(task, outcome) {
        Detail::Never => return,
        Detail::Perhaps => "may go on with a detail, and then it does not equal this",
        Detail::Always => "goes on with the error's message, so it never equals this",
    };
    let begins = format!("{:?}", outcome.matched());
    let (key, task_key) = (&outcome.key, &task.part.key);
    let message = format!("the line of outcome `{key}` of task `{task_key}` {how}");
    let (word, help) = match criterion.equal {
        None => ("not-equal", format!("`does-not-contain-any-of = [{begins}]`")),
        Some(_) if task.stored_in(key).len() > 1 => ("equal", format!("`contains-any-of = [{begins}]`")),
        Some(_) => {
            ("equal", format!("`{{ outcome = \"{task_key}.{key}\" }}` tests what the line begins with"))
        }
    };
    problems.at_value(&CODE, &at.key(word), message, help);
}
