//! `pasted-value`: what people enter becomes part of a script's text, line breaks and all.

use super::fields::each_pasted;
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "pasted-value",
    severity: Severity::Note,
    what: "A script reads a text box that people may edit and whose values may hold a line break: no range restricts them, and no pattern from ^ to $ without `.` and its like.",
    why: "The platform pastes the value into the script before PowerShell reads it. The prelude keeps it in a string that one line of text cannot leave, whatever it holds; a value with a line break could. The console takes one line; whoever writes by the platform's API may not.",
    example: "reads = [\"contact\"]      # [field.contact] pattern = \"^[A-Za-z0-9 ._@-]*$\"",
};

/// Looks at every field that a script reads.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    each_pasted(context, |at, it| {
        if it.reporter.is_none() && it.field.editable {
            let key = &it.field.part.key;
            let message =
                format!("what people enter in `{key}` becomes part of this script's text{}", it.rule);
            let help = "give the field a `pattern` for what it should hold, from ^ to $ and without `.`, `\\s` or \
                        `[^…]`: a value with a line break could run as code";
            problems.push(Problem::new(&CODE, message).at(context.document.value(at)).help(help));
        }
    });
}
