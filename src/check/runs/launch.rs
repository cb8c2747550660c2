//! `launch`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "launch",
    severity: Severity::Error,
    what: "A task that nothing launches and that does not say so, or that says so though a schedule does.",
    why: "A task nobody runs is a status nobody gets.",
    example: "[task.backup]      # a schedule, or launch = \"manual\"",
};
