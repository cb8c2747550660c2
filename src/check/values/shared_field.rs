//! `shared-field`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "shared-field",
    severity: Severity::Note,
    what: "Several tasks write one field.",
    why: "The field shows what ran last: a group that waits for what one of them reported loses the device when the other one runs.",
    example: "set-field = \"status\" in two tasks      # a field for each, if groups are to tell them apart",
};
