//! What a change of criteria does to the devices that a group selects.

use schemars::JsonSchema;
use serde::Serialize;

use super::Severity;
use crate::solution::{Block, Criterion, Group, Test, Value};

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
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Effect::Same => "the criteria are written differently and select the same devices",
            Effect::Wider => "the criteria are loosened: no device leaves, others may join",
            Effect::Narrower => "the criteria are tightened: no device joins, some may leave",
            Effect::Disjoint => "the criteria change: every device leaves, others may join",
            Effect::Mixed => "the criteria change: some devices join and some leave",
            Effect::CannotTell => "the criteria change: devices may join and leave",
        }
    }
}

/// What the new criteria do, as far as the way they are written shows it. Never wrong, but often unable to
/// tell: it sees that a block or a criterion was added or removed and that a list grew or shrank, not what
/// several criteria mean together.
pub fn effect(old: &Group, new: &Group) -> Effect {
    match (within(&old.blocks, &new.blocks), within(&new.blocks, &old.blocks)) {
        (true, true) => Effect::Same,
        (true, false) => Effect::Wider,
        (false, true) => Effect::Narrower,
        (false, false) => Effect::CannotTell,
    }
}

/// Whether every device of these blocks is surely one of those.
fn within(these: &[Block], those: &[Block]) -> bool {
    these.iter().all(|this| those.iter().any(|that| inside(this, that)))
}

/// Whether every device of this block surely meets each criterion of that one.
fn inside(this: &Block, that: &Block) -> bool {
    that.criteria.iter().all(|needed| this.criteria.iter().any(|given| implies(given, needed)))
}

fn implies(given: &Criterion, needed: &Criterion) -> bool {
    given.subject == needed.subject && test_implies(&given.test, &needed.test)
}

/// Whether whatever passes one test surely passes the other. Containing a text means containing its parts.
fn test_implies(given: &Test, needed: &Test) -> bool {
    match (given, needed) {
        (Test::ContainsAnyOf(given), Test::ContainsAnyOf(needed)) => each_holds_one(given, needed),
        (Test::DoesNotContainAnyOf(given), Test::DoesNotContainAnyOf(needed)) => {
            each_holds_one(needed, given)
        }
        (Test::Equal(Value::Flag(given)), Test::NotEqual(Value::Flag(needed)))
        | (Test::NotEqual(Value::Flag(given)), Test::Equal(Value::Flag(needed))) => given != needed,
        _ => given == needed,
    }
}

/// Whether each of the long texts has one of the short ones in it.
fn each_holds_one(long: &[String], short: &[String]) -> bool {
    long.iter().all(|long| short.iter().any(|short| long.contains(short.as_str())))
}
