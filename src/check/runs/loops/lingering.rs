//! `lingering`: something runs on devices that stay in a group by a status alone.

use super::places::{are_sound, group_key, in_words};
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::logic::runs::Loop;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "lingering",
    severity: Severity::Note,
    what: "Something runs on a group that devices stay in by a status, though the task that reported it does not run on them any more.",
    why: "A device that people took out keeps its last status for ever, so what runs on the group goes on running there. It is not said of a group that nothing runs on, of one that leaves the scope out on purpose, and where what runs there writes the status itself or a task clears it.",
    example: "[group.failed] outcome = \"backup.failed\"      # and task.alert, which stores nothing in the same field, has target = [\"failed\"]",
};

/// Looks at every group that something runs on.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for found in context.loops() {
        let Loop::Lingers { group, writer, scope, runs, device } = found else { continue };
        if !are_sound(context, &[writer, runs], &[group, scope]) {
            continue;
        }
        let message = format!(
            "devices that have left `{}` stay in `{}` by the last status of task `{}`, and task `{}` runs on them: {}",
            scope.part.name,
            group.part.name,
            writer.part.key,
            runs.part.key,
            in_words(context, device)
        );
        let help = format!("put the criteria of `{}` into this group too", scope.part.name);
        problems.push(Problem::new(&CODE, message).at(group_key(context, group)).help(help));
    }
}
