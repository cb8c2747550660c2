//! `secret-in-output`: a secret in what is printed, logged or stored.

use super::secret::secret;
use crate::check::{Context, Script};
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::manifest::StepTable;
use crate::powershell::Stored;
use crate::solution::{Action, Task, tokens};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "secret-in-output",
    severity: Severity::LikelyError,
    what: "A secret in the detail of an outcome, in a log or in a field that is none: a recovery password, a parameter or field with `secret = true`, also by way of whatever mentions it: a variable, a table, a method, a function, a program that is given it, an error.",
    why: "The line is logged and stored in a field that everybody can read.",
    example: "-Detail $protector.RecoveryPassword      # $protector.KeyProtectorId",
};

/// Looks at the details and errors of every body, and at the tokens of every row.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for script in context.scripts() {
        let details = script.reading.reports.iter().flat_map(|report| &report.stored);
        let details = details.map(|stored| (stored, "would be printed, logged and stored"));
        let raised = "would be in the message of an error that comes to a detail, by a `catch` or because nothing \
                      catches it";
        let raised = script.reading.raised.iter().map(|stored| (stored, raised));
        problems
            .extend(details.chain(raised).filter_map(|(stored, how)| in_body(context, script, stored, how)));
    }
    let table = At::ROOT.key("task");
    for task in &context.solution.tasks {
        let task_at = table.key(&task.part.key);
        let rows = context.manifest.task.get(&task.part.key).into_iter().flat_map(|table| &table.step);
        for (index, row) in rows.enumerate() {
            in_row(context, task, &task_at.key("step").index(index), row, problems);
        }
    }
}

/// A secret in a detail or an error, or in a variable that stands there.
fn in_body(context: &Context<'_>, script: &Script<'_>, stored: &Stored, how: &str) -> Option<Problem> {
    let (what, own) = secret(context, script, stored)?;
    let written = &script.text()[stored.range().clone()];
    let is_itself = written.starts_with(['$', '('])
        && written.to_ascii_lowercase().contains(&own.to_ascii_lowercase())
        && !written.starts_with(&format!("${own}"));
    let is_command = !written.starts_with(['$', '(', '@', '"']);
    let message = match is_itself {
        true => format!("{what} {how}"),
        false if is_command => format!("{what} {how}: `{written}` gives it back"),
        false => format!("{what} {how}: `{written}` holds it"),
    };
    let help = match stored {
        Stored::RecoveryPassword(_) => "name what it belongs to: a drive, the id of its protector",
        _ => "leave it out: say what it is for, whether it is set, or a code of the error",
    };
    Some(script.problem(&CODE, stored.range(), message).help(help))
}

/// Secrets among the tokens that the platform replaces in a row's texts.
fn in_row(context: &Context<'_>, task: &Task, at: &At<'_>, row: &StepTable, problems: &mut Problems<'_>) {
    let field = row.set_field.as_deref().unwrap_or_default();
    if context.is_secret_field(field) {
        return;
    }
    let stored = format!("stored in `{field}`");
    for (key, text, what) in [("log", &row.log, "logged"), ("value", &row.value, &stored)] {
        for token in text.iter().flat_map(|text| tokens(text)) {
            let Some(secret) = secret_of(context, task, token) else { continue };
            let message = format!("the secret {secret} would be {what}, where everybody can read it");
            let help = "leave it out: a script reads it where it is used, as $Field or $Parameter";
            problems.report(&CODE, context.document.within(&at.key(key), token), message, help);
        }
    }
}

/// The secret that a token stands for: a parameter's value, or a field's that a script reads.
fn secret_of(context: &Context<'_>, task: &Task, token: &str) -> Option<String> {
    let name = token.strip_prefix('@')?.strip_suffix('@')?;
    let is_name = |known: &str| known.eq_ignore_ascii_case(name);
    let parameter = task.parameters.iter().find(|it| it.secret && is_name(&it.name));
    let field = || {
        task.steps.iter().find_map(|step| match &step.action {
            Action::ReadField { variable, field } if is_name(variable) && context.is_secret_field(field) => {
                Some(format!("field `{field}`"))
            }
            _ => None,
        })
    };
    parameter.map(|it| format!("parameter `{}`", it.key)).or_else(field)
}
