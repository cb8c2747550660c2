//! `launch`: whether something launches a task.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::manifest::Launch;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "launch",
    severity: Severity::Error,
    what: "A task that nothing launches and that does not say so, or that says so though a schedule does.",
    why: "A task nobody runs is a status nobody gets.",
    example: "[task.backup]      # a schedule, or launch = \"manual\"",
};

/// Looks at every task.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for (key, task) in &context.manifest.task {
        let at = table.key(key);
        match (task.launch, task.schedule.is_empty()) {
            (None, true) => {
                let help = "give it a `[[task.….schedule]]`, or say `launch = \"manual\"`";
                problems.at_key(&CODE, &at, "nothing launches this task", help);
            }
            (Some(Launch::Manual), false) => {
                let message = "a schedule launches this task, so it is not manual";
                let help = "leave `launch` out, or the schedule";
                problems.at_key(&CODE, &at.key("launch"), message, help);
            }
            (None, false) | (Some(Launch::Manual), true) => {}
        }
    }
}
