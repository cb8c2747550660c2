//! `only-by-hand`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "only-by-hand",
    severity: Severity::Warning,
    what: "A criterion waits for a text that only people can put into the field, though scripts report into it.",
    why: "What people type into a status is overwritten by the next run; more often the text is misspelt.",
    example: "[field.status] editable = true      # and a group that waits for what no script reports",
};
