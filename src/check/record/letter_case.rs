//! `letter-case`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "letter-case",
    severity: Severity::Warning,
    what: "Something that depends on whether letter case counts on the platform: whether a block selects anything, an example holds, or two names or options are two.",
    why: "Whether it counts is documented nowhere, so nobody knows what the group selects, or whether one part overwrites the other.",
    example: "contains-any-of = [\"failed\"] and does-not-contain-any-of = [\"FAILED\"] of one field",
};
