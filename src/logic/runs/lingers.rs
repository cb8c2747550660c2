//! Devices that people took out and on which something goes on running, by the status that they keep.

use super::devices::{Side, in_all, somebody};
use super::finding::Loop;
use super::run::{Run, after, runs};
use crate::logic::criteria::{Example, Subjects, opposite};
use crate::solution::{Block, Criterion, Group, Os, Solution, Task, Test, Value};

/// Whether something runs on devices of a group that stay in it by a status alone: the task that reported it does not
/// run there any more, and nothing else clears it. Where nothing runs on the group, an old status does no harm.
pub(super) fn lingers<'s>(solution: &'s Solution, subjects: &Subjects, group: &'s Group) -> Option<Loop<'s>> {
    let runs = solution.launched_on(&group.part.key).next()?;
    let writers = solution.tasks.iter().filter(|task| reports_into(solution, task, group));
    writers.filter_map(|task| Side::new(solution, task)).find_map(|writer| {
        let scope: Vec<Block> = scope(solution, &writer.groups).into_iter().map(|(_, block)| block).collect();
        // A group that takes in none of the scope is about devices that have left it.
        somebody(subjects, &in_all(&[group.blocks.clone(), scope])?, &[])?;
        let (left, device) = took_out(solution, subjects, group, &writer, &writer.groups)
            .or_else(|| anyhow_out(solution, subjects, group, &writer))?;
        Some(Loop::Lingers { group, writer: writer.task, scope: left, runs, device })
    })
}

/// Whether a task tries again, by its own report, on devices that people took out of its other targets.
pub(super) fn retries<'s>(solution: &'s Solution, subjects: &Subjects, task: &'s Task) -> Option<Loop<'s>> {
    let side = Side::new(solution, task)?;
    let (again, first): (Vec<&Group>, Vec<&Group>) =
        side.groups.iter().partition(|group| reports_into(solution, task, group));
    if first.is_empty() {
        return None;
    }
    again.into_iter().find_map(|group| {
        let (scope, device) = took_out(solution, subjects, group, &side, &first)?;
        Some(Loop::Retries { task, group, scope, device })
    })
}

/// Whether a report of the task, and not only its name, puts devices into a group that waits for it.
fn reports_into(solution: &Solution, task: &Task, group: &Group) -> bool {
    let waits = |run: &Run<'_>, criterion: &Criterion| {
        criterion.test.is_positive() && criterion.field().is_some_and(|key| run.stored.contains_key(&**key))
    };
    let into = |run: &Run<'_>, block: &Block| {
        block.criteria.iter().any(|it| waits(run, it))
            && !after(&run.stored, std::slice::from_ref(block), false).is_empty()
    };
    runs(solution, task).iter().any(|run| group.blocks.iter().any(|block| into(run, block)))
}

/// A device of the group that one decision of people keeps out of these targets; and the target.
fn took_out<'s>(
    solution: &'s Solution,
    subjects: &Subjects,
    group: &Group,
    writer: &Side<'s>,
    targets: &[&'s Group],
) -> Option<(&'s Group, Example)> {
    let scope = scope(solution, targets);
    let mut outside: Vec<Block> = scope.iter().map(|(_, block)| block.clone()).collect();
    outside.extend(cleared(solution, group));
    let decisions = scope.iter().flat_map(|(target, block)| {
        let decided = (0..block.criteria.len()).filter(|&index| block.criteria[index].field().is_some());
        decided.map(move |index| (*target, block, index))
    });
    let mut decisions: Vec<_> = decisions.collect();
    decisions.sort_by_key(|(_, block, index)| !is_exclusion(&block.criteria[*index].test));
    decisions.into_iter().find_map(|(target, block, index)| {
        let mut block = block.clone();
        block.criteria[index].test = opposite(&block.criteria[index].test);
        let lists = [group.blocks.clone(), systems(subjects, writer.task, group), vec![block]];
        Some((target, somebody(subjects, &in_all(&lists)?, &outside)?))
    })
}

/// Any device of the group that is in none of the writer's targets; and the first of them.
fn anyhow_out<'s>(
    solution: &'s Solution,
    subjects: &Subjects,
    group: &Group,
    writer: &Side<'s>,
) -> Option<(&'s Group, Example)> {
    let scope = scope(solution, &writer.groups).into_iter().map(|(_, block)| block);
    let outside: Vec<Block> = scope.chain(cleared(solution, group)).collect();
    let within = in_all(&[group.blocks.clone(), systems(subjects, writer.task, group)])?;
    Some((*writer.groups.first()?, somebody(subjects, &within, &outside)?))
}

fn is_exclusion(test: &Test) -> bool {
    *test == Test::Equal(Value::Flag(false)) || test.is_negative()
}

/// What people decide of where a task runs: what tasks report comes and goes.
fn scope<'s>(solution: &Solution, targets: &[&'s Group]) -> Vec<(&'s Group, Block)> {
    let reported =
        |criterion: &Criterion| criterion.field().is_some_and(|key| solution.writing(key).next().is_some());
    let decided = |block: &Block| block.criteria.iter().filter(|it| !reported(it)).cloned().collect();
    let blocks = targets.iter().flat_map(|group| group.blocks.iter().map(move |block| (*group, block)));
    blocks.map(|(group, block)| (group, Block { note: None, criteria: decided(block) })).collect()
}

/// The systems on which a task's rows store what the group tests, as blocks.
fn systems(subjects: &Subjects, task: &Task, group: &Group) -> Vec<Block> {
    let writes = || task.writes().filter(|write| group.tests(write.field).next().is_some());
    let on = |os: &Os| writes().any(|write| write.row.step.os.contains(os));
    let found: Vec<Os> = Os::ALL.into_iter().filter(on).collect();
    let any = Block { note: None, criteria: Vec::new() };
    if found.len() == Os::ALL.len() {
        return vec![any];
    }
    found.iter().map(|&os| subjects.on_system(&any, os)).collect()
}

/// Where a task runs that takes every device out of a group.
fn cleared(solution: &Solution, group: &Group) -> Vec<Block> {
    let clears =
        |side: &Side<'_>| side.runs.iter().all(|run| after(&run.stored, &group.blocks, false).is_empty());
    let sides = solution.tasks.iter().filter_map(|task| Side::new(solution, task));
    sides.filter(clears).flat_map(|side| side.blocks).collect()
}
