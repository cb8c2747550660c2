//! `redundant-criterion`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "redundant-criterion",
    severity: Severity::Warning,
    what: "A criterion that every device meets that meets the others of its block.",
    why: "It changes nothing, and has to be typed in and kept; often it was meant to test something else.",
    example: "{ device = \"os-type\", equal = \"Windows\" }, { device = \"os-type\", not-equal = \"Linux\" }",
};
