//! `inexact-status`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "inexact-status",
    severity: Severity::Warning,
    what: "A criterion tests with `equal` or `not-equal` for an outcome whose line goes on with a detail, or may.",
    why: "The field holds the whole line: `Unexpected error: Access is denied` does not equal `Unexpected error`, so the devices are missed, or not left out.",
    example: "{ field = \"status\", equal = \"Unexpected error\" }      # { outcome = \"clean.error\" }",
};
