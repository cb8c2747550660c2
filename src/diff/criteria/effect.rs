//! What a change of criteria does, in a word.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diff::Severity;

/// What a change of criteria does to the devices that a group selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Effect {
    /// The same devices.
    Same,
    /// No device leaves; others may join.
    Wider,
    /// No device joins; some may leave.
    Narrower,
    /// None of the devices it selected.
    Disjoint,
    /// Some join and some leave.
    Mixed,
    /// It may be any of these.
    CannotTell,
}

impl Effect {
    /// A target that may be wider is breaking: something will run where it did not run.
    pub fn severity(self) -> Severity {
        match self {
            Effect::Same => Severity::Cosmetic,
            Effect::Narrower => Severity::Caution,
            Effect::Wider | Effect::Disjoint | Effect::Mixed | Effect::CannotTell => Severity::Breaking,
        }
    }

    /// What a person should expect.
    pub(super) fn sentence(self) -> String {
        let how = match self {
            Effect::Same => {
                return "the criteria are written differently and select the same devices".to_owned();
            }
            Effect::Wider => "are loosened",
            Effect::Narrower => "are tightened",
            Effect::Disjoint | Effect::Mixed | Effect::CannotTell => "change",
        };
        format!("the criteria {how}: {}", self.consequence())
    }

    pub(super) fn consequence(self) -> &'static str {
        match self {
            Effect::Same => "the same devices are selected",
            Effect::Wider => "no device leaves, others may join",
            Effect::Narrower => "no device joins, some may leave",
            Effect::Disjoint => "every device leaves, others may join",
            Effect::Mixed => "some devices join and some leave",
            Effect::CannotTell => "devices may join and leave, it is too much to tell which",
        }
    }
}
