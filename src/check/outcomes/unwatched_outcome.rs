//! `unwatched-outcome`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unwatched-outcome",
    severity: Severity::Warning,
    what: "An outcome that reaches a field and that no group selects.",
    why: "Devices would report it, and nobody would see it.",
    example: "[task.backup.outcome.error]      # [group.error] outcome = \"backup.error\", or unwatched = true",
};
