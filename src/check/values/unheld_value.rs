//! `unheld-value`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unheld-value",
    severity: Severity::Warning,
    what: "A criterion names a text that its field can never hold, beside others that it can, or in order to leave devices out.",
    why: "It does nothing, and whoever reads the group believes it does. While devices still hold a text that was changed, it does: then the outcome remembers it, `text-formerly`.",
    example: "{ field = \"status\", does-not-contain-any-of = [\"Faild\"] }      # excludes nothing",
};
