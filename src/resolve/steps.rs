//! The rows of a task: scripts, logs, stored values; and the rows that `reads` asks for.

use super::Resolver;
use super::texts::control_in;
use crate::diag::list;
use crate::document::At;
use crate::manifest::{FileOrInline, Reads, StepTable, TaskTable};
use crate::resolve::codes;
use crate::solution::{Action, Kind, Os, Read, Script, Step, Task};

/// The console's expected time of execution where the manifest names none, in seconds.
const TIMEOUT: u32 = 300;

impl Resolver<'_> {
    pub(super) fn steps(&mut self, at: &At<'_>, table: &TaskTable, task: &Task) -> Vec<Step> {
        let list = at.key("step");
        if table.step.is_empty() {
            self.problems.at_key(
                &codes::STEP_ACTION,
                at,
                "this task has no step",
                "[[task.….step]] with `powershell`, `log` or `set-field`",
            );
        }
        let mut steps = Vec::new();
        for (index, written) in table.step.iter().enumerate() {
            steps.extend(self.step(&list.index(index), index, written, task));
        }
        default_systems(&mut steps, table);
        with_reads(&steps)
    }

    fn step(&mut self, at: &At<'_>, index: usize, table: &StepTable, task: &Task) -> Option<Step> {
        if !self.one_action(at, table) {
            return None;
        }
        self.step_keys(at, table);
        let action = if let Some(source) = &table.powershell {
            Action::Script(self.script(at, index, source, table, task)?)
        } else if let Some(line) = &table.log {
            Action::Log(self.message(&at.key("log"), line))
        } else {
            self.set_field(at, table, task)?
        };
        let os = table.os.clone().unwrap_or_default();
        if table.os.is_some() {
            self.systems(&at.key("os"), &os);
        }
        let note = table.note.as_ref().map(|note| self.text(&at.key("note"), note));
        Some(Step { action, os, continue_on_failure: table.continue_on_failure.unwrap_or_default(), note })
    }

    fn one_action(&mut self, at: &At<'_>, table: &StepTable) -> bool {
        let actions = [
            ("powershell", table.powershell.is_some()),
            ("log", table.log.is_some()),
            ("set-field", table.set_field.is_some()),
        ];
        let written: Vec<&str> =
            actions.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        match written.as_slice() {
            [_] => return true,
            [] => self.problems.at_key(
                &codes::STEP_ACTION,
                at,
                "this step does nothing",
                "`powershell`, `log` or `set-field`",
            ),
            [_, second, ..] => {
                let message = format!("this step does {} at once", list(&written));
                self.problems.at_key(&codes::STEP_ACTION, &at.key(second), message, "write a step for each");
            }
        }
        false
    }

    /// Keys that do not go with the step's action.
    fn step_keys(&mut self, at: &At<'_>, table: &StepTable) {
        let script = [
            ("timeout-seconds", table.timeout_seconds.is_some()),
            ("run-as", table.run_as.is_some()),
            ("reads", table.reads.is_some()),
            ("on-error", table.on_error.is_some()),
        ];
        let store = [("value", table.value.is_some()), ("outcome", table.outcome.is_some())];
        let misplaced =
            |keys: &[(&'static str, bool)], action: &'static str| -> Vec<(&'static str, &'static str)> {
                keys.iter().filter(|(_, there)| *there).map(|(key, _)| (*key, action)).collect()
            };
        let mut wrong = Vec::new();
        if table.powershell.is_none() {
            wrong.extend(misplaced(&script, "powershell"));
        }
        if table.set_field.is_none() {
            wrong.extend(misplaced(&store, "set-field"));
        }
        for (key, action) in wrong {
            let message = format!("`{key}` goes with `{action}`");
            self.problems.at_key(
                &codes::MISPLACED_KEY,
                &at.key(key),
                message,
                "leave it out, or put it on that step",
            );
        }
    }

    fn systems(&mut self, at: &At<'_>, os: &[Os]) {
        if os.is_empty() {
            self.problems.at_value(
                &codes::EMPTY_LIST,
                at,
                "this row would run nowhere",
                "os = [\"windows\"]",
            );
        }
        for (index, system) in os.iter().enumerate() {
            if let Some(first) = os[..index].iter().position(|other| other == system) {
                let message = format!("{} stands twice in this list", system.console());
                self.problems.twice(
                    &codes::DUPLICATE_ENTRY,
                    &at.index(index),
                    &at.index(first),
                    message,
                    "take one of them out",
                );
            }
        }
    }

    /// A message: tokens of the platform pass through.
    fn message(&mut self, at: &At<'_>, text: &str) -> String {
        if text.trim().is_empty() {
            self.problems.at_value(
                &codes::EMPTY_TEXT,
                at,
                "this row would log nothing",
                "\"%output%\" logs what the last script printed",
            );
        } else if let Some(control) = control_in(text) {
            self.control(at, control);
        }
        text.to_owned()
    }

    fn script(
        &mut self,
        at: &At<'_>,
        index: usize,
        source: &FileOrInline,
        table: &StepTable,
        task: &Task,
    ) -> Option<Script> {
        let on_error =
            table.on_error.as_ref().and_then(|key| self.outcome_key(&at.key("on-error"), key, task));
        if table.timeout_seconds == Some(0) {
            self.problems.at_value(
                &codes::BAD_INTERVAL,
                &at.key("timeout-seconds"),
                "a script needs some time",
                "300 is usual",
            );
        }
        let reads = table.reads.as_ref().map(|reads| self.reads(&at.key("reads"), reads));
        Some(Script {
            body: self.body(&at.key("powershell"), source, &task.part.key, index)?,
            timeout_seconds: table.timeout_seconds.unwrap_or(TIMEOUT),
            run_as: "System".into(),
            reads: reads.unwrap_or_default(),
            on_error,
        })
    }

    fn reads(&mut self, at: &At<'_>, reads: &Reads) -> Vec<Read> {
        let mut found: Vec<Read> = Vec::new();
        for (index, (variable, key)) in named(reads).into_iter().enumerate() {
            let item = if matches!(reads, Reads::List(_)) { at.index(index) } else { at.key(&variable) };
            if matches!(reads, Reads::Named(_)) && !is_variable(&variable) {
                let message = format!("`{}` cannot be a variable's name", variable.escape_debug());
                self.problems.at_key(
                    &codes::VARIABLE_NAME,
                    &item,
                    message,
                    "letters, digits and `_`: it becomes the token @Name@",
                );
            }
            if !self.known(&item, Kind::Field, key) {
                continue;
            }
            if found.iter().any(|read| read.field == key) {
                let message = format!("`{key}` is read twice");
                self.problems.at_value(&codes::DUPLICATE_ENTRY, &item, message, "take one of them out");
            }
            found.push(Read { field: key.into(), variable });
        }
        found
    }
}

/// The variables and fields of `reads`, as written.
pub(crate) fn named(reads: &Reads) -> Vec<(String, &str)> {
    match reads {
        Reads::List(keys) => keys.iter().map(|key| (pascal_case(key), key.as_str())).collect(),
        Reads::Named(named) => named.iter().map(|(variable, key)| (variable.clone(), key.as_str())).collect(),
    }
}

/// PowerShell runs on Windows; other rows on every system the task's scripts have.
fn default_systems(steps: &mut [Step], table: &TaskTable) {
    for step in steps.iter_mut().filter(|step| step.os.is_empty() && matches!(step.action, Action::Script(_)))
    {
        step.os = vec![Os::Windows];
    }
    let mut systems: Vec<Os> = steps.iter().flat_map(|step| step.os.iter().copied()).collect();
    systems.sort_unstable();
    systems.dedup();
    if table.step.iter().all(|step| step.powershell.is_none()) {
        systems = vec![Os::Windows, Os::Macos, Os::Linux];
    }
    for step in steps.iter_mut().filter(|step| step.os.is_empty()) {
        step.os.clone_from(&systems);
    }
}

/// Puts a row that copies the field before the first script that reads it: one for all scripts that do.
fn with_reads(steps: &[Step]) -> Vec<Step> {
    let mut copied: Vec<Read> = Vec::new();
    let mut rows: Vec<Step> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        if let Action::Script(script) = &step.action {
            for read in script.reads.iter().filter(|read| !copied.contains(read)).cloned().collect::<Vec<_>>()
            {
                rows.push(read_row(&read, &steps[index..]));
                copied.push(read);
            }
        }
        rows.push(step.clone());
    }
    rows
}

/// The row that copies a field, on every system where a script reads it.
fn read_row(read: &Read, steps: &[Step]) -> Step {
    let readers = steps.iter().filter(|step| match &step.action {
        Action::Script(script) => script.reads.contains(read),
        _ => false,
    });
    let mut os: Vec<Os> = readers.flat_map(|step| step.os.iter().copied()).collect();
    os.sort_unstable();
    os.dedup();
    let action = Action::ReadField { variable: read.variable.clone(), field: read.field.clone() };
    Step { action, os, continue_on_failure: false, note: None }
}

/// The default name of the variable a field travels in: `site-id` is `SiteId`.
pub(crate) fn pascal_case(key: &str) -> String {
    key.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(letters)
                .collect::<String>()
        })
        .collect()
}

/// Whether a name can stand in a token.
pub(super) fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
