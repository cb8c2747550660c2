//! What holds only between parts: every outcome that reaches a field is seen, and what a script's line is tested
//! for can be told from other texts.

use super::Check;
use super::detail::Detail;
use super::tasks::SHORTEST_MATCH;
use crate::check;
use crate::diag::Problem;
use crate::document::At;
use crate::logic::runs::{Catch, Watch};
use crate::manifest::CriterionTable;
use crate::solution::{FieldKey, Outcome, Solution, Task};

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
        let watch = Watch::new(solution);
        for task in &solution.tasks {
            for outcome in task.outcomes.iter().filter(|outcome| !outcome.unwatched) {
                self.watched(&watch, task, outcome);
            }
        }
    }

    fn watched<'s>(&mut self, watch: &Watch<'s>, task: &'s Task, outcome: &'s Outcome) {
        let never_whole = self.detail(task, outcome) == Detail::Always;
        let catching = watch.catching(task, outcome);
        let mut catching = catching.iter().filter(|(_, how)| !never_whole || *how == Catch::Always);
        // A task that runs once waits for its own outcome; a device that leaves by an error is seen by nobody.
        let leaves = || !task.is_of_error(&outcome.key) && !watch.excluding(task, outcome).is_empty();
        if !watch.is_stored(task, outcome) || catching.next().is_some() || leaves() {
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
        let stored: Vec<&FieldKey> = solution
            .tasks
            .iter()
            .flat_map(|task| task.outcomes.iter().flat_map(|outcome| task.stored_in(&outcome.key)))
            .collect();
        self.each_criterion(|resolver, at, criterion| {
            if criterion.field.as_deref().is_some_and(|key| stored.iter().any(|it| **it == key)) {
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
