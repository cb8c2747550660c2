//! `redundant-block`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "redundant-block",
    severity: Severity::Warning,
    what: "A block, or an alternative of an `any`, that selects no device that the others do not select.",
    why: "It changes nothing, and whoever reads the group believes it does; often a criterion of it is wrong.",
    example: "two blocks, of which the second has the criteria of the first and one more",
};
