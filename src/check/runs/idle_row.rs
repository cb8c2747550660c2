//! `idle-row`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "idle-row",
    severity: Severity::Warning,
    what: "A row for systems that no device has in any group that the task is scheduled on.",
    why: "The row never runs, and nobody sees that: the task reports what its other rows say.",
    example: "os = [\"linux\"]      # the target requires os-type equal Windows",
};
