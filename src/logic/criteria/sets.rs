//! What can be asked about blocks as sets of devices: a device in some of them and in none of the others, and how what
//! some select relates to what others do.

use std::ops::Range;

use super::axis::Values;
use super::boxes::{Boxes, GivenUp};
use super::meaning::Example;
use super::search::{Node, Search};
use super::subjects::Subjects;
use crate::solution::{Block, Case};

/// What a search for a device finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// There is no such device.
    Nobody,
    /// There is: every device of which this holds.
    Device(Example),
    /// The search was given up.
    CannotTell,
}

/// A box of devices that was found: where the search began, and where it ended if it had to leave blocks.
struct Hit {
    start: Vec<Values>,
    node: Option<Node>,
}

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

/// Blocks as sets of devices. They are named by their index.
pub struct Sets(Boxes);

impl Sets {
    /// The sets of these blocks.
    pub fn new<'b>(subjects: &Subjects, case: Case, blocks: impl IntoIterator<Item = &'b Block>) -> Self {
        Sets(Boxes::new(subjects, case, blocks))
    }

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

    /// The same with another bound on the looks at a criterion.
    #[must_use]
    pub fn with_most_looks(self, most: usize) -> Self {
        self.0.looks_left.set(most);
        self
    }

    /// A device that is in one of these blocks, and in none of those.
    pub fn find(
        &self,
        within: impl IntoIterator<Item = usize>,
        outside: impl IntoIterator<Item = usize>,
    ) -> Found {
        let outside: Vec<usize> = outside.into_iter().collect();
        self.shown(self.search(within.into_iter().map(|block| vec![block]), &outside), &outside)
    }

    /// Whether there is no device that is in one of these blocks, and in none of those: what [`Self::find`] says, at
    /// less effort. None where that cannot be told.
    pub fn is_nobody(
        &self,
        within: impl IntoIterator<Item = usize>,
        outside: impl IntoIterator<Item = usize>,
    ) -> Option<bool> {
        let outside: Vec<usize> = outside.into_iter().collect();
        let found = self.search(within.into_iter().map(|block| vec![block]), &outside);
        found.ok().map(|hit| hit.is_none())
    }

    /// Whether every device is in one of these blocks; none where that cannot be told.
    pub fn is_everybody(&self, blocks: impl IntoIterator<Item = usize>) -> Option<bool> {
        let outside: Vec<usize> = blocks.into_iter().collect();
        self.search([Vec::new()], &outside).ok().map(|hit| hit.is_none())
    }

    /// A device that is in none of these blocks.
    pub fn find_outside(&self, blocks: impl IntoIterator<Item = usize>) -> Found {
        let outside: Vec<usize> = blocks.into_iter().collect();
        self.shown(self.search([Vec::new()], &outside), &outside)
    }

    /// A device that is in one of these blocks and in one of those.
    pub fn find_in_both(
        &self,
        these: impl IntoIterator<Item = usize>,
        those: impl IntoIterator<Item = usize>,
    ) -> Found {
        let those: Vec<usize> = those.into_iter().collect();
        let pairs = these.into_iter().flat_map(|this| those.iter().map(move |&that| vec![this, that]));
        self.shown(self.search(pairs, &[]), &[])
    }

    /// A box of devices that are in every block of one of these lists, and in none of the others.
    fn search(
        &self,
        within: impl IntoIterator<Item = Vec<usize>>,
        outside: &[usize],
    ) -> Result<Option<Hit>, GivenUp> {
        let mut given_up = self.0.axes.iter().any(|axis| axis.is_out_of_reach);
        for blocks in within {
            if given_up {
                break;
            }
            match self.search_in(&blocks, outside) {
                Ok(None) => {}
                Ok(found) => return Ok(found),
                Err(GivenUp) => given_up = true,
            }
        }
        if given_up { Err(GivenUp) } else { Ok(None) }
    }

    fn search_in(&self, within: &[usize], outside: &[usize]) -> Result<Option<Hit>, GivenUp> {
        self.0.look(within.iter().map(|&block| self.0.blocks[block].len()).sum())?;
        let Some(start) = self.0.common(within) else { return Ok(None) };
        if outside.is_empty() {
            return Ok(Some(Hit { start, node: None }));
        }
        let node = Search { boxes: &self.0 }.outside(&start, outside)?;
        Ok(node.map(|node| Hit { start, node: Some(node) }))
    }

    /// What was found, as a device that names what matters and no more.
    fn shown(&self, found: Result<Option<Hit>, GivenUp>, outside: &[usize]) -> Found {
        let widened = |hit: Hit| match hit.node {
            None => Ok(hit.start),
            Some(node) => {
                Search { boxes: &self.0 }.widened(node, &hit.start, outside).map(|node| node.values)
            }
        };
        match found.and_then(|hit| hit.map(widened).transpose()) {
            Ok(None) => Found::Nobody,
            Ok(Some(values)) => self.example(&values),
            Err(GivenUp) => Found::CannotTell,
        }
    }

    /// The device that holds these values. What is left open is not named: it holds for every device.
    fn example(&self, values: &[Values]) -> Found {
        let asked = self.0.axes.iter().zip(values).filter(|(_, values)| !values.are_all());
        let picked = asked.map(|(axis, values)| {
            let held = axis.pick(&self.0.questions, values);
            debug_assert!(held.is_some(), "{:?} has no value in {values:?}", axis.subject);
            Some((axis.subject.clone(), held?))
        });
        picked.collect::<Option<Vec<_>>>().map_or(Found::CannotTell, |held| Found::Device(Example::new(held)))
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
