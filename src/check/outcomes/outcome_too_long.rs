//! `outcome-too-long`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "outcome-too-long",
    severity: Severity::Error,
    what: "An outcome's text is longer than a field that stores it.",
    why: "The platform would cut it, and the group that waits for it would not match.",
    example: "text = \"…more than 300 characters…\"",
};
