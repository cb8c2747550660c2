//! The alternatives of one `any`, compared with each other as they are written.

use std::ops::Range;

use crate::check::Context;
use crate::check::groups::selection::conditions;
use crate::logic::conditions::{Alternatives, Compiler, Condition, MOST_BLOCKS, Terms};
use crate::logic::criteria::{Case, Sets};
use crate::solution::{Block, Criterion};
use crate::source::Place;

/// An `any`, and the blocks that each of its alternatives comes to.
pub(crate) struct Any<'c> {
    of: &'c [Condition],
    compiled: Vec<Alternatives>,
    sets: [Sets; 2],
    /// Where the blocks of each stand among all.
    ranges: Vec<Range<usize>>,
}

/// Every `any` of which some alternative selects a device. What stands in a shared condition is looked at there.
pub(crate) fn anys<'c>(context: &'c Context<'_>) -> Vec<Any<'c>> {
    let mut lists = Vec::new();
    conditions(context).for_each(|condition| collect(condition, &mut lists));
    let anys = lists.into_iter().filter_map(|of| Any::new(context, of));
    anys.filter(|any| any.live().next().is_some()).collect()
}

fn collect<'c>(condition: &'c Condition, found: &mut Vec<&'c [Condition]>) {
    let of = match condition {
        Condition::Is(_) | Condition::Use { .. } => return,
        Condition::All { of, .. } => of,
        Condition::Any { of, .. } => {
            found.push(of);
            of
        }
    };
    of.iter().for_each(|part| collect(part, found));
}

impl<'c> Any<'c> {
    /// None where an alternative comes to too many blocks, which has been refused.
    fn new(context: &Context<'_>, of: &'c [Condition]) -> Option<Self> {
        let mut compiler = Compiler::default();
        let compiled: Vec<Alternatives> =
            of.iter().map(|part| compiler.compile(part).ok()).collect::<Option<_>>()?;
        let blocks: Vec<Block> = compiled.iter().flat_map(|it| &it.blocks).map(block).collect();
        let mut end = 0;
        let range = |it: &Alternatives| {
            let start = end;
            end += it.blocks.len();
            start..end
        };
        let ranges = compiled.iter().map(range).collect();
        let sets = Case::BOTH.map(|case| Sets::new(context.subjects(), case, &blocks));
        (of.len() <= MOST_BLOCKS).then_some(Any { of, compiled, sets, ranges })
    }

    /// The alternatives that no device meets, by index.
    pub(crate) fn dead(&self) -> impl Iterator<Item = usize> {
        (0..self.of.len()).filter(|&index| self.is_dead(index))
    }

    /// The others.
    pub(crate) fn live(&self) -> impl DoubleEndedIterator<Item = usize> {
        (0..self.of.len()).filter(|&index| !self.is_dead(index))
    }

    fn is_dead(&self, index: usize) -> bool {
        self.is_nobody(index, 0..0)
    }

    /// Whether every device that meets one alternative meets another one too.
    pub(crate) fn is_inside(&self, this: usize, other: usize) -> bool {
        self.is_nobody(this, self.ranges[other].clone())
    }

    fn is_nobody(&self, this: usize, outside: Range<usize>) -> bool {
        let is_nobody = |sets: &Sets| sets.is_nobody(self.ranges[this].clone(), outside.clone());
        self.sets.iter().all(|sets| is_nobody(sets) == Some(true))
    }

    /// The criteria of an alternative that is one block and has no `any` of its own: what it comes to only by one is
    /// no mistake.
    pub(crate) fn only_block(&self, index: usize) -> Option<&Terms> {
        match self.compiled[index].blocks.as_slice() {
            [only] if !self.compiled[index].compiled => Some(only),
            _ => None,
        }
    }

    /// Where an alternative stands.
    pub(crate) fn place(&self, context: &Context<'_>, index: usize) -> Place {
        context.origins.at_site(self.of[index].at(), |at| context.document.value(at))
    }
}

fn block(terms: &Terms) -> Block {
    Block { note: None, criteria: criteria(terms) }
}

/// The criteria of a block.
pub(crate) fn criteria(terms: &Terms) -> Vec<Criterion> {
    terms.iter().map(|term| term.criterion.clone()).collect()
}
