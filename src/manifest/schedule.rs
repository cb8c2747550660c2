//! `[[task.*.schedule]]`: when a task runs, and on what.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Keyed, Scalar};
use crate::solution::Weekday;

/// When a task runs, and on what.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScheduleTable {
    /// How often: "1 day", "6 hours", "15 minutes", "2 weeks", "1 month".
    pub every: String,
    /// The days of a weekly schedule, or the dates of a monthly one.
    pub on: Option<Vec<Scalar>>,
    /// The time of day, local machine time: "02:00". Default: as set up.
    #[schemars(pattern(r"^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub at: Option<String>,
    /// A device that missed it runs it at its next check-in. Default: false.
    #[serde(default)]
    pub next_check_in: bool,
    /// It is stopped after this long: "22 hours".
    pub stop_after: Option<String>,
    /// The groups it runs on, by key.
    #[serde(default)]
    pub target: Vec<String>,
    /// The sites it runs on, by the console's name.
    #[serde(default)]
    pub sites: Vec<String>,
    /// The companies it runs on, by the console's name.
    #[serde(default)]
    pub companies: Vec<String>,
    /// Parameter values, by the parameter's key.
    #[serde(default)]
    pub parameters: Keyed<Scalar>,
}

/// The words of a schedule's `on` that name days.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    use serde::de::IntoDeserializer;
    let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
    Weekday::deserialize(word).ok()
}
