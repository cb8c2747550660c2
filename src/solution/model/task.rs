//! Tasks: outcomes, parameters and rows.

use serde::{Deserialize, Serialize};

use super::part::{Part, Value, is_default};
use super::schedule::Schedule;
use crate::solution::keys::{FieldKey, OutcomeKey};
use crate::solution::text::{Prose, Text};

/// A task: rows of the script editor, what they may report, and when they run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Task {
    /// Key, id, name, texts.
    pub part: Part,
    /// The console's category.
    #[serde(default, skip_serializing_if = "is_default")]
    pub category: Option<String>,
    /// Nothing launches it but a person.
    #[serde(default, skip_serializing_if = "is_default")]
    pub manual: bool,
    /// The outcome of an unhandled error, and of a script that ends without one. None where no script reports.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_error: Option<OutcomeKey>,
    /// What its scripts may report, in the author's order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcomes: Vec<Outcome>,
    /// What whoever launches it may set.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parameters: Vec<Parameter>,
    /// When it runs, and on what.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schedules: Vec<Schedule>,
    /// The rows, in order; the rows that `reads` asks for stand among them.
    #[serde(default, skip_serializing_if = "is_default")]
    pub steps: Vec<Step>,
}

impl Task {
    /// The outcome of this key.
    pub fn outcome(&self, key: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.key == key)
    }

    /// The parameter of this key.
    pub fn parameter(&self, key: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.key == key)
    }
}

/// What a script may report: declared once, and everything else follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Outcome {
    /// The key scripts and groups name it by.
    pub key: OutcomeKey,
    /// What the script prints for it, and how it is recognised.
    pub report: Report,
    /// What it printed before: devices may still hold it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub text_formerly: Vec<String>,
    /// What it means to a person.
    pub meaning: Prose,
    /// The script's exit code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit_code: i32,
    /// No group needs to select it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unwatched: bool,
}

impl Outcome {
    /// The text a script prints for it.
    pub fn text(&self) -> &str {
        let Report::Text { text, .. } = &self.report;
        text
    }

    /// The part of the text that groups test.
    pub fn matched(&self) -> &str {
        let Report::Text { text, matched } = &self.report;
        matched.as_deref().unwrap_or(text)
    }

    /// The former texts that do not hold what groups test, and so need a test of their own.
    pub fn former_matches(&self) -> impl Iterator<Item = &str> {
        let former = self.text_formerly.iter().map(String::as_str);
        former.filter(|text| !text.contains(self.matched()))
    }
}

/// The form of an outcome's line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// A fixed text, with a detail behind it if any.
    Text {
        /// What the line begins with.
        text: String,
        /// The part of it that groups test, where that is not the whole.
        #[serde(default, skip_serializing_if = "is_default")]
        matched: Option<String>,
    },
}

/// A task's parameter, set by whoever launches it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Parameter {
    /// The key script bodies name it by.
    pub key: String,
    /// The console's name, which is also its token: `@Name@`.
    pub name: String,
    /// What it is for.
    pub description: Text,
    /// What it holds.
    #[serde(rename = "type")]
    pub parameter_type: ParameterType,
    /// Whoever launches the task must give a value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
    /// The value where none is given.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: Option<Value>,
    /// A dropdown's options.
    #[serde(default, skip_serializing_if = "is_default")]
    pub options: Vec<String>,
    /// The only values a text or a number may have; empty: any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub accepted: Vec<Value>,
    /// The range of a number, both ends included.
    #[serde(default, skip_serializing_if = "is_default")]
    pub range: Option<(i64, i64)>,
    /// A value people would enter.
    #[serde(default, skip_serializing_if = "is_default")]
    pub example: Option<String>,
    /// It holds a secret.
    #[serde(default, skip_serializing_if = "is_default")]
    pub secret: bool,
}

/// A parameter's type.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ParameterType {
    Text,
    Flag,
    Number,
    Dropdown,
}

/// A row of the script editor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// What the row does.
    pub action: Action,
    /// The systems it runs on; never empty.
    pub os: Vec<Os>,
    /// The task goes on where the row fails.
    #[serde(default, skip_serializing_if = "is_default")]
    pub continue_on_failure: bool,
    /// What the row is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Text>,
}

/// An operating system, as a task's row knows it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Os {
    Windows,
    Macos,
    Linux,
}

impl Os {
    /// Every one.
    pub const ALL: [Os; 3] = [Os::Windows, Os::Macos, Os::Linux];
}

/// What a row does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Runs a script.
    Script(Script),
    /// Writes a line to the task's log. Platform tokens pass through.
    Log(String),
    /// Stores a value in a custom field.
    SetField {
        /// The field's key.
        field: FieldKey,
        /// What is stored.
        value: Stored,
    },
    /// Copies a custom field into a variable, for the scripts that read it.
    ReadField {
        /// The variable, which is also its token: `@Name@`.
        variable: String,
        /// The field's key.
        field: FieldKey,
    },
}

/// What a row stores in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stored {
    /// A text in which platform tokens are replaced: `%output%`, `@Name@`.
    Text(String),
    /// The text of this outcome of the task.
    Outcome(OutcomeKey),
}

/// A script row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Script {
    /// The author's part of it.
    pub body: Body,
    /// The console's expected time of execution, in seconds.
    pub timeout_seconds: u32,
    /// The account it runs as.
    pub run_as: String,
    /// The fields it reads.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reads: Vec<Read>,
    /// The outcome of an unhandled error, where it is not the task's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_error: Option<OutcomeKey>,
}

/// A script's body. The record keeps its digest only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Body {
    /// The file it came from, relative to the manifest; none where it is written in line.
    #[serde(default, skip_serializing_if = "is_default")]
    pub file: Option<String>,
    /// Its text, with LF. Empty in a solution read from a record.
    #[serde(skip)]
    pub text: String,
    /// The SHA-256 of its text, in hexadecimal.
    pub sha256: String,
}

/// A field a script reads, as `$Field['key']`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Read {
    /// The field's key.
    pub field: FieldKey,
    /// The variable its value travels in.
    pub variable: String,
}
