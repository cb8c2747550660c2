//! What stands in the console of a part: settings by name and value, and lists of such sheets.

use sha2::{Digest, Sha256};

use crate::diff::words;
use crate::render::json::{criterion_name, plain};
use crate::render::{self, templates};
use crate::solution::text::Text;
use crate::solution::{
    Action, Block, Criterion, Field, Group, Outcome, Parameter, Schedule, Solution, Step, Stored, Task, Value,
};
use crate::words::hex;

/// Settings, and lists of sheets, in the console's order. A setting that is not made is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Sheet {
    pub(super) cells: Vec<(&'static str, Cell)>,
    pub(super) lists: Vec<(&'static str, Vec<Sheet>)>,
    /// Settings that need what the lists hold.
    pub(super) last: Vec<(&'static str, Cell)>,
}

/// What a setting holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Cell {
    /// A text that is typed or chosen.
    Typed(String),
    /// The rendered script with this digest.
    Script(String),
}

fn cell(name: &'static str, value: impl Into<String>) -> (&'static str, Cell) {
    (name, Cell::Typed(value.into()))
}

/// A yes or no in the words of the console, which are those of the pages too.
fn flag(name: &'static str, value: bool) -> (&'static str, Cell) {
    cell(name, set(&Value::Flag(value)))
}

/// A value as it is set; criteria compare a flag with True and False.
fn set(value: &Value) -> String {
    match value {
        Value::Flag(true) => "Yes".to_owned(),
        Value::Flag(false) => "No".to_owned(),
        other => other.to_string(),
    }
}

fn optional(name: &'static str, value: Option<impl ToString>) -> (&'static str, Cell) {
    cell(name, value.map(|value| value.to_string()).unwrap_or_default())
}

fn optional_text(name: &'static str, value: Option<&Text>, solution: &Solution) -> (&'static str, Cell) {
    optional(name, value.map(|text| plain(text, solution)))
}

fn texts(name: &'static str, values: &[String]) -> (&'static str, Cell) {
    cell(name, values.iter().map(|value| words::member(value)).collect::<Vec<_>>().join(", "))
}

fn leaf(cells: Vec<(&'static str, Cell)>) -> Sheet {
    Sheet { cells, ..Sheet::default() }
}

pub(super) fn field(solution: &Solution, field: &Field) -> Sheet {
    let options = field.options.iter().map(|option| leaf(vec![cell("Text", option)])).collect();
    Sheet {
        cells: vec![
            cell("Type", field.field_type.console()),
            cell("Description", plain(&field.part.description, solution)),
            optional("Rule", field.rule.as_ref().map(|rule| words::rule(Some(rule)))),
            flag("Required", field.required),
            flag("Editable", field.editable),
            optional_text("Help Text", field.help_text.as_ref(), solution),
        ],
        lists: vec![("option", options)],
        last: vec![optional("Default Value", field.default.as_ref().map(set))],
    }
}

pub(super) fn group(solution: &Solution, group: &Group) -> Sheet {
    let row = |criterion: &Criterion| {
        leaf(vec![
            cell("Criterion", criterion_name(solution, &criterion.subject)),
            cell("Operator", criterion.test.operator()),
            texts("Value", &criterion.test.values()),
        ])
    };
    let block = |block: &Block| Sheet {
        cells: Vec::new(),
        lists: vec![("row", block.criteria.iter().map(row).collect())],
        last: Vec::new(),
    };
    Sheet {
        cells: vec![
            optional("Category", group.category.as_ref()),
            cell("Description", plain(&group.part.description, solution)),
        ],
        lists: vec![("block", group.blocks.iter().map(block).collect())],
        last: Vec::new(),
    }
}

pub(super) fn task(solution: &Solution, task: &Task, scripts: &Scripts) -> Sheet {
    let mut digests = scripts.of(task).iter();
    let mut rows = Vec::new();
    for step in &task.steps {
        let digest = matches!(step.action, Action::Script(_)).then(|| digests.next().cloned()).flatten();
        rows.push(row(solution, task, step, digest.unwrap_or_default()));
    }
    Sheet {
        cells: vec![
            optional("Category", task.category.as_ref()),
            cell("Description", plain(&task.part.description, solution)),
        ],
        lists: vec![
            ("parameter", task.parameters.iter().map(|each| parameter(solution, each)).collect()),
            ("row", rows),
            ("schedule", task.schedules.iter().map(|each| schedule(solution, task, each)).collect()),
        ],
        last: Vec::new(),
    }
}

fn row(solution: &Solution, task: &Task, step: &Step, digest: String) -> Sheet {
    let field = |key: &str| words::field(solution, key);
    let mut cells = vec![cell("Row", step.action.console())];
    match &step.action {
        Action::Script(script) => cells.extend([
            ("Script", Cell::Script(digest)),
            cell("Expected time of script execution in seconds", script.timeout_seconds.to_string()),
            cell("Run As", &script.run_as),
        ]),
        Action::Log(message) => cells.push(cell("Script Log Message", message)),
        Action::SetField { field: key, value } => {
            let value = match value {
                Stored::Text(text) => text,
                Stored::Outcome(key) => task.outcome(key).map_or("", Outcome::text),
            };
            cells.extend([cell("Custom Field", field(key)), cell("Value", value)]);
        }
        Action::ReadField { variable, field: key } => {
            cells.extend([cell("Variable Name", variable), cell("Custom Field", field(key))]);
        }
    }
    let systems: Vec<&str> = step.os.iter().map(|os| os.console()).collect();
    cells.extend([
        // A row's own settings are a choice of True and False.
        cell("Continue on Failure", Value::Flag(step.continue_on_failure).to_string()),
        cell("Operating System", systems.join(", ")),
        optional_text("Notes", step.note.as_ref(), solution),
    ]);
    leaf(cells)
}

fn parameter(solution: &Solution, parameter: &Parameter) -> Sheet {
    leaf(vec![
        cell("Name", &parameter.name),
        cell("Type", parameter.parameter_type.console()),
        flag("Required", parameter.required),
        optional("Default Value", parameter.default.as_ref().map(set)),
        texts("Options", &parameter.options),
        cell("Description", plain(&parameter.description, solution)),
    ])
}

fn schedule(solution: &Solution, task: &Task, schedule: &Schedule) -> Sheet {
    let Schedule { every, weekdays, dates, at, next_check_in, stop_after, .. } = schedule;
    let days: Vec<String> = weekdays.iter().map(|day| day.console().to_owned()).collect();
    let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
    let groups: Vec<String> = schedule.target.iter().map(|key| words::group(solution, key)).collect();
    let values = schedule.parameters.iter().map(|(key, value)| {
        let name = task.parameter(key).map_or(key, |parameter| &parameter.name);
        format!("{name} = {}", words::member(&set(value)))
    });
    leaf(vec![
        cell("Every", every.to_string()),
        texts("Days", &days),
        texts("Dates", &dates),
        optional("At", at.as_ref()),
        flag("At the next check-in", *next_check_in),
        optional("Stopped after", stop_after.as_ref()),
        texts("Groups", &groups),
        texts("Sites", &schedule.sites),
        texts("Companies", &schedule.companies),
        cell("Parameters", values.collect::<Vec<_>>().join("; ")),
    ])
}

/// What tells the rendered scripts of a solution from others. A record keeps no body, so a body counts by its
/// digest, and what is rendered around it by what it is.
pub(super) struct Scripts(Vec<(String, Vec<String>)>);

impl Scripts {
    pub(super) fn new(solution: &Solution) -> Self {
        let mut bare = solution.clone();
        let steps = bare.tasks.iter_mut().flat_map(|task| &mut task.steps);
        for step in steps {
            if let Action::Script(script) = &mut step.action {
                script.body.text.clear();
            }
        }
        let around = render::scripts(templates::built_in(), &bare).unwrap_or_default();
        let digests = |task: &Task| {
            let around =
                around.iter().find(|(key, _)| *key == task.part.key).map(|(_, texts)| texts.as_slice());
            let around = around.unwrap_or_default().iter().map(String::as_str).chain(std::iter::repeat(""));
            let scripts = task.scripts().zip(around);
            scripts.map(|(script, around)| digest(&script.body.sha256, around)).collect()
        };
        Scripts(solution.tasks.iter().map(|task| (task.part.key.clone(), digests(task))).collect())
    }

    fn of(&self, task: &Task) -> &[String] {
        self.0.iter().find(|(key, _)| *key == task.part.key).map_or(&[], |(_, digests)| digests)
    }
}

fn digest(body: &str, around: &str) -> String {
    let digest = Sha256::new().chain_update(body).chain_update([0]).chain_update(around).finalize();
    hex(&digest)
}
