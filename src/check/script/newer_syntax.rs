//! `newer-syntax`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "newer-syntax",
    severity: Severity::Error,
    what: "Syntax that Windows PowerShell 5.1 lacks: `? :`, `??`, `?.`, `&&`, `||`, a line that begins with `|`.",
    why: "5.1 refuses the whole script: nothing runs, and nothing is reported.",
    example: "$x = $a ?? 1      # if ($null -eq $a) { 1 } else { $a }",
};
