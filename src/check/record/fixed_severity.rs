//! `fixed-severity`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "fixed-severity",
    severity: Severity::Error,
    what: "An error that `[check]` or an `allow` would lower. Only warnings can be allowed.",
    why: "An error is something that the platform refuses, or that would not do what it says: there is nothing sound to render. A warning is rendered as it is written, so its author may know better.",
    example: "[check]\ndangling-reference = \"warn\"      # mend the reference",
};
