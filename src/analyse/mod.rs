//! What is wrong with the devices that a group selects. Pure: findings name blocks and criteria by their index, and
//! `resolve` finds their places and words.

mod caught;

use std::collections::BTreeMap;

use crate::criteria::{self, Case, Example, Found, Sets, Subjects};
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
    /// Every device of the block is in this other one; or in the others together.
    RedundantBlock(usize, Option<usize>),
    /// Every device that meets these other criteria of the block meets this one.
    RedundantCriterion(Place, Vec<Place>),
    /// A text that a criterion tests is in an option that it does not list.
    CaughtOption(Caught),
}

/// An option that a criterion catches though it does not list it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// The criterion.
    pub place: Place,
    /// The value in its list, by index.
    pub value: usize,
    /// The option that the value is in.
    pub option: String,
    /// A device that is in the group by it, or left out by it.
    pub device: Example,
    /// The criterion is a does-not-contain: the device is left out.
    pub excludes: bool,
    /// The value is in the option only where letter case does not count.
    pub ignoring_case: bool,
}

/// What is wrong with what a group selects. Only a criterion that stands in the block itself, not one of a shared
/// condition, can be one too many there.
pub fn group(
    solution: &Solution,
    subjects: &Subjects,
    group: &Group,
    stands_there: impl Fn(Place) -> bool,
) -> Vec<Finding> {
    let blocks = &group.blocks;
    let sets = Case::BOTH.map(|case| Sets::new(subjects, case, blocks));
    let mut findings = Vec::new();
    let mut live = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        match never(subjects, &sets, index, block) {
            Some(finding) => findings.push(finding),
            None => {
                let written = |criterion: &usize| stands_there((index, *criterion));
                findings.extend(redundant_criteria(subjects, &block.criteria, written).into_iter().map(
                    |(criterion, by)| {
                        let by = by.into_iter().map(|other| (index, other)).collect();
                        Finding::RedundantCriterion((index, criterion), by)
                    },
                ));
                live.push(index);
            }
        }
    }
    match everything(&sets, blocks.len()) {
        Some(finding) => findings.push(finding),
        None => {
            findings.extend(redundant_blocks(&sets, live));
            findings.extend(caught::options(solution, subjects, group).map(Finding::CaughtOption));
        }
    }
    findings
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
        let block = block(indices.iter().map(|&index| criteria[index].clone()));
        Sets::new(subjects, case, [&block]).is_nobody([0], []) == Some(true)
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

/// The criteria that follow from others, of those that may be taken out; the later one, where either would do.
pub fn redundant_criteria(
    subjects: &Subjects,
    criteria: &[Criterion],
    removable: impl Fn(&usize) -> bool,
) -> Vec<(usize, Vec<usize>)> {
    let mut redundant = Vec::new();
    for mut kept in by_subject(criteria) {
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
    Case::BOTH.iter().all(|&case| Sets::new(subjects, case, [&block]).is_nobody([0], []) == Some(true))
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

/// The blocks of which every device is in others, in either reading; the later one, where either would do.
fn redundant_blocks(sets: &[Sets; 2], mut kept: Vec<usize>) -> Vec<Finding> {
    let is_inside = |this: usize, others: &[usize]| {
        let inside = |sets: &Sets| sets.is_nobody([this], others.iter().copied());
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
