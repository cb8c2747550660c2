//! Where there are devices: in some blocks and in none of the others, and where a task runs.

use super::run::{Run, runs};
use crate::logic::criteria::{Case, Example, Found, Sets, Subjects, difference};
use crate::solution::{Block, Group, Solution, Task};

/// The blocks beyond which a question is not asked.
const MOST_BLOCKS: usize = 200;

/// Whether no device is in some blocks and in none of the others, whatever letter case means.
pub(super) fn nobody(subjects: &Subjects, within: &[Block], outside: &[Block]) -> bool {
    Case::BOTH.iter().all(|&case| {
        let (sets, within, outside) = Sets::of_both(subjects, case, within, outside);
        sets.is_nobody(within, outside) == Some(true)
    })
}

/// Whether no device is in some blocks; none where that cannot be told.
pub(super) fn nobody_in(subjects: &Subjects, within: &[Block]) -> Option<bool> {
    Sets::new(subjects, Case::Sensitive, within).is_nobody(0..within.len(), [])
}

/// A device in some blocks and in none of the others, if there is one whatever letter case means.
pub(super) fn somebody(subjects: &Subjects, within: &[Block], outside: &[Block]) -> Option<Example> {
    let [Found::Device(device), Found::Device(_)] =
        Case::BOTH.map(|case| difference(subjects, case, within, outside))
    else {
        return None;
    };
    Some(device)
}

/// The devices that are in a block of each list, as blocks; none where these would be too many.
pub(super) fn in_all(lists: &[Vec<Block>]) -> Option<Vec<Block>> {
    let mut all = vec![Block { note: None, criteria: Vec::new() }];
    for list in lists {
        if all.len() * list.len() > MOST_BLOCKS {
            return None;
        }
        let with = |one: &Block| {
            let joined = |other: &Block| [one.criteria.clone(), other.criteria.clone()].concat();
            list.iter().map(joined).map(|criteria| Block { note: None, criteria }).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    Some(all)
}

/// A task with what it runs on.
pub(super) struct Side<'s> {
    pub task: &'s Task,
    pub groups: Vec<&'s Group>,
    pub blocks: Vec<Block>,
    pub runs: Vec<Run<'s>>,
}

impl<'s> Side<'s> {
    /// None where it runs on nothing, or on something else than groups.
    pub(super) fn new(solution: &'s Solution, task: &'s Task) -> Option<Self> {
        let groups: Vec<&Group> = solution.targets(task).collect();
        let blocks = groups.iter().flat_map(|group| group.blocks.clone()).collect();
        task.is_bound_to_groups().then(|| Side { task, groups, blocks, runs: runs(solution, task) })
    }
}
