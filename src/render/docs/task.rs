//! The page of a task.

use minijinja::value::Value;

use super::field::shown;
use super::names::{Page, reads, writes};
use super::view::{code, codes, markdown, optional, view as object};
use super::{Layout, yes};
use crate::render::markdown::{self as md, code_in_cell, fenced, prose_line, runs};
use crate::solution::{
    Action, Criterion, FieldType, Interval, Kind, Outcome, Parameter, ParameterType, PartRef, Schedule,
    Script, Solution, Step, Stored, Subject, Task, Test, Weekday,
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
        ("logs", Value::from(task.steps.iter().any(|step| matches!(step.action, Action::Log(_))))),
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
    let (reads, writes) = (reads(task), writes(task));
    let row = |field: &crate::solution::Field| {
        let key = field.part.key.as_str();
        let how = match (reads.contains(&key), writes.contains(&key)) {
            (true, true) => "Read and written",
            (true, false) => "Read",
            (false, true) => "Written",
            (false, false) => return None,
        };
        Some(object([
            ("link", markdown(page.names.link(&PartRef::new(Kind::Field, key)))),
            ("level", Value::from(field.level.console())),
            ("type", Value::from(field.field_type.console())),
            ("use", Value::from(how)),
        ]))
    };
    page.solution.fields.iter().filter_map(row).collect()
}

fn steps(page: &Page<'_>, task: &Task, layout: &Layout<'_>) -> Value {
    let mut scripts = 0;
    let mut steps = Vec::with_capacity(task.steps.len());
    for (number, step) in (1u32..).zip(&task.steps) {
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
    let systems = step.os.iter().map(|os| os.console());
    let mut settings = match &step.action {
        Action::Script(script) => script_settings(script, step),
        Action::Log(message) => vec![setting("Script Log Message", literal(message))],
        Action::SetField { field, value } => vec![
            setting("Custom Field", page.field_link(field)),
            setting(
                "Value",
                match value {
                    Stored::Text(text) => literal(text),
                    Stored::Outcome(key) => literal(task.outcome(key).map_or("", Outcome::text)),
                },
            ),
        ],
        Action::ReadField { variable, field } => vec![
            setting("Variable Name", md::code(variable)),
            setting("Type", "`Custom Field`".to_owned()),
            setting("Custom Field", page.field_link(field)),
        ],
    };
    if !matches!(step.action, Action::Script(_)) && step.continue_on_failure {
        settings.push(setting("Continue on Failure", "`True`".to_owned()));
    }
    settings.push(setting("Operating System", systems.map(md::code).collect::<Vec<_>>().join(", ")));
    Value::from(settings)
}

fn script_settings(script: &Script, step: &Step) -> Vec<Value> {
    let truth = if step.continue_on_failure { "`True`" } else { "`False`" };
    vec![
        setting("Use Generative AI Assist for script creation", "`False`".to_owned()),
        setting("Expected time of script execution in seconds", format!("`{}`", script.timeout_seconds)),
        setting("Continue on Failure", truth.to_owned()),
        setting("Run As", md::code(&capitalised(&script.run_as))),
    ]
}

/// A setting: the console's word for it, and its value as Markdown.
fn setting(name: &'static str, value: String) -> Value {
    let block = value.contains('\n');
    object([("name", Value::from(name)), ("value", markdown(value)), ("block", Value::from(block))])
}

/// A text that is typed into the console: in one line as a code span, else as a block of its own.
fn literal(text: &str) -> String {
    if !text.contains('\n') {
        return md::code(text);
    }
    fenced("text", text).replace('\n', "\n  ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The fields the task leaves something in.
fn stored_in(page: &Page<'_>, task: &Task) -> Value {
    let written = writes(task);
    let fields = page.solution.fields.iter().map(|field| field.part.key.as_str());
    fields.filter(|key| written.contains(key)).map(|key| markdown(page.field_link(key))).collect()
}

/// What the task may report: also the solution's page shows it.
pub(super) fn outcomes(page: &Page<'_>, task: &Task) -> Value {
    let row = |outcome: &Outcome| {
        let groups = catching(page.solution, task, outcome);
        object([
            ("status", markdown(code_in_cell(outcome.text()))),
            ("meaning", markdown(prose_line(&outcome.meaning, page))),
            ("groups", markdown(page.links(groups))),
        ])
    };
    task.outcomes.iter().map(row).collect()
}

/// The groups with a criterion that waits for this outcome, by its name or by its text.
fn catching(solution: &Solution, task: &Task, outcome: &Outcome) -> Vec<PartRef> {
    let written = writes(task);
    let named = |criterion: &Criterion| {
        criterion.outcomes.iter().any(|o| o.task == task.part.key && o.outcome == outcome.key)
    };
    let tested = |criterion: &Criterion| match (&criterion.subject, &criterion.test) {
        (Subject::Field(field), Test::ContainsAnyOf(values)) => {
            written.contains(&field.as_str())
                && values.iter().any(|value| outcome.text().contains(value.as_str()))
        }
        _ => false,
    };
    let catches = |criterion: &Criterion| named(criterion) || tested(criterion);
    let groups = solution.groups.iter();
    let groups = groups.filter(|group| group.blocks.iter().flat_map(|block| &block.criteria).any(catches));
    groups.map(|group| PartRef::new(Kind::Group, &group.part.key)).collect()
}

fn schedule(page: &Page<'_>, task: &Task, schedule: &Schedule, number: Option<u32>) -> Value {
    let values = schedule.parameters.iter().map(|(key, value)| {
        let parameter = task.parameter(key);
        let flag = parameter.is_some_and(|parameter| parameter.parameter_type == ParameterType::Flag);
        let value = shown(if flag { FieldType::Flag } else { FieldType::TextBox }, value);
        object([("name", code(parameter.map_or(key, |parameter| &parameter.name))), ("value", code(&value))])
    });
    let plain = |names: &[String]| names.iter().map(|name| md::code(name)).collect::<Vec<_>>().join(", ");
    let targets = schedule.target.iter().map(|key| PartRef::new(Kind::Group, key));
    object([
        ("number", optional(number.map(Value::from))),
        ("every", Value::from(every(schedule.every))),
        ("on", optional(days(schedule).map(Value::from))),
        ("at", optional(schedule.at.as_deref().map(code))),
        ("next_check_in", yes(schedule.next_check_in)),
        ("stop_after", optional(schedule.stop_after.map(|interval| Value::from(interval.to_string())))),
        ("groups", markdown(page.links(targets))),
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

/// The days a schedule is bound to, in words.
fn days(schedule: &Schedule) -> Option<String> {
    let weekdays = schedule.weekdays.iter().map(|day| weekday(*day).to_owned());
    let dates = schedule.dates.iter().map(|date| format!("day {date} of the month"));
    let days: Vec<_> = weekdays.chain(dates).collect();
    (!days.is_empty()).then(|| days.join(", "))
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
