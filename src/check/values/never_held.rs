//! `never-held`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "never-held",
    severity: Severity::Error,
    what: "A criterion waits for what its field can never hold: no task stores it, it is neither default nor option, and people may not edit the field.",
    why: "The group would stay empty, and an empty group of failures reads as success. Matching compares characters: `failed` is not `FAILED`, and two blanks are not one. A text that a task stored before is held where its outcome remembers it: `text-formerly`.",
    example: "contains-any-of = [\"Not Available\"]      # the outcome's text is \"Key: Not Found\"",
};
