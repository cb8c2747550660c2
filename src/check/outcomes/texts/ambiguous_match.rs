//! `ambiguous-match`: the text of one outcome holds what another one is recognised by.

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::solution::{Criterion, Group, Outcome, OutcomeRef, Solution, Subject, Task, Test};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "ambiguous-match",
    severity: Severity::Error,
    what: "The text of one outcome holds what another one is recognised by, in some letter case.",
    why: "Groups match by substring: a device would be in a group that is not about it.",
    example: "[task.t.outcome.a] text = \"Failed\"   [task.t.outcome.b] text = \"Failed to start\"",
};

/// Looks at every two outcomes of a task, and at those of two tasks that are stored in one field and that a group is to
/// tell apart.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for task in &context.solution.tasks {
        same_texts(context, task, problems);
        mixed_texts(context, task, problems);
    }
    between_tasks(context, problems);
}

/// Two outcomes that print the same: no group can tell them apart.
fn same_texts(context: &Context<'_>, task: &Task, problems: &mut Problems<'_>) {
    let lower: Vec<String> = task.outcomes.iter().map(|outcome| outcome.text().to_lowercase()).collect();
    for (index, text) in lower.iter().enumerate() {
        if let Some(first) = lower[..index].iter().position(|other| other == text) {
            let (one, other) = (&task.outcomes[index], &task.outcomes[first]);
            let message = format!("two outcomes print `{}`", one.text());
            let problem = problem(context, (task, one), (task, other), message);
            problems.push(problem.help("no group could tell the two apart: change one of the texts"));
        }
    }
}

/// Outcomes that whoever waits for another one gets too; a group that does is named.
fn mixed_texts(context: &Context<'_>, task: &Task, problems: &mut Problems<'_>) {
    let pairs = task.outcomes.iter().flat_map(|held| task.outcomes.iter().map(move |it| (held, it)));
    for (held, holder) in pairs.filter(|(held, holder)| is_mixed(held, holder)) {
        let (text, matched) = (holder.text(), held.matched());
        let message = format!("`{text}` holds what the outcome `{}` is recognised by: `{matched}`", held.key);
        let problem = problem(context, (task, holder), (task, held), message);
        let is_mistaken = |group: &&Group| {
            let mut criteria = group.criteria();
            criteria.any(|it| names(it, task, held) && !names(it, task, holder))
        };
        let groups = At::ROOT.key("group");
        let problem = match context.solution.groups.iter().find(is_mistaken) {
            None => problem,
            Some(group) => problem.also(
                context.document.key(&groups.key(&group.part.key)),
                format!("waits for `{}` alone, and gets both", held.key),
            ),
        };
        problems.push(problem.help(
            "groups match by substring, so whoever waits for one gets both: change one of the texts",
        ));
    }
}

/// Whether the text of one outcome holds what the other is recognised by, in some letter case; and is not the same.
fn is_mixed(held: &Outcome, holder: &Outcome) -> bool {
    let (one, other) = (holder.text().to_lowercase(), held.text().to_lowercase());
    one != other && one.contains(&held.matched().to_lowercase())
}

/// Outcomes of other tasks, stored in the same field, that a group gets though it names only the one of this task.
fn between_tasks(context: &Context<'_>, problems: &mut Problems<'_>) {
    let mut said = BTreeSet::new();
    for group in &context.solution.groups {
        for criterion in group.criteria().filter(|it| !it.outcomes.is_empty()) {
            for (task, outcome, held) in gets_too(context.solution, criterion) {
                if said.insert((&task.part.key, &outcome.key, held)) {
                    problems.push(got_too(context, group, (task, outcome), held));
                }
            }
        }
    }
}

fn got_too(
    context: &Context<'_>,
    group: &Group,
    (task, holder): (&Task, &Outcome),
    held: &OutcomeRef,
) -> Problem {
    let other = context.solution.task(&held.task).unwrap_or(task);
    let own = other.outcome(&held.outcome).unwrap_or(holder);
    let name = format!("{}.{}", held.task, held.outcome);
    let (holder_name, text) = (format!("{}.{}", task.part.key, holder.key), holder.text());
    let message = match own.text() == text {
        true => format!("`{name}` and `{holder_name}` print the same: `{text}`"),
        false => format!("`{text}` holds what `{name}` is recognised by: `{}`", own.matched()),
    };
    let groups = At::ROOT.key("group");
    let problem = problem(context, (task, holder), (other, own), message).also(
        context.document.key(&groups.key(&group.part.key)),
        format!("waits for `{name}`, and gets `{holder_name}` too"),
    );
    problem.help(
        "both are stored in one field: change one of the texts, or name both outcomes where both are meant",
    )
}

fn problem(
    context: &Context<'_>,
    (task, holder): (&Task, &Outcome),
    (other_task, held): (&Task, &Outcome),
    message: String,
) -> Problem {
    let table = At::ROOT.key("task");
    let (here, there) = (table.key(&task.part.key), table.key(&other_task.part.key));
    let (here, there) = (here.key("outcome"), there.key("outcome"));
    Problem::new(&CODE, message)
        .at(context.document.value(&here.key(&holder.key).key("text")))
        .also(context.document.value(&there.key(&held.key).key("text")), "the other outcome")
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
