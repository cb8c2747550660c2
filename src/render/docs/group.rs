//! The page of a device group.

use minijinja::value::Value;

use super::names::Page;
use super::view::{codes, markdown, optional, view as object};
use crate::logic::runs::Caught;
use crate::render::markdown::{code_in_cell, prose_line, runs, text};
use crate::solution::{Criterion, Given, Group, GroupExample, Holds, Kind, Subject};
use crate::words;

pub(super) fn view(page: &Page<'_>, group: &Group) -> Vec<(&'static str, Value)> {
    let numbered = || group.blocks.iter().zip(1u32..);
    let rows = numbered()
        .flat_map(|(block, number)| block.criteria.iter().map(move |criterion| row(page, number, criterion)));
    let notes = numbered().filter_map(|(block, number)| {
        let note = block.note.as_ref()?;
        Some(object([("block", Value::from(number)), ("text", markdown(runs(note, page)))]))
    });
    vec![
        ("category", optional(group.category.as_deref().map(super::view::code))),
        ("note", optional(group.note.as_ref().map(|note| markdown(runs(note, page))))),
        ("criteria", rows.collect()),
        ("notes", notes.collect()),
        ("logic", markdown(logic(group))),
        ("awaited", awaited(page, group)),
        ("disjoint", page.names.links(Kind::Group, disjoint(page, group))),
        ("examples", group.examples.iter().map(|example| self::example(page, example)).collect()),
    ]
}

/// The groups that share no device with this one, whoever says so.
fn disjoint<'p>(page: &Page<'p>, group: &'p Group) -> impl Iterator<Item = &'p str> {
    let others = page.solution.groups.iter();
    others.filter(move |other| group.is_disjoint(other)).map(|other| other.part.key.as_str())
}

/// What a device holds, whether it is a member, and why.
fn example(page: &Page<'_>, example: &GroupExample) -> Value {
    let device = example.device.iter().map(|given| self::given(page, given));
    object([
        ("device", markdown(words::list(device))),
        ("member", Value::from(example.member)),
        ("because", optional(example.because.as_ref().map(|text| markdown(runs(text, page))))),
    ])
}

/// A subject and what it holds, in Markdown.
fn given(page: &Page<'_>, given: &Given) -> String {
    let name = match &given.subject {
        Subject::Field(key) => page.names.console_link(key).to_string(),
        Subject::Device(device) => page.console.platform.vocabulary.device(*device).to_owned(),
        Subject::Property(name) => text(name).into_owned(),
    };
    match &given.holds {
        Holds::Blank => format!("{name} blank"),
        Holds::Value(value) => format!("{name} {}", codes([value.to_string()])),
        Holds::AtLeast(held) => format!("{name} {} among others", codes([held])),
        Holds::Exactly(held) => format!("{name} just {}", codes(held)),
    }
}

/// A row of the criteria table.
fn row(page: &Page<'_>, block: u32, criterion: &Criterion) -> Value {
    let name = match &criterion.subject {
        Subject::Field(key) => page.names.console_link(key),
        Subject::Device(device) => Value::from(page.console.platform.vocabulary.device(*device)),
        Subject::Property(name) => Value::from(name),
    };
    object([
        ("block", Value::from(block)),
        ("name", name),
        ("operator", Value::from(page.console.platform.vocabulary.operator(&criterion.test))),
        ("values", markdown(codes(criterion.test.values()))),
    ])
}

/// When a device is in the group, in words.
fn logic(group: &Group) -> String {
    let part = |(number, count)| match count {
        1 => format!("the criterion of Block {number}"),
        2 => format!("both criteria of Block {number}"),
        count => format!("all {count} criteria of Block {number}"),
    };
    let parts: Vec<_> = (1..).zip(group.blocks.iter().map(|block| block.criteria.len())).map(part).collect();
    match parts.as_slice() {
        [] => "No device is in the group.".to_owned(),
        [one] => format!("A device is in the group when it meets {one}."),
        [others @ .., last] => {
            format!("A device is in the group when it meets {}, or {last}.", others.join(", or "))
        }
    }
}

/// The outcomes the group waits for: each with what reports it, and what it means.
fn awaited(page: &Page<'_>, group: &Group) -> Value {
    let row = |caught: &Caught<'_>| {
        let outcome = caught.outcome;
        object([
            ("status", markdown(code_in_cell(outcome.text()))),
            ("formerly", markdown(codes(&outcome.text_formerly))),
            ("task", page.names.link(Kind::Task, &caught.task.part.key)),
            ("meaning", markdown(prose_line(&outcome.meaning, page))),
        ])
    };
    page.names.caught_by(group).map(row).collect()
}
