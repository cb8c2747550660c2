//! `empty-catch`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "empty-catch",
    severity: Severity::Warning,
    what: "A `catch` that does nothing and does not say why.",
    why: "The error is gone, and the script goes on to report success.",
    example: "catch { }      # catch { Complete-Task -Outcome failed -Detail $_ }",
};
