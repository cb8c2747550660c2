//! `never-matches`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "never-matches",
    severity: Severity::Error,
    what: "A block, or an alternative of an `any`, whose criteria no device can meet together.",
    why: "It selects nothing, and nobody would be told: the criteria of a block are joined by AND.",
    example: "all = [{ device = \"endpoint-type\", equal = \"Server\" }, { use = \"workstations\" }]      # a block for each",
};
