//! Criteria: a subject and a test of it.

use serde::{Deserialize, Serialize};

use super::part::{Value, is_default};
use crate::solution::keys::{FieldKey, OutcomeKey, TaskKey};

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
    Field(FieldKey),
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

impl Criterion {
    /// A test of a subject that names no outcome.
    pub fn new(subject: Subject, test: Test) -> Self {
        Criterion { subject, test, outcomes: Vec::new() }
    }
}

impl Subject {
    /// The field of this key.
    pub fn field(key: impl Into<FieldKey>) -> Subject {
        Subject::Field(key.into())
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
    pub task: TaskKey,
    pub outcome: OutcomeKey,
}
