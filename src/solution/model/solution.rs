//! The solution as a whole.

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::group::Group;
use super::part::{Part, is_default};
use super::task::Task;
use crate::solution::keys::{Kind, PartRef};
use crate::solution::text::{Prose, Text};

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
