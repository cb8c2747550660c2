//! `no-comparison`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "no-comparison",
    severity: Severity::Warning,
    what: "`=`, `==` or `>` in a condition, where values are to be compared.",
    why: "PowerShell compares with words: `=` assigns, and the condition is what was assigned; `>` writes a file.",
    example: "if ($count > 1)      # if ($count -gt 1)",
};
