//! The scripts of a solution, each with what its body was read as.

use std::cell::OnceCell;
use std::ops::Range;

use crate::diag::{Code, Problem};
use crate::document::At;
use crate::manifest::{Manifest, Reads, StepTable, TaskTable, named};
use crate::powershell::{Opinion, Reading, SyntaxError, Table, read_body};
use crate::resolve::{BodyOrigin, Inputs, Origins};
use crate::solution::platform::Platform;
use crate::solution::{self, Read, Solution, Task};
use crate::source::Place;

/// A script of a task.
pub struct Script<'a> {
    /// The task.
    pub task: &'a Task,
    /// The task as it is written.
    pub table: &'a TaskTable,
    /// Its row, by index in the manifest.
    pub step: usize,
    /// Its row as it is written.
    pub row: &'a StepTable,
    /// The script as it is resolved.
    pub script: &'a solution::Script,
    /// Where its body is written.
    pub body: &'a BodyOrigin,
    /// What its body was read as.
    pub reading: Reading,
    opinion: OnceCell<Opinion>,
}

/// The scripts of all tasks whose bodies could be read, in the order of tasks and rows.
pub(super) fn scripts<'a>(
    platform: &Platform,
    manifest: &'a Manifest,
    solution: &'a Solution,
    origins: &'a Origins<'a>,
) -> Vec<Script<'a>> {
    let of_task = |task: &'a Task| {
        let bodies = origins.bodies.iter().filter(|body| body.task == task.part.key);
        let read = task.scripts().filter(|script| !script.body.text.is_empty());
        read.zip(bodies).map(move |(script, body)| (task, script, body))
    };
    let script = |(task, script, body): (&'a Task, &'a solution::Script, &'a BodyOrigin)| {
        let table = manifest.task.get(&task.part.key)?;
        let (step, row) = (body.step, table.step.get(body.step)?);
        let reading = read_body(&script.body.text, &platform.tokens.system);
        Some(Script { task, table, step, row, script, body, reading, opinion: OnceCell::new() })
    };
    solution.tasks.iter().flat_map(of_task).filter_map(script).collect()
}

impl Script<'_> {
    /// The text of its body.
    pub fn text(&self) -> &str {
        &self.script.body.text
    }

    /// A problem at these bytes of its body.
    pub fn problem(&self, code: &'static Code, range: &Range<usize>, message: impl Into<String>) -> Problem {
        Problem::new(code, message).at(self.place(range))
    }

    /// The place of these bytes of its body.
    pub fn place(&self, range: &Range<usize>) -> Place {
        self.body.place(range.clone())
    }

    /// The fields it may read; none where its row names one that there is not.
    pub fn reads(&self) -> Option<&[Read]> {
        let asked = self.row.reads.as_ref().map_or(0, |reads| named(reads).len());
        (self.script.reads.len() == asked).then_some(&self.script.reads)
    }

    /// Whether its task has an outcome of this key.
    pub fn declares(&self, outcome: &str) -> bool {
        self.task.outcomes.iter().any(|known| known.key.eq_ignore_ascii_case(outcome))
    }

    /// Whether a table of its body holds a value of this key; in doubt it does.
    pub fn knows(&self, table: Table, key: &str) -> bool {
        let is_key = |known: &str| known.eq_ignore_ascii_case(key);
        match table {
            Table::Parameter => self.task.parameters.iter().any(|parameter| is_key(&parameter.key)),
            Table::Field => self.reads().is_none_or(|reads| reads.iter().any(|read| is_key(&read.field))),
        }
    }

    /// Where its body cannot be read, and what a PowerShell on this machine says of it. `check` asks it about every body,
    /// what only renders about those with an error: once, as it takes long.
    pub fn syntax(&self, inputs: &dyn Inputs) -> (&[SyntaxError], &Opinion) {
        let errors = &self.reading.errors;
        let opinion = self.opinion.get_or_init(|| {
            let is_asked = inputs.asks_about_every_body() || !errors.is_empty();
            if is_asked { inputs.powershell_reads(self.text()) } else { Opinion::None }
        });
        (errors, opinion)
    }
}

/// Visits what a row reads: where it is written, the variable, and the field's key.
pub(crate) fn each_read(row_at: &At<'_>, row: &StepTable, mut visit: impl FnMut(&At<'_>, &str, &str)) {
    let Some(reads) = &row.reads else { return };
    let at = row_at.key("reads");
    for (index, (variable, key)) in named(reads).into_iter().enumerate() {
        match reads {
            Reads::List(_) => visit(&at.index(index), &variable, key),
            Reads::Named(_) => visit(&at.key(&variable), &variable, key),
        }
    }
}
