//! `doubtful-syntax`

use crate::diag::{Code, Severity};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "doubtful-syntax",
    severity: Severity::Warning,
    what: "A script that our grammar of PowerShell cannot read, where no PowerShell is at hand to decide.",
    why: "If PowerShell cannot read it either, the script would end before its first line and report nothing. The grammar rejects a little that is sound; with `pwsh` on PATH, `check` asks it. `generate` does not: what is rendered must not depend on the machine.",
    example: "if $x { Complete-Task -Outcome done }      # if ($x)",
};
