//! The page of a task.

use minijinja::value::Value;

use super::names::Page;
use super::view::{cell, code, codes, markdown, optional, view as object, yes};
use crate::logic::runs::{Catch, Caught};
use crate::render::markdown::{self as md, code_in_cell, fenced, prose_line, runs};
use crate::solution::platform::{Content, Setting, Sheet, as_set};
use crate::solution::{Action, Interval, Kind, Outcome, Parameter, Row, Schedule, Task};

/// The rendered script of a task's script row, counted from 0 among its script rows; none: its body is shown.
type Scripts<'a> = &'a dyn Fn(&Task, usize) -> Option<&'a str>;

pub(super) fn view(page: &Page<'_>, task: &Task, scripts: Scripts<'_>) -> Vec<(&'static str, Value)> {
    let sheet = (page.console.platform.sheets.task)(page.console, task);
    let several = task.schedules.len() > 1;
    let schedules = task.schedules.iter().zip(1u32..);
    vec![
        ("category", optional(task.category.as_deref().map(code))),
        ("manual", Value::from(task.manual)),
        (
            "parameters",
            task.parameters.iter().zip(sheet.list("parameters")).map(|it| parameter(page, it)).collect(),
        ),
        ("fields", fields(page, task)),
        ("steps", steps(page, task, &sheet, scripts)),
        ("logs", Value::from(task.rows().any(|row| matches!(row.step.action, Action::Log(_))))),
        ("stored_in", stored_in(page, task)),
        ("outcomes", outcomes(page, task)),
        ("reaches_groups", Value::from(reaches_groups(task))),
        (
            "schedules",
            schedules.map(|(each, number)| schedule(page, task, each, several.then_some(number))).collect(),
        ),
    ]
}

fn parameter(page: &Page<'_>, (parameter, sheet): (&Parameter, &Sheet<'_>)) -> Value {
    let cell = |key: &str| cell(sheet.get(key)).unwrap_or_else(|| Value::from(""));
    let accepted = ["options", "range", "accepted"].into_iter().find(|key| sheet.get(key).is_set());
    object([
        ("name", cell("name")),
        ("type", cell("type")),
        ("required", cell("required")),
        ("default", cell("default")),
        ("accepted", cell(accepted.unwrap_or_default())),
        ("example", cell("example")),
        ("description", markdown(runs(&parameter.description, page))),
        ("secret", Value::from(parameter.secret)),
    ])
}

/// The fields the task reads or writes.
fn fields(page: &Page<'_>, task: &Task) -> Value {
    let words = page.console.platform.vocabulary;
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
            ("level", Value::from(words.level(field.level))),
            ("type", Value::from(words.field_type(field.field_type))),
            ("use", Value::from(how)),
        ]))
    };
    page.solution.fields.iter().filter_map(row).collect()
}

fn steps(page: &Page<'_>, task: &Task, sheet: &Sheet<'_>, scripts: Scripts<'_>) -> Value {
    let steps = task.rows().zip(sheet.list("rows")).map(|(Row { number, step, .. }, row)| {
        let script = match (&step.action, row.get("script")) {
            (Action::Script(script), Content::Script(index)) => {
                let rendered = scripts(task, *index).unwrap_or(&script.body.text);
                Some(markdown(fenced("powershell", rendered)))
            }
            _ => None,
        };
        object([
            ("number", Value::from(number)),
            ("row", Value::from(row.get("row").shown())),
            ("note", optional(step.note.as_ref().map(|note| markdown(runs(note, page))))),
            ("settings", settings(page, row)),
            ("script", optional(script)),
        ])
    });
    steps.collect()
}

/// What is set in a row of the script editor, but for what the page shows elsewhere. The console goes on after a failure
/// only where that is chosen; a script's page asks for the choice.
fn settings(page: &Page<'_>, row: &Sheet<'_>) -> Value {
    let is_script = row.get("script").is_set();
    let is_shown = |it: &&Setting<'_>| {
        !it.name.is_empty()
            && it.content.is_set()
            && !["row", "notes", "script"].contains(&it.key)
            && (is_script || it.content != Content::TrueFalse(false))
    };
    row.settings.iter().filter(is_shown).map(|it| setting(page, it)).collect()
}

/// A setting: the console's word for it, and its value as Markdown. A text of several lines is a block of its own.
fn setting(page: &Page<'_>, Setting { name, content, .. }: &Setting<'_>) -> Value {
    let value = match content {
        Content::Typed(text) if text.contains('\n') => markdown(fenced("text", text).replace('\n', "\n  ")),
        Content::Field(field) => page.names.console_link(&field.part.key),
        Content::Texts(texts) => markdown(codes(texts)),
        other => code(&other.shown()),
    };
    let is_block = matches!(content, Content::Typed(text) if text.contains('\n'));
    object([("name", Value::from(*name)), ("value", value), ("block", Value::from(is_block))])
}

/// The fields the task leaves something in.
fn stored_in(page: &Page<'_>, task: &Task) -> Value {
    let fields = page.solution.fields.iter().map(|field| field.part.key.as_str());
    let written = fields.filter(|key| task.writes_to(key));
    written.map(|key| page.names.console_link(key)).collect()
}

/// Whether a group could wait for an outcome: one of them is stored in a field.
pub(super) fn reaches_groups(task: &Task) -> bool {
    task.outcomes.iter().any(|outcome| task.stores(&outcome.key).next().is_some())
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
        let name = task.parameter(key).map_or(key, |parameter| &parameter.name);
        object([("name", code(name)), ("value", code(&as_set(value)))])
    });
    let plain = |names: &[String]| names.iter().map(|name| md::code(name)).collect::<Vec<_>>().join(", ");
    let targets = schedule.target.iter().map(|key| key.as_str());
    object([
        ("number", optional(number.map(Value::from))),
        ("every", Value::from(every(schedule.every))),
        ("on", optional(days(page, schedule).map(Value::from))),
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
pub(super) fn when(page: &Page<'_>, schedule: &Schedule) -> String {
    let days = days(page, schedule).map(|days| format!(" ({days})")).unwrap_or_default();
    let time = schedule.at.as_deref().map(|at| format!(" at {at}")).unwrap_or_default();
    format!("{}{days}{time}", every(schedule.every))
}

/// The days a schedule is bound to, in words.
fn days(page: &Page<'_>, schedule: &Schedule) -> Option<String> {
    let weekdays =
        schedule.weekdays.iter().map(|&day| page.console.platform.vocabulary.weekday(day).to_owned());
    let dates = schedule.dates.iter().map(|date| format!("day {date} of the month"));
    let days: Vec<_> = weekdays.chain(dates).collect();
    (!days.is_empty()).then(|| days.join(", "))
}
