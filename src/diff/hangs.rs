//! What hangs on a part: who tests a field, who waits for an outcome, what a group launches.

use super::words;
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::solution::{
    Action, Block, Criterion, Field, Group, Outcome, Solution, Subject, Task, Test, Value,
};

/// The groups with a criterion that `test` holds for.
fn groups_with<'a>(
    solution: &'a Solution,
    test: impl Fn(&Criterion) -> bool + 'a,
) -> impl Iterator<Item = &'a Group> {
    let criteria = |group: &'a Group| group.criteria();
    solution.groups.iter().filter(move |group| criteria(group).any(&test))
}

fn is_field(criterion: &Criterion, key: &str) -> bool {
    matches!(&criterion.subject, Subject::Field(field) if field == key)
}

/// The groups that test this field.
pub(super) fn testing<'a>(solution: &'a Solution, field: &'a str) -> Vec<&'a Group> {
    groups_with(solution, move |criterion| is_field(criterion, field)).collect()
}

/// The groups that test this option of a field, be it as a part of the option's text.
pub(super) fn testing_option<'a>(
    solution: &'a Solution,
    field: &'a Field,
    option: &'a str,
) -> Vec<&'a Group> {
    let names = move |criterion: &Criterion| is_field(criterion, &field.part.key) && tests(criterion, option);
    groups_with(solution, names).collect()
}

/// The groups that test this field and can select a device that holds this option of it.
pub(super) fn selecting<'a>(solution: &'a Solution, field: &'a Field, option: &str) -> Vec<&'a Group> {
    let subjects = Subjects::of(&[solution]);
    let holds = Criterion {
        subject: Subject::Field(field.part.key.clone()),
        test: Test::Equal(Value::Text(option.to_owned())),
        outcomes: Vec::new(),
    };
    let with_it = |block: &Block| {
        let mut block = block.clone();
        block.criteria.push(holds.clone());
        block
    };
    let selects = |group: &&Group| {
        let blocks: Vec<Block> = group.blocks.iter().map(with_it).collect();
        Sets::new(&subjects, Case::Sensitive, &blocks).is_nobody(0..blocks.len(), []) == Some(false)
    };
    testing(solution, &field.part.key).into_iter().filter(selects).collect()
}

/// The groups that wait for this outcome, by its key or by its text.
pub(super) fn waiting<'a>(solution: &'a Solution, task: &'a Task, outcome: &'a Outcome) -> Vec<&'a Group> {
    let stored: Vec<&str> = written(task).collect();
    let named = |criterion: &Criterion| {
        criterion.outcomes.iter().any(|it| it.task == task.part.key && it.outcome == outcome.key)
    };
    let by_text = move |criterion: &Criterion| {
        stored.iter().any(|field| is_field(criterion, field)) && tests(criterion, outcome.text())
    };
    groups_with(solution, move |criterion| named(criterion) || by_text(criterion)).collect()
}

/// Whether the criterion says anything about a value that holds this text.
pub(super) fn tests(criterion: &Criterion, text: &str) -> bool {
    match &criterion.test {
        Test::Equal(Value::Text(value)) | Test::NotEqual(Value::Text(value)) => value == text,
        Test::ContainsAnyOf(values) | Test::DoesNotContainAnyOf(values) => {
            values.iter().any(|value| text.contains(value.as_str()))
        }
        _ => false,
    }
}

/// The fields a task writes, by key.
pub(super) fn written(task: &Task) -> impl Iterator<Item = &str> {
    task.steps.iter().filter_map(|step| match &step.action {
        Action::SetField { field, .. } => Some(field.as_str()),
        _ => None,
    })
}

/// The tasks that write this field.
pub(super) fn writing<'a>(solution: &'a Solution, field: &'a str) -> impl Iterator<Item = &'a Task> {
    solution.tasks.iter().filter(move |task| written(task).any(|it| it == field))
}

/// The tasks with a script that reads this field.
pub(super) fn reading<'a>(solution: &'a Solution, field: &'a str) -> impl Iterator<Item = &'a Task> {
    let reads = move |task: &&Task| task.scripts().flat_map(|it| &it.reads).any(|read| read.field == field);
    solution.tasks.iter().filter(reads)
}

/// The tasks that a schedule launches on this group.
pub(super) fn launched_on<'a>(solution: &'a Solution, group: &'a str) -> impl Iterator<Item = &'a Task> {
    let targets = move |task: &&Task| task.schedules.iter().flat_map(|it| &it.target).any(|key| key == group);
    solution.tasks.iter().filter(targets)
}

/// `group A` or `groups A and B`.
pub(super) fn groups(groups: &[&Group]) -> String {
    let noun = if groups.len() == 1 { "group" } else { "groups" };
    format!("{noun} {}", words::list(groups.iter().map(|group| words::one_line(&group.part.name))))
}

/// `task A` or `tasks A and B`; none where there is none.
pub(super) fn tasks<'a>(tasks: impl Iterator<Item = &'a Task>) -> Option<String> {
    let names: Vec<String> = tasks.map(|task| words::one_line(&task.part.name)).collect();
    let noun = if names.len() == 1 { "task" } else { "tasks" };
    (!names.is_empty()).then(|| format!("{noun} {}", words::list(names)))
}

/// How long a device may go on holding what the task stored before.
pub(super) fn until_it_runs_again(solution: &Solution, task: &Task) -> String {
    let slowest = task.schedules.iter().max_by_key(|schedule| super::schedule::minutes(&schedule.every));
    match slowest {
        None => "until somebody launches the task there again: it has no schedule".to_owned(),
        Some(schedule) => format!(
            "until the task runs there again: up to {} by its {} on {}, longer where a device is offline, for good \
             where it has left the target",
            schedule.every,
            if task.schedules.len() == 1 { "schedule" } else { "slowest schedule" },
            words::target(solution, schedule)
        ),
    }
}

/// A text as the manifest writes it.
pub(super) fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
