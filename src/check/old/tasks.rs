//! Rules about tasks by themselves.

use super::Check;
use crate::document::At;
use crate::solution::{Field, Task};

impl Check<'_> {
    /// What is wrong with each task by itself.
    pub(super) fn tasks(&mut self, fields: &[Field], tasks: &[Task]) {
        let table = At::ROOT.key("task");
        let manifest = self.manifest;
        for task in tasks {
            let Some(written) = manifest.task.get(&task.part.key) else { continue };
            self.secret_tokens(&table.key(&task.part.key), written, fields);
        }
    }
}
