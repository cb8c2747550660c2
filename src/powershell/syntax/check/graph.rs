//! A graph of what may run behind what, and which variables are surely set where.

use crate::powershell::syntax::tree::NodeId;

/// A stretch that runs from start to end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Block(usize);

#[derive(Default)]
pub(super) struct Graph {
    blocks: Vec<Node>,
    variables: usize,
}

#[derive(Default)]
struct Node {
    events: Vec<Event>,
    next: Vec<usize>,
    before: Vec<usize>,
    reachable: bool,
    /// It ends in `return`, `throw` or `exit`.
    leaves: bool,
}

enum Event {
    Read(usize, NodeId),
    Set(usize),
}

impl Graph {
    /// The first block.
    pub(super) fn entry(&mut self) -> Block {
        self.add(Node { reachable: true, ..Node::default() })
    }

    /// A block that nothing reaches so far.
    pub(super) fn block(&mut self) -> Block {
        self.add(Node::default())
    }

    /// One that throws.
    pub(super) fn throwing(&mut self) -> Block {
        self.add(Node { leaves: true, ..Node::default() })
    }

    fn add(&mut self, node: Node) -> Block {
        self.blocks.push(node);
        Block(self.blocks.len() - 1)
    }

    pub(super) fn leaves(&mut self, block: Block) {
        self.blocks[block.0].leaves = true;
    }

    pub(super) fn flow(&mut self, from: Block, to: Block) {
        if self.blocks[from.0].next.contains(&to.0) {
            return;
        }
        // As PowerShell has it: what becomes reachable later does not pass it on.
        self.blocks[to.0].reachable |= self.blocks[from.0].reachable;
        self.blocks[from.0].next.push(to.0);
        self.blocks[to.0].before.push(from.0);
    }

    pub(super) fn read(&mut self, block: Block, variable: usize, node: NodeId) {
        self.variables = self.variables.max(variable + 1);
        self.blocks[block.0].events.push(Event::Read(variable, node));
    }

    pub(super) fn set(&mut self, block: Block, variable: usize) {
        self.variables = self.variables.max(variable + 1);
        self.blocks[block.0].events.push(Event::Set(variable));
    }

    /// Every way into this block comes from one that leaves.
    pub(super) fn always_leaves(&self, exit: Block) -> bool {
        let mut before = self.blocks[exit.0].before.iter().map(|&block| &self.blocks[block]);
        before.all(|block| block.leaves || !block.reachable)
    }

    /// Reads of variables that are not set on every way that leads there, in order. Loops are gone through once.
    pub(super) fn unset_reads(&self, dynamic: &[usize]) -> Vec<NodeId> {
        let mut set: Vec<Option<Vec<bool>>> = self.blocks.iter().map(|_| None).collect();
        let mut found = Vec::new();
        for block in self.order() {
            let mut here = self.set_before(block, &set);
            for event in &self.blocks[block].events {
                match *event {
                    Event::Set(variable) => here[variable] = true,
                    Event::Read(variable, node) if !here[variable] || dynamic.contains(&variable) => {
                        found.push(node);
                    }
                    Event::Read(..) => {}
                }
            }
            set[block] = Some(here);
        }
        found.sort_unstable();
        found
    }

    fn set_before(&self, block: usize, set: &[Option<Vec<bool>>]) -> Vec<bool> {
        if block == 0 {
            return vec![false; self.variables];
        }
        let mut here = vec![true; self.variables];
        for before in self.blocks[block].before.iter().filter_map(|&before| set[before].as_ref()) {
            here.iter_mut().zip(before).for_each(|(here, &before)| *here &= before);
        }
        here
    }

    /// The blocks that the entry leads to, each behind those that lead to it, but for loops.
    fn order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut seen = vec![false; self.blocks.len()];
        let mut path = vec![(0, 0)];
        seen[0] = true;
        while let Some((block, next)) = path.pop() {
            match self.blocks[block].next.get(next) {
                Some(&to) => {
                    path.push((block, next + 1));
                    if !std::mem::replace(&mut seen[to], true) {
                        path.push((to, 0));
                    }
                }
                None => order.push(block),
            }
        }
        order.reverse();
        order
    }
}
