//! `re-admission`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "re-admission",
    severity: Severity::Note,
    what: "What one task reports can put a device where another one runs, and what that one reports can put it back.",
    why: "A repair and its check may well work like this. Two features that write one field may not.",
    example: "[group.failed] outcome = \"check.failed\"   [group.repaired] outcome = \"repair.done\"",
};
