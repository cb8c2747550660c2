//! `unread-value`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unread-value",
    severity: Severity::Warning,
    what: "A parameter that no script reads, or a field that `reads` names and the script does not read.",
    why: "People would set it and believe that it does something.",
    example: "reads = [\"site-id\"]      # $Field['site-id'] in the body",
};
