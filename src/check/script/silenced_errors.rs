//! `silenced-errors`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "silenced-errors",
    severity: Severity::Warning,
    what: "Errors are turned off for the rest of a script: `$ErrorActionPreference` is set to go on, or a `trap` continues.",
    why: "The rendered script stops at the first error and reports it. One that goes on comes to Complete-Task all the same, and reports success.",
    example: "$ErrorActionPreference = 'SilentlyContinue'      # -ErrorAction SilentlyContinue on the one call that may fail",
};
