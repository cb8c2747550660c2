//! `unknown-value`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-value",
    severity: Severity::Error,
    what: "A script reads a parameter that its task does not declare, or a field that its `reads` do not name.",
    why: "The value is always nothing, whatever people enter.",
    example: "$Parameter['dayz']      # $Parameter['days']",
};
