//! `unused-allowance`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unused-allowance",
    severity: Severity::Warning,
    what: "An `allow` for a kind of warning that its part does not have, or a comment that allows a problem which is not on its line.",
    why: "The reason for it is gone; left standing, it would hide the next one.",
    example: "allow = { unwatched-outcome = \"seen by hand\" }      # on a task whose outcomes all have a group",
};
