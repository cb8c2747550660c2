//! Blocks as boxes, and what can be asked about them: a device in some of them and in none of the others.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::axis::{Axis, Question, Values};
use super::meaning::{Case, Example};
use super::search::{GivenUp, MOST_LOOKS, Node, Search};
use super::subjects::Subjects;
use crate::solution::{Block, Subject, Test};

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

/// An answer to a question, both by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Answer {
    pub question: usize,
    pub yes: bool,
}

/// A box of devices that was found: where the search began, and where it ended if it had to leave blocks.
struct Hit {
    start: Vec<Values>,
    node: Option<Node>,
}

/// Blocks as sets of devices. They are named by their index.
pub struct Sets {
    pub(super) axes: Vec<Axis>,
    pub(super) questions: Vec<Question>,
    /// The axis of each question, by index.
    pub(super) axis_of: Vec<usize>,
    /// The questions of each axis, by index.
    pub(super) questions_of: Vec<Vec<usize>>,
    pub(super) blocks: Vec<Vec<Answer>>,
    looks_left: Cell<usize>,
}

impl Sets {
    /// The sets of these blocks.
    pub fn new<'b>(subjects: &Subjects, case: Case, blocks: impl IntoIterator<Item = &'b Block>) -> Self {
        let blocks: Vec<&Block> = blocks.into_iter().collect();
        let tests = tests(&blocks);
        let order = tests.keys().map(|(_, subject)| *subject);
        let axes: Vec<Axis> = order
            .zip(tests.values())
            .map(|(subject, tests)| Axis::new(subject, subjects, case, tests))
            .collect();
        let questions_of = vec![Vec::new(); axes.len()];
        let (questions, axis_of) = (Vec::new(), Vec::new());
        let looks_left = Cell::new(MOST_LOOKS);
        let mut sets = Sets { axes, questions, axis_of, questions_of, blocks: Vec::new(), looks_left };
        sets.read(&blocks);
        sets
    }

    /// The same with another bound on the looks at a criterion.
    #[must_use]
    pub fn with_most_looks(self, most: usize) -> Self {
        self.looks_left.set(most);
        self
    }

    /// Counts looks at criteria.
    pub(super) fn look(&self, looks: usize) -> Result<(), GivenUp> {
        let left = self.looks_left.get().checked_sub(looks);
        self.looks_left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(GivenUp)
    }

    /// Turns each criterion into an answer; the same question is asked once.
    fn read(&mut self, blocks: &[&Block]) {
        let axes: BTreeMap<Subject, usize> =
            self.axes.iter().enumerate().map(|(index, axis)| (axis.subject.clone(), index)).collect();
        let mut numbers: BTreeMap<(usize, Question), usize> = BTreeMap::new();
        for block in blocks {
            let mut answers = Vec::new();
            for criterion in &block.criteria {
                let axis = axes[&criterion.subject];
                let (question, yes) = self.axes[axis].question(&criterion.test);
                let number = *numbers.entry((axis, question)).or_insert_with_key(|(_, question)| {
                    self.questions.push(question.clone());
                    self.axis_of.push(axis);
                    self.questions_of[axis].push(self.questions.len() - 1);
                    self.questions.len() - 1
                });
                answers.push(Answer { question: number, yes });
            }
            answers.sort();
            answers.dedup();
            self.blocks.push(answers);
        }
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
        let mut given_up = self.axes.iter().any(|axis| axis.is_out_of_reach);
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
        self.look(within.iter().map(|&block| self.blocks[block].len()).sum())?;
        let Some(start) = self.common(within) else { return Ok(None) };
        if outside.is_empty() {
            return Ok(Some(Hit { start, node: None }));
        }
        let node = Search { sets: self }.outside(&start, outside)?;
        Ok(node.map(|node| Hit { start, node: Some(node) }))
    }

    /// What was found, as a device that names what matters and no more.
    fn shown(&self, found: Result<Option<Hit>, GivenUp>, outside: &[usize]) -> Found {
        let widened = |hit: Hit| match hit.node {
            None => Ok(hit.start),
            Some(node) => Search { sets: self }.widened(node, &hit.start, outside).map(|node| node.values),
        };
        match found.and_then(|hit| hit.map(widened).transpose()) {
            Ok(None) => Found::Nobody,
            Ok(Some(values)) => self.example(&values),
            Err(GivenUp) => Found::CannotTell,
        }
    }

    /// What the devices hold that are in all of these blocks; none where there are none.
    fn common(&self, blocks: &[usize]) -> Option<Vec<Values>> {
        let mut values: Vec<Values> = self.axes.iter().map(Axis::values).collect();
        for answer in blocks.iter().flat_map(|&block| &self.blocks[block]) {
            self.assume(&mut values, *answer);
        }
        let possible = |(axis, values): (&Axis, &Values)| axis.possible(&self.questions, values, None);
        self.axes.iter().zip(&values).all(possible).then_some(values)
    }

    pub(super) fn assume(&self, values: &mut [Values], answer: Answer) {
        let Answer { question, yes } = answer;
        values[self.axis_of[question]].answer(question, &self.questions[question], yes);
    }

    /// The device that holds these values. What is left open is not named: it holds for every device.
    fn example(&self, values: &[Values]) -> Found {
        let asked = self.axes.iter().zip(values).filter(|(_, values)| !values.are_all());
        let picked = asked.map(|(axis, values)| {
            let held = axis.pick(&self.questions, values);
            debug_assert!(held.is_some(), "{:?} has no value in {values:?}", axis.subject);
            Some((axis.subject.clone(), held?))
        });
        picked.collect::<Option<Vec<_>>>().map_or(Found::CannotTell, |held| Found::Device(Example::new(held)))
    }
}

/// The tests of each subject, in the order in which the subjects first stand.
fn tests<'b>(blocks: &[&'b Block]) -> BTreeMap<(usize, &'b Subject), Vec<&'b Test>> {
    let mut order: BTreeMap<&Subject, usize> = BTreeMap::new();
    let mut tests: BTreeMap<(usize, &Subject), Vec<&Test>> = BTreeMap::new();
    for criterion in blocks.iter().flat_map(|block| &block.criteria) {
        let next = order.len();
        let place = *order.entry(&criterion.subject).or_insert(next);
        tests.entry((place, &criterion.subject)).or_default().push(&criterion.test);
    }
    tests
}
