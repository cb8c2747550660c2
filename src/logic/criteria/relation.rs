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
    /// The sets of these blocks and those, to ask about the ones and the others, and where each stand among them.
    pub fn of_both<'b>(
        subjects: &Subjects,
        case: Case,
        these: impl IntoIterator<Item = &'b Block>,
        those: impl IntoIterator<Item = &'b Block>,
    ) -> (Self, Range<usize>, Range<usize>) {
        let mut all: Vec<&Block> = these.into_iter().collect();
        let first = all.len();
        all.extend(those);
        let end = all.len();
        (Sets::new(subjects, case, all), 0..first, first..end)
    }

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
    let (sets, old, new) = Sets::of_both(subjects, case, old, new);
    sets.relation(old, new)
}

/// A device that is in one of these blocks, and in none of those.
pub fn difference<'b>(
    subjects: &Subjects,
    case: Case,
    these: impl IntoIterator<Item = &'b Block>,
    those: impl IntoIterator<Item = &'b Block>,
) -> Found {
    let (sets, these, those) = Sets::of_both(subjects, case, these, those);
    sets.find(these, those)
}
