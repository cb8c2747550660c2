//! A walk over the rows of a task: where each stands, on what systems, and what runs before it.

use super::keys::{FieldKey, OutcomeKey};
use super::model::{Action, Os, Script, Step, Stored, Task};
use super::text::around_output;

/// A row of a task, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    /// Its number, counted from 1.
    pub number: usize,
    /// The row.
    pub step: &'t Step,
    /// The rows before it.
    before: &'t [Step],
}

/// A row that writes a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldWrite<'t> {
    /// The row.
    pub row: Row<'t>,
    /// The field.
    pub field: &'t FieldKey,
    /// What it stores there.
    pub value: &'t Stored,
}

impl Task {
    /// Its rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let steps = self.steps.iter().enumerate();
        steps.map(|(index, step)| Row { number: index + 1, step, before: &self.steps[..index] })
    }

    /// Its script rows, in order.
    pub fn scripts(&self) -> impl Iterator<Item = &Script> {
        self.rows().filter_map(|row| row.script())
    }

    /// Its rows that write a field, in order.
    pub fn writes(&self) -> impl Iterator<Item = FieldWrite<'_>> {
        self.rows().filter_map(|row| match &row.step.action {
            Action::SetField { field, value } => Some(FieldWrite { row, field, value }),
            _ => None,
        })
    }

    /// The fields that its rows write, each once, in the order of the rows.
    pub fn written(&self) -> Vec<&FieldKey> {
        distinct(self.writes().map(|write| write.field))
    }

    /// Whether one of its rows writes this field.
    pub fn writes_to(&self, field: &str) -> bool {
        self.writes().any(|write| *write.field == field)
    }

    /// Its rows that store this outcome, in order.
    pub fn stores<'t>(&'t self, outcome: &'t str) -> impl Iterator<Item = FieldWrite<'t>> {
        self.writes().filter(move |write| write.stores(outcome))
    }

    /// The fields that store this outcome, in the order of the rows.
    pub fn stored_in<'t>(&'t self, outcome: &'t str) -> Vec<&'t FieldKey> {
        distinct(self.stores(outcome).map(|write| write.field))
    }

    /// Whether this outcome is that of an unhandled error of one of its scripts.
    pub fn is_of_error(&self, outcome: &str) -> bool {
        let keys = self.scripts().map(|script| &script.on_error).chain([&self.on_error]);
        keys.flatten().any(|key| *key == outcome)
    }

    /// The fields that its rows copy or its scripts read, in the order of the rows.
    pub fn reads(&self) -> impl Iterator<Item = &FieldKey> {
        self.rows().flat_map(|row| {
            let (copied, script) = match &row.step.action {
                Action::ReadField { field, .. } => (Some(field), None),
                Action::Script(script) => (None, Some(script)),
                Action::Log(_) | Action::SetField { .. } => (None, None),
            };
            let reads = script.into_iter().flat_map(|script| &script.reads).map(|read| &read.field);
            copied.into_iter().chain(reads)
        })
    }

    /// Whether one of its rows copies this field, or one of its scripts reads it.
    pub fn reads_from(&self, field: &str) -> bool {
        self.reads().any(|read| *read == field)
    }

    /// The systems on which it has rows.
    pub fn systems(&self) -> Vec<Os> {
        Os::ALL.into_iter().filter(|os| self.rows().any(|row| row.step.os.contains(os))).collect()
    }
}

fn distinct<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.fold(Vec::new(), |mut once, it| {
        if !once.contains(&it) {
            once.push(it);
        }
        once
    })
}

impl<'t> Row<'t> {
    /// The script it runs.
    pub fn script(&self) -> Option<&'t Script> {
        match &self.step.action {
            Action::Script(script) => Some(script),
            _ => None,
        }
    }

    /// The script whose output `%output%` is on this system, if the row runs there and a script ran before it.
    pub fn last_script(&self, os: Os) -> Option<&'t Script> {
        let there = |step: &&Step| step.os.contains(&os);
        let before = self.before.iter().filter(there).rev().filter_map(|step| match &step.action {
            Action::Script(script) => Some(script),
            _ => None,
        });
        before.take(usize::from(there(&self.step))).next()
    }

    /// Whether a script ran before it on one of its systems.
    pub fn follows_script(&self) -> bool {
        self.step.os.iter().any(|os| self.last_script(*os).is_some())
    }
}

impl<'t> FieldWrite<'t> {
    /// The length of what stands around the script's output, in UTF-16 units; none where it does not store that.
    pub fn around_output(&self) -> Option<usize> {
        match self.value {
            Stored::Text(text) => around_output(text),
            Stored::Outcome(_) => None,
        }
    }

    /// The outcome that it stores whatever was reported.
    pub fn outcome(&self) -> Option<&'t OutcomeKey> {
        match self.value {
            Stored::Outcome(key) => Some(key),
            Stored::Text(_) => None,
        }
    }

    /// Whether it stores what a script printed.
    pub fn is_output(&self) -> bool {
        self.around_output().is_some() && self.row.follows_script()
    }

    /// Whether it stores this outcome: always, or where a script reports it.
    pub fn stores(&self, outcome: &str) -> bool {
        self.outcome().map_or_else(|| self.is_output(), |key| *key == outcome)
    }
}
