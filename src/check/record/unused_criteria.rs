//! `unused-criteria`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unused-criteria",
    severity: Severity::Warning,
    what: "A shared condition that no group uses, neither itself nor through another one.",
    why: "It selects nothing and leaves nothing out: whoever reads it believes that the exclusions in it hold.",
    example: "[criteria.in-scope]      # { use = \"in-scope\" } in a group",
};
