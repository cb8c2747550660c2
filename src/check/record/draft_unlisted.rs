//! `draft-unlisted`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "draft-unlisted",
    severity: Severity::Error,
    what: "Pages that are both draft and unlisted.",
    why: "The docs site refuses it.",
    example: "draft = true\nunlisted = true",
};
