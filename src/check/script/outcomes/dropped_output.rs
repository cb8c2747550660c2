//! `dropped-output`: output beside the outcome.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "dropped-output",
    severity: Severity::Warning,
    what: "Output beside the outcome: Write-Output, Write-Host, a bare value, `return` with a value, the console itself, Out-Host, `-WhatIf`.",
    why: "A script prints one line, its outcome and the detail; everything else is dropped.",
    example: "Write-Output 'done'      # Complete-Task -Outcome done -Detail …",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::DroppedOutput, "nobody sees what this writes: a script prints its outcome only", "Complete-Task -Outcome … -Detail … says it"),
    (FindingKind::DroppedValue, "nobody sees this value: a script prints its outcome only", "Complete-Task -Outcome … -Detail … says it"),
    (FindingKind::ConsoleOutput, "this writes past everything that keeps a script to its one line: its text stands beside the outcome", "Complete-Task -Outcome … -Detail … says it; Write-Verbose where it is for a test by hand"),
    (FindingKind::Tries, "this does nothing, and prints what it would do: that stands beside the outcome", "leave it out; a script that is only to look asks with Get- commands and reports what it found"),
    (FindingKind::ReturnedValue, "nobody sees what this returns, and the script ends without an outcome", "Complete-Task -Outcome … -Detail … ends the script from anywhere"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
