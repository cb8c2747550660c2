//! Rows for systems that no target of their task has.

use super::Check;
use crate::check;
use crate::diag::Problem;
use crate::diff::words;
use crate::document::At;
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::solution::{Block, Group, Os, Solution, Task};

impl Check<'_> {
    /// Says so of each row that runs on no device that the task's schedules target.
    pub(super) fn idle_rows(&mut self, solution: &Solution) {
        let manifest = self.manifest;
        let (table, subjects) = (At::ROOT.key("task"), Subjects::of(&[solution]));
        for task in &solution.tasks {
            let Some(targets) = targets(solution, task) else { continue };
            let Some(written) = manifest.task.get(&task.part.key) else { continue };
            for (index, systems) in
                written.step.iter().enumerate().filter_map(|(n, it)| Some((n, it.os.as_ref()?)))
            {
                if !systems.is_empty() && is_idle(&subjects, &targets, systems) {
                    let row = table.key(&task.part.key);
                    let (list, name) = (row.key("step"), names(systems));
                    let problem = Problem::new(
                        &check::runs::idle_row::CODE,
                        format!("this row is for {name}, and the task's targets have no device with it"),
                    )
                    .at(self.document.value(&list.index(index).key("os")))
                    .help(format!("the targets are {}: change `os`, or what they select", groups(&targets)));
                    self.problems.push(problem);
                }
            }
        }
    }
}

/// The groups that a task is scheduled on; none where it also runs elsewhere, or by hand alone.
fn targets<'s>(solution: &'s Solution, task: &'s Task) -> Option<Vec<&'s Group>> {
    task.is_bound_to_groups().then(|| solution.targets(task).collect())
}

/// Whether no device of these groups has one of these systems, whatever letter case does.
fn is_idle(subjects: &Subjects, targets: &[&Group], systems: &[Os]) -> bool {
    let on = |os: &Os, block: &Block| {
        let mut block = block.clone();
        block.criteria.push(os.criterion());
        block
    };
    let blocks = targets.iter().flat_map(|group| &group.blocks);
    let blocks: Vec<Block> = blocks.flat_map(|block| systems.iter().map(move |os| on(os, block))).collect();
    Case::BOTH
        .iter()
        .all(|&case| Sets::new(subjects, case, &blocks).is_nobody(0..blocks.len(), []) == Some(true))
}

fn names(systems: &[Os]) -> String {
    words::list(systems.iter().map(|os| os.console().to_owned()))
}

fn groups(targets: &[&Group]) -> String {
    words::list(targets.iter().map(|group| words::quoted(&group.part.name)))
}
