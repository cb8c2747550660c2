//! How much a change matters.

use schemars::JsonSchema;
use serde::Serialize;

/// How much a change matters before a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Severity {
    /// Something is lost, stops working, or runs where it did not run.
    Breaking,
    /// It works differently, or needs a person to act.
    Caution,
    /// Only what people read.
    Cosmetic,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Breaking => "breaking",
            Severity::Caution => "caution",
            Severity::Cosmetic => "cosmetic",
        }
    }
}
