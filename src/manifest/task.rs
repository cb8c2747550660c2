//! `[task.*]`: what its scripts may report, and what whoever launches it may set.

use schemars::JsonSchema;
use serde::Deserialize;

use super::part::part;
use super::{Keyed, Scalar, ScheduleTable, StepTable};
use crate::solution::ParameterType;

part! {
    /// A task: rows of the script editor, what they may report, and when they run.
    TaskTable {
        /// The console's category.
        pub category: Option<String>,
        /// The outcome of an unhandled error, and of a script that ends without one. Default: `error`.
        pub on_error: Option<String>,
        /// "manual": only a person launches it. Only when no schedule does.
        pub launch: Option<Launch>,
        /// What its scripts may report, declared once.
        #[serde(default)]
        pub outcome: Keyed<OutcomeTable>,
        /// What whoever launches it may set.
        #[serde(default)]
        pub parameter: Keyed<ParameterTable>,
        /// When it runs, and on what.
        #[serde(default)]
        pub schedule: Vec<ScheduleTable>,
        /// The rows, in order. Each has exactly one action.
        #[serde(default)]
        pub step: Vec<StepTable>,
    }
}

/// Who launches a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Launch {
    Manual,
}

/// What a script may report.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OutcomeTable {
    /// What the script prints for it.
    pub text: String,
    /// The part of the text that groups test. Default: all of it.
    #[serde(rename = "match")]
    pub matched: Option<String>,
    /// Texts that the script printed for it before and that devices may still hold: whatever waits for the outcome
    /// takes them too.
    #[serde(default)]
    pub text_formerly: Vec<String>,
    /// What it means to a person, as CommonMark.
    pub meaning: String,
    /// The script's exit code. Default: 0, since a script that fails stops its task.
    #[serde(default)]
    pub exit_code: i32,
    /// No group needs to select it.
    #[serde(default)]
    pub unwatched: bool,
}

/// A parameter of a task.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ParameterTable {
    /// The console's name, which is also its token. Letters, digits and `_`.
    #[schemars(pattern(r"^[A-Za-z0-9_]+$"))]
    pub name: String,
    /// What it is for. One line.
    pub description: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub parameter_type: ParameterType,
    /// Whoever launches the task must give a value. Default: false.
    #[serde(default)]
    pub required: bool,
    /// The value where none is given.
    pub default: Option<Scalar>,
    /// A dropdown's options.
    pub options: Option<Vec<String>>,
    /// The only values a text (in exact spelling) or a number may have.
    pub accepted: Option<Vec<Scalar>>,
    /// The range of a number: [1, 3].
    pub range: Option<[i64; 2]>,
    /// A value people would enter.
    pub example: Option<String>,
    /// It holds a secret: nothing may print, log or store it.
    #[serde(default)]
    pub secret: bool,
}
