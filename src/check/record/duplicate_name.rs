//! `duplicate-name`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "duplicate-name",
    severity: Severity::Error,
    what: "Two groups or two tasks of one name, or two fields of one name and level.",
    why: "On the platform a name (for a field, name and level) is the identity; the second would overwrite the first or be refused.",
    example: "[field.a] name = \"Status\" level = \"site\"   [field.b] name = \"Status\" level = \"site\"",
};
