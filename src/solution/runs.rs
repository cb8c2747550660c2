//! The ways through a task: on which system it runs, and what its script reports there.

use std::collections::BTreeMap;

use super::model::{Os, Outcome, Task};
use super::rows::{FieldWrite, Row};

/// A way through a task.
#[derive(Clone, Copy, Debug)]
pub struct TaskRun<'t> {
    /// The task.
    pub task: &'t Task,
    /// The system it runs on.
    pub os: Os,
    /// What its script reports; none where no script runs there, or several: then it is not told.
    pub outcome: Option<&'t Outcome>,
}

impl Task {
    /// The ways through it, on each system that has rows.
    pub fn runs(&self) -> impl Iterator<Item = TaskRun<'_>> {
        self.systems().into_iter().flat_map(|os| {
            let run = TaskRun { task: self, os, outcome: None };
            let with = |outcome| TaskRun { outcome: Some(outcome), ..run };
            match run.rows().filter(|row| row.script().is_some()).count() {
                1 => self.outcomes.iter().map(with).collect(),
                _ => vec![run],
            }
        })
    }
}

impl<'t> TaskRun<'t> {
    /// The rows that it goes through, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'t>> {
        let os = self.os;
        self.task.rows().filter(move |row| row.step.os.contains(&os))
    }

    /// Those that write a field, in order.
    pub fn writes(&self) -> impl Iterator<Item = FieldWrite<'t>> {
        let os = self.os;
        self.task.writes().filter(move |write| write.row.step.os.contains(&os))
    }

    /// For each field that it writes, by key, the row whose value stays: the last.
    pub fn last_writes(&self) -> BTreeMap<&'t str, FieldWrite<'t>> {
        self.writes().map(|write| (&**write.field, write)).collect()
    }

    /// The outcome that a row of it stores, if that is told.
    pub fn stored(&self, write: &FieldWrite<'t>) -> Option<&'t Outcome> {
        match write.outcome() {
            Some(key) => self.task.outcome(key),
            None => self.outcome.filter(|_| self.is_output(write)),
        }
    }

    /// Whether a row of it stores this outcome, or may: where several scripts run, the last one prints it or not.
    pub fn may_store(&self, write: &FieldWrite<'_>, outcome: &Outcome) -> bool {
        match write.outcome() {
            Some(key) => *key == outcome.key,
            None => self.is_output(write) && self.outcome.is_none_or(|it| it.key == outcome.key),
        }
    }

    /// Whether a row of it stores what a script printed.
    fn is_output(&self, write: &FieldWrite<'_>) -> bool {
        write.around_output().is_some() && write.row.last_script(self.os).is_some()
    }
}
