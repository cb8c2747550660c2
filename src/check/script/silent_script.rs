//! `silent-script`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "silent-script",
    severity: Severity::Warning,
    what: "A script that never calls Complete-Task.",
    why: "Every run ends as the on-error outcome: a script that does not say so has not succeeded.",
    example: "Clear-RecycleBin -Force      # Complete-Task -Outcome done behind it",
};
