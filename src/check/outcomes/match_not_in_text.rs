//! `match-not-in-text`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "match-not-in-text",
    severity: Severity::Error,
    what: "An outcome's `match` is not a part of its `text`.",
    why: "The group would wait for something the script never prints.",
    example: "text = \"All keys saved\"\nmatch = \"keys are saved\"",
};
