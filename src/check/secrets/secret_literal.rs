//! `secret-literal`: the value of a secret, written out.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::manifest::{CriterionTable, GroupTable, TaskTable};
use crate::solution::tokens;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "secret-literal",
    severity: Severity::Error,
    what: "The value of a secret field or parameter, written out: in a criterion, an example, a stored value or a schedule.",
    why: "It would stand in the rendered files, on the docs pages and in Git, where everybody can read it.",
    example: "{ field = \"bootstrap\", equal = \"Winter2024!\" }      # { field = \"bootstrap\", is-blank = false }",
};

/// Looks at criteria, examples, stored values and schedules. Where a secret may stand, its `default` and `example` are
/// minded too.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.each_criterion(|at, criterion| in_criterion(context, at, criterion, problems));
    let (groups, tasks) = (At::ROOT.key("group"), At::ROOT.key("task"));
    for (key, group) in &context.manifest.group {
        in_examples(context, &groups.key(key).key("example"), group, problems);
    }
    for (key, task) in &context.manifest.task {
        let at = tasks.key(key);
        in_rows(context, &at.key("step"), task, problems);
        in_schedules(&at.key("schedule"), task, problems);
    }
}

fn in_criterion(
    context: &Context<'_>,
    at: &At<'_>,
    criterion: &CriterionTable,
    problems: &mut Problems<'_>,
) {
    let Some(field) = criterion.field.as_deref().filter(|key| context.is_secret_field(key)) else { return };
    let operators = [
        ("equal", criterion.equal.is_some()),
        ("not-equal", criterion.not_equal.is_some()),
        ("contains-any-of", criterion.contains_any_of.is_some()),
        ("does-not-contain-any-of", criterion.does_not_contain_any_of.is_some()),
    ];
    if let Some((key, _)) = operators.iter().find(|(_, there)| *there) {
        say(problems, &at.key(key), field, "`is-blank` tells whether there is one");
    }
}

fn in_examples(context: &Context<'_>, list: &At<'_>, group: &GroupTable, problems: &mut Problems<'_>) {
    for (index, example) in group.example.iter().enumerate() {
        for field in example.fields.keys().filter(|key| context.is_secret_field(key)) {
            say(problems, &list.index(index).key("fields").key(field), field, "leave it out");
        }
    }
}

fn in_rows(context: &Context<'_>, list: &At<'_>, task: &TaskTable, problems: &mut Problems<'_>) {
    let is_literal = |value: &str| !value.is_empty() && tokens(value).next().is_none();
    for (index, row) in task.step.iter().enumerate() {
        let Some(field) = row.set_field.as_deref().filter(|key| context.is_secret_field(key)) else { continue };
        if row.value.as_deref().is_some_and(is_literal) {
            let help = "value = \"@Name@\" stores a parameter's, which whoever runs the task types";
            say(problems, &list.index(index).key("value"), field, help);
        }
    }
}

fn in_schedules(list: &At<'_>, task: &TaskTable, problems: &mut Problems<'_>) {
    let is_secret = |key: &str| task.parameter.get(key).is_some_and(|parameter| parameter.secret);
    for (index, schedule) in task.schedule.iter().enumerate() {
        for key in schedule.parameters.keys().filter(|key| is_secret(key)) {
            let help = "keep it in a secret field, and have the script read that";
            say(problems, &list.index(index).key("parameters").key(key), key, help);
        }
    }
}

fn say(problems: &mut Problems<'_>, at: &At<'_>, key: &str, help: &str) {
    let message = format!("a value of the secret `{key}`: it would stand in what is rendered and in Git");
    problems.at_value(&CODE, at, message, help);
}
