//! `script-text`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "script-text",
    severity: Severity::Error,
    what: "A character outside ASCII in a script's body, other than in a comment.",
    why: "Windows PowerShell 5.1 reads a file without a byte-order mark as ANSI: the character arrives as others.",
    example: "'Größe'      # \"Gr$([char]0xF6)$([char]0xDF)e\"",
};
