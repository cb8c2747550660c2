//! `silent-script`: a script that never calls Complete-Task.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "silent-script",
    severity: Severity::Warning,
    what: "A script that never calls Complete-Task.",
    why: "Every run ends as the on-error outcome: a script that does not say so has not succeeded.",
    example: "Clear-RecycleBin -Force      # Complete-Task -Outcome done behind it",
};

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for script in context.scripts() {
        let Some(first) = &script.reading.silent else { continue };
        let message = "this script never calls Complete-Task: every run ends as its on-error outcome";
        let outcome = script.task.outcomes.first();
        let help =
            outcome.map(|it| format!("Complete-Task -Outcome {} where it has succeeded", it.key));
        problems.push(script.problem(&CODE, first, message).maybe_help(help));
    }
}
