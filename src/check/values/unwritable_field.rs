//! `unwritable-field`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unwritable-field",
    severity: Severity::Warning,
    what: "A field that people may not edit and that no task of the solution writes.",
    why: "It holds its default or nothing for ever, and whatever tests it decides nothing.",
    example: "editable = false      # editable = true, or a step with set-field",
};
