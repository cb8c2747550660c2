//! When tasks run, and on what.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::part::{Value, is_default};
use crate::solution::keys::GroupKey;
use crate::words;

/// When a task runs, and on what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Schedule {
    /// How often.
    pub every: Interval,
    /// The days of a weekly schedule.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weekdays: Vec<Weekday>,
    /// The dates of a monthly schedule, 1 to 31.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dates: Vec<u8>,
    /// The time of day, local machine time, `HH:MM`; none: as set up.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: Option<String>,
    /// A device that missed it runs it at its next check-in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub next_check_in: bool,
    /// It is stopped after this long.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stop_after: Option<Interval>,
    /// Groups, by key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub target: Vec<GroupKey>,
    /// Sites, by the console's name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sites: Vec<String>,
    /// Companies, by the console's name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub companies: Vec<String>,
    /// Parameter values, by the parameter's key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parameters: BTreeMap<String, Value>,
}

/// A length of time, as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Interval {
    pub count: u32,
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

impl std::fmt::Display for Interval {
    /// `1 day`, `2 hours`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
        };
        f.write_str(&words::count(self.count as usize, unit))
    }
}

/// A day of the week.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}
