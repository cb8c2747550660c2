//! `cannot-tell`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "cannot-tell",
    severity: Severity::Warning,
    what: "Something about what groups select that takes too long to find out.",
    why: "In the worst case it takes longer than anybody waits. It was not checked, so it may be wrong.",
    example: "an example of a group of very many blocks      # name more values in it",
};
