//! `flapping`: two tasks send a device back and forth without end.

use super::hops::report;
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "flapping",
    severity: Severity::Warning,
    what: "What one task reports puts a device where another one runs, and what that one reports puts it back, whatever the two report, errors apart. One of them may run on it all the time.",
    why: "The two undo each other's work on every run, on every such device, for ever.",
    example: "[group.off] outcome = \"on.done\"   [group.on] outcome = \"off.done\"      # each targeted by the other's task",
};

/// Looks at every two tasks of which each puts devices where the other one runs.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    report(context, problems, &CODE, true, |[one, other], path| {
        let [first, second] = [&one.task.part.key, &other.task.part.key];
        (format!("tasks `{first}` and `{second}` send a device back and forth without end"), Some(path))
    });
}
