//! `ambiguous-match`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "ambiguous-match",
    severity: Severity::Error,
    what: "The text of one outcome holds what another one is recognised by, in some letter case.",
    why: "Groups match by substring: a device would be in a group that is not about it.",
    example: "[task.t.outcome.a] text = \"Failed\"   [task.t.outcome.b] text = \"Failed to start\"",
};
