//! All loops of a solution, and devices that never leave a group.

use super::devices::{nobody, somebody};
use super::finding::Loop;
use super::flaps::flaps;
use super::lingers::{lingers, retries};
use super::run::{after, runs};
use crate::logic::criteria::Subjects;
use crate::solution::platform::Console;
use crate::solution::{Criterion, Group, Solution, Task, Test};

/// The tasks beyond which nothing is asked: nobody has so many in one solution.
const MOST_TASKS: usize = 50;

/// All loops of a solution.
pub fn loops<'s>(console: Console<'s>) -> Vec<Loop<'s>> {
    let (solution, subjects) = (console.solution, Subjects::of(&[console]));
    let mut loops = Vec::new();
    if solution.tasks.len() > MOST_TASKS {
        return loops;
    }
    for task in &solution.tasks {
        let stuck = solution.targets(task).filter(|group| never_leaves(solution, &subjects, task, group));
        loops.extend(stuck.map(|group| Loop::NeverLeaves(task, group)));
    }
    for (index, task) in solution.tasks.iter().enumerate() {
        let others = &solution.tasks[index + 1..];
        loops.extend(others.iter().filter_map(|other| flaps(solution, &subjects, task, other)));
    }
    let groups = solution.groups.iter();
    loops.extend(groups.filter_map(|group| lingers(solution, &subjects, group)));
    loops.extend(solution.tasks.iter().filter_map(|task| retries(solution, &subjects, task)));
    loops
}

/// Whether a group is about what the task reports, and every report keeps a device in.
fn never_leaves(solution: &Solution, subjects: &Subjects, task: &Task, group: &Group) -> bool {
    let waits = |criterion: &Criterion| {
        criterion.test != Test::IsBlank(false) && criterion.field().is_some_and(|key| task.writes_to(key))
    };
    let is_about = group.blocks.iter().all(|block| block.criteria.iter().any(waits));
    is_about
        && somebody(subjects, &group.blocks, &[]).is_some()
        && is_its_own(solution, task, group)
        && runs(solution, task).iter().all(|run| {
            let stays = after(&run.stored, &group.blocks, true);
            nobody(subjects, &group.blocks, &stays)
        })
}

/// Whether nobody but this task changes what it writes and the group tests.
fn is_its_own(solution: &Solution, task: &Task, group: &Group) -> bool {
    let tested = group.criteria().filter_map(Criterion::field).filter(|key| task.writes_to(key));
    tested.into_iter().all(|key| {
        let editable = solution.field(key).is_some_and(|field| field.editable);
        !editable && solution.writing(key).all(|other| other.part.key == task.part.key)
    })
}
