//! Groups made by chance, the same on every machine: unrelated ones, and ones that nearly mean the same.

use super::universe::{OPTIONS, PARTS, Universe, WHOLES, all_subjects};
use rmmgen::logic::criteria::{Example, opposite};
use rmmgen::solution::{Block, Criterion, Subject, Test, Value};

/// A group before and after.
#[derive(Debug)]
pub(crate) struct Two {
    pub(crate) old: Vec<Block>,
    pub(crate) new: Vec<Block>,
}

/// A source of cases.
pub(crate) struct Cases(u64);

impl Cases {
    pub(crate) fn new(seed: u64) -> Self {
        Cases(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % bound
    }

    fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    fn some(&mut self, of: &[&str]) -> Vec<String> {
        (0..=self.below(2)).map(|_| (*self.one(of)).to_owned()).collect()
    }

    pub(crate) fn two(&mut self) -> Two {
        let count = 1 + self.below(3);
        let subjects: Vec<Subject> = (0..count).map(|_| self.one(&all_subjects()).clone()).collect();
        self.on(&subjects)
    }

    /// On few values, so that every device can be asked without leaving any out.
    pub(crate) fn small(&mut self) -> Two {
        let all = all_subjects();
        let subjects = [all[0].clone(), all[2 + self.below(2)].clone()];
        self.on(&subjects)
    }

    fn on(&mut self, subjects: &[Subject]) -> Two {
        let old = self.blocks(subjects);
        let new = match self.below(3) {
            0 => self.blocks(subjects),
            _ => self.altered(&old, subjects),
        };
        Two { old, new }
    }

    fn blocks(&mut self, subjects: &[Subject]) -> Vec<Block> {
        (0..=self.below(3)).map(|_| self.block(subjects)).collect()
    }

    fn block(&mut self, subjects: &[Subject]) -> Block {
        let criteria = (0..=self.below(4)).map(|_| self.criterion(subjects)).collect();
        Block { note: None, criteria }
    }

    fn criterion(&mut self, subjects: &[Subject]) -> Criterion {
        let subject = self.one(subjects).clone();
        let test = match &subject {
            Subject::Field(key) if key == "flag" => Test::Equal(Value::Flag(self.below(2) == 0)),
            Subject::Field(key) if key == "choice" => self.test(&OPTIONS, &OPTIONS),
            _ => self.test(&PARTS, &WHOLES),
        };
        let test = if self.below(2) == 0 { test } else { opposite(&test) };
        Criterion { subject, test, outcomes: Vec::new() }
    }

    fn test(&mut self, parts: &[&str], wholes: &[&str]) -> Test {
        match self.below(8) {
            0 => Test::IsBlank(true),
            1..=3 => Test::Equal(Value::Text((*self.one(wholes)).to_owned())),
            _ => Test::ContainsAnyOf(self.some(parts)),
        }
    }

    /// A group with one to three changes, of which some leave the meaning as it is.
    fn altered(&mut self, old: &[Block], subjects: &[Subject]) -> Vec<Block> {
        let mut blocks = old.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(blocks.len());
            match self.below(6) {
                0 => blocks.push(self.block(subjects)),
                1 if blocks.len() > 1 => drop(blocks.remove(at)),
                2 if blocks[at].criteria.len() > 1 => drop(blocks[at].criteria.pop()),
                3 => {
                    let criterion = self.criterion(subjects);
                    blocks[at].criteria.push(criterion);
                }
                4 => blocks.rotate_left(1),
                _ => self.split(&mut blocks, at, subjects),
            }
        }
        blocks
    }

    /// A block as two, of which one has what the other has not: no device comes or goes.
    fn split(&mut self, blocks: &mut Vec<Block>, at: usize, subjects: &[Subject]) {
        let criterion = self.criterion(subjects);
        let mut other = blocks[at].clone();
        other.criteria.push(Criterion { test: opposite(&criterion.test), ..criterion.clone() });
        blocks[at].criteria.push(criterion);
        blocks.push(other);
    }

    /// The device as it is given, and with whatever else it might hold.
    pub(crate) fn completed(&mut self, example: &Example, universe: &Universe) -> Vec<Example> {
        let mut devices = vec![example.clone()];
        for _ in 0..self.below(3) {
            let given = example.values().map(|(subject, held)| (subject.clone(), held.clone()));
            let mut values: Vec<_> = given.collect();
            for (subject, held) in &universe.values {
                if example.get(subject).is_none() {
                    values.push((subject.clone(), self.one(held).clone()));
                }
            }
            devices.push(Example::new(values));
        }
        devices
    }
}
