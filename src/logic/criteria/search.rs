//! The search for a device that is in a box and in none of some blocks.
//!
//! It takes the block that can be missed in the fewest ways and tries each: a device that misses its first
//! criterion, one that meets the first and misses the second, and so on. A block that shares no device with the box
//! is done with; a box inside a block is a dead end. In the worst case this doubles with every block, as the problem
//! itself does; criteria that people write take few steps.

use super::axis::Values;
use super::boxes::{Answer, Boxes, GivenUp};

/// The blocks missed one after the other, by a choice each, after which a comparison is given up.
pub const DEEPEST: usize = 400;

/// A box, and which questions all of its devices answer alike.
#[derive(Clone)]
pub(super) struct Node {
    pub values: Vec<Values>,
    known: Vec<Option<bool>>,
}

impl Node {
    fn new(boxes: &Boxes, values: Vec<Values>) -> Result<Self, GivenUp> {
        let mut node = Node { values, known: vec![None; boxes.questions.len()] };
        for axis in 0..boxes.axes.len() {
            node.learn(boxes, axis)?;
        }
        Ok(node)
    }

    /// Those of its devices that give this answer.
    fn assume(&mut self, boxes: &Boxes, answer: Answer) -> Result<(), GivenUp> {
        boxes.assume(&mut self.values, answer);
        self.learn(boxes, boxes.axis_of[answer.question])
    }

    /// Finds the questions about a subject that are now answered.
    fn learn(&mut self, boxes: &Boxes, axis: usize) -> Result<(), GivenUp> {
        boxes.look(boxes.questions_of[axis].len() * boxes.axes[axis].looks())?;
        for &number in &boxes.questions_of[axis] {
            if self.known[number].is_none() {
                self.known[number] = self.answer(boxes, axis, number);
            }
        }
        Ok(())
    }

    fn answer(&self, boxes: &Boxes, axis: usize, number: usize) -> Option<bool> {
        let question = &boxes.questions[number];
        let may =
            |yes| boxes.axes[axis].possible(&boxes.questions, &self.values[axis], Some((question, yes)));
        match (may(true), may(false)) {
            (true, true) => None,
            (yes, _) => Some(yes),
        }
    }

    /// Whether none of its devices is in the block.
    fn misses(&self, block: &[Answer]) -> bool {
        block.iter().any(|answer| self.known[answer.question] == Some(!answer.yes))
    }

    /// The criteria of the block that some of its devices meet and some do not.
    fn open(&self, block: &[Answer]) -> impl Iterator<Item = Answer> {
        block.iter().copied().filter(|answer| self.known[answer.question].is_none())
    }
}

/// A search among some blocks.
pub(super) struct Search<'s> {
    pub boxes: &'s Boxes,
}

impl Search<'_> {
    /// A box of devices that are in this box, which is not empty, and in none of these blocks.
    pub(super) fn outside(&self, start: &[Values], blocks: &[usize]) -> Result<Option<Node>, GivenUp> {
        let node = Node::new(self.boxes, start.to_vec())?;
        self.missing(node, blocks.to_vec(), 0)
    }

    fn missing(&self, mut node: Node, mut blocks: Vec<usize>, depth: usize) -> Result<Option<Node>, GivenUp> {
        let boxes = self.boxes;
        if depth == DEEPEST {
            return Err(GivenUp);
        }
        boxes.look(blocks.iter().map(|&block| boxes.blocks[block].len()).sum())?;
        blocks.retain(|&block| !node.misses(&boxes.blocks[block]));
        let choices = |block: &&usize| node.open(&boxes.blocks[**block]).count();
        let Some(&block) = blocks.iter().min_by_key(choices) else { return Ok(Some(node)) };
        for criterion in &boxes.blocks[block] {
            // Each is looked at again: those before it may have settled it.
            match node.known[criterion.question] {
                Some(answer) if answer == criterion.yes => continue,
                Some(_) => return self.missing(node, blocks, depth + 1),
                None => {}
            }
            let mut other = node.clone();
            other.assume(boxes, Answer { yes: !criterion.yes, ..*criterion })?;
            if let Some(found) = self.missing(other, blocks.clone(), depth + 1)? {
                return Ok(Some(found));
            }
            node.assume(boxes, *criterion)?;
        }
        Ok(None)
    }

    /// Gives back, subject by subject, what the search narrowed without need, so that an example names what matters.
    pub(super) fn widened(
        &self,
        mut node: Node,
        start: &[Values],
        blocks: &[usize],
    ) -> Result<Node, GivenUp> {
        for axis in (0..start.len()).rev() {
            if node.values[axis] == start[axis] {
                continue;
            }
            let mut values = node.values.clone();
            values[axis].clone_from(&start[axis]);
            let wider = Node::new(self.boxes, values)?;
            if blocks.iter().all(|&block| wider.misses(&self.boxes.blocks[block])) {
                node = wider;
            }
        }
        Ok(node)
    }
}
