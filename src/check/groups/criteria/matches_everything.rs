//! `matches-everything`: a group of every device.

use crate::check::Context;
use crate::check::groups::selection::{Selection, selections};
use crate::diag::{Code, Problem, Severity};
use crate::diff::words;
use crate::document::Problems;
use crate::logic::criteria::{Case, Found};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "matches-everything",
    severity: Severity::Error,
    what: "A group that leaves no device out, since one block takes in what another one leaves out.",
    why: "Blocks are joined by OR: what runs on the group runs on the whole fleet.",
    example: "a block with not-equal = \"Server\" and one with not-equal = \"Laptop\"      # both in one block",
};

/// Looks at every group.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    problems.extend(selections(context).filter(is_everybody).map(|selection| problem(&selection)));
}

/// Whether every device is in the group, in either reading of letter case.
pub fn is_everybody(selection: &Selection<'_, '_>) -> bool {
    let blocks = 0..selection.group.blocks.len();
    let is_everybody =
        |case| selection.context.sets(selection.index, case).is_everybody(blocks.clone()) == Some(true);
    Case::BOTH.into_iter().all(is_everybody)
}

fn problem(selection: &Selection<'_, '_>) -> Problem {
    let problem = Problem::new(&CODE, "every device is in this group").at(selection.place());
    let sets = selection.context.sets(selection.index, Case::Sensitive);
    // A device that the first block leaves out, and the block that takes it in all the same.
    let undone = (1..selection.group.blocks.len()).find_map(|other| match sets.find([other], [0]) {
        Found::Device(device) => Some((device, other)),
        Found::Nobody | Found::CannotTell => None,
    });
    let Some((device, block)) = undone else { return problem };
    let device = words::one_line(&device.in_words(selection.context.subjects()));
    problem
        .help(format!("block 1 leaves out a device with {device}, and block {} takes it in", block + 1))
        .help("blocks are joined by OR: what must hold together stands in one block")
}
