//! The page of a task.

use minijinja::value::Value;

use super::field::shown;
use super::names::Page;
use super::view::{code, codes, markdown, optional, view as object};
use super::{Layout, yes};
use crate::logic::runs::{Catch, Caught};
use crate::render::markdown::{self as md, code_in_cell, fenced, prose_line, runs};
use crate::solution::{
    Action, FieldType, Interval, Kind, Outcome, Parameter, ParameterType, Row, Schedule, Script, Step,
    Stored, Task,
};

pub(super) fn view(page: &Page<'_>, task: &Task, layout: &Layout<'_>) -> Vec<(&'static str, Value)> {
    let several = task.schedules.len() > 1;
    let schedules = task.schedules.iter().zip(1u32..);
    vec![
        ("category", optional(task.category.as_deref().map(code))),
        ("manual", Value::from(task.manual)),
        ("parameters", task.parameters.iter().map(|each| parameter(page, each)).collect()),
        ("fields", fields(page, task)),
        ("steps", steps(page, task, layout)),
        ("logs", Value::from(task.rows().any(|row| matches!(row.step.action, Action::Log(_))))),
        ("stored_in", stored_in(page, task)),
        ("outcomes", outcomes(page, task)),
        (
            "schedules",
            schedules.map(|(each, number)| schedule(page, task, each, several.then_some(number))).collect(),
        ),
    ]
}

fn parameter(page: &Page<'_>, parameter: &Parameter) -> Value {
    let default = parameter.default.as_ref().map(|default| {
        let flag = parameter.parameter_type == ParameterType::Flag;
        code_in_cell(&shown(if flag { FieldType::Flag } else { FieldType::TextBox }, default))
    });
    object([
        ("name", markdown(code_in_cell(&parameter.name))),
        ("type", Value::from(parameter.parameter_type.console())),
        ("required", yes(parameter.required)),
        ("default", markdown(default.unwrap_or_default())),
        ("accepted", markdown(accepted(parameter))),
        ("example", markdown(parameter.example.as_deref().map(code_in_cell).unwrap_or_default())),
        ("description", markdown(runs(&parameter.description, page))),
        ("secret", Value::from(parameter.secret)),
    ])
}

/// The values a parameter may have, in words.
fn accepted(parameter: &Parameter) -> String {
    if !parameter.options.is_empty() {
        return codes(&parameter.options);
    }
    match parameter.range {
        Some((least, most)) => format!("{least} to {most}"),
        None => codes(parameter.accepted.iter().map(ToString::to_string)),
    }
}

/// The fields the task reads or writes.
fn fields(page: &Page<'_>, task: &Task) -> Value {
    let row = |field: &crate::solution::Field| {
        let key = field.part.key.as_str();
        let how = match (task.reads_from(key), task.writes_to(key)) {
            (true, true) => "Read and written",
            (true, false) => "Read",
            (false, true) => "Written",
            (false, false) => return None,
        };
        Some(object([
            ("link", page.names.link(Kind::Field, key)),
            ("level", Value::from(field.level.console())),
            ("type", Value::from(field.field_type.console())),
            ("use", Value::from(how)),
        ]))
    };
    page.solution.fields.iter().filter_map(row).collect()
}

fn steps(page: &Page<'_>, task: &Task, layout: &Layout<'_>) -> Value {
    let mut scripts = 0;
    let mut steps = Vec::new();
    for Row { number, step, .. } in task.rows() {
        let mut shown = None;
        if let Action::Script(script) = &step.action {
            let rendered = (layout.scripts)(task, scripts).unwrap_or(&script.body.text);
            shown = Some(markdown(fenced("powershell", rendered)));
            scripts += 1;
        }
        steps.push(object([
            ("number", Value::from(number)),
            ("row", Value::from(step.action.console())),
            ("note", optional(step.note.as_ref().map(|note| markdown(runs(note, page))))),
            ("settings", settings(page, task, step)),
            ("script", optional(shown)),
        ]));
    }
    Value::from(steps)
}

/// What is set in a row of the script editor, in the console's order.
fn settings(page: &Page<'_>, task: &Task, step: &Step) -> Value {
    let mut settings = match &step.action {
        Action::Script(script) => script_settings(script, step),
        Action::Log(message) => vec![typed("Script Log Message", message)],
        Action::SetField { field, value } => {
            let value = match value {
                Stored::Text(text) => text,
                Stored::Outcome(key) => task.outcome(key).map_or("", Outcome::text),
            };
            vec![setting("Custom Field", page.names.console_link(field)), typed("Value", value)]
        }
        Action::ReadField { variable, field } => vec![
            typed("Variable Name", variable),
            typed("Type", "Custom Field"),
            setting("Custom Field", page.names.console_link(field)),
        ],
    };
    if !matches!(step.action, Action::Script(_)) && step.continue_on_failure {
        settings.push(typed("Continue on Failure", "True"));
    }
    settings.push(setting("Operating System", markdown(codes(step.os.iter().map(|os| os.console())))));
    Value::from(settings)
}

fn script_settings(script: &Script, step: &Step) -> Vec<Value> {
    vec![
        typed("Use Generative AI Assist for script creation", "False"),
        typed("Expected time of script execution in seconds", &script.timeout_seconds.to_string()),
        typed("Continue on Failure", if step.continue_on_failure { "True" } else { "False" }),
        typed("Run As", &capitalised(&script.run_as)),
    ]
}

/// A setting: the console's word for it, and its value as Markdown.
fn setting(name: &'static str, value: Value) -> Value {
    object([("name", Value::from(name)), ("value", value), ("block", Value::from(false))])
}

/// A setting that is typed in as it stands: in one line a code span, else a block of its own.
fn typed(name: &'static str, text: &str) -> Value {
    if !text.contains('\n') {
        return setting(name, code(text));
    }
    let block = markdown(fenced("text", text).replace('\n', "\n  "));
    object([("name", Value::from(name)), ("value", block), ("block", Value::from(true))])
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The fields the task leaves something in.
fn stored_in(page: &Page<'_>, task: &Task) -> Value {
    let fields = page.solution.fields.iter().map(|field| field.part.key.as_str());
    let written = fields.filter(|key| task.writes_to(key));
    written.map(|key| page.names.console_link(key)).collect()
}

/// What the task may report: also the solution's page shows it.
pub(super) fn outcomes(page: &Page<'_>, task: &Task) -> Value {
    let row = |outcome: &Outcome| {
        object([
            ("status", markdown(code_in_cell(outcome.text()))),
            ("formerly", markdown(codes(&outcome.text_formerly))),
            ("meaning", markdown(prose_line(&outcome.meaning, page))),
            ("groups", groups(page, task, outcome)),
        ])
    };
    task.outcomes.iter().map(row).collect()
}

/// The groups that catch an outcome.
fn groups(page: &Page<'_>, task: &Task, outcome: &Outcome) -> Value {
    let is_this = |it: &&Caught<'_>| it.task.part.key == task.part.key && it.outcome.key == outcome.key;
    let group = |it: &Caught<'_>| {
        let link = page.names.link(Kind::Group, &it.group.part.key);
        match it.how {
            Catch::Always => link.to_string(),
            Catch::WithoutDetail => format!("{link} (only without a detail)"),
        }
    };
    markdown(page.names.caught.iter().filter(is_this).map(group).collect::<Vec<_>>().join(", "))
}

fn schedule(page: &Page<'_>, task: &Task, schedule: &Schedule, number: Option<u32>) -> Value {
    let values = schedule.parameters.iter().map(|(key, value)| {
        let parameter = task.parameter(key);
        let flag = parameter.is_some_and(|parameter| parameter.parameter_type == ParameterType::Flag);
        let value = shown(if flag { FieldType::Flag } else { FieldType::TextBox }, value);
        object([("name", code(parameter.map_or(key, |parameter| &parameter.name))), ("value", code(&value))])
    });
    let plain = |names: &[String]| names.iter().map(|name| md::code(name)).collect::<Vec<_>>().join(", ");
    let targets = schedule.target.iter().map(|key| key.as_str());
    object([
        ("number", optional(number.map(Value::from))),
        ("every", Value::from(every(schedule.every))),
        ("on", optional(days(schedule).map(Value::from))),
        ("at", optional(schedule.at.as_deref().map(code))),
        ("next_check_in", yes(schedule.next_check_in)),
        ("stop_after", optional(schedule.stop_after.map(|interval| Value::from(interval.to_string())))),
        ("groups", page.names.links(Kind::Group, targets)),
        ("sites", markdown(plain(&schedule.sites))),
        ("companies", markdown(plain(&schedule.companies))),
        ("parameters", values.collect()),
    ])
}

/// `every day`, `every 2 hours`.
pub(super) fn every(interval: Interval) -> String {
    let spoken = interval.to_string();
    format!("every {}", spoken.strip_prefix("1 ").unwrap_or(&spoken))
}

/// When a schedule runs: `every week (Monday, Thursday) at 02:00`.
pub(super) fn when(schedule: &Schedule) -> String {
    let days = days(schedule).map(|days| format!(" ({days})")).unwrap_or_default();
    let time = schedule.at.as_deref().map(|at| format!(" at {at}")).unwrap_or_default();
    format!("{}{days}{time}", every(schedule.every))
}

/// The days a schedule is bound to, in words.
fn days(schedule: &Schedule) -> Option<String> {
    let weekdays = schedule.weekdays.iter().map(|day| day.console().to_owned());
    let dates = schedule.dates.iter().map(|date| format!("day {date} of the month"));
    let days: Vec<_> = weekdays.chain(dates).collect();
    (!days.is_empty()).then(|| days.join(", "))
}
