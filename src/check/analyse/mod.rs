//! What is wrong with the devices that a group selects. Pure: findings name blocks and criteria by their index, and
//! `resolve` finds their places and words.

mod alternatives;
mod caught;
mod disjoint;
mod examples;
mod misspelt;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use alternatives::{Idle, idle};
pub(crate) use caught::catches_another;
pub use disjoint::{Overlap, overlap, subjects_by_tasks};
pub use examples::{Counter, Verdict, example};
pub use misspelt::{Misspelt, misspelt};

use crate::logic::criteria::{self, Case, Example, Found, Sets, Subjects};
use crate::solution::{Block, Criterion, Group, Solution, Subject};

/// The criteria of one subject in one block beyond which they are not compared with each other. Nobody writes so many.
const MOST_TOGETHER: usize = 50;

/// A criterion, by the index of its block and its own.
pub type Place = (usize, usize);

/// Something wrong with what a group selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// No device meets all of these criteria of a block.
    NeverMatches(Vec<Place>),
    /// No device meets all of these criteria of a block, in this reading of letter case only.
    LetterCase(Vec<Place>, Case),
    /// Every device is in the group.
    MatchesEverything {
        /// A device that the first block leaves out, and the block that takes it in all the same.
        undone: Option<(Example, usize)>,
    },
    /// Every device of the written block is in this other one; or in the others together.
    RedundantBlock(usize, Option<usize>),
    /// A text that a criterion tests is in an option that it does not list.
    CaughtOption(Caught),
}

/// The options that a value of a criterion catches though the criterion does not list them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// The criterion.
    pub place: Place,
    /// The value in its list, by index.
    pub value: usize,
    /// The options that the value is in.
    pub options: Vec<String>,
    /// A device that is in the group by the first of them, or left out by it.
    pub device: Example,
    /// The criterion is a does-not-contain: the device is left out.
    pub excludes: bool,
    /// The value is in the options only where letter case does not count.
    pub ignoring_case: bool,
}

/// What is wrong with what a group selects. Its blocks come from these written ones; a condition may come to several.
pub fn group(
    solution: &Solution,
    subjects: &Subjects,
    group: &Group,
    written: &[Range<usize>],
) -> Vec<Finding> {
    let blocks = &group.blocks;
    let sets = Case::BOTH.map(|case| Sets::new(subjects, case, blocks));
    let never = |index| never(subjects, &sets, index, &blocks[index]);
    let mut findings: Vec<Finding> = (0..blocks.len()).filter_map(never).collect();
    let dead: BTreeSet<usize> = findings.iter().filter_map(Finding::block).collect();
    let live = |from: &Range<usize>| from.clone().any(|block| !dead.contains(&block));
    let live: Vec<usize> = (0..written.len()).filter(|&index| live(&written[index])).collect();
    // Of the blocks that a condition comes to, one that no option meets is no mistake where others select devices.
    let is_spare = |block: usize| live.iter().any(|&index| written[index].contains(&block));
    findings.retain(|finding| {
        !matches!(finding, Finding::NeverMatches(_)) || !finding.block().is_some_and(is_spare)
    });
    match everything(&sets, blocks.len()) {
        Some(finding) => findings.push(finding),
        None => {
            findings.extend(redundant_blocks(&sets, written, live));
            findings
                .extend(caught::options(solution, subjects, group).into_iter().map(Finding::CaughtOption));
        }
    }
    findings
}

impl Finding {
    /// Whether the group cannot have been meant like this.
    pub fn is_error(&self) -> bool {
        matches!(self, Finding::NeverMatches(_) | Finding::MatchesEverything { .. })
    }

    /// The block that selects nothing, if that is what it is about.
    fn block(&self) -> Option<usize> {
        match self {
            Finding::NeverMatches(places) | Finding::LetterCase(places, _) => {
                places.first().map(|(block, _)| *block)
            }
            _ => None,
        }
    }
}

/// Whether no device can be in a block, and by which criteria.
fn never(subjects: &Subjects, sets: &[Sets; 2], index: usize, block: &Block) -> Option<Finding> {
    let places = |criteria: Vec<usize>| criteria.into_iter().map(|criterion| (index, criterion)).collect();
    let clash = |number: usize| match sets[number].is_nobody([index], []) {
        Some(false) => None,
        Some(true) | None => clash(subjects, Case::BOTH[number], &block.criteria),
    };
    match [clash(0), clash(1)] {
        [None, None] => None,
        [Some(criteria), Some(_)] => Some(Finding::NeverMatches(places(criteria))),
        [Some(criteria), None] => Some(Finding::LetterCase(places(criteria), Case::Sensitive)),
        [None, Some(criteria)] => Some(Finding::LetterCase(places(criteria), Case::Insensitive)),
    }
}

/// As few criteria as there can be that no device meets together. They are of one subject: subjects are independent.
fn clash(subjects: &Subjects, case: Case, criteria: &[Criterion]) -> Option<Vec<usize>> {
    let impossible = |indices: &[usize]| {
        is_empty(subjects, case, &block(indices.iter().map(|&index| criteria[index].clone())))
    };
    let mut clash = by_subject(criteria).into_iter().find(|indices| impossible(indices))?;
    for index in clash.clone().into_iter().rev() {
        let without: Vec<usize> = clash.iter().copied().filter(|&other| other != index).collect();
        if impossible(&without) {
            clash = without;
        }
    }
    Some(clash)
}

/// The criteria of each subject, by index, as far as they can be compared, in the order in which the subjects first stand.
fn by_subject(criteria: &[Criterion]) -> Vec<Vec<usize>> {
    let mut subjects: BTreeMap<&Subject, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, criterion) in criteria.iter().enumerate() {
        let group = *subjects.entry(&criterion.subject).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(index);
    }
    groups.retain(|indices| indices.len() <= MOST_TOGETHER);
    groups
}

/// Of criteria joined by AND those that follow from others and may be taken out; the later one, where either would
/// do. None where no device meets them all.
pub fn redundant_criteria(
    subjects: &Subjects,
    criteria: &[Criterion],
    removable: impl Fn(&usize) -> bool,
) -> Vec<(usize, Vec<usize>)> {
    let mut redundant = Vec::new();
    let several: Vec<Vec<usize>> = by_subject(criteria).into_iter().filter(|them| them.len() > 1).collect();
    let together = || block(several.iter().flatten().map(|&index| criteria[index].clone()));
    if several.is_empty() || Case::BOTH.iter().any(|&case| is_empty(subjects, case, &together())) {
        return redundant;
    }
    for mut kept in several {
        for candidate in kept.clone().into_iter().rev().filter(&removable) {
            let others: Vec<usize> = kept.iter().copied().filter(|&other| other != candidate).collect();
            let follows = |from: &[usize]| follows(subjects, criteria, candidate, from);
            if !others.is_empty() && follows(&others) {
                let one = others.iter().map(|&other| vec![other]).find(|other| follows(other));
                redundant.push((candidate, one.unwrap_or_else(|| others.clone())));
                kept = others;
            }
        }
    }
    redundant
}

/// Whether every value that meets those criteria meets this one.
fn follows(subjects: &Subjects, criteria: &[Criterion], this: usize, from: &[usize]) -> bool {
    let test = criteria::opposite(&criteria[this].test);
    let not_this = Criterion { test, ..criteria[this].clone() };
    let block = block(from.iter().map(|&index| criteria[index].clone()).chain([not_this]));
    Case::BOTH.iter().all(|&case| is_empty(subjects, case, &block))
}

/// Whether no device is in the block.
fn is_empty(subjects: &Subjects, case: Case, block: &Block) -> bool {
    Sets::new(subjects, case, [block]).is_nobody([0], []) == Some(true)
}

fn block(criteria: impl Iterator<Item = Criterion>) -> Block {
    Block { note: None, criteria: criteria.collect() }
}

/// Whether every device is in one of the blocks, in either reading of letter case.
fn everything(sets: &[Sets; 2], blocks: usize) -> Option<Finding> {
    if !sets.iter().all(|sets| sets.is_everybody(0..blocks) == Some(true)) {
        return None;
    }
    let undone = (1..blocks).find_map(|other| match sets[0].find([other], [0]) {
        Found::Device(device) => Some((device, other)),
        Found::Nobody | Found::CannotTell => None,
    });
    Some(Finding::MatchesEverything { undone })
}

/// The written blocks of which every device is in others, in either reading; the later one, where either would do.
fn redundant_blocks(sets: &[Sets; 2], written: &[Range<usize>], mut kept: Vec<usize>) -> Vec<Finding> {
    let is_inside = |this: usize, others: &[usize]| {
        let others = others.iter().flat_map(|&other| written[other].clone());
        let inside = |sets: &Sets| sets.is_nobody(written[this].clone(), others.clone());
        match inside(&sets[0]) {
            Some(true) => inside(&sets[1]),
            otherwise => otherwise,
        }
    };
    let mut findings = Vec::new();
    for this in kept.clone().into_iter().rev() {
        let others: Vec<usize> = kept.iter().copied().filter(|&other| other != this).collect();
        match is_inside(this, &others) {
            Some(true) => {
                let one = others.iter().copied().find(|&other| is_inside(this, &[other]) == Some(true));
                findings.push(Finding::RedundantBlock(this, one));
                kept = others;
            }
            Some(false) => {}
            None => break,
        }
    }
    findings
}
