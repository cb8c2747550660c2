//! `unread-field`: no group tests a field, and no script reads it.

use std::collections::BTreeSet;

use crate::check::{Context, written};
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::solution::{Action, Group, Subject};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unread-field",
    severity: Severity::Note,
    what: "A field that no group tests and no script reads.",
    why: "A setting that nothing reads does nothing, whatever people enter. A result that only people look at is fine.",
    example: "[field.ticket]      # { field = \"ticket\", is-blank = false }, or reads = [\"ticket\"]",
};

/// Looks at every field, where all that could read one is known.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let solution = context.solution;
    let is_known = context.are_sound(&["criteria"])
        && solution.groups.iter().all(|group| context.selection_is_sound(group))
        && solution.tasks.iter().all(|task| context.reports_are_sound(&task.part.key));
    if !is_known {
        return;
    }
    let read = read(context);
    let table = At::ROOT.key("field");
    for key in solution.fields.iter().map(|field| field.part.key.as_str()).filter(|key| !read.contains(key)) {
        let message = match solution.tasks.iter().any(|task| task.writes(key)) {
            true => format!("only people read the field `{key}`: no group tests it, no script reads it"),
            false => format!("nothing reads the field `{key}`: what people enter there does nothing"),
        };
        let help = "test it in a group, name it in a script's `reads`, or take it out";
        problems.at_key(&CODE, &table.key(key), message, help);
    }
}

/// The fields that groups test and scripts read. What compiling drops of a condition is tested all the same.
fn read<'c>(context: &'c Context<'_>) -> BTreeSet<&'c str> {
    let lists = context.manifest.group.values().flat_map(|group| group.conditions());
    let written = written::tables(context.manifest, lists).0.into_iter();
    let tested = context.solution.groups.iter().flat_map(Group::criteria);
    let tested = tested.filter_map(|criterion| match &criterion.subject {
        Subject::Field(key) => Some(key.as_str()),
        _ => None,
    });
    let steps = context.solution.tasks.iter().flat_map(|task| &task.steps);
    let copied = steps.filter_map(|step| match &step.action {
        Action::ReadField { field, .. } => Some(field.as_str()),
        _ => None,
    });
    written.filter_map(|table| table.field.as_deref()).chain(tested).chain(copied).collect()
}
