//! `newer-syntax`: syntax that Windows PowerShell 5.1 lacks.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "newer-syntax",
    severity: Severity::Error,
    what: "Syntax that Windows PowerShell 5.1 lacks: `? :`, `??`, `?.`, `&&`, `||`, a line that begins with `|`.",
    why: "5.1 refuses the whole script: nothing runs, and nothing is reported.",
    example: "$x = $a ?? 1      # if ($null -eq $a) { 1 } else { $a }",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::NewerSyntax, "Windows PowerShell 5.1 has no such syntax, and would not start the script", "write it with `if`; a `|` stands at the end of a line"),
    (FindingKind::AskingVariable, "this reads a variable whose name ends in `?`", "test it with `if`: Windows PowerShell 5.1 has no `?.` and no `?[`"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
