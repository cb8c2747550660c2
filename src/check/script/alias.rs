//! `alias`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "alias",
    severity: Severity::Warning,
    what: "An alias in place of a command's name.",
    why: "Aliases differ between versions and can be changed on a machine: `sc`, `curl` and `sort` are programs elsewhere.",
    example: "gci | % { $_.Name }      # Get-ChildItem | ForEach-Object { $_.Name }",
};
