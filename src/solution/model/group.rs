//! Device groups, and the tests of what they select.

use serde::{Deserialize, Serialize};

use super::criterion::{Criterion, Subject};
use super::part::{Part, Value, is_default};
use crate::solution::keys::GroupKey;
use crate::solution::text::Text;

/// A device group: devices that meet every criterion of at least one block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Group {
    /// Key, id, name, texts.
    pub part: Part,
    /// The console's category.
    #[serde(default, skip_serializing_if = "is_default")]
    pub category: Option<String>,
    /// A note on the group as a whole.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Text>,
    /// Joined by OR.
    pub blocks: Vec<Block>,
    /// The groups that must not share a device with it, by key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub disjoint: Vec<GroupKey>,
    /// Tests of what it selects.
    #[serde(default, skip_serializing_if = "is_default")]
    pub examples: Vec<GroupExample>,
}

/// Criteria joined by AND.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Block {
    /// What the block is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Text>,
    /// At least one.
    pub criteria: Vec<Criterion>,
}

impl Group {
    /// The criteria of all blocks.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.blocks.iter().flat_map(|block| &block.criteria)
    }
}

/// A test of what a group selects: it holds for every device with these values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GroupExample {
    /// What the devices hold. Where nothing is said, they hold anything.
    pub device: Vec<Given>,
    /// They are in the group; or none of them is.
    pub member: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "is_default")]
    pub because: Option<Text>,
}

/// What a device holds in one field or property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Given {
    pub subject: Subject,
    pub holds: Holds,
}

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Nothing is there.
    Blank,
    /// It is this.
    Value(Value),
    /// It is a list with this in it, and whatever else.
    AtLeast(String),
    /// It is a list of just these.
    Exactly(Vec<String>),
}
