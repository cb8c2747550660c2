//! How the devices of one group relate to those of another, or of the same group before a change.

use std::ops::Range;

use super::meaning::Case;
use super::sets::{Found, Sets};
use super::subjects::Subjects;
use crate::solution::Block;

/// What blocks select, compared with what other blocks select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// A device that only the second selects.
    pub joins: Found,
    /// A device that only the first selects.
    pub leaves: Found,
    /// A device that both select.
    pub stays: Found,
}

impl Sets {
    /// Compares what some blocks select with what others do.
    pub fn relation(&self, old: Range<usize>, new: Range<usize>) -> Relation {
        Relation {
            joins: self.find(new.clone(), old.clone()),
            leaves: self.find(old.clone(), new.clone()),
            stays: self.find_in_both(old, new),
        }
    }
}

/// Compares what two groups select.
pub fn relation(subjects: &Subjects, case: Case, old: &[Block], new: &[Block]) -> Relation {
    let all = old.len() + new.len();
    Sets::new(subjects, case, old.iter().chain(new)).relation(0..old.len(), old.len()..all)
}
