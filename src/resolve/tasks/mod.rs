//! Tasks: what their scripts report, what whoever launches them sets, their rows, and when they run.

mod body;
mod outcomes;
mod parameters;
mod rows;
mod schedules;
mod scripts;
mod steps;

use super::part::part;
use super::scope::Scope;
use super::texts::name;
use crate::document::At;
use crate::manifest::{Launch, TaskTable};
use crate::solution::{Kind, PartRef, Task};

/// The tasks, in the order of the manifest.
pub(super) fn tasks(scope: &mut Scope<'_>) -> Vec<Task> {
    let (table, manifest) = (At::ROOT.key("task"), scope.manifest);
    manifest.task.iter().map(|(key, written)| task(scope, &table.key(key), key, written)).collect()
}

fn task(scope: &mut Scope<'_>, at: &At<'_>, key: &str, table: &TaskTable) -> Task {
    let mut task = Task {
        part: part(scope, at, &PartRef::new(Kind::Task, key), table.common()),
        category: table.category.as_ref().map(|category| name(scope, &at.key("category"), category)),
        manual: table.launch == Some(Launch::Manual),
        on_error: None,
        outcomes: outcomes::outcomes(scope, &at.key("outcome"), table),
        parameters: parameters::parameters(scope, &at.key("parameter"), table),
        schedules: Vec::new(),
        steps: Vec::new(),
    };
    task.on_error = outcomes::on_error(scope, at, table, &task);
    task.steps = steps::steps(scope, &at.key("step"), &table.step, &task);
    task.schedules = schedules::schedules(scope, &at.key("schedule"), &table.schedule, &task);
    task
}
