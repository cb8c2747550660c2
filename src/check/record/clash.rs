//! `clash`: two solutions that would overwrite each other.

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "clash",
    severity: Severity::Error,
    what: "Two solutions share an id, a field's name and level, or a file that both would write.",
    why: "On the platform they would overwrite each other.",
    example: "a/solution.toml and b/solution.toml, both with the field \"Status\" at level endpoint",
};
