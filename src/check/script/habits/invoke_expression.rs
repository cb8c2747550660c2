//! `invoke-expression`: a text is run as code.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "invoke-expression",
    severity: Severity::Warning,
    what: "A text is run as code.",
    why: "Whoever can change the text, a field or a page say, runs what they like as SYSTEM.",
    example: "Invoke-Expression $command      # & $command @arguments",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::InvokeExpression, "this runs a text as code", "call the command itself: & $command @arguments"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
