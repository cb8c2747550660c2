//! Tests of what a group selects.

use serde::{Deserialize, Serialize};

use super::{Subject, Value, is_default};
use crate::solution::text::Text;

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
