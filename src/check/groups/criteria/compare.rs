//! Criteria joined by AND. Subjects are independent, so those of each can be looked at by themselves.

use std::collections::BTreeMap;

use crate::logic::criteria::{Case, Sets, Subjects};
use crate::solution::{Block, Criterion, Subject};

/// The criteria of one subject in one block beyond which they are not compared with each other. Nobody writes so many.
const MOST_TOGETHER: usize = 50;

/// The criteria of each subject, by index, as far as they can be compared, in the order in which the subjects first
/// stand.
pub(crate) fn by_subject(criteria: &[Criterion]) -> Vec<Vec<usize>> {
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

/// Whether no device meets all of these criteria.
pub(crate) fn is_impossible(
    subjects: &Subjects,
    case: Case,
    criteria: impl IntoIterator<Item = Criterion>,
) -> bool {
    let block = Block { note: None, criteria: criteria.into_iter().collect() };
    Sets::new(subjects, case, [&block]).is_nobody([0], []) == Some(true)
}

/// As few criteria as there can be that no device meets together.
pub(crate) fn clash(subjects: &Subjects, case: Case, criteria: &[Criterion]) -> Option<Vec<usize>> {
    let is_impossible =
        |indices: &[usize]| is_impossible(subjects, case, indices.iter().map(|&it| criteria[it].clone()));
    let mut clash = by_subject(criteria).into_iter().find(|indices| is_impossible(indices))?;
    for index in clash.clone().into_iter().rev() {
        let without: Vec<usize> = clash.iter().copied().filter(|&other| other != index).collect();
        if is_impossible(&without) {
            clash = without;
        }
    }
    Some(clash)
}
