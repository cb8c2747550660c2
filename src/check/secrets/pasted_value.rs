//! `pasted-value`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "pasted-value",
    severity: Severity::Note,
    what: "A script reads a text box that people may edit and whose values may hold a line break: no range restricts them, and no pattern from ^ to $ without `.` and its like.",
    why: "The platform pastes the value into the script before PowerShell reads it. The prelude keeps it in a string that one line of text cannot leave, whatever it holds; a value with a line break could. The console takes one line; whoever writes by the platform's API may not.",
    example: "reads = [\"contact\"]      # [field.contact] pattern = \"^[A-Za-z0-9 ._@-]*$\"",
};
