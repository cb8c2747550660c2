//! `unreported-outcome`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unreported-outcome",
    severity: Severity::Warning,
    what: "An outcome that no script of its task reports and no step stores.",
    why: "Groups and pages promise a state that no device can ever be in.",
    example: "[task.backup.outcome.skipped]      # Complete-Task -Outcome skipped, or take it out",
};
