//! `missing-on-error`: a script without an outcome for an unhandled error.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "missing-on-error",
    severity: Severity::Error,
    what: "A script has no outcome for an unhandled error.",
    why: "A script that breaks must say so: silence reads as success.",
    example: "[task.backup]      # on-error = \"failed\", or an outcome with the key error",
};

/// Looks at every script.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in context.solution.tasks.iter().filter(|task| task.on_error.is_none()) {
        let Some(written) = context.manifest.task.get(&task.part.key) else { continue };
        let at = table.key(&task.part.key);
        let list = at.key("step");
        for (index, step) in written.step.iter().enumerate() {
            if step.powershell.is_some() && step.on_error.is_none() {
                let message = "this script has no outcome for an unhandled error";
                let help =
                    "give the task an outcome with the key `error`, or name one: on-error = \"failed\"";
                problems.at_key(&CODE, &list.index(index), message, help);
            }
        }
    }
}
