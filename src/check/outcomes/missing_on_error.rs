//! `missing-on-error`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "missing-on-error",
    severity: Severity::Error,
    what: "A script has no outcome for an unhandled error.",
    why: "A script that breaks must say so: silence reads as success.",
    example: "[task.backup]      # on-error = \"failed\", or an outcome with the key error",
};
