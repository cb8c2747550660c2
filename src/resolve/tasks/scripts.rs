//! Script rows: the body, how long it may take, and what it reads.

use std::collections::BTreeMap;

use super::body::body;
use super::outcomes::outcome_key;
use crate::document::At;
use crate::manifest::{FileOrInline, Reads, StepTable, named};
use crate::resolve::codes::{BAD_INTERVAL, DUPLICATE_ENTRY, VARIABLE_NAME};
use crate::resolve::scope::Scope;
use crate::resolve::scope::references;
use crate::solution::{Kind, Read, Script, Task};
use crate::source::Place;

/// The console's expected time of execution where the manifest names none, in seconds.
const TIMEOUT: u32 = 300;

/// A script of a task: the row of this index in the manifest.
pub(super) fn script(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    (index, table): (usize, &StepTable),
    source: &FileOrInline,
    task: &Task,
) -> Option<Script> {
    let on_error = table.on_error.as_ref();
    let on_error = on_error.and_then(|key| outcome_key(scope, &at.key("on-error"), key, task));
    if table.timeout_seconds == Some(0) {
        let at = at.key("timeout-seconds");
        scope.problems.at_value(&BAD_INTERVAL, &at, "a script needs some time", "300 is usual");
    }
    let fields = table.reads.as_ref().map(|written| reads(scope, &at.key("reads"), written));
    Some(Script {
        body: body(scope, &at.key("powershell"), source, &task.part.key, index)?,
        timeout_seconds: table.timeout_seconds.unwrap_or(TIMEOUT),
        run_as: "System".into(),
        reads: fields.unwrap_or_default(),
        on_error,
    })
}

/// The fields that a script reads.
fn reads(scope: &mut Scope<'_>, at: &At<'_>, written: &Reads) -> Vec<Read> {
    let mut found: Vec<Read> = Vec::new();
    written.each(at, |at, variable, key| {
        if matches!(written, Reads::Named(_)) {
            variable_name(scope, scope.document.key(at), variable);
        }
        if !references::known(scope, at, Kind::Field, key) {
            return;
        }
        if found.iter().any(|read| read.field == key) {
            let message = format!("`{key}` is read twice");
            scope.problems.at_value(&DUPLICATE_ENTRY, at, message, "take one of them out");
        }
        found.push(Read { field: key.into(), variable: variable.to_owned() });
    });
    found
}

/// Says so of variables whose name a parameter or another variable has: they share one namespace, whatever the case.
pub(super) fn one_namespace(scope: &mut Scope<'_>, list: &At<'_>, steps: &[StepTable], task: &Task) {
    // By the name in lower case: the name as written, and the field it copies, which a parameter does not.
    let mut names: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
    for parameter in &task.parameters {
        names.insert(parameter.name.to_lowercase(), (parameter.name.clone(), None));
    }
    for (index, step) in steps.iter().enumerate() {
        for (variable, key) in step.reads.iter().flat_map(named) {
            let own = (variable.clone(), Some(key.to_owned()));
            let taken = names.entry(variable.to_lowercase()).or_insert_with(|| own.clone());
            if *taken != own {
                let message = format!("the variable `{variable}` is taken: {}", owner(taken));
                let help = format!("name another one: reads = {{ OtherName = \"{key}\" }}");
                scope.problems.at_value(&VARIABLE_NAME, &list.index(index).key("reads"), message, help);
            }
        }
    }
}

/// What has a variable's name.
fn owner((name, field): &(String, Option<String>)) -> String {
    match field {
        Some(field) => format!("`{name}` copies `{field}`"),
        None => format!("`{name}` is a parameter"),
    }
}

/// Says so where a name cannot stand in a token.
pub(super) fn variable_name(scope: &mut Scope<'_>, place: Place, name: &str) {
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        let message = format!("`{}` cannot be a variable's name", name.escape_debug());
        let help = "letters, digits and `_`: it becomes the token @Name@";
        scope.problems.report(&VARIABLE_NAME, place, message, help);
    }
}
