//! `short-match`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "short-match",
    severity: Severity::Error,
    what: "A text of under three characters that a script's line is tested for.",
    why: "Groups match by substring: so short a text stands in almost any message.",
    example: "text = \"OK\"      # \"Backup succeeded\"",
};
