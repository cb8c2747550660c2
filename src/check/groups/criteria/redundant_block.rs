//! `redundant-block`: a block, or an alternative of an `any`, all of whose devices others select too.

use super::alternatives::{Any, anys};
use super::matches_everything::is_everybody;
use super::never_matches::clashing;
use crate::check::Context;
use crate::check::groups::cannot_tell::InBothCases;
use crate::check::groups::selection::{Selection, selections};
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::logic::criteria::{Case, Sets};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "redundant-block",
    severity: Severity::Warning,
    what: "A block, or an alternative of an `any`, that selects no device that the others do not select.",
    why: "It changes nothing, and whoever reads the group believes it does; often a criterion of it is wrong.",
    example: "two blocks, of which the second has the criteria of the first and one more",
};

/// What to do about either.
const HELP: &str = "take it out, or look whether it was meant to select something else";

/// Looks at every written block and every alternative of an `any`; where either of two would do, the later one goes.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for selection in selections(context).filter(|selection| !is_everybody(selection)) {
        blocks(&selection, problems);
    }
    for any in anys(context) {
        alternatives(context, &any, problems);
    }
}

fn blocks(selection: &Selection<'_, '_>, problems: &mut Problems<'_>) {
    let units = &selection.written.units;
    let is_live = |block: usize| clashing(selection, block) == InBothCases::Nothing;
    let mut kept: Vec<usize> =
        (0..units.len()).filter(|&unit| units[unit].blocks.clone().any(is_live)).collect();
    for this in kept.clone().into_iter().rev() {
        let others: Vec<usize> = kept.iter().copied().filter(|&other| other != this).collect();
        match is_inside(selection, this, &others) {
            Some(true) => {
                let one = others.iter().find(|&&other| is_inside(selection, this, &[other]) == Some(true));
                problems.push(problem(selection, this, one.copied()));
                kept = others;
            }
            Some(false) => {}
            None => break,
        }
    }
}

/// Whether every device of a written block is in others, in either reading of letter case.
fn is_inside(selection: &Selection<'_, '_>, this: usize, others: &[usize]) -> Option<bool> {
    let blocks = |unit: usize| selection.written.units[unit].blocks.clone();
    let is_inside =
        |sets: &Sets| sets.is_nobody(blocks(this), others.iter().flat_map(|&other| blocks(other)));
    match is_inside(selection.context.sets(selection.index, Case::Sensitive)) {
        Some(true) => is_inside(selection.context.sets(selection.index, Case::Insensitive)),
        otherwise => otherwise,
    }
}

fn problem(selection: &Selection<'_, '_>, this: usize, inside: Option<usize>) -> Problem {
    let place = selection.unit_place(this);
    let this = this + 1;
    let problem = match inside {
        Some(other) => {
            Problem::new(&CODE, format!("every device of block {this} is in block {} too", other + 1))
                .also(selection.unit_place(other), "in here")
        }
        None => Problem::new(&CODE, format!("every device of block {this} is in the other blocks too")),
    };
    problem.at(place).help(HELP)
}

fn alternatives(context: &Context<'_>, any: &Any<'_>, problems: &mut Problems<'_>) {
    let mut kept: Vec<usize> = any.live().collect();
    for this in any.live().rev() {
        let other = kept.iter().copied().find(|&other| other != this && any.is_inside(this, other));
        let Some(other) = other else { continue };
        kept.retain(|&it| it != this);
        let message = "every device that meets this alternative meets another one of the same `any` too";
        let problem = Problem::new(&CODE, message).at(any.place(context, this));
        problems.push(problem.also(any.place(context, other), "this one").help(HELP));
    }
}
