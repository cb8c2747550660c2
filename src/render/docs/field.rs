//! The page of a custom field.

use minijinja::value::Value;

use super::names::Page;
use super::view::{codes, markdown, optional};
use super::yes;
use crate::render::markdown::code_in_cell;
use crate::solution::{self, Field, FieldType, Kind, Rule};

pub(super) fn view(page: &Page<'_>, field: &Field) -> Vec<(&'static str, Value)> {
    let key = field.part.key.as_str();
    let cell = |value: Option<String>| optional(value.map(markdown));
    vec![
        ("name_cell", markdown(code_in_cell(&field.part.name))),
        ("level", Value::from(field.level.console())),
        ("type", Value::from(field.field_type.console())),
        ("options", cell((!field.options.is_empty()).then(|| codes(&field.options)))),
        ("renamed", cell((!field.options_formerly.is_empty()).then(|| renamed(field)))),
        (
            "default",
            cell(field.default.as_ref().map(|default| code_in_cell(&shown(field.field_type, default)))),
        ),
        ("editable", yes(field.editable)),
        ("required", yes(field.required)),
        ("description", markdown(code_in_cell(&page.plain(&field.part.description)))),
        ("help_text", cell(field.help_text.as_ref().map(|help| code_in_cell(&page.plain(help))))),
        ("example", cell(field.example.as_deref().map(code_in_cell))),
        ("rule", cell(field.rule.as_ref().map(rule))),
        ("secret", Value::from(field.secret)),
        (
            "written_by",
            page.names.links(Kind::Task, page.solution.writing(key).map(|task| task.part.key.as_str())),
        ),
        (
            "read_by",
            page.names.links(Kind::Task, page.solution.reading(key).map(|task| task.part.key.as_str())),
        ),
        (
            "tested_by",
            page.names.links(Kind::Group, page.solution.testing(key).map(|group| group.part.key.as_str())),
        ),
    ]
}

/// A value as the console's page shows it: a flag as Yes or No.
pub(super) fn shown(field_type: FieldType, value: &solution::Value) -> String {
    match value {
        solution::Value::Flag(true) if field_type == FieldType::Flag => "Yes".to_owned(),
        solution::Value::Flag(false) if field_type == FieldType::Flag => "No".to_owned(),
        other => other.to_string(),
    }
}

fn renamed(field: &Field) -> String {
    let pairs = field.options_formerly.iter();
    let pairs = pairs.map(|(old, new)| format!("{} is now {}", code_in_cell(old), code_in_cell(new)));
    pairs.collect::<Vec<_>>().join(", ")
}

/// What a value must be, in words.
fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Pattern(pattern) => format!("Matches {}", code_in_cell(pattern)),
        Rule::Range(least, most) => format!("A whole number from {least} to {most}"),
        Rule::MaxLength(most) => format!("At most {most} characters"),
    }
}
