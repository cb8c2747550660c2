//! What a parse gathers, shared between the text and the texts in its strings.

use std::collections::BTreeSet;

use super::errors::{Fault, Problem};
use super::newer::Newer;
use super::tree::{NodeId, Nodes, Span, Tree};

/// How deep brackets and prefix operators may nest. PowerShell itself gives up somewhere beyond that, depending on its
/// stack.
pub(super) const DEEPEST: u32 = 500;

/// Behind so many errors the rest is not read: each may be read several times in vain.
const MOST: usize = 200;

#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) tree: Tree,
    pub(super) faults: Vec<Fault>,
    pub(super) comments: Vec<Span>,
    /// Those of the comments that say `#Requires`.
    pub(super) requirements: Vec<Span>,
    pub(super) newer: Vec<Newer>,
    /// Nodes of lists that are being read.
    pub(super) scratch: Vec<NodeId>,
    /// Places where attributes before a statement were read in vain, so that nesting them is not read twice a level.
    pub(super) in_vain: BTreeSet<u32>,
    /// The same of attributes that might have stood before `param`.
    pub(super) no_params: BTreeSet<u32>,
    /// Each `(` of the text with its `)`, counted as in a text in quotes: nothing else matters there.
    pub(super) parens: Option<Vec<(u32, u32)>>,
    /// A place in the file, in bytes and in UTF-16 units.
    pub(super) place: (u32, u32),
    pub(super) depth: u32,
    /// Nothing more is read.
    pub(super) halted: bool,
}

impl Output {
    /// Notes an error, unless the same is noted there, as it is when a token is read again in another mode.
    pub(super) fn fault(&mut self, fault: Fault) {
        let same = |other: &Fault| other.span.start == fault.span.start && other.is_like(&fault);
        if !self.halted && !self.faults.iter().rev().take(8).any(same) {
            self.faults.push(fault);
            self.halted |= self.faults.len() >= MOST;
        }
    }

    /// How many UTF-16 units stand before a place in the file, counted from where that was asked the last time.
    pub(super) fn units_before(&mut self, file: &str, at: u32) -> u32 {
        let (byte, units) = self.place;
        let between = |from: u32, to: u32| file[from as usize..to as usize].encode_utf16().count() as u32;
        let units = if at < byte { units - between(at, byte) } else { units + between(byte, at) };
        self.place = (at, units);
        units
    }

    /// Gives up.
    pub(super) fn halt(&mut self, problem: Problem, span: Span) {
        self.fault(Fault::new(problem, span));
        self.halted = true;
    }

    pub(super) fn list_from(&mut self, start: usize) -> Nodes {
        let list = self.tree.add_list(&self.scratch[start..]);
        self.scratch.truncate(start);
        list
    }
}
