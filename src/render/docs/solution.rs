//! The page of the solution as a whole.

use minijinja::value::Value;

use super::diagram::diagram;
use super::names::Page;
use super::task::{outcomes, reaches_groups, when};
use super::view::{markdown, optional, view as object, yes};
use crate::render::markdown::{code_in_cell, prose, runs, text};
use crate::solution::{Field, Instruction, Kind, Part, Solution, Task};

pub(super) fn view(page: &Page<'_>) -> Vec<(&'static str, Value)> {
    let solution = page.solution;
    let reporting: Vec<_> = solution.tasks.iter().filter(|task| !task.outcomes.is_empty()).collect();
    let several = reporting.len() > 1;
    let statuses = reporting.into_iter().map(|task| {
        let name = several.then(|| Value::from(&task.part.name));
        object([
            ("task", optional(name)),
            ("outcomes", outcomes(page, task)),
            ("reaches_groups", Value::from(reaches_groups(task))),
        ])
    });
    let faq = solution.faq.iter().map(|faq| {
        let answer = markdown(prose(&faq.answer, page, 3, ""));
        object([("question", markdown(runs(&faq.question, page))), ("answer", answer)])
    });
    vec![
        ("content", content(page)),
        ("diagram", optional(diagram(page).map(markdown))),
        ("statuses", statuses.collect()),
        ("implementation", implementation(page)),
        ("faq", faq.collect()),
    ]
}

/// A part in a table of contents.
#[derive(Clone, Copy)]
enum Listed<'a> {
    Field(&'a Field),
    Other(Kind, &'a Part),
}

/// The tables of parts, by heading in order of first use.
fn content(page: &Page<'_>) -> Value {
    let Solution { fields, groups, tasks, .. } = page.solution;
    let fields = fields.iter().map(|field| (Listed::Field(field), &field.part, "Custom Fields"));
    let groups = groups.iter().map(|group| (Listed::Other(Kind::Group, &group.part), &group.part, "Groups"));
    let tasks = tasks.iter().map(|task| (Listed::Other(Kind::Task, &task.part), &task.part, "Tasks"));
    let mut tables: Vec<(&str, Vec<Listed<'_>>)> = Vec::new();
    for (listed, part, usual) in fields.chain(groups).chain(tasks) {
        let own = part.listed_under.iter().map(String::as_str);
        for heading in own.chain(part.listed_under.is_empty().then_some(usual)) {
            match tables.iter_mut().find(|(known, _)| *known == heading) {
                Some((_, parts)) => parts.push(listed),
                None => tables.push((heading, vec![listed])),
            }
        }
    }
    tables.into_iter().map(|(heading, parts)| table(page, heading, &parts)).collect()
}

/// A table: with the columns of its kind, or with the kind as a column where there are several.
fn table(page: &Page<'_>, heading: &str, parts: &[Listed<'_>]) -> Value {
    let kind = |listed: &Listed<'_>| match listed {
        Listed::Field(_) => Kind::Field,
        Listed::Other(kind, _) => *kind,
    };
    let first = parts.first().map(kind);
    let mixed = parts.iter().any(|part| Some(kind(part)) != first);
    let columns = match first {
        _ if mixed => "mixed",
        Some(Kind::Field) => "fields",
        _ => "parts",
    };
    object([
        ("heading", Value::from(heading)),
        ("columns", Value::from(columns)),
        ("rows", parts.iter().map(|part| row(page, *part)).collect()),
    ])
}

fn row(page: &Page<'_>, listed: Listed<'_>) -> Value {
    let (kind, part) = match listed {
        Listed::Field(field) => (Kind::Field, &field.part),
        Listed::Other(kind, part) => (kind, part),
    };
    let link = page.names.link(kind, &part.key);
    let purpose = markdown(runs(&part.description, page));
    let mut row = vec![("link", link), ("kind", Value::from(kind.label())), ("purpose", purpose)];
    if let Listed::Field(field) = listed {
        row.extend([
            ("example", markdown(field.example.as_deref().map(code_in_cell).unwrap_or_default())),
            ("type", Value::from(page.console.platform.vocabulary.field_type(field.field_type))),
            ("level", Value::from(page.console.platform.vocabulary.level(field.level))),
            ("required", yes(field.required)),
        ]);
    }
    super::view::object(row)
}

/// The steps of the implementation: each kind of part after what it rests on, the author's own among them.
fn implementation(page: &Page<'_>) -> Value {
    let solution = page.solution;
    let mut steps = Vec::new();
    for kind in Kind::PARTS {
        let before = solution.implementation.iter().filter(|step| step.before == Some(kind));
        steps.extend(before.map(|step| instruction(page, step)));
        let items: Vec<_> = match kind {
            Kind::Field => {
                solution.fields.iter().map(|field| page.names.link(kind, &field.part.key)).collect()
            }
            Kind::Group => {
                solution.groups.iter().map(|group| page.names.link(kind, &group.part.key)).collect()
            }
            _ => solution.tasks.iter().map(|task| launched(page, task)).collect(),
        };
        if !items.is_empty() {
            steps.push(object([("kind", Value::from(kind.word())), ("items", Value::from(items))]));
        }
    }
    let after = solution.implementation.iter();
    let after = after.filter(|step| step.before.is_none_or(|kind| !Kind::PARTS.contains(&kind)));
    steps.extend(after.map(|step| instruction(page, step)));
    Value::from(steps)
}

fn instruction(page: &Page<'_>, step: &Instruction) -> Value {
    object([
        ("kind", Value::from("own")),
        ("title", Value::from(&step.title)),
        ("text", markdown(prose(&step.text, page, 3, ""))),
    ])
}

/// A task with when it runs, and on what.
fn launched(page: &Page<'_>, task: &Task) -> Value {
    let mut line = page.names.link(Kind::Task, &task.part.key).to_string();
    for (at, schedule) in task.schedules.iter().enumerate() {
        let groups = schedule.target.iter().map(|key| page.names.link(Kind::Group, key).to_string());
        let others = schedule.sites.iter().chain(&schedule.companies).map(|name| text(name).into_owned());
        let targets = groups.chain(others).collect::<Vec<_>>().join(", ");
        line.push_str(if at == 0 { ", " } else { "; " });
        line.push_str(&when(page, schedule));
        if !targets.is_empty() {
            line.push_str(" on ");
            line.push_str(&targets);
        }
    }
    if task.manual {
        line.push_str(", started by hand");
    }
    markdown(line)
}
