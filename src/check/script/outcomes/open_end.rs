//! `open-end`: a way through a script that ends without an outcome.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity};
use crate::document::Problems;
use crate::powershell::FindingKind;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "open-end",
    severity: Severity::Warning,
    what: "A way through a script that ends without an outcome: a bare `return`, a `break` or `continue` outside a loop, or a last statement behind which the script may go on.",
    why: "The run ends as the on-error outcome, though nothing broke: whoever looks at it searches for an error that is not there.",
    example: "if ($done) { Complete-Task -Outcome done }      # and if not? Complete-Task -Outcome skipped behind it",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[
    (FindingKind::BareReturn, "the script ends here without an outcome: the run ends as its on-error outcome", "Complete-Task -Outcome … ends the script from anywhere"),
    (FindingKind::OpenEnd, "the script may come to its end behind this without an outcome: the run would end as its on-error outcome", "Complete-Task -Outcome … where it has succeeded; an `if` without `else` goes on behind it"),
    (FindingKind::StrayJump, "outside a loop this ends the script, without an outcome: the run ends as its on-error outcome", "`return` leaves a block of ForEach-Object or a function; Complete-Task -Outcome … ends the script"),
];

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
}
