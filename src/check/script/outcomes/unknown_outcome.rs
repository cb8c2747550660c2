//! `unknown-outcome`: a script reports an outcome that its task does not declare.

use crate::check::Context;
use crate::diag::{Code, Severity, nearest};
use crate::document::Problems;
use crate::powershell::Reported;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-outcome",
    severity: Severity::Error,
    what: "A script reports an outcome that its task does not declare.",
    why: "The line would be the on-error outcome's, and the group that waits for this one stays empty.",
    example: "Complete-Task -Outcome sucessful      # successful",
};

/// Looks at every call of Complete-Task.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for script in context.scripts() {
        for report in &script.reading.reports {
            let Reported::Key { key, range } = &report.outcome else { continue };
            if !script.declares(key) {
                let known = script.task.outcomes.iter().map(|outcome| outcome.key.as_str());
                let problem = script.problem(&CODE, range, format!("there is no outcome `{key}` in this task"));
                problems.push(problem.maybe_help(nearest(key, known)));
            }
        }
    }
}
