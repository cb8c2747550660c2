//! Alternatives of an `any` that change nothing.

use super::Check;
use crate::check;
use crate::check::analyse::{Idle, idle};
use crate::diag::Problem;
use crate::diff::words;
use crate::logic::conditions::{Alternatives, Compiler, Condition, Terms};
use crate::logic::criteria::Subjects;
use crate::solution::{Block, Solution};
use crate::source::Place;

impl Check<'_> {
    /// Those of every `any` in a condition. What stands in a shared one is looked at there.
    pub(super) fn idle_in(
        &self,
        solution: &Solution,
        subjects: &Subjects,
        condition: &Condition,
        problems: &mut Vec<Problem>,
    ) {
        let of = match condition {
            Condition::Is(_) | Condition::Use { .. } => return,
            Condition::All { of, .. } => of,
            Condition::Any { of, .. } => {
                problems.extend(self.idle_of(solution, subjects, of));
                of
            }
        };
        of.iter().for_each(|part| self.idle_in(solution, subjects, part, problems));
    }

    fn idle_of(&self, solution: &Solution, subjects: &Subjects, of: &[Condition]) -> Vec<Problem> {
        let mut compiler = Compiler::default();
        let compiled: Result<Vec<Alternatives>, _> = of.iter().map(|part| compiler.compile(part)).collect();
        // One that comes to too many blocks has been refused.
        let Ok(compiled) = compiled else { return Vec::new() };
        let blocks: Vec<Vec<Block>> =
            compiled.iter().map(|it| it.blocks.iter().map(block).collect()).collect();
        let place = |index: usize| self.origins.at_site(of[index].at(), |at| self.document.value(at));
        let problem = |idle: Idle| match idle {
            Idle::Inside(this, other) => Some(
                Problem::new(
                    &check::groups::redundant_block::CODE,
                    "every device that meets this alternative meets another one of the same `any` too",
                )
                .at(place(this))
                .also(place(other), "this one")
                .help("take it out, or look whether it was meant to select something else"),
            ),
            Idle::Never(this, _) if compiled[this].compiled => None,
            Idle::Never(this, criteria) => {
                let [block] = blocks[this].as_slice() else { return None };
                let words = criteria
                    .iter()
                    .map(|&index| format!("`{}`", words::criterion(solution, &block.criteria[index])));
                let words: Vec<String> = words.collect();
                let message = format!("no device meets this alternative: {}", words.join(", "));
                let place = self.last_of(&compiled[this].blocks[0], &criteria).unwrap_or_else(|| place(this));
                Some(Problem::new(&check::groups::never_matches::CODE, message).at(place).help(
                    "the alternative selects no device; criteria of which one is enough stand side by side in the `any`",
                ))
            }
        };
        idle(subjects, &blocks).into_iter().filter_map(problem).collect()
    }

    /// The place of the last of these criteria.
    fn last_of(&self, terms: &Terms, criteria: &[usize]) -> Option<Place> {
        let term = terms.get(*criteria.last()?)?;
        Some(self.first_place(&term.from))
    }
}

fn block(terms: &Terms) -> Block {
    Block { note: None, criteria: terms.iter().map(|term| term.criterion.clone()).collect() }
}
