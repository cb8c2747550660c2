//! `complete-task`: a call of Complete-Task that it cannot take.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity, nearest};
use crate::document::Problems;
use crate::powershell::{FindingKind, Reported};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "complete-task",
    severity: Severity::Error,
    what: "A call of Complete-Task without an outcome, with a parameter it does not have, or under a name that is nearly its own.",
    why: "The script would end as its on-error outcome, or lose what was to be said.",
    example: "Complete-Task -Message 'gone'      # Complete-Task -Outcome failed -Detail 'gone'",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[(
    FindingKind::NearReport,
    "there is no such command: the script would end here as its on-error outcome",
    "did you mean `Complete-Task`?",
)];

/// Looks at every call.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.say(&CODE, WORDS, problems);
    for script in context.scripts() {
        for report in &script.reading.reports {
            if report.outcome == Reported::Nothing {
                let known = script.task.outcomes.iter().map(|outcome| outcome.key.as_str());
                let message = "this does not say which outcome it reports";
                problems
                    .push(script.problem(&CODE, &report.range, message).maybe_help(nearest("", known)));
            }
            for stranger in &report.strangers {
                let name = &script.text()[stranger.clone()];
                let problem = script.problem(&CODE, stranger, format!("Complete-Task has no `{name}`"));
                problems.push(problem.maybe_help(nearest(name, ["-Outcome", "-Detail"])));
            }
        }
    }
}
