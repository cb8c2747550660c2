//! `body-syntax`: a script that PowerShell cannot read.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::{FindingKind, Opinion};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "body-syntax",
    severity: Severity::Error,
    what: "A script that PowerShell cannot read.",
    why: "It would end before its first line with exit code 1 and print nothing: no outcome, not even that of an error. A `try` without `catch` and `finally` is always seen; else only `check` asks, where a PowerShell is on PATH and the grammar has a doubt.",
    example: "if $x { Complete-Task -Outcome done }      # if ($x)",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[(
    FindingKind::LoneTry,
    "PowerShell cannot read this script: a `try` needs its `catch` or `finally`",
    "end it with `catch { Complete-Task -Outcome … -Detail $_ }`: as it is, the script prints nothing and its exit code is 1",
)];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
    for script in context.scripts() {
        if let (_, Opinion::Unreadable(error)) = script.doubts(context.inputs) {
            let message = format!("PowerShell cannot read this script: {}", error.message);
            let problem = script.problem(&CODE, &error.range(script.text()), message);
            problems.push(problem.help("it would end with exit code 1 and print nothing"));
        }
    }
}
