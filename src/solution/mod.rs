//! The resolved solution: what a template, a check or a comparison may rely on. Defaults are applied,
//! references exist, ids are fixed. It is also what the record of a render keeps, so that the next one can
//! say what changed in meaning.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::{Prose, Text};

/// The kinds of things a reference can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The solution itself.
    Solution,
    /// A custom field.
    Field,
    /// A device group.
    Group,
    /// A task.
    Task,
}

impl Kind {
    /// Every kind of part, in the order in which they are set up in the console.
    pub const PARTS: [Kind; 3] = [Kind::Field, Kind::Group, Kind::Task];

    /// The word the manifest uses.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Solution => "solution",
            Kind::Field => "field",
            Kind::Group => "group",
            Kind::Task => "task",
        }
    }

    /// The word the docs pages use, as in `Custom Field - Status`.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Solution => "Solution",
            Kind::Field => "Custom Field",
            Kind::Group => "Group",
            Kind::Task => "Task",
        }
    }
}

/// A reference to a part of this solution, or to the solution itself (whose key is empty).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartRef {
    /// What it names.
    pub kind: Kind,
    /// The part's key in the manifest.
    pub key: String,
}

impl PartRef {
    /// A reference to the part of this kind and key.
    pub fn new(kind: Kind, key: impl Into<String>) -> Self {
        PartRef { kind, key: key.into() }
    }

    /// A reference to the solution itself.
    pub fn solution() -> Self {
        PartRef::new(Kind::Solution, "")
    }
}

impl std::fmt::Display for PartRef {
    /// As the manifest writes it: `group.enabled`, or `solution`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            Kind::Solution => f.write_str("solution"),
            kind => write!(f, "{}.{}", kind.word(), self.key),
        }
    }
}

/// The id of a part without one of its own: UUIDv5 of the solution's id and `kind/key`, whose key is the first one
/// the part ever had.
pub fn derived_id(solution: Uuid, kind: Kind, first_key: &str) -> Uuid {
    Uuid::new_v5(&solution, format!("{}/{first_key}", kind.word()).as_bytes())
}

/// A whole solution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Solution {
    /// What the solution has in common with its parts; its key is empty.
    pub part: Part,
    /// The docs page is a draft (left out of a production build).
    #[serde(default, skip_serializing_if = "is_default")]
    pub draft: bool,
    /// The docs page is reachable by its address only.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unlisted: bool,
    /// Custom fields, in the author's order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fields: Vec<Field>,
    /// Device groups, in the author's order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: Vec<Group>,
    /// Tasks, in the author's order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub tasks: Vec<Task>,
    /// Steps of the implementation that cannot be derived.
    #[serde(default, skip_serializing_if = "is_default")]
    pub implementation: Vec<Instruction>,
    /// Questions and answers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub faq: Vec<Faq>,
    /// What changed when, newest first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub changelog: Vec<Change>,
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
    /// As the console shows it beside a field's name: `COMPANY`.
    pub fn console(self) -> &'static str {
        match self {
            Level::Company => "COMPANY",
            Level::Site => "SITE",
            Level::Endpoint => "ENDPOINT",
        }
    }

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

impl FieldType {
    /// As the console shows it.
    pub fn console(self) -> &'static str {
        match self {
            FieldType::TextBox => "Text Box",
            FieldType::Dropdown => "Dropdown",
            FieldType::Flag => "Flag",
            FieldType::Number => "Number",
            FieldType::Date => "Date",
        }
    }
}

/// The most characters a Text Box holds, by the platform's documentation.
pub const TEXT_BOX_LENGTH: usize = 300;

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

impl Field {
    /// The most characters a value may have: its own limit, else the platform's.
    pub fn max_length(&self) -> usize {
        match self.rule {
            Some(Rule::MaxLength(most)) => TEXT_BOX_LENGTH.min(most as usize),
            _ => TEXT_BOX_LENGTH,
        }
    }
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

/// A device group: devices that meet every criterion of at least one block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Group {
    /// Key, id, name, texts.
    pub part: Part,
    /// The console's category.
    #[serde(default, skip_serializing_if = "is_default")]
    pub category: Option<String>,
    /// A note on the group as a whole.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Text>,
    /// Joined by OR.
    pub blocks: Vec<Block>,
}

/// Criteria joined by AND.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Block {
    /// What the block is for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Text>,
    /// At least one.
    pub criteria: Vec<Criterion>,
}

/// One row of a group's criteria: a subject and a test of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Criterion {
    /// What is tested.
    pub subject: Subject,
    /// How.
    pub test: Test,
    /// The outcomes it waits for, where the manifest named them instead of their text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub outcomes: Vec<OutcomeRef>,
}

/// What a criterion looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A custom field of this solution, by key.
    Field(String),
    /// A built-in property of the device, by the manifest's word for it.
    Device(Device),
    /// Another property of the console, by its name there.
    Property(String),
}

/// The built-in device properties that criteria can test, by the console's list.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Device {
    OsType,
    EndpointType,
    Available,
    InstalledSoftwareName,
    ServiceDisplayName,
    MachineRoles,
    Os,
    OsProduct,
    OsBuildNumber,
    Site,
}

impl Device {
    /// As the console shows it.
    pub fn console(self) -> &'static str {
        match self {
            Device::OsType => "OS Type",
            Device::EndpointType => "Endpoint Type",
            Device::Available => "Available",
            Device::InstalledSoftwareName => "Installed Software Name",
            Device::ServiceDisplayName => "Service Display Name",
            Device::MachineRoles => "Machine Roles",
            Device::Os => "OS",
            Device::OsProduct => "OS Product",
            Device::OsBuildNumber => "OS Build Number",
            Device::Site => "Site",
        }
    }
}

/// The platform's five operators with their values. Contains is a substring test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Test {
    Equal(Value),
    NotEqual(Value),
    ContainsAnyOf(Vec<String>),
    DoesNotContainAnyOf(Vec<String>),
    IsBlank(bool),
}

impl Test {
    /// The operator as the console shows it.
    pub fn operator(&self) -> &'static str {
        match self {
            Test::Equal(_) => "Equal",
            Test::NotEqual(_) => "Not Equal",
            Test::ContainsAnyOf(_) => "Contains any of",
            Test::DoesNotContainAnyOf(_) => "Does Not Contain any of",
            Test::IsBlank(_) => "Is Blank",
        }
    }

    /// The values as the console takes them.
    pub fn values(&self) -> Vec<String> {
        match self {
            Test::Equal(value) | Test::NotEqual(value) => vec![value.to_string()],
            Test::ContainsAnyOf(values) | Test::DoesNotContainAnyOf(values) => values.clone(),
            Test::IsBlank(blank) => vec![Value::Flag(*blank).to_string()],
        }
    }
}

/// An outcome of a task, by their keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct OutcomeRef {
    pub task: String,
    pub outcome: String,
}

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
    pub on_error: Option<String>,
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

    /// The fields that store this outcome, in the order of the rows.
    pub fn stores(&self, outcome: &str) -> Vec<&str> {
        let mut fields: Vec<&str> = self.stores_around(outcome).into_iter().map(|(field, _)| field).collect();
        let mut seen = std::collections::BTreeSet::new();
        fields.retain(|field| seen.insert(*field));
        fields
    }

    /// The fields that store what the scripts print, with the length of what stands around it, in UTF-16 units.
    pub fn output_fields(&self) -> impl Iterator<Item = (&str, usize)> {
        self.steps.iter().filter_map(|step| match &step.action {
            Action::SetField { field, value: Stored::Text(text) } => {
                Some((field.as_str(), around_output(text)?))
            }
            _ => None,
        })
    }

    /// The same, with the length of what stands around the outcome's line, in UTF-16 units.
    pub fn stores_around(&self, outcome: &str) -> Vec<(&str, usize)> {
        let stored = |step: &'_ Step| match &step.action {
            Action::SetField { value: Stored::Text(text), .. } => around_output(text),
            Action::SetField { value: Stored::Outcome(key), .. } => (key == outcome).then_some(0),
            _ => None,
        };
        self.steps
            .iter()
            .filter_map(|step| match &step.action {
                Action::SetField { field, .. } => stored(step).map(|around| (field.as_str(), around)),
                _ => None,
            })
            .collect()
    }

    /// Its script rows, in order.
    pub fn scripts(&self) -> impl Iterator<Item = &Script> {
        self.steps.iter().filter_map(|step| match &step.action {
            Action::Script(script) => Some(script),
            _ => None,
        })
    }
}

/// What a script may report: declared once, and everything else follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Outcome {
    /// The key scripts and groups name it by.
    pub key: String,
    /// What the script prints for it, and how it is recognised.
    pub report: Report,
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

impl ParameterType {
    /// As the console shows it.
    pub fn console(self) -> &'static str {
        match self {
            ParameterType::Text => "Text String",
            ParameterType::Flag => "Flag",
            ParameterType::Number => "Number Value",
            ParameterType::Dropdown => "Dropdown",
        }
    }
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
    /// As the console's rows show it.
    pub fn console(self) -> &'static str {
        match self {
            Os::Windows => "Windows",
            Os::Macos => "MacOS",
            Os::Linux => "Linux",
        }
    }
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
        field: String,
        /// What is stored.
        value: Stored,
    },
    /// Copies a custom field into a variable, for the scripts that read it.
    ReadField {
        /// The variable, which is also its token: `@Name@`.
        variable: String,
        /// The field's key.
        field: String,
    },
}

impl Action {
    /// The row's name in the console.
    pub fn console(&self) -> &'static str {
        match self {
            Action::Script(_) => "PowerShell script",
            Action::Log(_) => "Script Log",
            Action::SetField { .. } => "Set Custom Field",
            Action::ReadField { .. } => "Set Pre-defined Variable",
        }
    }
}

/// What a row stores in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stored {
    /// A text in which platform tokens are replaced: `%output%`, `@Name@`.
    Text(String),
    /// The text of this outcome of the task.
    Outcome(String),
}

/// The platform's token for what the last script row printed, in any letter case.
const OUTPUT: &str = "%output%";

/// Whether a text is filled with the last script's output.
pub fn is_output(text: &str) -> bool {
    around_output(text).is_some()
}

/// The length of what stands around the output, in UTF-16 units; none where the output is not in the text.
fn around_output(text: &str) -> Option<usize> {
    let found = text.to_ascii_lowercase().contains(OUTPUT);
    found.then(|| text.encode_utf16().count() - OUTPUT.len())
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
    pub on_error: Option<String>,
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
    pub field: String,
    /// The variable its value travels in.
    pub variable: String,
}

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
    pub target: Vec<String>,
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
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
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

/// A step of the implementation that cannot be derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Instruction {
    /// The step's heading.
    pub title: String,
    /// What to do.
    pub text: Prose,
    /// The derived step it stands before; none: after all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub before: Option<Kind>,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Faq {
    pub question: Text,
    pub answer: Prose,
}

/// What changed on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// One or more sentences.
    pub changes: Vec<Prose>,
    /// The parts it concerns; empty: the solution and every part.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parts: Vec<PartRef>,
}

impl Solution {
    /// The part a reference names. Every reference of a resolved solution names one.
    pub fn part(&self, reference: &PartRef) -> Option<&Part> {
        let key = reference.key.as_str();
        match reference.kind {
            Kind::Solution => Some(&self.part),
            Kind::Field => self.field(key).map(|field| &field.part),
            Kind::Group => self.group(key).map(|group| &group.part),
            Kind::Task => self.task(key).map(|task| &task.part),
        }
    }

    /// Every part, in the order of set-up.
    pub fn parts(&self) -> impl Iterator<Item = (PartRef, &Part)> {
        let fields = self.fields.iter().map(|field| (Kind::Field, &field.part));
        let groups = self.groups.iter().map(|group| (Kind::Group, &group.part));
        let tasks = self.tasks.iter().map(|task| (Kind::Task, &task.part));
        fields.chain(groups).chain(tasks).map(|(kind, part)| (PartRef::new(kind, &part.key), part))
    }

    /// The field of this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.part.key == key)
    }

    /// The group of this key.
    pub fn group(&self, key: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.part.key == key)
    }

    /// The task of this key.
    pub fn task(&self, key: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.part.key == key)
    }
}

/// Whether a value is what a record leaves out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
