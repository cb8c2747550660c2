//! Rules about tasks by themselves.

use std::collections::BTreeMap;

use super::Check;
use super::tokens::Known;
use crate::check;
use crate::diag::Problem;
use crate::document::At;
use crate::manifest::{Launch, TaskTable, named};
use crate::resolve::codes;
use crate::solution::{Task, is_output};

impl Check<'_> {
    /// What is wrong with each task by itself.
    pub(super) fn tasks(&mut self, tasks: &[Task]) {
        let table = At::ROOT.key("task");
        let manifest = self.manifest;
        for task in tasks {
            let Some(written) = manifest.task.get(&task.part.key) else { continue };
            let at = table.key(&task.part.key);
            self.variables(&at, written, task);
            self.early_output(&at.key("step"), written);
            self.launch(&at, written);
        }
    }

    /// Rows with the output of a script, before any script.
    pub(super) fn early_output(&mut self, list: &At<'_>, table: &TaskTable) {
        let first = table.step.iter().position(|step| step.powershell.is_some());
        for (index, step) in table.step.iter().enumerate().take(first.unwrap_or(usize::MAX)) {
            let at = list.index(index);
            for (key, text) in [("log", &step.log), ("value", &step.value)] {
                if text.as_deref().is_some_and(is_output) {
                    let message = "no script has run yet at this row, so `%output%` is nothing here";
                    let problem = Problem::new(&check::runs::early_output::CODE, message)
                        .at(self.document.value(&at.key(key)));
                    self.problems.push(match first {
                        Some(script) => problem
                            .also(self.document.value(&list.index(script).key("powershell")), "it runs here")
                            .help("put this row behind the script"),
                        None => problem.help("give the task a script, or write what the row is to say"),
                    });
                }
            }
        }
    }

    /// Variables share one namespace with the parameters; every token that is used is set.
    fn variables(&mut self, at: &At<'_>, table: &TaskTable, task: &Task) {
        // By the name in lower case: the name as written, and the field it copies, which a parameter does not.
        let mut names: BTreeMap<String, (String, Option<&str>)> = BTreeMap::new();
        for parameter in &task.parameters {
            names.insert(parameter.name.to_lowercase(), (parameter.name.clone(), None));
        }
        let list = at.key("step");
        for (index, step) in table.step.iter().enumerate() {
            for (variable, key) in step.reads.iter().flat_map(named) {
                let taken = names.entry(variable.to_lowercase()).or_insert((variable.clone(), Some(key)));
                if *taken != (variable.clone(), Some(key)) {
                    let message = format!("the variable `{variable}` is taken: {}", owner(taken));
                    let help = format!("name another one: reads = {{ OtherName = \"{key}\" }}");
                    self.problems.at_value(
                        &codes::VARIABLE_NAME,
                        &list.index(index).key("reads"),
                        message,
                        help,
                    );
                }
            }
        }
        let known: Vec<Known<'_>> = names
            .values()
            .map(|(name, field)| Known { name, secret: self.is_secret(task, name, *field) })
            .collect();
        for (index, step) in table.step.iter().enumerate() {
            let at = list.index(index);
            for (key, text) in [("log", &step.log), ("value", &step.value)] {
                self.known_tokens(&at.key(key), text.as_deref().unwrap_or_default(), &known);
            }
        }
    }

    fn launch(&mut self, at: &At<'_>, table: &TaskTable) {
        match (table.launch, table.schedule.is_empty()) {
            (None, true) => {
                let help = "give it a `[[task.….schedule]]`, or say `launch = \"manual\"`";
                self.problems.at_key(&check::runs::launch::CODE, at, "nothing launches this task", help);
            }
            (Some(Launch::Manual), false) => {
                let message = "a schedule launches this task, so it is not manual";
                self.problems.at_key(
                    &check::runs::launch::CODE,
                    &at.key("launch"),
                    message,
                    "leave `launch` out, or the schedule",
                );
            }
            _ => {}
        }
    }
}

/// What has a variable's name.
fn owner((name, field): &(String, Option<&str>)) -> String {
    match field {
        Some(field) => format!("`{name}` copies `{field}`"),
        None => format!("`{name}` is a parameter"),
    }
}
