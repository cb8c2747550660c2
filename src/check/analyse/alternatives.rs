//! The alternatives of one `any`, compared with each other as they are written.

use std::ops::Range;

use super::clash;
use crate::logic::conditions::MOST_BLOCKS;
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::solution::Block;

/// An alternative, by its index, that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Idle {
    /// No device meets these criteria of its one block together.
    Never(usize, Vec<usize>),
    /// Every device that meets it meets this other one too.
    Inside(usize, usize),
}

/// The alternatives that change nothing, in either reading of letter case; the later one, where either would do. What
/// an alternative comes to only by an `any` of its own is no mistake, and where no alternative has a device, nothing
/// is said: then the whole has none.
pub fn idle(subjects: &Subjects, alternatives: &[Vec<Block>]) -> Vec<Idle> {
    if alternatives.len() > MOST_BLOCKS {
        return Vec::new();
    }
    let sets = Case::BOTH.map(|case| Sets::new(subjects, case, alternatives.iter().flatten()));
    let ranges = ranges(alternatives);
    let inside = |this: usize, others: Range<usize>| {
        sets.iter().all(|sets| sets.is_nobody(ranges[this].clone(), others.clone()) == Some(true))
    };
    let (dead, mut kept): (Vec<usize>, Vec<usize>) =
        (0..alternatives.len()).partition(|&index| inside(index, 0..0));
    if kept.is_empty() {
        return Vec::new();
    }
    let never = |index: usize| match alternatives[index].as_slice() {
        [only] => Some(Idle::Never(index, clash(subjects, Case::Sensitive, &only.criteria)?)),
        _ => None,
    };
    let mut found: Vec<Idle> = dead.into_iter().filter_map(never).collect();
    for this in kept.clone().into_iter().rev() {
        let other = kept.iter().copied().find(|&other| other != this && inside(this, ranges[other].clone()));
        if let Some(other) = other {
            found.push(Idle::Inside(this, other));
            kept.retain(|&it| it != this);
        }
    }
    found
}

/// Where the blocks of each alternative stand among all.
fn ranges(alternatives: &[Vec<Block>]) -> Vec<Range<usize>> {
    let mut end = 0;
    let range = |blocks: &Vec<Block>| {
        let start = end;
        end += blocks.len();
        start..end
    };
    alternatives.iter().map(range).collect()
}
