//! `never-matches`: a block, or an alternative of an `any`, that selects no device.

use super::alternatives::{Any, anys, criteria};
use super::compare::clash;
use crate::check::Context;
use crate::check::groups::cannot_tell::InBothCases;
use crate::check::groups::selection::{Index, Selection, first_place, if_case, said, selections};
use crate::check::record::letter_case;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::logic::criteria::Case;
use crate::source::Place;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "never-matches",
    severity: Severity::Error,
    what: "A block, or an alternative of an `any`, whose criteria no device can meet together.",
    why: "It selects nothing, and nobody would be told: the criteria of a block are joined by AND.",
    example: "all = [{ device = \"endpoint-type\", equal = \"Server\" }, { use = \"workstations\" }]      # a block for each",
};

/// Looks at every block of a group and every alternative of an `any`.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for selection in selections(context) {
        for block in 0..selection.group.blocks.len() {
            problems.extend(empty_block(&selection, block));
        }
    }
    for any in anys(context) {
        problems.extend(any.dead().filter_map(|index| empty_alternative(context, &any, index)));
    }
}

/// As few criteria of a block as there can be that no device meets together, in either reading of letter case.
pub fn clashing(selection: &Selection<'_, '_>, block: usize) -> InBothCases<Vec<usize>> {
    let criteria = &selection.group.blocks[block].criteria;
    InBothCases::of(|case| match selection.context.sets(selection.index, case).is_nobody([block], []) {
        Some(false) => Ok(None),
        Some(true) | None => Ok(clash(selection.context.subjects(), case, criteria)),
    })
}

/// Whether a block of its own is a mistake: no device meets it, whatever letter case means.
pub fn is_mistake(selection: &Selection<'_, '_>, block: usize) -> bool {
    matches!(clashing(selection, block), InBothCases::Both(_)) && !is_spare(selection, block)
}

/// Whether a block is one of several that a condition comes to, and others select devices: which of them no device can
/// meet hangs on what the fields can hold, and is no mistake.
fn is_spare(selection: &Selection<'_, '_>, block: usize) -> bool {
    let units = selection.written.units.iter().map(|unit| unit.blocks.clone());
    let mut others = units.filter(|blocks| blocks.contains(&block)).flatten().filter(|&other| other != block);
    others.any(|other| clashing(selection, other) == InBothCases::Nothing)
}

fn empty_block(selection: &Selection<'_, '_>, block: usize) -> Option<Problem> {
    let said = |criteria: &[usize]| -> Vec<String> {
        criteria.iter().map(|&criterion| selection.said((block, criterion))).collect()
    };
    let (problem, criteria) = match clashing(selection, block) {
        InBothCases::Nothing | InBothCases::CannotTell => return None,
        InBothCases::Both(_) if is_spare(selection, block) => return None,
        InBothCases::Both(criteria) => {
            let message = match said(&criteria).as_slice() {
                [one] => format!("no device meets {one}"),
                several => format!("no device meets all of these: {}", several.join(", ")),
            };
            let help = match selection.written.units.len() {
                1 => "the group selects no device",
                _ => "the block selects no device; criteria of which one is enough stand in blocks of their own",
            };
            (Problem::new(&CODE, message).help(help), criteria)
        }
        InBothCases::OnlyIn(case, criteria) => {
            let message = format!("no device meets {}, {}", said(&criteria).join(" and "), if_case(case));
            let otherwise = if case == Case::Sensitive { "does not" } else { "does" };
            let help = format!("if it {otherwise}, some do: the platform does not say, so write nothing that hangs on it");
            (Problem::new(&letter_case::CODE, message).help(help), criteria)
        }
    };
    Some(at_criteria(selection, problem, criteria.into_iter().map(|criterion| (block, criterion)).collect()))
}

/// Points at the last of the criteria, and names the others; and the group, where all stand in shared conditions.
fn at_criteria(selection: &Selection<'_, '_>, problem: Problem, criteria: Vec<Index>) -> Problem {
    let mut places: Vec<Place> = criteria.into_iter().map(|it| selection.criterion_place(it)).collect();
    let Some(last) = places.pop() else { return problem };
    places.dedup_by_key(|place| place.range.clone());
    let table = At::ROOT.key("group");
    let group = table.key(&selection.group.part.key);
    let is_in_group = |place: &Place| selection.context.document.holds(&group, place);
    let is_elsewhere = !is_in_group(&last) && !places.iter().any(is_in_group);
    let problem = places
        .into_iter()
        .fold(problem.at(last), |problem, place| problem.also(place, "together with this"));
    match is_elsewhere {
        true => problem.also(selection.place(), "in this group"),
        false => problem,
    }
}

fn empty_alternative(context: &Context<'_>, any: &Any<'_>, index: usize) -> Option<Problem> {
    let terms = any.only_block(index)?;
    let criteria = criteria(terms);
    let clash = clash(context.subjects(), Case::Sensitive, &criteria)?;
    let said: Vec<String> = clash.iter().map(|&it| said(context, &criteria[it])).collect();
    let last = clash.last().map(|&last| first_place(context, &terms[last].from));
    let problem = Problem::new(&CODE, format!("no device meets this alternative: {}", said.join(", ")))
        .at(last.unwrap_or_else(|| any.place(context, index)));
    Some(problem.help(
        "the alternative selects no device; criteria of which one is enough stand side by side in the `any`",
    ))
}
