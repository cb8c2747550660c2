//! Blocks as boxes: a question about each subject and the answer that each criterion wants.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::axis::{Axis, Question, Values};
use super::subjects::Subjects;
use crate::solution::{Block, Case, Subject, Test};

/// The looks at a criterion after which nothing more is told of some blocks: well under a second.
pub const MOST_LOOKS: usize = 10_000_000;

/// The search was given up.
pub(super) struct GivenUp;

/// An answer to a question, both by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Answer {
    pub question: usize,
    pub yes: bool,
}

/// Blocks, named by their index.
pub(super) struct Boxes {
    pub(super) axes: Vec<Axis>,
    pub(super) questions: Vec<Question>,
    /// The axis of each question, by index.
    pub(super) axis_of: Vec<usize>,
    /// The questions of each axis, by index.
    pub(super) questions_of: Vec<Vec<usize>>,
    pub(super) blocks: Vec<Vec<Answer>>,
    pub(super) looks_left: Cell<usize>,
}

impl Boxes {
    /// The boxes of these blocks.
    pub(super) fn new<'b>(
        subjects: &Subjects,
        case: Case,
        blocks: impl IntoIterator<Item = &'b Block>,
    ) -> Self {
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
        let mut boxes = Boxes { axes, questions, axis_of, questions_of, blocks: Vec::new(), looks_left };
        boxes.read(&blocks);
        boxes
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

    /// What the devices hold that are in all of these blocks; none where there are none.
    pub(super) fn common(&self, blocks: &[usize]) -> Option<Vec<Values>> {
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
