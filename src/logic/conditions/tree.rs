//! A condition as it is written, and the blocks that it comes to.

use std::rc::Rc;

use crate::solution::Criterion;

/// The most blocks that a group with conditions may come to. Somebody types them in.
pub const MOST_BLOCKS: usize = 50;

/// The most blocks that a condition may take before it is simplified: some of them go again.
pub const MOST_ON_THE_WAY: usize = 5 * MOST_BLOCKS;

/// The most criteria that shared conditions and products may put in place in one solution: they can double with
/// every line.
pub const MOST_CRITERIA: usize = 100_000;

/// A criterion, and where it is written. Two that were merged have both places.
#[derive(Debug)]
pub struct Term {
    /// The criterion.
    pub criterion: Criterion,
    /// The places, by whatever number the caller gave them.
    pub from: Vec<usize>,
}

impl Term {
    /// A criterion that is written at these places.
    pub fn new(criterion: Criterion, from: Vec<usize>) -> Rc<Self> {
        Rc::new(Term { criterion, from })
    }
}

/// A condition as it is written. `at` is the caller's number for its place.
#[derive(Debug)]
#[allow(missing_docs)]
pub enum Condition {
    Is(Rc<Term>),
    All {
        at: usize,
        of: Vec<Condition>,
    },
    Any {
        at: usize,
        of: Vec<Condition>,
    },
    /// A shared condition, in place.
    Use {
        at: usize,
        of: Rc<Alternatives>,
    },
}

/// Criteria joined by AND.
pub type Terms = Vec<Rc<Term>>;

/// The blocks that a condition comes to.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// Joined by OR.
    pub blocks: Vec<Terms>,
    /// There is an `any` in the condition, so that the blocks are not as they are written.
    pub compiled: bool,
    /// What made them many.
    pub growth: Option<Growth>,
}

/// The part of a condition that multiplies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The list.
    pub at: usize,
    /// The alternatives that are multiplied, by place and number; for an `any` its own.
    pub factors: Vec<(usize, usize)>,
}

impl Growth {
    /// The number of blocks it comes to, before any goes again.
    pub fn count(&self) -> usize {
        self.factors.iter().fold(1, |product, (_, count)| product.saturating_mul(*count))
    }
}

impl Alternatives {
    pub(super) fn criteria(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }
}

impl Condition {
    /// Its place. A criterion's own, where it is one.
    pub fn at(&self) -> usize {
        match self {
            Condition::Is(term) => term.from.first().copied().unwrap_or_default(),
            Condition::All { at, .. } | Condition::Any { at, .. } | Condition::Use { at, .. } => *at,
        }
    }

    /// For each list of the condition that joins criteria by AND, those criteria; and whether each is written
    /// there, not in a shared condition.
    pub fn conjunctions(&self) -> Vec<Vec<(Rc<Term>, bool)>> {
        let mut found = vec![Vec::new()];
        self.conjoin(0, &mut found);
        found
    }

    fn conjoin(&self, list: usize, found: &mut Vec<Vec<(Rc<Term>, bool)>>) {
        match self {
            Condition::Is(term) => found[list].push((Rc::clone(term), true)),
            Condition::All { of, .. } => of.iter().for_each(|part| part.conjoin(list, found)),
            Condition::Any { of, .. } => {
                for part in of {
                    found.push(Vec::new());
                    part.conjoin(found.len() - 1, found);
                }
            }
            Condition::Use { of, .. } => match of.blocks.as_slice() {
                [only] if !of.compiled => {
                    found[list].extend(only.iter().map(|term| (Rc::clone(term), false)));
                }
                _ => {}
            },
        }
    }
}
