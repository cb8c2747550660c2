//! `pasted-output`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "pasted-output",
    severity: Severity::Warning,
    what: "A script reads a company's or site's text box in which a task stores what a device reports.",
    why: "The platform pastes the value into the script before PowerShell reads it. The prelude keeps it in a string that one line of text cannot leave, but a value with a line break can: a single device that is not ours any more could run code as SYSTEM on all others.",
    example: "reads = [\"shared\"]      # a pattern for the field, or level = \"endpoint\"",
};
