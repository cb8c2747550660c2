//! `unknown-token`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-token",
    severity: Severity::Error,
    what: "A token that nothing sets.",
    why: "The platform would leave it as it stands, and the text `@Threshold@` would be stored or logged.",
    example: "value = \"@Threshold_Days@\"      # the parameter is ThresholdDays",
};
