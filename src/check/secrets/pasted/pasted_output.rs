//! `pasted-output`: what one device reports becomes part of a script's text on others.

use super::fields::each_pasted;
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "pasted-output",
    severity: Severity::Warning,
    what: "A script reads a company's or site's text box in which a task stores what a device reports.",
    why: "The platform pastes the value into the script before PowerShell reads it. The prelude keeps it in a string that one line of text cannot leave, but a value with a line break can: a single device that is not ours any more could run code as SYSTEM on all others.",
    example: "reads = [\"shared\"]      # a pattern for the field, or level = \"endpoint\"",
};

/// Looks at every field that a script reads.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    each_pasted(context, |at, it| {
        let Some(task) = it.reporter else { return };
        let message = format!(
            "what one device reports in task `{}` becomes part of this script on all devices of the {}{}",
            task.part.key,
            it.field.level.title().to_lowercase(),
            it.rule
        );
        let help = "a device that somebody else controls could report a line break and code behind it: give the \
                    field a `pattern` for what it should hold, or keep it on level endpoint";
        problems.push(Problem::new(&CODE, message).at(context.document.value(at)).help(help));
    });
}
