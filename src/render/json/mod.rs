//! The JSON artifacts: serialised, never templated. Fields as the platform's API takes them; groups and tasks
//! in formats of our own, which hold what a person types into the console, in the console's words.

mod field;
mod group;
mod range;
pub mod schema;
mod task;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::render::Artifact;
use crate::solution::text::{Run, Text};
use crate::solution::{Field, Kind, PartRef, Solution};

pub(crate) use group::criterion_name;
pub use range::range_regex;
pub use task::script_file;

/// The version of the group and task formats. A reader that knows another number must not guess.
pub const FORMAT: u32 = 1;

/// The JSON files of a solution, without the schemas they name. `scripts` is the folder of the tasks' scripts,
/// relative to the output folder.
pub fn artifacts(solution: &Solution, scripts: &str) -> Vec<Artifact> {
    let fields = solution.fields.iter().map(|field| {
        artifact(format!("fields/{}.json", field.part.key), &field::FieldBody::new(solution, field))
    });
    let catches = group::Catches::new(solution);
    let groups = solution.groups.iter().map(|group| {
        artifact(format!("groups/{}.json", group.part.key), &group::GroupFile::new(&catches, group))
    });
    let tasks = solution.tasks.iter().map(|task| {
        artifact(format!("tasks/{}/task.json", task.part.key), &task::TaskFile::new(solution, task, scripts))
    });
    fields.chain(groups).chain(tasks).collect()
}

/// The schemas that the JSON files of any solution are read with, as artifacts beside them.
pub fn schemas() -> Vec<Artifact> {
    let in_folder = |(name, text): (&str, &'static str)| Artifact {
        path: format!("schemas/{name}"),
        bytes: text.as_bytes().into(),
    };
    schema::PUBLISHED.into_iter().map(in_folder).collect()
}

fn artifact(path: String, content: &impl Serialize) -> Artifact {
    Artifact { path, bytes: pretty(content).into() }
}

/// Indented JSON with LF and a final newline: what an editor would save.
pub(crate) fn pretty(content: &impl Serialize) -> Vec<u8> {
    // Room for a usual file, so that it is not moved as it grows.
    let mut bytes = Vec::with_capacity(2048);
    serde_json::to_writer_pretty(&mut bytes, content).expect("plain data with text keys, into memory");
    bytes.push(b'\n');
    bytes
}

/// A part of the solution: its id, which never changes, and its name in the console.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct Named<'a> {
    /// The stable id, which is also the address of its docs page.
    #[schemars(schema_with = "schema::id")]
    id: Uuid,
    /// The console's name.
    #[schemars(length(min = 1))]
    name: &'a str,
}

impl<'a> Named<'a> {
    /// The part a key names. A resolved solution names only what it has.
    fn find(solution: &'a Solution, kind: Kind, key: &str) -> Option<Self> {
        let part = solution.part(&PartRef::new(kind, key))?;
        Some(Named { id: part.id, name: &part.name })
    }
}

/// A custom field. The same name at two levels is two fields.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FieldName<'a> {
    /// The stable id.
    #[schemars(schema_with = "schema::id")]
    id: Uuid,
    /// The console's name.
    #[schemars(length(min = 1))]
    name: &'a str,
    /// The level, as the console shows it beside the name.
    #[schemars(extend("enum" = ["COMPANY", "SITE", "ENDPOINT"]))]
    level: &'static str,
}

impl<'a> FieldName<'a> {
    fn new(field: &'a Field) -> Self {
        FieldName { id: field.part.id, name: &field.part.name, level: field.level.console() }
    }

    fn find(solution: &'a Solution, key: &str) -> Option<Self> {
        solution.field(key).map(FieldName::new)
    }
}

/// A text with its references replaced by the names of what they refer to; a field's level stands beside its
/// name where two fields share it.
pub(crate) fn plain(text: &Text, solution: &Solution) -> String {
    let mut plain = String::with_capacity(text.source().len());
    for run in text.runs() {
        match run {
            Run::Literal(text) => plain.push_str(text),
            Run::Part(part) => plain.push_str(&name(&part, solution)),
        }
    }
    plain
}

fn name<'a>(reference: &PartRef, solution: &'a Solution) -> Cow<'a, str> {
    let Some(part) = solution.part(reference) else { return Cow::Owned(reference.to_string()) };
    let field = solution.field(&reference.key).filter(|_| reference.kind == Kind::Field);
    let namesakes =
        |field: &Field| solution.fields.iter().filter(|it| it.part.name == field.part.name).count();
    match field {
        Some(field) if namesakes(field) > 1 => format!("{} ({})", part.name, field.level.console()).into(),
        _ => part.name.as_str().into(),
    }
}
