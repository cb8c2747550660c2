//! `silenced-errors`: errors are turned off for the rest of a script.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "silenced-errors",
    severity: Severity::Warning,
    what: "Errors are turned off for the rest of a script: `$ErrorActionPreference` is set to go on, or a `trap` continues.",
    why: "The rendered script stops at the first error and reports it. One that goes on comes to Complete-Task all the same, and reports success.",
    example: "$ErrorActionPreference = 'SilentlyContinue'      # -ErrorAction SilentlyContinue on the one call that may fail",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::SilencedErrors, "from here on the script goes on behind an error, and may report success", "leave it out: the script stops at an error; -ErrorAction on the one call that may fail, or `try`"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
