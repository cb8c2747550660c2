//! The scripts of a solution, each with what its body was read as.

use super::Context;
use crate::manifest::Manifest;
use crate::powershell::{Reading, read_body};
use crate::resolve::Origins;
use crate::solution::{Solution, Task};

/// A script of a task.
pub struct Script<'a> {
    /// The task.
    pub task: &'a Task,
    /// What its body was read as.
    pub reading: Reading,
}

/// The scripts of all tasks whose bodies could be read, in the order of tasks and rows.
pub(super) fn scripts<'a>(
    manifest: &'a Manifest,
    solution: &'a Solution,
    origins: &'a Origins<'a>,
) -> Vec<Script<'a>> {
    let of_task = |task: &'a Task| {
        let bodies = origins.bodies.iter().filter(|body| body.task == task.part.key);
        let is_written = manifest.task.contains_key(&task.part.key);
        let scripts = task.scripts().zip(bodies).filter(move |_| is_written);
        scripts.map(move |(script, _)| Script { task, reading: read_body(&script.body.text) })
    };
    solution.tasks.iter().flat_map(of_task).collect()
}

impl<'a> Context<'a> {
    /// The scripts of a task.
    pub fn scripts_of(&self, task: &'a Task) -> impl Iterator<Item = &Script<'a>> {
        self.scripts().iter().filter(|script| std::ptr::eq(script.task, task))
    }

    /// Whether all bodies of a task could be read.
    pub fn has_all_scripts(&self, task: &'a Task) -> bool {
        let table = self.manifest.task.get(&task.part.key);
        let rows = table.into_iter().flat_map(|table| &table.step);
        rows.filter(|row| row.powershell.is_some()).count() == self.scripts_of(task).count()
    }
}
