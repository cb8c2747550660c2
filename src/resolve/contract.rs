//! What holds only between parts: every outcome that reaches a field is seen, and what a script's line is tested
//! for can be told from other texts.

use super::Resolver;
use super::tasks::SHORTEST_MATCH;
use crate::diag::{Code, Problem};
use crate::document::At;
use crate::manifest::CriterionTable;
use crate::solution::{Criterion, Outcome, Solution, Subject, Task, Test, Value};

impl Resolver<'_> {
    pub(super) fn contract(&mut self, solution: &Solution) {
        self.short_literals(solution);
        self.targeting(solution);
        self.overlapping(solution);
        for task in &solution.tasks {
            for outcome in task.outcomes.iter().filter(|outcome| !outcome.unwatched) {
                self.watched(solution, task, outcome);
            }
        }
    }

    fn watched(&mut self, solution: &Solution, task: &Task, outcome: &Outcome) {
        let stores = task.stores(&outcome.key);
        let criteria =
            solution.groups.iter().flat_map(|group| &group.blocks).flat_map(|block| &block.criteria);
        let mut on_field = criteria.filter(|criterion| match &criterion.subject {
            Subject::Field(key) => stores.contains(&key.as_str()),
            _ => false,
        });
        if stores.is_empty() || on_field.any(|criterion| selects(criterion, outcome.text())) {
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
        let problem = Problem::new(Code::UnwatchedOutcome, message)
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
        for site in std::mem::take(&mut self.sites) {
            let on_stored =
                |table: &&CriterionTable| table.field.as_deref().is_some_and(|field| stored.contains(&field));
            if let Some(table) = site.table.filter(on_stored) {
                site.path.look(|at| self.short_in(at, table));
            }
            self.sites.push(site);
        }
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
}

/// Whether a criterion on its field is met by a value that begins with an outcome's text.
fn selects(criterion: &Criterion, text: &str) -> bool {
    match &criterion.test {
        Test::ContainsAnyOf(values) => values.iter().any(|value| text.contains(value.as_str())),
        Test::Equal(Value::Text(value)) => value == text,
        _ => false,
    }
}
