//! What rules ask of the scripts of a solution.

use super::context::Context;
use super::scripts::Script;
use crate::diag::Code;
use crate::document::Problems;
use crate::powershell::{Finding, FindingKind};
use crate::solution::Task;

/// What is said of a kind of finding: the message, and what to do.
pub(crate) type Words = (FindingKind, &'static str, &'static str);

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

    /// What is wrong with bodies whatever the manifest declares.
    pub fn findings(&self) -> impl Iterator<Item = (&Script<'a>, &Finding)> {
        self.scripts().iter().flat_map(|it| it.reading.findings.iter().map(move |finding| (it, finding)))
    }

    /// Says of each finding of these kinds what there is to say.
    pub fn say(&self, code: &'static Code, words: &[Words], problems: &mut Problems<'_>) {
        for (script, finding) in self.findings() {
            if let Some((_, message, help)) = words.iter().find(|(kind, ..)| *kind == finding.kind) {
                problems.push(script.problem(code, &finding.range, *message).help(*help));
            }
        }
    }
}
