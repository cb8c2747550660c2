//! `unknown-outcome`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-outcome",
    severity: Severity::Error,
    what: "A script reports an outcome that its task does not declare.",
    why: "The line would be the on-error outcome's, and the group that waits for this one stays empty.",
    example: "Complete-Task -Outcome sucessful      # successful",
};
