//! `empty-catch`: a `catch` that does nothing.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "empty-catch",
    severity: Severity::Warning,
    what: "A `catch` that does nothing and does not say why.",
    why: "The error is gone, and the script goes on to report success.",
    example: "catch { }      # catch { Complete-Task -Outcome failed -Detail $_ }",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::EmptyCatch, "this swallows every error", "report an outcome, or say in a comment inside why nothing has to be done"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
