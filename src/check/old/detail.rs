//! Lines that go on with a detail behind their outcome's text, and criteria that test the whole line.

use std::collections::BTreeMap;

use super::Check;
use super::stored::tested;
use crate::check::{self, Context, Script};
use crate::diag::Problem;
use crate::document::At;
use crate::logic::contract::{Shape, lines};
use crate::manifest::{CriterionTable, TaskTable};
use crate::powershell::{Report, Reported};
use crate::solution::{Outcome, Solution, Task};

/// Whether an outcome's line goes on with a detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// No script gives one.
    Never,
    /// A script does, or may.
    Perhaps,
    /// It is reported of errors only, and the prelude puts their message there.
    Always,
}

/// By task and outcome.
pub(super) type Details = BTreeMap<String, BTreeMap<String, Detail>>;

/// What the scripts of all tasks put behind their outcomes' texts.
pub(super) fn all(context: &Context<'_>) -> Details {
    let tasks = context.solution.tasks.iter();
    tasks
        .filter_map(|task| {
            let table = context.manifest.task.get(&task.part.key)?;
            Some((task.part.key.clone(), details(context, table, task)))
        })
        .collect()
}

/// What the scripts of a task put behind its outcomes' texts.
fn details<'a>(context: &Context<'a>, table: &TaskTable, task: &'a Task) -> BTreeMap<String, Detail> {
    let scripts: Vec<&Script<'_>> = context.scripts_of(task).collect();
    let reports = || scripts.iter().flat_map(|script| &script.reading.reports);
    let is_unclear = |report: &Report| report.outcome == Reported::Unclear;
    let unclear = !context.has_all_scripts(task)
        || scripts.iter().any(|script| !script.reading.whole)
        || reports().any(is_unclear);
    let on_error = |key: &str| {
        let named = table.step.iter().map(|step| step.on_error.as_deref());
        named.chain([task.on_error.as_deref()]).flatten().any(|it| it == key)
    };
    let detail = |outcome: &Outcome| {
        let is_this = |report: &&Report| matches!(&report.outcome, Reported::Key { key, .. } if key.eq_ignore_ascii_case(&outcome.key));
        let mut own = reports().filter(is_this);
        match on_error(&outcome.key) {
            _ if unclear => Detail::Perhaps,
            true if own.next().is_none() => Detail::Always,
            false if own.all(|report| !report.has_detail) => Detail::Never,
            _ => Detail::Perhaps,
        }
    };
    task.outcomes.iter().map(|outcome| (outcome.key.clone(), detail(outcome))).collect()
}

impl Check<'_> {
    /// Whether an outcome's line goes on with a detail.
    pub(super) fn detail(&self, task: &Task, outcome: &Outcome) -> Detail {
        let details = self.details.get(&task.part.key);
        details.and_then(|details| details.get(&outcome.key)).copied().unwrap_or(Detail::Perhaps)
    }

    /// Criteria that test a status as a whole, where it may go on.
    pub(super) fn whole_lines(&mut self, solution: &Solution) {
        self.each_criterion(|resolver, at, criterion| {
            let Some(field) = &criterion.field else { return };
            for (task, outcome) in outcomes(solution) {
                let is_here = |(key, shape): (&str, Shape<'_>)| key == field && is_all_of(&shape, criterion);
                if lines(solution, task, outcome).any(is_here) {
                    resolver.whole_line(at, criterion, task, outcome);
                }
            }
        });
    }

    fn whole_line(&mut self, at: &At<'_>, criterion: &CriterionTable, task: &Task, outcome: &Outcome) {
        let how = match self.detail(task, outcome) {
            Detail::Never => return,
            Detail::Perhaps => "may go on with a detail, and then it does not equal this",
            Detail::Always => "goes on with the error's message, so it never equals this",
        };
        let begins = format!("{:?}", outcome.matched());
        let (key, task_key) = (&outcome.key, &task.part.key);
        let message = format!("the line of outcome `{key}` of task `{task_key}` {how}");
        let (word, help) = match criterion.equal {
            None => ("not-equal", format!("`does-not-contain-any-of = [{begins}]`")),
            Some(_) if task.stores(key).len() > 1 => ("equal", format!("`contains-any-of = [{begins}]`")),
            Some(_) => {
                ("equal", format!("`{{ outcome = \"{task_key}.{key}\" }}` tests what the line begins with"))
            }
        };
        let problem = Problem::new(&check::values::inexact_status::CODE, message)
            .at(self.document.value(&at.key(word)));
        self.problems.push(problem.help(help));
    }
}

fn outcomes(solution: &Solution) -> impl Iterator<Item = (&Task, &Outcome)> {
    solution.tasks.iter().flat_map(|task| task.outcomes.iter().map(move |outcome| (task, outcome)))
}

/// Whether a criterion tests for just this line without a detail.
fn is_all_of(shape: &Shape<'_>, criterion: &CriterionTable) -> bool {
    let is_whole = |text: &str| tested(criterion).iter().any(|it| it.index.is_none() && it.text == text);
    matches!(shape, Shape::Line { .. }) && shape.shown().is_some_and(|line| is_whole(&line))
}
