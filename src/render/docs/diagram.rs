//! The solution as a Mermaid diagram: which fields decide which groups, what runs on them, and what it reports.

use indexmap::IndexSet;

use super::names::Page;
use super::task::every;
use crate::logic::runs::Caught;
use crate::render::markdown::fenced;
use crate::solution::{Criterion, Group, Kind, PartRef, Solution, Task};

/// The diagram as a code block; none where nothing is connected.
pub(super) fn diagram(page: &Page<'_>) -> Option<String> {
    let solution = page.solution;
    let mut edges = String::new();
    for (group, number) in solution.groups.iter().zip(1..) {
        tests(&mut edges, page, group, number);
    }
    for (task, number) in solution.tasks.iter().zip(1..) {
        flows(&mut edges, solution, task, number);
    }
    if edges.is_empty() {
        return None;
    }
    let mut lines = String::from("flowchart LR\n");
    let mut node = |kind, key: &str, id: String, (open, close): (&str, &str)| {
        let label = label(page.names.label(&PartRef::new(kind, key)));
        lines.push_str(&format!("  {id}{open}\"{label}\"{close}\n"));
    };
    for (field, number) in solution.fields.iter().zip(1..) {
        node(Kind::Field, &field.part.key, format!("field{number}"), ("[/", "/]"));
    }
    for (group, number) in solution.groups.iter().zip(1..) {
        node(Kind::Group, &group.part.key, format!("group{number}"), ("([", "])"));
    }
    for (task, number) in solution.tasks.iter().zip(1..) {
        node(Kind::Task, &task.part.key, format!("task{number}"), ("[", "]"));
    }
    Some(fenced("mermaid", &(lines + &edges)))
}

/// What a group tests: one arrow from each field, which says what outcome the group waits for.
fn tests(edges: &mut String, page: &Page<'_>, group: &Group, number: u32) {
    for (field, at) in page.solution.fields.iter().zip(1..) {
        let criteria: Vec<&Criterion> = group.tests(&field.part.key).collect();
        if criteria.is_empty() {
            continue;
        }
        let waits =
            |it: &&Caught<'_>| criteria.iter().any(|on| page.names.watch.waits(on, it.task, it.outcome));
        let texts = page.names.caught_by(group).filter(waits).map(|it| it.outcome.matched());
        // Two tasks may report the same.
        let texts: IndexSet<&str> = texts.collect();
        let texts = Vec::from_iter(texts).join(", ");
        push(edges, &format!("field{at}"), &texts, &format!("group{number}"));
    }
}

/// What a task runs on, reads and writes.
fn flows(edges: &mut String, solution: &Solution, task: &Task, number: u32) {
    let id = format!("task{number}");
    for schedule in &task.schedules {
        for (group, at) in solution.groups.iter().zip(1..) {
            if schedule.targets(&group.part.key) {
                push(edges, &format!("group{at}"), &every(schedule.every), &id);
            }
        }
    }
    for (field, at) in solution.fields.iter().zip(1..) {
        let key = field.part.key.as_str();
        if task.reads_from(key) {
            push(edges, &format!("field{at}"), "read by", &id);
        }
        if task.writes_to(key) {
            push(edges, &id, "writes", &format!("field{at}"));
        }
    }
}

fn push(edges: &mut String, from: &str, text: &str, to: &str) {
    match text {
        "" => edges.push_str(&format!("  {from} --> {to}\n")),
        text => edges.push_str(&format!("  {from} -->|\"{}\"| {to}\n", label(text))),
    }
}

/// Text as a Mermaid label. Whatever could mean something there is an entity code.
fn label(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            c if !c.is_ascii() || c.is_ascii_alphanumeric() || " ,-()'/?".contains(c) => out.push(c),
            c => out.push_str(&format!("#{};", c as u32)),
        }
    }
    out
}
