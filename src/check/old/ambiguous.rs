//! Outcomes of which one holds what the other one is recognised by.

use std::collections::BTreeSet;

use super::Check;
use crate::check;
use crate::diag::Problem;
use crate::document::At;
use crate::solution::{Criterion, Group, Outcome, OutcomeRef, Solution, Subject, Task, Test};

impl Check<'_> {
    /// Two outcomes that print the same: no group can tell them apart.
    pub(super) fn same_texts(&mut self, table: &At<'_>, outcomes: &[Outcome]) {
        let lower: Vec<String> = outcomes.iter().map(|outcome| outcome.text().to_lowercase()).collect();
        for (index, text) in lower.iter().enumerate() {
            if let Some(first) = lower[..index].iter().position(|other| other == text) {
                let message = format!("two outcomes print `{}`", outcomes[index].text());
                let problem = self.ambiguity(table, &outcomes[index], table, &outcomes[first], message);
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
        let problem = self.ambiguity(table, holder, table, held, message);
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

    /// Outcomes of other tasks, stored in the same field, that a group gets though it names only the one of this task.
    pub(super) fn ambiguous_between_tasks(&mut self, solution: &Solution) {
        let mut said = BTreeSet::new();
        for group in &solution.groups {
            for criterion in group.criteria().filter(|it| !it.outcomes.is_empty()) {
                for (task, outcome, held) in gets_too(solution, criterion) {
                    if said.insert((&task.part.key, &outcome.key, held)) {
                        let problem = self.gets_too(solution, group, (task, outcome), held);
                        self.problems.push(problem);
                    }
                }
            }
        }
    }

    fn gets_too(
        &self,
        solution: &Solution,
        group: &Group,
        (task, holder): (&Task, &Outcome),
        held: &OutcomeRef,
    ) -> Problem {
        let (tasks, groups) = (At::ROOT.key("task"), At::ROOT.key("group"));
        let (here, there) = (tasks.key(&task.part.key), tasks.key(&held.task));
        let own = solution.task(&held.task).and_then(|task| task.outcome(&held.outcome)).unwrap_or(holder);
        let name = format!("{}.{}", held.task, held.outcome);
        let message = match own.text() == holder.text() {
            true => {
                format!("`{name}` and `{}.{}` print the same: `{}`", task.part.key, holder.key, own.text())
            }
            false => format!("`{}` holds what `{name}` is recognised by: `{}`", holder.text(), own.matched()),
        };
        let problem = self.ambiguity(&here.key("outcome"), holder, &there.key("outcome"), own, message).also(
            self.document.key(&groups.key(&group.part.key)),
            format!("waits for `{name}`, and gets `{}.{}` too", task.part.key, holder.key),
        );
        problem.help(
            "both are stored in one field: change one of the texts, or name both outcomes where both are meant",
        )
    }

    fn ambiguity(
        &self,
        table: &At<'_>,
        holder: &Outcome,
        other_table: &At<'_>,
        held: &Outcome,
        message: String,
    ) -> Problem {
        Problem::new(&check::outcomes::ambiguous_match::CODE, message)
            .at(self.document.value(&table.key(&holder.key).key("text")))
            .also(self.document.value(&other_table.key(&held.key).key("text")), "the other outcome")
    }
}

/// The outcomes of other tasks that a criterion does not name and gets, each with one that it names.
fn gets_too<'s>(
    solution: &'s Solution,
    criterion: &'s Criterion,
) -> impl Iterator<Item = (&'s Task, &'s Outcome, &'s OutcomeRef)> {
    let Subject::Field(field) = &criterion.subject else { return None.into_iter().flatten() };
    let named: Vec<(&OutcomeRef, String)> = criterion
        .outcomes
        .iter()
        .filter_map(|it| Some((it, solution.task(&it.task)?.outcome(&it.outcome)?.matched().to_lowercase())))
        .collect();
    let is_named = move |task: &Task, outcome: &Outcome| {
        criterion.outcomes.iter().any(|it| it.task == task.part.key && it.outcome == outcome.key)
    };
    let stored =
        solution.tasks.iter().flat_map(|task| task.outcomes.iter().map(move |outcome| (task, outcome)));
    let others = stored.filter(move |(task, outcome)| {
        task.stores(&outcome.key).any(|it| it.field == field) && !is_named(task, outcome)
    });
    let caught = others.filter_map(move |(task, outcome)| {
        let text = outcome.text().to_lowercase();
        let held = named.iter().find(|(it, matched)| it.task != task.part.key && text.contains(matched))?;
        Some((task, outcome, held.0))
    });
    Some(caught).into_iter().flatten()
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
    let is_stored = task.stores(&outcome.key).any(|it| it.field == field);
    is_stored && texts.iter().any(|text| text.to_lowercase() == matched)
}
