//! `matches-everything`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "matches-everything",
    severity: Severity::Error,
    what: "A group that leaves no device out, since one block takes in what another one leaves out.",
    why: "Blocks are joined by OR: what runs on the group runs on the whole fleet.",
    example: "a block with not-equal = \"Server\" and one with not-equal = \"Laptop\"      # both in one block",
};
