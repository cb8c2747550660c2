//! `groups/<key>.json` and `tasks/<key>/task.json`: a part's sheet as JSON, in the console's words. The platform has
//! neither an import file nor a write API for them, so the format is ours; `schemas/` has it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Value, json};

use crate::render::script_file;
use crate::solution::platform::{Content, Reference, Setting, Sheet};
use crate::solution::{Part, Solution};

/// The version of these formats. A reader that knows another number must not guess.
const FORMAT: u32 = 1;

/// The keys that come first: what a thing is. All others stand in the console's order.
const FIRST: [&str; 14] = [
    "$schema",
    "format",
    "id",
    "key",
    "name",
    "description",
    "category",
    "solution",
    "note",
    "manual",
    "row",
    "notes",
    "operatingSystem",
    "continueOnFailure",
];

/// A sheet as JSON.
pub(super) struct Json<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    /// What leads from the file to the task's scripts.
    pub(super) scripts: &'a str,
}

/// The sheet of a part, with what a file says of the part besides.
pub(super) fn file<'a>(sheet: Sheet<'a>, schema: &str, solution: &Solution, part: &Part) -> Sheet<'a> {
    let head = [
        ("$schema", json!(schema)),
        ("format", json!(FORMAT)),
        ("id", json!(part.id)),
        ("key", json!(part.key)),
        ("solution", json!({ "id": solution.part.id, "name": solution.part.name })),
    ];
    let mut settings = sheet.settings;
    settings.extend(head.map(|(key, value)| Setting { key, name: "", content: Content::Data(value) }));
    Sheet { settings }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut settings: Vec<&Setting<'_>> =
            self.sheet.settings.iter().filter(|it| !it.key.is_empty()).collect();
        settings.sort_by_key(|it| FIRST.iter().position(|key| *key == it.key).unwrap_or(FIRST.len()));
        let mut map = serializer.serialize_map(None)?;
        for Setting { key, content, .. } in settings.into_iter().filter(|it| is_written(&it.content)) {
            map.serialize_entry(key, &Member { content, scripts: self.scripts })?;
        }
        map.end()
    }
}

/// What is not set is left out, and so is a part that the solution does not have.
fn is_written(content: &Content<'_>) -> bool {
    content.is_set() && !matches!(content, Content::Field(Reference { id: None, .. }))
}

struct Member<'a> {
    content: &'a Content<'a>,
    scripts: &'a str,
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.content {
            Content::Unset => to.serialize_none(),
            Content::Typed(text) => to.serialize_str(text),
            Content::Text(text) => to.serialize_str(&text.name),
            Content::Choice(word) => to.serialize_str(word),
            Content::YesNo(flag) | Content::TrueFalse(flag) => to.serialize_bool(*flag),
            Content::Number(number) => to.serialize_i64(*number),
            Content::Value(value) => to.collect_str(value),
            Content::Texts(texts) => texts.serialize(to),
            Content::Dates(dates) => dates.serialize(to),
            Content::Range(least, most) => [least, most].serialize(to),
            Content::Rule(rule) => rule.serialize(to),
            Content::Field(field) => named(field).serialize(to),
            Content::Groups(groups) => {
                to.collect_seq(groups.iter().filter(|group| group.id.is_some()).map(named))
            }
            Content::Given(values) => {
                let values: BTreeMap<_, _> =
                    values.iter().map(|(parameter, value)| (&parameter.name, value.to_string())).collect();
                values.serialize(to)
            }
            Content::Script(index) => {
                to.collect_str(&format_args!("{}{}", self.scripts, script_file(*index)))
            }
            Content::Sheets(sheets) => {
                to.collect_seq(sheets.iter().map(|sheet| Json { sheet, scripts: self.scripts }))
            }
            Content::Data(value) => value.serialize(to),
        }
    }
}

fn named(reference: &Reference<'_>) -> Value {
    match reference.level {
        Some(level) => json!({ "id": reference.id, "name": reference.name, "level": level }),
        None => json!({ "id": reference.id, "name": reference.name }),
    }
}
