//! `unread-field`: no group tests a field, and no script reads it.

use crate::diag::{Code, Problem, Severity};
use crate::solution::{Field, FieldType};
use crate::source::Place;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unread-field",
    severity: Severity::Note,
    what: "A field that no group tests and no script reads; a warning for a flag that people set.",
    why: "A setting that nothing reads does nothing, whatever people enter. A flag is most often an exclusion that excludes nothing any more. A result that only people look at is fine.",
    example: "[field.ticket]      # { field = \"ticket\", is-blank = false }, or reads = [\"ticket\"]",
};

/// What there is to say. A flag that people set is most often an exclusion: that it excludes nothing is a warning.
pub(in crate::check) fn problem(field: &Field, is_written: bool, place: Place, message: String) -> Problem {
    let help = "test it in a group, name it in a script's `reads`, or take it out";
    let problem = Problem::new(&CODE, message).at(place).help(help);
    match field.field_type == FieldType::Flag && !is_written {
        true => problem.as_warning(),
        false => problem,
    }
}
