//! `changelog-order`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "changelog-order",
    severity: Severity::Error,
    what: "Entries of the changelog that do not stand newest first, or two of one day.",
    why: "The first entry dates the pages.",
    example: "date = 2025-01-01 before date = 2025-02-01",
};
