//! A walk through a tree that keeps its place on the heap.

use super::{NodeId, Tree};

/// A step of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A node, before its parts.
    Enter(NodeId),
    /// The same node, behind its parts.
    Leave(NodeId),
}

/// A walk through a node and all below it, each before and behind its parts.
#[derive(Debug)]
pub struct Walk<'a> {
    tree: &'a Tree,
    rest: Vec<Step>,
}

impl Tree {
    /// Walks through a node and all below it, in the order of the text.
    pub fn walk(&self, from: NodeId) -> Walk<'_> {
        Walk { tree: self, rest: vec![Step::Enter(from)] }
    }

    /// A node and all below it, each before its parts.
    pub fn descendants(&self, from: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.walk(from).filter_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }
}

impl Walk<'_> {
    /// Passes over the parts of the node that was entered last.
    pub fn skip_parts(&mut self) {
        while matches!(self.rest.last(), Some(Step::Enter(_))) {
            self.rest.pop();
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.rest.pop()?;
        if let Step::Enter(id) = step {
            self.rest.push(Step::Leave(id));
            let first = self.rest.len();
            let rest = &mut self.rest;
            self.tree.each_child(id, |child| rest.push(Step::Enter(child)));
            self.rest[first..].reverse();
        }
        Some(step)
    }
}
