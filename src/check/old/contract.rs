//! What holds only between parts: every outcome that reaches a field is seen, and what a script's line is tested
//! for can be told from other texts.

use super::Check;
use super::detail::Detail;
use super::tasks::SHORTEST_MATCH;
use crate::check;
use crate::diag::Problem;
use crate::document::At;
use crate::logic::contract::{Meets, Shape, lines};
use crate::logic::criteria::Case;
use crate::manifest::CriterionTable;
use crate::solution::{Criterion, Group, Outcome, Solution, Subject, Task, Test};

impl Check<'_> {
    pub(super) fn contract(&mut self, solution: &Solution) {
        self.short_literals(solution);
        self.ambiguous(solution);
        self.ambiguous_between_tasks(solution);
        self.held(solution);
        self.spelling(solution);
        self.whole_lines(solution);
        self.fields_in_use(solution);
        self.targeting(solution);
        self.overlapping(solution);
        self.loops(solution);
        self.idle_rows(solution);
        // A group that waits for the wrong text is one mistake, not two.
        if self.problems.list().iter().any(|problem| problem.code == &check::values::never_held::CODE) {
            return;
        }
        for task in &solution.tasks {
            for outcome in task.outcomes.iter().filter(|outcome| !outcome.unwatched) {
                self.watched(solution, task, outcome);
            }
        }
    }

    fn watched(&mut self, solution: &Solution, task: &Task, outcome: &Outcome) {
        let stored: Vec<(&str, Shape<'_>)> = lines(solution, task, outcome).collect();
        let criteria = solution.groups.iter().flat_map(Group::criteria);
        let never_whole = self.detail(task, outcome) == Detail::Always;
        let is_seen = |criterion: &Criterion| {
            let Subject::Field(tested) = &criterion.subject else { return false };
            let never = |shape: &Shape<'_>| {
                never_whole && matches!((shape, &criterion.test), (Shape::Line { .. }, Test::Equal(_)))
            };
            stored.iter().any(|(field, shape)| field == tested && !never(shape) && waits(criterion, shape))
        };
        if stored.is_empty() || criteria.into_iter().any(is_seen) {
            return;
        }
        let table = At::ROOT.key("task");
        let task_at = table.key(&task.part.key);
        let at = task_at.key("outcome");
        let message = format!("no group selects the devices that report `{}`", outcome.key);
        let help = format!(
            "a group with outcome = \"{}.{}\", or `unwatched = true` here",
            task.part.key, outcome.key
        );
        let problem = Problem::new(&check::outcomes::unwatched_outcome::CODE, message)
            .at(self.document.key(&at.key(&outcome.key)))
            .help(help);
        self.problems.push(problem);
    }

    /// Texts that a script's line is tested for and that stand in almost any message.
    fn short_literals(&mut self, solution: &Solution) {
        let stored: Vec<&str> = solution
            .tasks
            .iter()
            .flat_map(|task| task.outcomes.iter().flat_map(|outcome| task.stores(&outcome.key)))
            .collect();
        self.each_criterion(|resolver, at, criterion| {
            if criterion.field.as_deref().is_some_and(|key| stored.contains(&key)) {
                resolver.short_in(at, criterion);
            }
        });
    }

    fn short_in(&mut self, at: &At<'_>, criterion: &CriterionTable) {
        let lists = [
            ("contains-any-of", &criterion.contains_any_of),
            ("does-not-contain-any-of", &criterion.does_not_contain_any_of),
        ];
        for (key, values) in lists {
            for (place, value) in values.iter().flatten().enumerate() {
                if value.chars().count() < SHORTEST_MATCH {
                    self.short_match(&at.key(key).index(place), value);
                }
            }
        }
    }

    /// Visits each criterion once, where it is written: in a shared condition or in a group.
    pub(super) fn each_criterion(&mut self, mut visit: impl FnMut(&mut Self, &At<'_>, &CriterionTable)) {
        for site in &self.origins.sites {
            if let Some(table) = site.table {
                site.path.look(|at| visit(self, at, table));
            }
        }
    }
}

/// Whether a criterion waits for values of this shape.
fn waits(criterion: &Criterion, shape: &Shape<'_>) -> bool {
    let is_positive = matches!(criterion.test, Test::ContainsAnyOf(_) | Test::Equal(_));
    is_positive && shape.meets(&criterion.test, Case::Sensitive) != Meets::Never
}
