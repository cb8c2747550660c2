//! `body-syntax`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "body-syntax",
    severity: Severity::Error,
    what: "A script that PowerShell cannot read.",
    why: "It would end before its first line with exit code 1 and print nothing: no outcome, not even that of an error. A `try` without `catch` and `finally` is always seen; else only `check` asks, where a PowerShell is on PATH and the grammar has a doubt.",
    example: "if $x { Complete-Task -Outcome done }      # if ($x)",
};
