//! The resolved solution: what a template, a check or a comparison may rely on. Defaults are applied,
//! references exist, ids are fixed. It is also what the record of a render keeps, so that the next one can
//! say what changed in meaning.

mod example;
mod field;
mod fit;
mod group;
pub mod look_alike;
pub mod platform;
mod schedule;
mod task;
pub mod text;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use example::{Given, GroupExample, Holds};
pub use field::{Field, FieldType, Level, Rule};
pub use fit::{Misfit, as_stored, can_store, cannot_take, is_date, names_flag, utf16_length, why_not};
pub use group::{Block, Criterion, Device, Group, OutcomeRef, Subject, Test};
pub use schedule::{Interval, Schedule, Unit, Weekday};
pub use task::{
    Action, Body, Os, Outcome, Parameter, ParameterType, Read, Report, Script, Step, Stored, Task, is_output,
    tokens,
};

use crate::solution::text::{Prose, Text};

/// The kinds of things a reference can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The solution itself.
    Solution,
    /// A custom field.
    Field,
    /// A device group.
    Group,
    /// A task.
    Task,
}

impl Kind {
    /// Every kind of part, in the order in which they are set up in the console.
    pub const PARTS: [Kind; 3] = [Kind::Field, Kind::Group, Kind::Task];

    /// The word the manifest uses.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Solution => "solution",
            Kind::Field => "field",
            Kind::Group => "group",
            Kind::Task => "task",
        }
    }

    /// The word the docs pages use, as in `Custom Field - Status`.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Solution => "Solution",
            Kind::Field => "Custom Field",
            Kind::Group => "Group",
            Kind::Task => "Task",
        }
    }
}

/// A reference to a part of this solution, or to the solution itself (whose key is empty).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartRef {
    /// What it names.
    pub kind: Kind,
    /// The part's key in the manifest.
    pub key: String,
}

impl PartRef {
    /// A reference to the part of this kind and key.
    pub fn new(kind: Kind, key: impl Into<String>) -> Self {
        PartRef { kind, key: key.into() }
    }

    /// A reference to the solution itself.
    pub fn solution() -> Self {
        PartRef::new(Kind::Solution, "")
    }
}

impl std::fmt::Display for PartRef {
    /// As the manifest writes it: `group.enabled`, or `solution`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            Kind::Solution => f.write_str("solution"),
            kind => write!(f, "{}.{}", kind.word(), self.key),
        }
    }
}

/// The id of a part without one of its own: UUIDv5 of the solution's id and `kind/key`, whose key is the first one
/// the part ever had.
pub fn derived_id(solution: Uuid, kind: Kind, first_key: &str) -> Uuid {
    Uuid::new_v5(&solution, format!("{}/{first_key}", kind.word()).as_bytes())
}

/// A whole solution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Solution {
    /// What the solution has in common with its parts; its key is empty.
    pub part: Part,
    /// The docs page is a draft (left out of a production build).
    #[serde(default, skip_serializing_if = "is_default")]
    pub draft: bool,
    /// The docs page is reachable by its address only.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unlisted: bool,
    /// Custom fields, in the author's order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fields: Vec<Field>,
    /// Device groups, in the author's order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// Tasks, in the author's order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tasks: Vec<Task>,
    /// Steps of the implementation that cannot be derived.
    #[serde(default, skip_serializing_if = "is_default")]
    pub implementation: Vec<Instruction>,
    /// Questions and answers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub faq: Vec<Faq>,
    /// What changed when, newest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changelog: Vec<Change>,
}

/// What the solution and each of its parts have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Part {
    /// The key in the manifest; unique within a kind.
    #[serde(default, skip_serializing_if = "is_default")]
    pub key: String,
    /// The stable id: the manifest's own, or derived from the solution's id and the (first) key.
    pub id: Uuid,
    /// The first key the part ever had, where it was renamed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub formerly: Option<String>,
    /// The console's name.
    pub name: String,
    /// The docs page's title, where it differs from the name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: Option<String>,
    /// The console's description, the front matter's, and the Purpose column.
    pub description: Text,
    /// The page's first section, where it differs from the description.
    #[serde(default, skip_serializing_if = "is_default")]
    pub summary: Option<Prose>,
    /// The page's closing remarks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub remarks: Option<Prose>,
    /// Headings of the solution page's content tables the part stands under; empty: its kind's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub listed_under: Vec<String>,
    /// Front matter keywords.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keywords: Vec<String>,
    /// Front matter tags.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tags: Vec<String>,
}

impl Part {
    /// The docs page's title.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// A value as the manifest writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Value {
    Flag(bool),
    Number(i64),
    Text(String),
}

impl std::fmt::Display for Value {
    /// As criteria compare it: flags as `True` and `False`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Flag(true) => f.write_str("True"),
            Value::Flag(false) => f.write_str("False"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => f.write_str(text),
        }
    }
}

/// A step of the implementation that cannot be derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Instruction {
    /// The step's heading.
    pub title: String,
    /// What to do.
    pub text: Prose,
    /// The derived step it stands before; none: after all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub before: Option<Kind>,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Faq {
    pub question: Text,
    pub answer: Prose,
}

/// What changed on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// One or more sentences.
    pub changes: Vec<Prose>,
    /// The parts it concerns; empty: the solution and every part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parts: Vec<PartRef>,
}

impl Solution {
    /// The part a reference names. Every reference of a resolved solution names one.
    pub fn part(&self, reference: &PartRef) -> Option<&Part> {
        let key = reference.key.as_str();
        match reference.kind {
            Kind::Solution => Some(&self.part),
            Kind::Field => self.field(key).map(|field| &field.part),
            Kind::Group => self.group(key).map(|group| &group.part),
            Kind::Task => self.task(key).map(|task| &task.part),
        }
    }

    /// Every part, in the order of set-up.
    pub fn parts(&self) -> impl Iterator<Item = (PartRef, &Part)> {
        let fields = self.fields.iter().map(|field| (Kind::Field, &field.part));
        let groups = self.groups.iter().map(|group| (Kind::Group, &group.part));
        let tasks = self.tasks.iter().map(|task| (Kind::Task, &task.part));
        fields.chain(groups).chain(tasks).map(|(kind, part)| (PartRef::new(kind, &part.key), part))
    }

    /// The field of this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.part.key == key)
    }

    /// The group of this key.
    pub fn group(&self, key: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.part.key == key)
    }

    /// The task of this key.
    pub fn task(&self, key: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.part.key == key)
    }
}

/// Whether a value is what a record leaves out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
