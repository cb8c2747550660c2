//! `waits-for-input`: a script that waits for somebody at the keyboard.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "waits-for-input",
    severity: Severity::Warning,
    what: "A script that waits for somebody: Read-Host, Get-Credential, `pause`, a prompt, a key.",
    why: "It runs as SYSTEM, where nobody sees it: it hangs until its timeout, or fails, and reports nothing of its own.",
    example: "Read-Host 'Name'      # $Parameter['name']",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::Prompts, "nobody is there to answer: a script runs as SYSTEM, and this waits until its timeout or fails; its text is printed beside the outcome", "a parameter or a field of the manifest asks for it: $Parameter['key'], $Field['key']"),
    (FindingKind::Waits, "nobody is there to answer: a script runs as SYSTEM, and this waits until its timeout or fails", "a parameter or a field of the manifest asks for it: $Parameter['key'], $Field['key']"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
