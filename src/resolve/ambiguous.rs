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

    /// Groups that wait for an outcome, and by its text for another one too. One that waits for both means it.
    pub(super) fn ambiguous(&mut self, solution: &Solution) {
        let tasks = At::ROOT.key("task");
        for task in &solution.tasks {
            let at = tasks.key(&task.part.key);
            let pairs = task.outcomes.iter().flat_map(|held| task.outcomes.iter().map(move |it| (held, it)));
            for (held, holder) in pairs.filter(|(held, holder)| held.key != holder.key && holds(holder, held))
            {
                let mistaken = |group: &&Group| {
                    let mut criteria = group.blocks.iter().flat_map(|block| &block.criteria);
                    criteria.any(|it| names(it, task, held) && !names(it, task, holder))
                };
                let Some(group) = solution.groups.iter().find(mistaken) else { continue };
                let message = format!(
                    "`{}` holds what the outcome `{}` is recognised by: `{}`",
                    holder.text(),
                    held.key,
                    held.matched()
                );
                let groups = At::ROOT.key("group");
                let problem = self
                    .ambiguity(&at.key("outcome"), holder, held, message)
                    .also(
                        self.document.key(&groups.key(&group.part.key)),
                        format!("waits for `{}` alone, and gets both", held.key),
                    )
                    .help(
                        "groups match by substring: change one of the texts, or let the group wait for both",
                    );
                self.problems.push(problem);
            }
        }
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
