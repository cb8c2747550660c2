//! `failing-outcome`: an outcome whose exit code stops its task before the row that stores the status.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::solution::{Action, Step, Stored, Task, is_output};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "failing-outcome",
    severity: Severity::Error,
    what: "An outcome with an exit code other than 0, before a row that stores the status.",
    why: "On the platform a script that fails stops its task: the row that stores the status would never run.",
    example: "exit-code = 1      # or continue-on-failure = true on the script's row",
};

/// Looks at every task with a row that stores the status behind a script.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in context.solution.tasks.iter().filter(|task| stops_before_storing(task)) {
        let at = table.key(&task.part.key);
        let at = at.key("outcome");
        for outcome in task.outcomes.iter().filter(|outcome| outcome.exit_code != 0) {
            let message = format!(
                "with the exit code {} the task stops, and the status is never stored",
                outcome.exit_code
            );
            let help = "leave the exit code 0, or let the script's row `continue-on-failure = true`";
            problems.at_value(&CODE, &at.key(&outcome.key).key("exit-code"), message, help);
        }
    }
}

/// Whether a script that fails keeps the task from storing its status.
fn stops_before_storing(task: &Task) -> bool {
    let stores_output = |step: &Step| match &step.action {
        Action::SetField { value: Stored::Text(text), .. } => is_output(text),
        _ => false,
    };
    let stops = |step: &Step| matches!(step.action, Action::Script(_)) && !step.continue_on_failure;
    let last = task.steps.iter().rposition(stores_output);
    last.is_some_and(|last| task.steps[..last].iter().any(stops))
}
