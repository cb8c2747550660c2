//! Blocks as boxes, and what can be asked about them: a device in some of them and in none of the others.

use std::collections::BTreeMap;

use super::axis::{Axis, Question, Values};
use super::meaning::{Case, Example};
use super::search::{Node, Search};
use super::subjects::{Range, Subjects};
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

/// Blocks as sets of devices. They are named by their index.
pub struct Sets {
    pub(super) axes: Vec<Axis>,
    pub(super) questions: Vec<Question>,
    /// The axis of each question, by index.
    pub(super) axis_of: Vec<usize>,
    /// The questions of each axis, by index.
    pub(super) questions_of: Vec<Vec<usize>>,
    pub(super) blocks: Vec<Vec<Answer>>,
    most_steps: usize,
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
        let most_steps = super::MOST_STEPS;
        let mut sets = Sets { axes, questions, axis_of, questions_of, blocks: Vec::new(), most_steps };
        sets.read(&blocks);
        sets
    }

    /// The same with another bound on the steps of a search.
    #[must_use]
    pub fn with_most_steps(self, most_steps: usize) -> Self {
        Sets { most_steps, ..self }
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
        self.search(within.into_iter().map(|block| vec![block]), &outside)
    }

    /// A device that is in none of these blocks.
    pub fn find_outside(&self, blocks: impl IntoIterator<Item = usize>) -> Found {
        let outside: Vec<usize> = blocks.into_iter().collect();
        self.search([Vec::new()], &outside)
    }

    /// A device that is in one of these blocks and in one of those.
    pub fn find_in_both(
        &self,
        these: impl IntoIterator<Item = usize>,
        those: impl IntoIterator<Item = usize>,
    ) -> Found {
        let those: Vec<usize> = those.into_iter().collect();
        let pairs = these.into_iter().flat_map(|this| those.iter().map(move |&that| vec![this, that]));
        self.search(pairs, &[])
    }

    /// A device that is in every block of one of these lists, and in none of the others.
    fn search(&self, within: impl IntoIterator<Item = Vec<usize>>, outside: &[usize]) -> Found {
        if self.axes.iter().any(|axis| axis.range == Range::Unknown) {
            return Found::CannotTell;
        }
        let mut search = Search::new(self, self.most_steps);
        let mut given_up = false;
        for blocks in within {
            let Some(start) = self.common(&blocks) else { continue };
            match search.outside(&start, outside) {
                Ok(None) => {}
                Ok(Some(node)) => return self.example(&node.values),
                Err(_) => given_up = true,
            }
        }
        if given_up { Found::CannotTell } else { Found::Nobody }
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

    /// Everything about a box that the search needs.
    pub(super) fn node(&self, values: &[Values]) -> Node {
        Node::new(self, values.to_vec())
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
