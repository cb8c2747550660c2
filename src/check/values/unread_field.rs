//! `unread-field`: no group tests a field, and no script reads it.

use std::collections::BTreeSet;

use crate::check::{Context, written};
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::manifest::named;
use crate::solution::{Field, FieldType, Group, Subject};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unread-field",
    severity: Severity::Note,
    what: "A field that no group tests and no script reads; a warning for a flag that people set.",
    why: "A setting that nothing reads does nothing, whatever people enter. A flag is most often an exclusion that excludes nothing any more. A result that only people look at is fine.",
    example: "[field.ticket]      # { field = \"ticket\", is-blank = false }, or reads = [\"ticket\"]",
};

/// Looks at every field, where all that could read it is known.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let Some(read) = read(context) else { return };
    let solution = context.solution;
    let table = At::ROOT.key("field");
    for field in &solution.fields {
        let key = field.part.key.as_str();
        if !read.contains(key) && context.testers_are_sound(key) {
            let is_written = solution.writing(key).next().is_some();
            problems.push_at_key(problem(field, is_written), &table.key(key));
        }
    }
}

/// What there is to say. A flag that people set is most often an exclusion: that it excludes nothing is a warning.
fn problem(field: &Field, is_written: bool) -> Problem {
    let key = &field.part.key;
    let message = match is_written {
        true => format!("only people read the field `{key}`: no group tests it, no script reads it"),
        false => format!("nothing reads the field `{key}`: what people enter there does nothing"),
    };
    let help = "test it in a group, name it in a script's `reads`, or take it out";
    let problem = Problem::new(&CODE, message).help(help);
    match field.field_type == FieldType::Flag && !is_written {
        true => problem.as_warning(),
        false => problem,
    }
}

/// The fields that groups test and scripts read; none where it is not known what a script reads. What compiling drops
/// of a condition is tested all the same.
fn read<'c>(context: &'c Context<'_>) -> Option<BTreeSet<&'c str>> {
    let lists = context.manifest.group.values().flat_map(|group| group.conditions());
    let written = written::tables(context.manifest, lists).into_iter();
    let tested = context.solution.groups.iter().flat_map(Group::criteria);
    let tested = tested.filter_map(|criterion| match &criterion.subject {
        Subject::Field(key) => Some(key.as_str()),
        _ => None,
    });
    let fields = written.filter_map(|table| table.field.as_deref()).chain(tested);
    Some(fields.chain(copied(context)?).collect())
}

/// The fields that scripts read.
fn copied<'c>(context: &'c Context<'_>) -> Option<Vec<&'c str>> {
    let table = At::ROOT.key("task");
    let mut found = Vec::new();
    for (key, task) in &context.manifest.task {
        let at = table.key(key);
        let steps = at.key("step");
        for (index, step) in task.step.iter().enumerate() {
            if !context.is_sound(&steps.index(index).key("reads")) {
                return None;
            }
            found.extend(step.reads.iter().flat_map(named).map(|(_, field)| field));
        }
    }
    Some(found)
}
