//! `missing-parameter`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "missing-parameter",
    severity: Severity::Error,
    what: "A schedule gives no value to a parameter that needs one, or one that the parameter cannot take.",
    why: "The task would not start, or its script would stop at once.",
    example: "[[task.install.schedule]]      # parameters = { site = \"north\" }",
};
