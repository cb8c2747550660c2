//! The texts of rows in which the platform replaces tokens.

use crate::check::Context;
use crate::document::At;
use crate::manifest::TaskTable;

/// Visits every such text where it stands: its task by key, and the task as it is written.
pub(super) fn texts<'a>(
    context: &Context<'a>,
    mut visit: impl FnMut((&'a str, &'a TaskTable), &At<'_>, &'a str),
) {
    let table = At::ROOT.key("task");
    for (key, task) in &context.manifest.task {
        let task_at = table.key(key);
        let list = task_at.key("step");
        for (index, step) in task.step.iter().enumerate() {
            for (word, text) in [("log", &step.log), ("value", &step.value)] {
                if let Some(text) = text {
                    visit((key, task), &list.index(index).key(word), text);
                }
            }
        }
    }
}
