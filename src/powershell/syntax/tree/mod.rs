//! The tree: nodes in one array, each below its number's parent, so that dropping it or walking through it needs no
//! recursion however deep it is.
//!
//! A node's children have smaller numbers than the node. Whoever goes through [`Tree::ids`] therefore meets the parts
//! of an expression before the expression, and can compute values from the leaves up in a plain loop. That matters
//! for chains: `$a + $b + …` leans to the left, a hundred thousand deep if it has to.

mod children;
mod kind;
mod operators;
mod walk;

use std::num::NonZeroU32;
use std::ops::Range;

pub use kind::*;
pub use operators::{Assignment, Case, Operator};
pub use walk::{Step, Walk};

/// A stretch of the text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

impl Span {
    /// From here to there.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// As a range to cut the text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of this to the end of that.
    pub(super) fn to(self, other: Span) -> Span {
        Span { start: self.start, end: other.end.max(self.start) }
    }

    /// The place behind it.
    pub(super) fn after(self) -> Span {
        Span { start: self.end, end: self.end }
    }
}

/// The number of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    /// The number, from 0, to index an array of one entry a node.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    fn from_index(index: usize) -> NodeId {
        let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        NodeId(number.expect("a text is shorter than 4 GB, and a node is not free"))
    }
}

/// A list of nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nodes {
    start: u32,
    len: u32,
}

impl Nodes {
    /// Nothing is in it.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// How many are in it.
    pub fn len(self) -> usize {
        self.len as usize
    }
}

/// A node: what it is, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is, and its parts.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

/// The tree of a text.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    lists: Vec<NodeId>,
    parents: Vec<Option<NodeId>>,
}

/// How far a tree had grown, to go back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    nodes: usize,
    lists: usize,
}

impl Tree {
    /// The outermost script block.
    pub fn root(&self) -> NodeId {
        NodeId::from_index(self.nodes.len().saturating_sub(1))
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// What a node is.
    pub fn kind(&self, id: NodeId) -> &Kind {
        &self.node(id).kind
    }

    /// Where a node stands.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// A list of nodes.
    pub fn list(&self, nodes: Nodes) -> &[NodeId] {
        &self.lists[nodes.start as usize..(nodes.start + nodes.len) as usize]
    }

    /// The node that this one is a part of.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.parents.get(id.index()).copied().flatten()
    }

    /// All that surrounds a node, the nearest first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&id| self.parent(id))
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes, the parts of a node before the node itself.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::from_index)
    }

    pub(super) fn add(&mut self, kind: Kind, span: Span) -> NodeId {
        self.nodes.push(Node { kind, span });
        NodeId::from_index(self.nodes.len() - 1)
    }

    pub(super) fn add_list(&mut self, nodes: &[NodeId]) -> Nodes {
        let start = u32::try_from(self.lists.len()).expect("a text is shorter than 4 GB");
        self.lists.extend_from_slice(nodes);
        Nodes { start, len: u32::try_from(nodes.len()).expect("a text is shorter than 4 GB") }
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { nodes: self.nodes.len(), lists: self.lists.len() }
    }

    pub(super) fn back_to(&mut self, mark: Mark) {
        self.nodes.truncate(mark.nodes);
        self.lists.truncate(mark.lists);
    }

    /// Takes back a node that was added last and is a part of nothing.
    pub(super) fn pop(&mut self, id: NodeId) {
        if id.index() + 1 == self.nodes.len() {
            self.nodes.pop();
        }
    }

    pub(super) fn reserve(&mut self, nodes: usize) {
        self.nodes.reserve(nodes);
    }

    /// Fills in the parents once all nodes are there.
    pub(super) fn finish(&mut self) {
        let mut parents = vec![None; self.nodes.len()];
        for id in self.ids() {
            self.each_child(id, |child| parents[child.index()] = Some(id));
        }
        self.parents = parents;
    }
}
