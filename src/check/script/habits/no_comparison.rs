//! `no-comparison`: `=` or `>` where two values are to be compared.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "no-comparison",
    severity: Severity::Warning,
    what: "`=`, `==` or `>` in a condition, where values are to be compared.",
    why: "PowerShell compares with words: `=` assigns, and the condition is what was assigned; `>` writes a file.",
    example: "if ($count > 1)      # if ($count -gt 1)",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::Assigns, "this assigns: it does not compare", "-eq compares; -ceq minds letter case"),
    (FindingKind::Redirects, "this writes a file of that name: it does not compare", "-gt is greater than, -ge greater or equal"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
