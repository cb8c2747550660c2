//! `dropped-output`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "dropped-output",
    severity: Severity::Warning,
    what: "Output beside the outcome: Write-Output, Write-Host, a bare value, `return` with a value, the console itself.",
    why: "A script prints one line, its outcome and the detail; everything else is dropped.",
    example: "Write-Output 'done'      # Complete-Task -Outcome done -Detail …",
};
