//! `invoke-expression`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "invoke-expression",
    severity: Severity::Warning,
    what: "A text is run as code.",
    why: "Whoever can change the text, a field or a page say, runs what they like as SYSTEM.",
    example: "Invoke-Expression $command      # & $command @arguments",
};
