//! What all parts have in common, and values.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::solution::keys::Kind;
use crate::solution::text::{Prose, Text};

/// The id of a part without one of its own: UUIDv5 of the solution's id and `kind/key`, whose key is the first one
/// the part ever had.
pub fn derived_id(solution: Uuid, kind: Kind, first_key: &str) -> Uuid {
    Uuid::new_v5(&solution, format!("{}/{first_key}", kind.word()).as_bytes())
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

/// Whether a value is what a record leaves out.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
