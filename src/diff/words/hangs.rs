//! What hangs on a part: who tests a field, who waits for an outcome, what a group launches.

use crate::diff::task::schedule;
use crate::diff::words;
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::logic::runs::Watch;
use crate::solution::platform::Console;
use crate::solution::{Block, Criterion, Field, Group, Outcome, Part, Solution, Subject, Task, Test, Value};

/// The groups that test this option of a field, be it as a part of the option's text.
pub(in crate::diff) fn testing_option<'a>(
    solution: &'a Solution,
    field: &'a Field,
    option: &'a str,
) -> impl Iterator<Item = &'a Group> {
    let names = move |group: &&Group| group.tests(&field.part.key).any(|criterion| tests(criterion, option));
    solution.groups.iter().filter(names)
}

/// The groups that test this field and can select a device that holds this option of it.
pub(in crate::diff) fn selecting<'a>(console: Console<'a>, field: &'a Field, option: &str) -> Vec<&'a Group> {
    let (solution, subjects) = (console.solution, Subjects::of(&[console]));
    let holds = Criterion::new(Subject::field(&field.part.key), Test::Equal(Value::Text(option.to_owned())));
    let with_it = |block: &Block| {
        let mut block = block.clone();
        block.criteria.push(holds.clone());
        block
    };
    let selects = |group: &&Group| {
        let blocks: Vec<Block> = group.blocks.iter().map(with_it).collect();
        Sets::new(&subjects, Case::Sensitive, &blocks).is_nobody(0..blocks.len(), []) == Some(false)
    };
    solution.testing(&field.part.key).filter(selects).collect()
}

/// The groups that catch this outcome.
pub(in crate::diff) fn catching(console: Console<'_>, task: &Task, outcome: &Outcome) -> Option<String> {
    groups(Watch::new(console).catching(task, outcome).into_iter().map(|(group, _)| group))
}

/// The groups that devices leave by this outcome.
pub(in crate::diff) fn excluding(console: Console<'_>, task: &Task, outcome: &Outcome) -> Option<String> {
    groups(Watch::new(console).excluding(task, outcome))
}

/// Whether the criterion says anything about a value that holds this text.
pub(in crate::diff) fn tests(criterion: &Criterion, text: &str) -> bool {
    match &criterion.test {
        Test::Equal(Value::Text(value)) | Test::NotEqual(Value::Text(value)) => value == text,
        Test::ContainsAnyOf(values) | Test::DoesNotContainAnyOf(values) => {
            values.iter().any(|value| text.contains(value.as_str()))
        }
        _ => false,
    }
}

/// `group A` or `groups A and B`; none where there is none.
pub(in crate::diff) fn groups<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Option<String> {
    named("group", groups.into_iter().map(|group| &group.part))
}

/// `task A` or `tasks A and B`; none where there is none.
pub(in crate::diff) fn tasks<'a>(tasks: impl IntoIterator<Item = &'a Task>) -> Option<String> {
    named("task", tasks.into_iter().map(|task| &task.part))
}

/// Parts of one kind by their names.
fn named<'a>(noun: &str, parts: impl Iterator<Item = &'a Part>) -> Option<String> {
    let names: Vec<String> = parts.map(|part| words::one_line(&part.name)).collect();
    let ending = if names.len() == 1 { "" } else { "s" };
    (!names.is_empty()).then(|| format!("{noun}{ending} {}", words::list(names)))
}

/// How long a device may go on holding what the task stored before.
pub(in crate::diff) fn until_it_runs_again(solution: &Solution, task: &Task) -> String {
    let slowest = task.schedules.iter().max_by_key(|schedule| schedule::minutes(&schedule.every));
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
pub(in crate::diff) fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
