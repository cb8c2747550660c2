//! `groups/<key>.json`: a dynamic group's criteria, as a person types them into the console. The platform has
//! neither an import file nor a write API for groups, so the format is ours.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{FORMAT, FieldName, Named, plain};
use crate::logic::runs::{Caught, Watch};
use crate::solution::{Block, Criterion, Group, Part, Solution, Subject};

/// A dynamic device group: its devices meet every criterion of at least one block.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields, rename = "group")]
pub(super) struct GroupFile<'a> {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The version of this format.
    #[schemars(extend("const" = FORMAT))]
    format: u32,
    /// The stable id, which is also the address of its docs page.
    #[schemars(schema_with = "super::schema::id")]
    id: Uuid,
    /// The key in the manifest.
    key: &'a str,
    /// The console's name.
    #[schemars(length(min = 1))]
    name: &'a str,
    /// The console's description.
    description: String,
    /// The console's category.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    /// The solution it belongs to.
    solution: Named<'a>,
    /// A note on the group as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Joined by OR.
    #[schemars(length(min = 1))]
    blocks: Vec<BlockFile<'a>>,
}

/// Criteria joined by AND.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "block")]
struct BlockFile<'a> {
    /// What the block is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// The rows, in order.
    #[schemars(length(min = 1))]
    criteria: Vec<CriterionFile<'a>>,
}

/// One row: what is tested, and how.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "criterion")]
struct CriterionFile<'a> {
    /// What is tested, by the console's name; a custom field's level stands beside it.
    #[schemars(length(min = 1))]
    name: String,
    /// The custom field, where one is tested.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<FieldName<'a>>,
    /// How it is tested. Contains is a test for a part of the text.
    #[schemars(extend("enum" = ["Equal", "Not Equal", "Contains any of", "Does Not Contain any of", "Is Blank"]))]
    operator: &'static str,
    /// The values as the console takes them.
    #[schemars(length(min = 1))]
    values: Vec<String>,
    /// The outcomes of tasks that the values stand for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    outcomes: Vec<OutcomeName<'a>>,
}

/// An outcome of a task.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, inline)]
struct OutcomeName<'a> {
    /// The task that reports it.
    task: Named<'a>,
    /// The outcome's key.
    outcome: &'a str,
}

/// Which groups of a solution catch which outcomes.
pub(super) struct Catches<'a> {
    solution: &'a Solution,
    watch: Watch<'a>,
    caught: Vec<Caught<'a>>,
}

impl<'a> Catches<'a> {
    pub(super) fn new(solution: &'a Solution) -> Self {
        let watch = Watch::new(solution);
        Catches { solution, caught: watch.caught(), watch }
    }

    /// The outcomes that a group catches by this criterion.
    fn by(&self, group: &Group, criterion: &Criterion) -> Vec<OutcomeName<'a>> {
        let caught = self.caught.iter().filter(|it| it.group.part.key == group.part.key);
        let waits = caught.filter(|it| self.watch.waits(criterion, it.task, it.outcome));
        let name = |it: &Caught<'a>| {
            let Part { id, name, .. } = &it.task.part;
            OutcomeName { task: Named { id: *id, name }, outcome: &it.outcome.key }
        };
        waits.map(name).collect()
    }
}

impl<'a> GroupFile<'a> {
    pub(super) fn new(catches: &Catches<'a>, group: &'a Group) -> Self {
        let solution = catches.solution;
        GroupFile {
            schema: "../schemas/group.schema.json",
            format: FORMAT,
            id: group.part.id,
            key: &group.part.key,
            name: &group.part.name,
            description: plain(&group.part.description, solution),
            category: group.category.as_deref(),
            solution: Named { id: solution.part.id, name: &solution.part.name },
            note: group.note.as_ref().map(|note| plain(note, solution)),
            blocks: group.blocks.iter().map(|block| BlockFile::new(catches, group, block)).collect(),
        }
    }
}

impl<'a> BlockFile<'a> {
    fn new(catches: &Catches<'a>, group: &Group, block: &'a Block) -> Self {
        let criterion = |criterion: &'a Criterion| CriterionFile {
            name: criterion_name(catches.solution, &criterion.subject),
            field: criterion.field().and_then(|key| FieldName::find(catches.solution, key)),
            operator: criterion.test.operator(),
            values: criterion.test.values(),
            outcomes: catches.by(group, criterion),
        };
        BlockFile {
            note: block.note.as_ref().map(|note| plain(note, catches.solution)),
            criteria: block.criteria.iter().map(criterion).collect(),
        }
    }
}

/// What a criterion tests, as the console shows it: a field with its level.
pub(crate) fn criterion_name(solution: &Solution, subject: &Subject) -> String {
    match subject {
        Subject::Field(key) => match solution.field(key) {
            Some(field) => format!("{} ({})", field.part.name, field.level.console()),
            None => key.to_string(),
        },
        Subject::Device(device) => device.console().to_owned(),
        Subject::Property(name) => name.clone(),
    }
}
