//! `unread-value`: a parameter or a field that no script reads.

use crate::check::{Context, Script, each_read};
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::manifest::{StepTable, TaskTable};
use crate::powershell::Table;
use crate::solution::{Task, tokens};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unread-value",
    severity: Severity::Warning,
    what: "A parameter that no script reads, or a field that `reads` names and the script does not read.",
    why: "People would set it and believe that it does something.",
    example: "reads = [\"site-id\"]      # $Field['site-id'] in the body",
};

/// Looks at every task whose scripts could all be read.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in context.solution.tasks.iter().filter(|task| context.has_all_scripts(task)) {
        let at = table.key(&task.part.key);
        let scripts: Vec<&Script<'_>> = context.scripts_of(task).collect();
        if let Some(written) = context.manifest.task.get(&task.part.key) {
            parameters(&at.key("parameter"), written, task, &scripts, problems);
        }
        for script in scripts.into_iter().filter(|script| script.reads().is_some()) {
            fields(&at.key("step").index(script.step), script, problems);
        }
    }
}

fn parameters(
    at: &At<'_>,
    table: &TaskTable,
    task: &Task,
    scripts: &[&Script<'_>],
    problems: &mut Problems<'_>,
) {
    for parameter in &task.parameters {
        let key = &parameter.key;
        if !scripts.iter().any(|it| may_read(it, Table::Parameter, key)) && !is_token(table, &parameter.name) {
            let message = format!("no script reads the parameter `{key}`");
            let help = format!("$Parameter['{key}'] is its value; else take it out");
            problems.at_key(&CODE, &at.key(key), message, help);
        }
    }
}

/// Fields that a script asks for and does not read.
fn fields(row_at: &At<'_>, script: &Script<'_>, problems: &mut Problems<'_>) {
    each_read(row_at, script.row, |at, variable, key| {
        if !may_read(script, Table::Field, key) && !is_token(script.table, variable) {
            let message = format!("this script does not read the field `{key}`");
            problems.at_value(&CODE, at, message, format!("$Field['{key}'] is its value; else take it out"));
        }
    });
}

/// Whether a script reads this, or what may be meant for it.
fn may_read(script: &Script<'_>, table: Table, key: &str) -> bool {
    let is_misspelt = || script.reading.values(table).iter().any(|value| !script.knows(table, &value.key));
    script.reading.may_read(table, key) || is_misspelt()
}

/// Whether a row of the task uses this variable.
fn is_token(table: &TaskTable, variable: &str) -> bool {
    let texts = |step: &StepTable| [step.log.clone(), step.value.clone()];
    let token = format!("@{variable}@");
    table.step.iter().flat_map(texts).flatten().any(|text| tokens(&text).any(|found| found == token))
}
