//! Tasks whose results decide where tasks run: devices that never leave a group, that flap between two tasks, or on
//! which something goes on running after they left.
//!
//! A run sets fields, and all else about the device stays. So where it is after a run is a question about all else:
//! [`after`] answers it with blocks, and the algebra of criteria tells whether any device fits. What is said to be
//! certain is certain for every detail a script may add and whether or not letter case counts. A test compares it with
//! every run on every device of a small world.
//!
//! - A device that never leaves: every report keeps it in a group that is about these reports. A group that waits for
//!   failures, and that the task itself runs on, is no such loop: success leaves it.
//! - Two tasks flap a device where each sends it out of its own target into the other's. Where they may end otherwise, it
//!   is a note: a repair and its check look just like that. Tasks that write different fields cannot: once both have run,
//!   nothing changes any more.
//! - They fight as well where only the one leaves, and whatever the other one reports sends it back: its target does not
//!   depend on the status. A task that only clears the field starts the other one anew on purpose. Where both targets hold
//!   whatever is reported, nothing tells a fight from a reading and a setting, so the note on the field names the device.
//! - Every device that leaves a task's target keeps its last status, so that alone is said nowhere. It matters where
//!   something runs on a group by that status: then the note names a device that people took out and that is worked on
//!   all the same. The scope is what people decide; what tasks report comes and goes. Where the task itself runs on its
//!   own failures, and one decision of people in its other targets is missing there, it is a warning.

use super::lingers::{lingers, retries};
use super::runs::{Run, State, after, fills, runs, targets, tested, writes};
use crate::logic::criteria::{Case, Example, Found, Sets, Subjects, difference, matches};
use crate::solution::{Block, Criterion, Group, Solution, Task, Test};

/// The blocks beyond which a question is not asked.
const MOST_BLOCKS: usize = 200;
/// The tasks beyond which nothing is asked: nobody has so many in one solution.
const MOST_TASKS: usize = 50;
/// The ways in which runs of two tasks can end beyond which they are not compared.
const MOST_PAIRS: usize = 400;

/// What goes round.
#[derive(Clone, Debug)]
pub enum Loop<'s> {
    /// Whatever the task reports, a device of this target group stays in it.
    NeverLeaves(&'s Task, &'s Group),
    /// A device goes back and forth between the targets of two tasks.
    Flaps {
        /// What the one reports, and what the other one does.
        hops: [Hop<'s>; 2],
        /// A device that does.
        device: Example,
        /// Whatever the two report, errors apart.
        always: bool,
    },
    /// Something runs on devices that have left the scope of the task whose status keeps them in a group.
    Lingers {
        /// The group.
        group: &'s Group,
        /// The task whose status it tests.
        writer: &'s Task,
        /// Where that task runs, whatever it reported.
        scope: &'s Group,
        /// What runs on the group.
        runs: &'s Task,
        /// A device that lingers.
        device: Example,
    },
    /// A task tries again, by its own report, on devices that people took out of where it runs else.
    Retries {
        /// The task.
        task: &'s Task,
        /// The group of those on which it tries again.
        group: &'s Group,
        /// The target that they were taken out of.
        scope: &'s Group,
        /// Such a device.
        device: Example,
    },
}

/// A task that runs on a device by its being in a group, and what it then reports.
#[derive(Clone, Debug)]
pub struct Hop<'s> {
    /// A target of the task.
    pub group: &'s Group,
    /// The task.
    pub task: &'s Task,
    /// How its run ends.
    pub run: Run<'s>,
}

/// All loops of a solution.
pub fn loops<'s>(solution: &'s Solution) -> Vec<Loop<'s>> {
    let subjects = Subjects::of(&[solution]);
    let mut loops = Vec::new();
    if solution.tasks.len() > MOST_TASKS {
        return loops;
    }
    for task in &solution.tasks {
        let targets = targets(solution, task);
        let stuck = targets.into_iter().filter(|group| never_leaves(solution, &subjects, task, group));
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
        criterion.test != Test::IsBlank(false)
            && tested(criterion).is_some_and(|key| writes(task).any(|it| it == key))
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
    let tests = |key: &str| group.criteria().any(|criterion| tested(criterion) == Some(key));
    writes(task).filter(|key| tests(key)).all(|key| {
        let others = solution.tasks.iter().filter(|other| other.part.key != task.part.key);
        let editable = solution.field(key).is_some_and(|field| field.editable);
        !editable && !others.flat_map(writes).any(|it| it == key)
    })
}

/// Whether no device is in some blocks and in none of the others, whatever letter case means.
fn nobody(subjects: &Subjects, within: &[Block], outside: &[Block]) -> bool {
    Case::BOTH.iter().all(|&case| {
        let (sets, within, outside) = Sets::of_both(subjects, case, within, outside);
        sets.is_nobody(within, outside) == Some(true)
    })
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
        let groups = targets(solution, task);
        let elsewhere = task.schedules.iter().any(|it| !it.sites.is_empty() || !it.companies.is_empty());
        let blocks = groups.iter().flat_map(|group| group.blocks.clone()).collect();
        let side = Side { task, groups, blocks, runs: runs(solution, task) };
        (!elsewhere && !side.groups.is_empty()).then_some(side)
    }
}

/// Whether one task's result puts a device where the other one runs, and the other's back, each out of where the task
/// itself runs.
fn flaps<'s>(
    solution: &'s Solution,
    subjects: &Subjects,
    one: &'s Task,
    other: &'s Task,
) -> Option<Loop<'s>> {
    // Where they write different fields, nothing changes any more once both have run.
    if !writes(one).any(|field| writes(other).any(|it| it == field)) {
        return None;
    }
    let sides = [Side::new(solution, one)?, Side::new(solution, other)?];
    if sides[0].runs.len() * sides[1].runs.len() > MOST_PAIRS {
        return None;
    }
    let all = pairs(&sides, |_| true);
    let ordinary = pairs(&sides, |run| !run.broke);
    let fights = || {
        let one_sided = if fill_one_field(solution, one, other) { &EITHER_LEAVES[..] } else { &[] };
        let ways = [BOTH_LEAVE].iter().chain(one_sided);
        ways.into_iter().find_map(|leave| turns(subjects, &sides, &ordinary, *leave))
    };
    let always = ordinary.first().and_then(|first| Some((fights()?, first, true)));
    let turns_once = |pair| turns(subjects, &sides, &[pair], BOTH_LEAVE);
    let sometimes = || all.iter().find_map(|pair| Some((turns_once(*pair)?, pair, false)));
    let (device, runs, always) = always.or_else(sometimes)?;
    let hop = |this: usize| {
        let before = state(runs[1 - this], runs[this]);
        let is_there = |group: &&&Group| {
            matches(&after(&before, &group.blocks, true), &device, subjects, Case::Sensitive)
        };
        let Side { task, groups, .. } = &sides[this];
        Some(Hop { group: groups.iter().find(is_there)?, task, run: runs[this].clone() })
    };
    Some(Loop::Flaps { hops: [hop(0)?, hop(1)?], device: device.clone(), always })
}

/// Which of two tasks sends the device out of its own target. Where only the one does and the other one's every result
/// sends it back, the two fight as well; where only some results do, that is a repair and its check.
const BOTH_LEAVE: [bool; 2] = [true, true];
const EITHER_LEAVES: [[bool; 2]; 2] = [[true, false], [false, true]];

/// Whether both store something in one field. One that only clears it starts the other one anew on purpose.
fn fill_one_field(solution: &Solution, one: &Task, other: &Task) -> bool {
    writes(one).any(|field| fills(solution, one, field) && fills(solution, other, field))
}

/// A device that both tasks run on, whatever either reports, errors apart: each overwrites what the other one stored.
pub fn shared<'s>(solution: &'s Solution, one: &'s Task, other: &'s Task) -> Option<Example> {
    let subjects = Subjects::of(&[solution]);
    let sides = [Side::new(solution, one)?, Side::new(solution, other)?];
    if sides[0].runs.len() * sides[1].runs.len() > MOST_PAIRS {
        return None;
    }
    let mut within: Vec<Vec<Block>> = Vec::new();
    for runs in pairs(&sides, |run| !run.broke) {
        for (this, side) in [(0, &sides[0]), (0, &sides[1]), (1, &sides[0]), (1, &sides[1])] {
            let there = after(&state(runs[this], runs[1 - this]), &side.blocks, true);
            if !within.contains(&there) {
                within.push(there);
            }
        }
    }
    if within.is_empty() {
        return None;
    }
    somebody(&subjects, &in_all(&within)?, &[])
}

/// Every way in which a run of the one and a run of the other can end.
fn pairs<'r, 's>(sides: &'r [Side<'s>; 2], of: fn(&Run<'_>) -> bool) -> Vec<[&'r Run<'s>; 2]> {
    let runs = |side: &'r Side<'s>| side.runs.iter().filter(move |run| of(run));
    runs(&sides[0]).flat_map(|one| runs(&sides[1]).map(move |other| [one, other])).collect()
}

/// What fields hold after a run, and before it another task's.
fn state<'s>(last: &Run<'s>, before: &Run<'s>) -> State<'s> {
    let mut state = before.stored.clone();
    state.extend(last.stored.iter().map(|(key, shape)| (*key, shape.clone())));
    state
}

/// A device that goes back and forth however these pairs of runs end.
fn turns(
    subjects: &Subjects,
    sides: &[Side<'_>; 2],
    pairs: &[[&Run<'_>; 2]],
    leave: [bool; 2],
) -> Option<Example> {
    let (mut within, mut outside) = (Vec::new(), Vec::new());
    for runs in pairs {
        for this in [0, 1] {
            let then = state(runs[this], runs[1 - this]);
            let joins = after(&then, &sides[1 - this].blocks, true);
            if !within.contains(&joins) {
                within.push(joins);
            }
            if leave[this] {
                outside.extend(after(&then, &sides[this].blocks, false));
            }
        }
    }
    outside.dedup();
    somebody(subjects, &in_all(&within)?, &outside)
}
