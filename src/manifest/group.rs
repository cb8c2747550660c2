//! `[group.*]` and `[criteria.*]`: conditions, and the examples that test them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::part::part;
use super::{DeviceValues, GivenValue, Keyed, OneOrMany, Scalar};
use crate::solution::Device;

part! {
    /// A device group: `block`s joined by OR, or a condition: `all`, `any`, or the `outcome` it waits for.
    GroupTable {
        /// The console's category.
        pub category: Option<String>,
        /// A note on the criteria. One line.
        pub note: Option<String>,
        /// Blocks joined by OR, the criteria of a block by AND.
        pub block: Option<Vec<BlockTable>>,
        /// Conditions that must all hold.
        pub all: Option<Vec<CriterionTable>>,
        /// Conditions of which one must hold.
        pub any: Option<Vec<CriterionTable>>,
        /// One criterion: the field that a task reports in contains this outcome: "task.outcome", or a list.
        pub outcome: Option<OneOrMany>,
        /// The groups that must not share a device with it, by key.
        #[serde(default)]
        pub disjoint: Vec<String>,
        /// Tests of what the group selects, which are also shown on its page.
        #[serde(default)]
        pub example: Vec<ExampleTable>,
    }
}

impl GroupTable {
    /// The conditions of its lists.
    pub fn conditions(&self) -> impl Iterator<Item = &CriterionTable> {
        let blocks = self.block.iter().flatten().map(|block| &block.all);
        blocks.chain(&self.all).chain(&self.any).flatten()
    }
}

/// Criteria joined by AND.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BlockTable {
    /// What the block is for. One line.
    pub note: Option<String>,
    /// Conditions that must all hold.
    pub all: Vec<CriterionTable>,
}

/// A condition that several groups share.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CriteriaTable {
    /// Conditions that must all hold.
    pub all: Option<Vec<CriterionTable>>,
    /// Conditions of which one must hold.
    pub any: Option<Vec<CriterionTable>>,
}

impl CriteriaTable {
    /// The conditions of its lists.
    pub fn conditions(&self) -> impl Iterator<Item = &CriterionTable> {
        self.all.iter().chain(&self.any).flatten()
    }
}

/// A condition: a criterion with one subject (`field`, `device`, `property`) and one operator; or one of `outcome`,
/// `use`, `all` and `any`, alone.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CriterionTable {
    /// Subject: the custom field of this key.
    pub field: Option<String>,
    /// Subject: a built-in property of the device.
    pub device: Option<Device>,
    /// Subject: any other property, by its name in the console.
    pub property: Option<String>,
    /// The field that a task reports in contains this outcome: "task.outcome", or a list.
    pub outcome: Option<OneOrMany>,
    /// The shared condition of this key, in place.
    #[serde(rename = "use")]
    pub shared: Option<String>,
    /// Conditions that must all hold.
    pub all: Option<Vec<CriterionTable>>,
    /// Conditions of which one must hold.
    pub any: Option<Vec<CriterionTable>>,
    /// Operator: is exactly this.
    pub equal: Option<Scalar>,
    /// Operator: is anything but this.
    pub not_equal: Option<Scalar>,
    /// Operator: contains at least one of these texts.
    pub contains_any_of: Option<Vec<String>>,
    /// Operator: contains none of these texts.
    pub does_not_contain_any_of: Option<Vec<String>>,
    /// Operator: holds nothing (true), or something (false).
    pub is_blank: Option<bool>,
}

/// A test of what a group selects: it has to hold for every device with these values. "" is blank.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExampleTable {
    /// What custom fields hold, by key: { exclude-site = true }.
    #[serde(default)]
    pub fields: Keyed<GivenValue>,
    /// What built-in properties hold: { os-type = "Windows" }.
    pub device: Option<DeviceValues>,
    /// What other properties hold, by their name in the console.
    #[serde(default)]
    pub property: Keyed<GivenValue>,
    /// These devices are in the group; or none of them is.
    pub member: bool,
    /// Why. One line.
    pub because: Option<String>,
}
