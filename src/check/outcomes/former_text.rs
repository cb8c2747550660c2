//! `former-text`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "former-text",
    severity: Severity::Error,
    what: "A former text of an outcome that is its text still, or that cannot be told from another outcome, in some letter case.",
    why: "Devices may still hold it. Groups match by substring: a device would be in the group of the other outcome.",
    example: "text = \"Backup failed\"\ntext-formerly = [\"Backup failed\"]",
};
