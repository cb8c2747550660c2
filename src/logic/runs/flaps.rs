//! Two tasks that send a device back and forth.

use super::devices::{Side, in_all, somebody};
use super::finding::{Hop, Loop};
use super::run::{Run, State, after, fills};
use crate::logic::criteria::{Case, Example, Subjects, matches};
use crate::solution::platform::Console;
use crate::solution::{Block, Group, Solution, Task};

/// The ways in which runs of two tasks can end beyond which they are not compared.
const MOST_PAIRS: usize = 400;

/// Whether one task's result puts a device where the other one runs, and the other's back, each out of where the task
/// itself runs.
pub(super) fn flaps<'s>(
    solution: &'s Solution,
    subjects: &Subjects,
    one: &'s Task,
    other: &'s Task,
) -> Option<Loop<'s>> {
    // Where they write different fields, nothing changes any more once both have run.
    if !one.writes().any(|write| other.writes_to(write.field)) {
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
    one.writes().any(|it| fills(solution, one, it.field) && fills(solution, other, it.field))
}

/// A device that both tasks run on, whatever either reports, errors apart: each overwrites what the other one stored.
pub fn shared<'s>(console: Console<'s>, one: &'s Task, other: &'s Task) -> Option<Example> {
    let (solution, subjects) = (console.solution, Subjects::of(&[console]));
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
