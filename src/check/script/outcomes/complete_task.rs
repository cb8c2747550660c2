//! `complete-task`: a call of Complete-Task that it cannot take.

use crate::check::{Context, Words};
use crate::diag::{Code, Severity, nearest};
use crate::document::Problems;
use crate::powershell::{FindingKind, Mistake, Reported};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "complete-task",
    severity: Severity::Error,
    what: "A call of Complete-Task without an outcome, with a parameter it does not have, with more or less than it takes, under a name that is nearly its own, or in a job or another process, where there is no such command.",
    why: "The script would end as its on-error outcome, or lose what was to be said.",
    example: "Complete-Task -Message 'gone'      # Complete-Task -Outcome failed -Detail 'gone'",
};

/// What is said of each kind of finding.
const WORDS: &[Words] = &[(
    FindingKind::NearReport,
    "there is no such command: the script would end here as its on-error outcome",
    "did you mean `Complete-Task`?",
), (
    FindingKind::LostReport,
    "there is no Complete-Task in this block: it runs in another process or runspace, and nothing is reported",
    "have the block give its result back, and call Complete-Task behind it",
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
            for (mistake, range) in &report.mistakes {
                let (message, help) = words(*mistake);
                problems.push(script.problem(&CODE, range, message).help(help));
            }
            for stranger in &report.strangers {
                let name = &script.text()[stranger.clone()];
                let problem = script.problem(&CODE, stranger, format!("Complete-Task has no `{name}`"));
                problems.push(problem.maybe_help(nearest(name, ["-Outcome", "-Detail"])));
            }
        }
    }
}

/// What is said of arguments that it cannot take.
fn words(mistake: Mistake) -> (&'static str, &'static str) {
    match mistake {
        Mistake::Surplus => (
            "Complete-Task has no parameter left for this: it is lost",
            "put quotes around all of the detail: -Detail \"exit code $code\"",
        ),
        Mistake::List => (
            "this is a list: Complete-Task takes one outcome",
            "name one; what else there is to say stands in -Detail",
        ),
        Mistake::Empty => (
            "nothing stands behind this: the call fails, and the script ends as its on-error outcome",
            "-Detail '…', or leave it out",
        ),
    }
}
