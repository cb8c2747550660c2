//! `draft-unlisted`: pages that are both draft and unlisted.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "draft-unlisted",
    severity: Severity::Error,
    what: "Pages that are both draft and unlisted.",
    why: "The docs site refuses it.",
    example: "draft = true\nunlisted = true",
};

/// Looks at what the solution says of its pages.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    if context.solution.draft && context.solution.unlisted {
        let root = At::ROOT.key("solution");
        let message = "the pages cannot be both draft and unlisted";
        problems.at_value(&CODE, &root.key("unlisted"), message, "keep the one that is meant");
    }
}
