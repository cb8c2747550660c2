//! `unread-field`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unread-field",
    severity: Severity::Note,
    what: "A field that no group tests and no script reads.",
    why: "A setting that nothing reads does nothing, whatever people enter. A result that only people look at is fine.",
    example: "[field.ticket]      # { field = \"ticket\", is-blank = false }, or reads = [\"ticket\"]",
};
