//! Custom fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::part::{Part, Value, is_default};
use crate::solution::text::Text;

/// Where a custom field's value is kept. A nearer level overrides a farther one by convention only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Level {
    Company,
    Site,
    Endpoint,
}

impl Level {
    /// As a label has it: `Company`.
    pub fn title(self) -> &'static str {
        match self {
            Level::Company => "Company",
            Level::Site => "Site",
            Level::Endpoint => "Endpoint",
        }
    }
}

/// A custom field's type.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum FieldType {
    TextBox,
    Dropdown,
    Flag,
    Number,
    Date,
}

/// A custom field. `(name, level)` is its identity on the platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Field {
    /// Key, id, name, texts.
    pub part: Part,
    /// Where its value is kept. Cannot be changed on the platform once created.
    pub level: Level,
    /// What it holds. Cannot be changed on the platform once created.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// A dropdown's options, in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Vec<String>,
    /// Renamed options, old to new.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options_formerly: BTreeMap<String, String>,
    /// What an unset field counts as.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: Option<Value>,
    /// People must give a value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
    /// People may change it; false where only a task writes it.
    pub editable: bool,
    /// Shown beside the field in the console.
    #[serde(default, skip_serializing_if = "is_default")]
    pub help_text: Option<Text>,
    /// A value people would enter.
    #[serde(default, skip_serializing_if = "is_default")]
    pub example: Option<String>,
    /// What a text box may hold.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule: Option<Rule>,
    /// It holds a secret.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secret: bool,
}

/// What a text box may hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A regular expression.
    Pattern(String),
    /// A whole number, both ends included.
    Range(i64, i64),
    /// At most so many characters.
    MaxLength(u32),
}
