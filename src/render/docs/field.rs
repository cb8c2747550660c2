//! The page of a custom field.

use minijinja::value::Value;

use super::names::Page;
use super::view::{codes, markdown, optional};
use crate::render::markdown::code_in_cell;
use crate::solution::{Field, Kind, Rule};

pub(super) fn view(page: &Page<'_>, field: &Field) -> Vec<(&'static str, Value)> {
    let key = field.part.key.as_str();
    let sheet = (page.console.platform.sheets.field)(page.console, field);
    let cell = |key: &str| optional(super::view::cell(sheet.get(key)));
    let words = |words: Option<String>| optional(words.map(markdown));
    vec![
        ("name_cell", cell("name")),
        ("level", cell("level")),
        ("type", cell("type")),
        ("options", words((!field.options.is_empty()).then(|| codes(&field.options)))),
        ("renamed", words((!field.options_formerly.is_empty()).then(|| renamed(field)))),
        ("default", cell("default")),
        ("editable", cell("editable")),
        ("required", cell("required")),
        ("description", cell("description")),
        ("help_text", cell("help_text")),
        ("example", words(field.example.as_deref().map(code_in_cell))),
        ("rule", words(field.rule.as_ref().map(rule))),
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
