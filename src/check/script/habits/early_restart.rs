//! `early-restart`: a script that restarts the device before its outcome is stored.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "early-restart",
    severity: Severity::Warning,
    what: "A script that restarts the device or turns it off at once.",
    why: "The outcome is printed when the script has ended, and the row that stores it runs after that: the device may be down by then.",
    example: "Restart-Computer -Force      # shutdown /r /t 60, then Complete-Task -Outcome restarting",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::Restarts, "the device may go down before the outcome is printed and stored", "schedule it and report behind it: shutdown /r /t 60, then Complete-Task -Outcome …"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
