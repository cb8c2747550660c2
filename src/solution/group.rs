//! Device groups and their criteria.

use serde::{Deserialize, Serialize};

use super::{GroupExample, Part, Value, is_default};
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
    pub disjoint: Vec<String>,
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

/// One row of a group's criteria: a subject and a test of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Criterion {
    /// What is tested.
    pub subject: Subject,
    /// How.
    pub test: Test,
    /// The outcomes it waits for, where the manifest named them instead of their text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcomes: Vec<OutcomeRef>,
}

/// What a criterion looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A custom field of this solution, by key.
    Field(String),
    /// A built-in property of the device, by the manifest's word for it.
    Device(Device),
    /// Another property of the console, by its name there.
    Property(String),
}

/// The built-in device properties that criteria can test, by the console's list.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Device {
    OsType,
    EndpointType,
    Available,
    InstalledSoftwareName,
    ServiceDisplayName,
    MachineRoles,
    Os,
    OsProduct,
    OsBuildNumber,
    Site,
}

impl Group {
    /// The criteria of all blocks.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.blocks.iter().flat_map(|block| &block.criteria)
    }
}

impl Device {
    /// Every one.
    pub const ALL: [Device; 10] = [
        Device::OsType,
        Device::EndpointType,
        Device::Available,
        Device::InstalledSoftwareName,
        Device::ServiceDisplayName,
        Device::MachineRoles,
        Device::Os,
        Device::OsProduct,
        Device::OsBuildNumber,
        Device::Site,
    ];

    /// The manifest's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Device::OsType => "os-type",
            Device::EndpointType => "endpoint-type",
            Device::Available => "available",
            Device::InstalledSoftwareName => "installed-software-name",
            Device::ServiceDisplayName => "service-display-name",
            Device::MachineRoles => "machine-roles",
            Device::Os => "os",
            Device::OsProduct => "os-product",
            Device::OsBuildNumber => "os-build-number",
            Device::Site => "site",
        }
    }
}

/// The platform's five operators with their values. Contains is a substring test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Test {
    Equal(Value),
    NotEqual(Value),
    ContainsAnyOf(Vec<String>),
    DoesNotContainAnyOf(Vec<String>),
    IsBlank(bool),
}

impl Test {
    /// The values as the console takes them.
    pub fn values(&self) -> Vec<String> {
        match self {
            Test::Equal(value) | Test::NotEqual(value) => vec![value.to_string()],
            Test::ContainsAnyOf(values) | Test::DoesNotContainAnyOf(values) => values.clone(),
            Test::IsBlank(blank) => vec![Value::Flag(*blank).to_string()],
        }
    }
}

/// An outcome of a task, by their keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct OutcomeRef {
    pub task: String,
    pub outcome: String,
}
