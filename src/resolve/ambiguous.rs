//! Outcomes of which one holds what the other one is recognised by.

use super::Resolver;
use crate::diag::{Code, Problem};
use crate::document::At;
use crate::solution::{Criterion, Group, Outcome, Solution, Subject, Task, Test};

impl Resolver<'_> {
    /// Two outcomes that print the same: no group can tell them apart.
    pub(super) fn same_texts(&mut self, table: &At<'_>, outcomes: &[Outcome]) {
        let lower: Vec<String> = outcomes.iter().map(|outcome| outcome.text().to_lowercase()).collect();
        for (index, text) in lower.iter().enumerate() {
            if let Some(first) = lower[..index].iter().position(|other| other == text) {
                let message = format!("two outcomes print `{}`", outcomes[index].text());
                let problem = self.ambiguity(table, &outcomes[index], &outcomes[first], message);
                self.problems
                    .push(problem.help("no group could tell the two apart: change one of the texts"));
            }
        }
    }

    /// Outcomes that whoever waits for another one gets too; a group that does is named.
    pub(super) fn ambiguous(&mut self, solution: &Solution) {
        let tasks = At::ROOT.key("task");
        for task in &solution.tasks {
            let at = tasks.key(&task.part.key);
            let pairs = task.outcomes.iter().flat_map(|held| task.outcomes.iter().map(move |it| (held, it)));
            let is_mixed = |(held, holder): &(&Outcome, &Outcome)| {
                holder.text().to_lowercase() != held.text().to_lowercase() && holds(holder, held)
            };
            for (held, holder) in pairs.filter(is_mixed) {
                let problem = self.mixed(solution, task, &at.key("outcome"), [held, holder]);
                self.problems.push(problem);
            }
        }
    }

    fn mixed(
        &self,
        solution: &Solution,
        task: &Task,
        table: &At<'_>,
        [held, holder]: [&Outcome; 2],
    ) -> Problem {
        let (text, matched) = (holder.text(), held.matched());
        let message = format!("`{text}` holds what the outcome `{}` is recognised by: `{matched}`", held.key);
        let problem = self.ambiguity(table, holder, held, message);
        let mistaken = |group: &&Group| {
            let mut criteria = group.criteria();
            criteria.any(|it| names(it, task, held) && !names(it, task, holder))
        };
        let groups = At::ROOT.key("group");
        let problem = match solution.groups.iter().find(mistaken) {
            None => problem,
            Some(group) => problem.also(
                self.document.key(&groups.key(&group.part.key)),
                format!("waits for `{}` alone, and gets both", held.key),
            ),
        };
        problem.help("groups match by substring, so whoever waits for one gets both: change one of the texts")
    }

    fn ambiguity(&self, table: &At<'_>, holder: &Outcome, held: &Outcome, message: String) -> Problem {
        Problem::new(Code::AmbiguousMatch, message)
            .at(self.document.value(&table.key(&holder.key).key("text")))
            .also(self.document.value(&table.key(&held.key).key("text")), "the other outcome")
    }
}

/// Whether a text holds what another outcome is recognised by, in some letter case.
fn holds(holder: &Outcome, held: &Outcome) -> bool {
    holder.text().to_lowercase().contains(&held.matched().to_lowercase())
}

/// Whether a criterion says that it is about an outcome: by its name, or by the text that it is recognised by.
fn names(criterion: &Criterion, task: &Task, outcome: &Outcome) -> bool {
    if !criterion.outcomes.is_empty() {
        return criterion.outcomes.iter().any(|it| it.task == task.part.key && it.outcome == outcome.key);
    }
    let Subject::Field(field) = &criterion.subject else { return false };
    let (Test::ContainsAnyOf(texts) | Test::DoesNotContainAnyOf(texts)) = &criterion.test else {
        return false;
    };
    let matched = outcome.matched().to_lowercase();
    let is_stored = task.stores(&outcome.key).contains(&field.as_str());
    is_stored && texts.iter().any(|text| text.to_lowercase() == matched)
}
