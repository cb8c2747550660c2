//! `tasks/<key>/task.json`: a task's rows, parameters, outcomes and schedules, as a person types them into the
//! console. The scripts stand beside it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{FORMAT, FieldName, Named, plain};
use crate::solution::{
    Action, GroupKey, Kind, Outcome, Parameter, Schedule, Script, Solution, Step, Stored, Task,
};

/// The file of a task's script, by its place among the task's scripts.
pub fn script_file(index: usize) -> String {
    if index == 0 { "script.ps1".to_owned() } else { format!("script-{}.ps1", index + 1) }
}

/// A task of the script editor.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields, rename = "task")]
pub(super) struct TaskFile<'a> {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The version of this format.
    #[schemars(extend("const" = FORMAT))]
    format: u32,
    /// The stable id, which is also the address of its docs page.
    #[schemars(schema_with = "super::schema::id")]
    id: Uuid,
    /// The key in the manifest.
    key: &'a str,
    /// The console's name.
    #[schemars(length(min = 1))]
    name: &'a str,
    /// The console's description.
    description: String,
    /// The console's category.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    /// The solution it belongs to.
    solution: Named<'a>,
    /// Nothing launches it but a person.
    #[serde(skip_serializing_if = "is_false")]
    #[schemars(default)]
    manual: bool,
    /// What whoever launches it may set.
    parameters: Vec<ParameterFile<'a>>,
    /// The rows of the script editor, in order.
    rows: Vec<Row<'a>>,
    /// What its scripts may report.
    outcomes: Vec<OutcomeFile<'a>>,
    /// The outcome, by key, of an unhandled error and of a script that ends without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_error: Option<&'a str>,
    /// When it runs, and on what.
    schedules: Vec<ScheduleFile<'a>>,
}

/// A parameter of the task; its token in the rows is its name between two `@`.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "parameter")]
struct ParameterFile<'a> {
    /// The key scripts name it by.
    key: &'a str,
    /// The console's name.
    #[schemars(length(min = 1))]
    name: &'a str,
    /// The console's description.
    description: String,
    /// The console's type.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["Text String", "Flag", "Number Value", "Dropdown"]))]
    parameter_type: &'static str,
    /// Whoever launches the task must give a value.
    required: bool,
    /// The value where none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
    /// A dropdown's options, in order.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(default)]
    options: &'a [String],
    /// The only values it may have; absent: any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    accepted: Vec<String>,
    /// The least and the greatest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[i64; 2]>,
    /// A value people would enter.
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<&'a str>,
    /// It holds a secret.
    #[serde(skip_serializing_if = "is_false")]
    #[schemars(default)]
    secret: bool,
}

/// A row of the script editor. Which of the last members it has depends on the row.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields, rename = "row")]
struct Row<'a> {
    /// The row's name in the console.
    #[schemars(extend("enum" = ["PowerShell script", "Script Log", "Set Custom Field", "Set Pre-defined Variable"]))]
    row: &'static str,
    /// What the row is for: its Notes in the console.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    /// The systems it runs on.
    #[schemars(length(min = 1), extend("items" = { "type": "string", "enum": ["Windows", "MacOS", "Linux"] }))]
    operating_system: Vec<&'static str>,
    /// The task goes on where the row fails.
    continue_on_failure: bool,
    /// A script row: the file beside this one that holds its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<String>,
    /// A script row: the expected time of script execution in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_seconds: Option<u32>,
    /// A script row: the account it runs as.
    #[serde(skip_serializing_if = "Option::is_none")]
    run_as: Option<Cow<'a, str>>,
    /// A script row: the outcome of an unhandled error, where it is not the task's.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_error: Option<&'a str>,
    /// Script Log: the line, in which the platform replaces its tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    /// Set Pre-defined Variable: the variable, which is copied from the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<&'a str>,
    /// Set Custom Field: the field written. Set Pre-defined Variable: the field read.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<FieldName<'a>>,
    /// Set Custom Field: what is stored, in which the platform replaces its tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    /// Set Custom Field: the outcome, by key, whose text the value is.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'a str>,
}

/// What a script may report.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields, rename = "outcome")]
struct OutcomeFile<'a> {
    /// The key scripts and groups name it by.
    key: &'a str,
    /// What the script's line begins with.
    text: &'a str,
    /// The part of the text that groups test.
    #[serde(rename = "match")]
    matched: &'a str,
    /// What the script printed for it before: devices may still hold it.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(default)]
    text_formerly: &'a [String],
    /// The script's exit code.
    exit_code: i32,
    /// No group needs to select it.
    #[serde(skip_serializing_if = "is_false")]
    #[schemars(default)]
    unwatched: bool,
}

/// When the task runs, and on what.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields, rename = "schedule")]
struct ScheduleFile<'a> {
    /// How often: a number and a unit.
    #[schemars(regex(pattern = "^[1-9][0-9]* (minute|hour|day|week|month)s?$"))]
    every: String,
    /// The days of a weekly schedule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    weekdays: Vec<&'static str>,
    /// The dates of a monthly schedule.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(default)]
    dates: &'a [u8],
    /// The time of day, `HH:MM`; absent: as set up.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    /// Whose time of day.
    #[schemars(extend("const" = "Local Machine Time"))]
    time_zone: &'static str,
    /// A device that missed it runs it at its next check-in.
    next_check_in: bool,
    /// It is stopped after this long.
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_after: Option<String>,
    /// The targeted groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    groups: Vec<Named<'a>>,
    /// The targeted sites.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(default)]
    sites: &'a [String],
    /// The targeted companies.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(default)]
    companies: &'a [String],
    /// Parameter values, by the parameter's name in the console.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    parameters: BTreeMap<&'a str, String>,
}

impl<'a> TaskFile<'a> {
    pub(super) fn new(solution: &'a Solution, task: &'a Task, scripts: &str) -> Self {
        // Beside this file, unless `[output]` sends scripts elsewhere.
        let folder = match scripts {
            "tasks" => String::new(),
            elsewhere => format!("../../{elsewhere}/{}/", task.part.key),
        };
        TaskFile {
            schema: "../../schemas/task.schema.json",
            format: FORMAT,
            id: task.part.id,
            key: &task.part.key,
            name: &task.part.name,
            description: plain(&task.part.description, solution),
            category: task.category.as_deref(),
            solution: Named { id: solution.part.id, name: &solution.part.name },
            manual: task.manual,
            parameters: task.parameters.iter().map(|it| ParameterFile::new(solution, it)).collect(),
            rows: rows(solution, task, &folder),
            outcomes: task.outcomes.iter().map(OutcomeFile::new).collect(),
            on_error: task.on_error.as_deref(),
            schedules: task.schedules.iter().map(|it| ScheduleFile::new(solution, task, it)).collect(),
        }
    }
}

impl<'a> ParameterFile<'a> {
    fn new(solution: &Solution, parameter: &'a Parameter) -> Self {
        ParameterFile {
            key: &parameter.key,
            name: &parameter.name,
            description: plain(&parameter.description, solution),
            parameter_type: parameter.parameter_type.console(),
            required: parameter.required,
            default: parameter.default.as_ref().map(ToString::to_string),
            options: &parameter.options,
            accepted: parameter.accepted.iter().map(ToString::to_string).collect(),
            range: parameter.range.map(|(low, high)| [low, high]),
            example: parameter.example.as_deref(),
            secret: parameter.secret,
        }
    }
}

fn rows<'a>(solution: &'a Solution, task: &'a Task, folder: &str) -> Vec<Row<'a>> {
    let mut scripts = 0..;
    task.rows()
        .map(|each| {
            let step = each.step;
            let row = match &step.action {
                Action::Script(script) => {
                    script_row(script, format!("{folder}{}", script_file(scripts.next().unwrap_or_default())))
                }
                Action::Log(message) => Row { message: Some(message), ..Row::default() },
                Action::SetField { field, value } => set_field_row(solution, task, field, value),
                Action::ReadField { variable, field } => Row {
                    variable: Some(variable),
                    field: FieldName::find(solution, field),
                    ..Row::default()
                },
            };
            with_settings(row, solution, step)
        })
        .collect()
}

fn script_row(script: &Script, file: String) -> Row<'_> {
    Row {
        script: Some(file),
        expected_seconds: Some(script.timeout_seconds),
        run_as: Some(account(&script.run_as)),
        on_error: script.on_error.as_deref(),
        ..Row::default()
    }
}

fn set_field_row<'a>(solution: &'a Solution, task: &'a Task, field: &str, stored: &'a Stored) -> Row<'a> {
    let (value, outcome) = match stored {
        Stored::Text(text) => (Some(text.as_str()), None),
        Stored::Outcome(key) => (task.outcome(key).map(Outcome::text), Some(key.as_str())),
    };
    Row { field: FieldName::find(solution, field), value, outcome, ..Row::default() }
}

/// The settings every row has.
fn with_settings<'a>(row: Row<'a>, solution: &Solution, step: &Step) -> Row<'a> {
    Row {
        row: step.action.console(),
        notes: step.note.as_ref().map(|note| plain(note, solution)),
        operating_system: step.os.iter().map(|os| os.console()).collect(),
        continue_on_failure: step.continue_on_failure,
        ..row
    }
}

/// The console writes the manifest's `system` with a capital; any other account is as it is.
fn account(run_as: &str) -> Cow<'_, str> {
    if run_as == "system" { Cow::Borrowed("System") } else { Cow::Borrowed(run_as) }
}

impl<'a> OutcomeFile<'a> {
    fn new(outcome: &'a Outcome) -> Self {
        OutcomeFile {
            key: &outcome.key,
            text: outcome.text(),
            matched: outcome.matched(),
            text_formerly: &outcome.text_formerly,
            exit_code: outcome.exit_code,
            unwatched: outcome.unwatched,
        }
    }
}

impl<'a> ScheduleFile<'a> {
    fn new(solution: &'a Solution, task: &'a Task, schedule: &'a Schedule) -> Self {
        let group = |key: &GroupKey| Named::find(solution, Kind::Group, key);
        let parameter = |(key, value): (&'a String, &crate::solution::Value)| {
            (task.parameter(key).map_or(key.as_str(), |it| it.name.as_str()), value.to_string())
        };
        ScheduleFile {
            every: schedule.every.to_string(),
            weekdays: schedule.weekdays.iter().map(|&day| day.console()).collect(),
            dates: &schedule.dates,
            at: schedule.at.as_deref(),
            time_zone: "Local Machine Time",
            next_check_in: schedule.next_check_in,
            stop_after: schedule.stop_after.map(|interval| interval.to_string()),
            groups: schedule.target.iter().filter_map(group).collect(),
            sites: &schedule.sites,
            companies: &schedule.companies,
            parameters: schedule.parameters.iter().map(parameter).collect(),
        }
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
