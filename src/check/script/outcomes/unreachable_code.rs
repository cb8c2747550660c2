//! `unreachable-code`: statements that nothing comes to.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unreachable-code",
    severity: Severity::Warning,
    what: "Statements behind one that always ends the script, or leaves their block: Complete-Task, `return`, `throw`, a loop without an end.",
    why: "They never run, on no device: cleaning up, the next check, a second outcome that was meant to be said.",
    example: "Complete-Task -Outcome done; Remove-Item $temp      # the other way round",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[(
    FindingKind::DeadCode,
    "this never runs: what stands before it ends the script or leaves the block in every case",
    "put it before that, or delete it; Complete-Task ends the script wherever it is called",
)];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
