//! The manifest as its author may write it, key by key. The doc comments are what an editor shows.

mod given;
mod shape;
mod values;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use given::DeviceValues;
pub use shape::{read, schema, shape_errors};
pub use values::{Date, FileOrInline, GivenValue, OneOrMany, Reads, Scalar};

use crate::solution::{Device, FieldType, Level, Os, ParameterType, Weekday};

/// The version of the language that this program reads.
pub const SCHEMA: i64 = 1;

/// A table whose keys name its parts, in the author's order.
pub type Keyed<T> = IndexMap<String, T>;

/// A solution: its custom fields, device groups, tasks and documentation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Manifest {
    /// The version of this language: 1.
    pub schema: i64,
    /// What the solution is.
    pub solution: SolutionTable,
    /// Extra steps of the implementation. The derived ones (fields, groups, tasks) are always there.
    #[serde(default)]
    pub implementation: Vec<InstructionTable>,
    /// Questions and answers of the solution's page.
    #[serde(default)]
    pub faq: Vec<FaqTable>,
    /// What changed when, newest first. Without one, pages have no date.
    #[serde(default)]
    pub changelog: Vec<ChangeTable>,
    /// Where and how to write.
    #[serde(default)]
    pub output: OutputTable,
    /// How grave a kind of problem is, where it is no error by itself: allow, warn or deny.
    #[serde(default)]
    pub check: Keyed<Verdict>,
    /// Custom fields.
    #[serde(default)]
    pub field: Keyed<FieldTable>,
    /// Conditions that several groups share, named by `use`: `all` or `any`.
    #[serde(default)]
    pub criteria: Keyed<CriteriaTable>,
    /// Device groups.
    #[serde(default)]
    pub group: Keyed<GroupTable>,
    /// Tasks.
    #[serde(default)]
    pub task: Keyed<TaskTable>,
}

/// What the keys that every part has say, whatever the part.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Common<'a> {
    pub id: Option<&'a str>,
    pub formerly: Option<&'a str>,
    pub name: &'a str,
    pub title: Option<&'a str>,
    pub description: &'a str,
    pub summary: Option<&'a str>,
    pub remarks: Option<&'a str>,
    pub listed_under: Option<&'a OneOrMany>,
    pub keywords: Option<&'a [String]>,
    pub tags: Option<&'a [String]>,
    pub allow: &'a Keyed<String>,
}

/// A table of a part: the keys that every part has, and its own.
macro_rules! part {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $name {
            /// The id of what is already published. Without one it is derived from the solution's id and the key.
            #[schemars(pattern(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"))]
            pub id: Option<String>,
            /// The first key the part ever had: keeps its id when the key is renamed. It stays for good.
            #[schemars(pattern(r"^[a-z0-9-]+$"))]
            pub formerly: Option<String>,
            /// The console's name. One line.
            pub name: String,
            /// The docs page's title, when it differs from the name.
            pub title: Option<String>,
            /// One line: the console's description, the page's, and the Purpose column. May name parts: {group.key}.
            pub description: String,
            /// The page's first section, as CommonMark. Default: the description.
            pub summary: Option<String>,
            /// The page's closing remarks, as CommonMark.
            pub remarks: Option<String>,
            /// Heading or headings of the solution page's content tables it belongs to. Default: its kind.
            pub listed_under: Option<OneOrMany>,
            /// Keywords of the page. Default: the solution's.
            pub keywords: Option<Vec<String>>,
            /// Tags of the page. Default: the solution's.
            pub tags: Option<Vec<String>>,
            /// Kinds of warnings that are meant here, each with the reason: { code = "reason" }.
            #[serde(default)]
            pub allow: Keyed<String>,
            $($own)*
        }

        impl $name {
            /// The keys that every part has.
            pub fn common(&self) -> Common<'_> {
                Common {
                    id: self.id.as_deref(),
                    formerly: self.formerly.as_deref(),
                    name: &self.name,
                    title: self.title.as_deref(),
                    description: &self.description,
                    summary: self.summary.as_deref(),
                    remarks: self.remarks.as_deref(),
                    listed_under: self.listed_under.as_ref(),
                    keywords: self.keywords.as_deref(),
                    tags: self.tags.as_deref(),
                    allow: &self.allow,
                }
            }
        }
    };
}

/// What the solution is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SolutionTable {
    /// The solution's id, for good: every derived id hangs on it.
    #[schemars(pattern(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"))]
    pub id: String,
    /// The solution's name. One line.
    pub name: String,
    /// The page's title, when it differs from the name.
    pub title: Option<String>,
    /// One line: the page's description.
    pub description: String,
    /// The text under the page's heading Purpose, as CommonMark. Default: the description.
    pub summary: Option<String>,
    /// The page's closing remarks, as CommonMark.
    pub remarks: Option<String>,
    /// Keywords of every page.
    pub keywords: Option<Vec<String>>,
    /// Tags of every page.
    pub tags: Option<Vec<String>>,
    /// Kinds of warnings that are meant outside fields, groups and tasks, each with the reason: { code = "reason" }.
    #[serde(default)]
    pub allow: Keyed<String>,
    /// The pages are drafts: left out of a production build.
    #[serde(default)]
    pub draft: bool,
    /// The pages are reachable by their address only.
    #[serde(default)]
    pub unlisted: bool,
}

impl SolutionTable {
    /// The keys that every part has. A solution has no key, so no `formerly`, and no table to be listed under.
    pub fn common(&self) -> Common<'_> {
        Common {
            id: Some(&self.id),
            formerly: None,
            name: &self.name,
            title: self.title.as_deref(),
            description: &self.description,
            summary: self.summary.as_deref(),
            remarks: self.remarks.as_deref(),
            listed_under: None,
            keywords: self.keywords.as_deref(),
            tags: self.tags.as_deref(),
            allow: &self.allow,
        }
    }
}

/// What becomes of the warnings of a kind: allow leaves them out, warn reports them, deny makes errors of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Verdict {
    Allow,
    Warn,
    Deny,
}

/// An extra step of the implementation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct InstructionTable {
    /// The step's heading.
    pub title: String,
    /// What to do, as CommonMark.
    pub text: String,
    /// The derived step it stands before. Default: after all.
    pub before: Option<Before>,
}

/// A derived step of the implementation.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Before {
    Fields,
    Groups,
    Tasks,
}

/// A question and its answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FaqTable {
    /// The question. One line.
    pub question: String,
    /// The answer, as CommonMark.
    pub answer: String,
}

/// What changed on a day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChangeTable {
    /// The day: 2025-09-01.
    pub date: Date,
    /// What changed, as CommonMark.
    pub changes: Vec<String>,
    /// The parts it concerns: "task.backup", "solution". Default: the solution and every part.
    pub parts: Option<Vec<String>>,
}

/// Where and how to write. Paths are relative to the manifest and stay inside the repository.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OutputTable {
    /// The folder that everything is rendered into, and that holds the record of it. Default: "out".
    pub folder: Option<String>,
    /// The folder of the docs pages. Default: "docs" in the output folder.
    pub pages: Option<String>,
    /// The folder of the tasks' scripts. Default: "tasks" in the output folder.
    pub scripts: Option<String>,
    /// What stands before an id in a link between pages. Default: "/docs/".
    pub link_prefix: Option<String>,
    /// Rendered paths that are the author's from now on, relative to the output folder; `*` stands for any part
    /// of a name, a trailing `/` for all below a folder.
    #[serde(default)]
    pub unmanaged: Vec<String>,
}

part! {
    /// A custom field.
    FieldTable {
        /// Where its value is kept.
        pub level: Level,
        /// What it holds.
        #[serde(rename = "type")]
        pub field_type: FieldType,
        /// A dropdown's options.
        pub options: Option<Vec<String>>,
        /// Renamed options, old to new: criteria may name the old one while devices still hold it.
        #[serde(default)]
        pub options_formerly: Keyed<String>,
        /// What an unset field counts as. A flag's is true or false.
        pub default: Option<Scalar>,
        /// People must give a value. Default: false.
        #[serde(default)]
        pub required: bool,
        /// People may change it. Default: false when a task writes it, else true.
        pub editable: Option<bool>,
        /// Shown beside the field in the console.
        pub help_text: Option<String>,
        /// A value people would enter.
        pub example: Option<String>,
        /// A regular expression for what a text box may hold.
        pub pattern: Option<String>,
        /// The whole numbers a text box may hold: [0, 365].
        pub range: Option<[i64; 2]>,
        /// The most characters a text box may hold.
        pub max_length: Option<u32>,
        /// It holds a secret: nothing may print, log or store it elsewhere.
        #[serde(default)]
        pub secret: bool,
    }
}

/// A condition that several groups share.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CriteriaTable {
    /// Conditions that must all hold.
    pub all: Option<Vec<CriterionTable>>,
    /// Conditions of which one must hold.
    pub any: Option<Vec<CriterionTable>>,
}

/// A condition: a criterion with one subject (`field`, `device`, `property`) and one operator; or one of `outcome`,
/// `use`, `all` and `any`, alone.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CriterionTable {
    /// Subject: the custom field of this key.
    pub field: Option<String>,
    /// Subject: a built-in property of the device.
    pub device: Option<Device>,
    /// Subject: any other property, by its name in the console.
    pub property: Option<String>,
    /// The field that a task reports in contains this outcome: "task.outcome", or a list.
    pub outcome: Option<OneOrMany>,
    /// The shared condition of this key, in place.
    #[serde(rename = "use")]
    pub shared: Option<String>,
    /// Conditions that must all hold.
    pub all: Option<Vec<CriterionTable>>,
    /// Conditions of which one must hold.
    pub any: Option<Vec<CriterionTable>>,
    /// Operator: is exactly this.
    pub equal: Option<Scalar>,
    /// Operator: is anything but this.
    pub not_equal: Option<Scalar>,
    /// Operator: contains at least one of these texts.
    pub contains_any_of: Option<Vec<String>>,
    /// Operator: contains none of these texts.
    pub does_not_contain_any_of: Option<Vec<String>>,
    /// Operator: holds nothing (true), or something (false).
    pub is_blank: Option<bool>,
}

part! {
    /// A device group: `block`s joined by OR, or a condition: `all`, `any`, or the `outcome` it waits for.
    GroupTable {
        /// The console's category.
        pub category: Option<String>,
        /// A note on the criteria. One line.
        pub note: Option<String>,
        /// Blocks joined by OR, the criteria of a block by AND.
        pub block: Option<Vec<BlockTable>>,
        /// Conditions that must all hold.
        pub all: Option<Vec<CriterionTable>>,
        /// Conditions of which one must hold.
        pub any: Option<Vec<CriterionTable>>,
        /// One criterion: the field that a task reports in contains this outcome: "task.outcome", or a list.
        pub outcome: Option<OneOrMany>,
        /// The groups that must not share a device with it, by key.
        #[serde(default)]
        pub disjoint: Vec<String>,
        /// Tests of what the group selects, which are also shown on its page.
        #[serde(default)]
        pub example: Vec<ExampleTable>,
    }
}

/// A test of what a group selects: it has to hold for every device with these values. "" is blank.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExampleTable {
    /// What custom fields hold, by key: { exclude-site = true }.
    #[serde(default)]
    pub fields: Keyed<GivenValue>,
    /// What built-in properties hold: { os-type = "Windows" }.
    pub device: Option<DeviceValues>,
    /// What other properties hold, by their name in the console.
    #[serde(default)]
    pub property: Keyed<GivenValue>,
    /// These devices are in the group; or none of them is.
    pub member: bool,
    /// Why. One line.
    pub because: Option<String>,
}

/// Criteria joined by AND.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BlockTable {
    /// What the block is for. One line.
    pub note: Option<String>,
    /// Conditions that must all hold.
    pub all: Vec<CriterionTable>,
}

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

/// A row of the script editor: exactly one action (`powershell`, `log`, `set-field`) and what goes with it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StepTable {
    /// Action: runs a PowerShell script, a file or `{ inline = '''…''' }`.
    pub powershell: Option<FileOrInline>,
    /// Action: writes a line to the task's log: "%output%".
    pub log: Option<String>,
    /// Action: stores a value in the custom field of this key.
    pub set_field: Option<String>,
    /// With `set-field`: "%output%", a literal, or "@Parameter@".
    pub value: Option<String>,
    /// With `set-field`: the outcome whose text is stored.
    pub outcome: Option<String>,
    /// With `powershell`: the expected time of execution, in seconds. Default: 300.
    pub timeout_seconds: Option<u32>,
    /// With `powershell`: the account it runs as. Default: "system".
    pub run_as: Option<RunAs>,
    /// With `powershell`: the fields it reads, by key: ["site-id"] or { SiteId = "site-id" }.
    pub reads: Option<Reads>,
    /// With `powershell`: the outcome of an unhandled error in this script. Default: the task's.
    pub on_error: Option<String>,
    /// The systems it runs on. Default: Windows for PowerShell, else those of the task's scripts.
    pub os: Option<Vec<Os>>,
    /// The task goes on where the row fails. Default: false.
    pub continue_on_failure: Option<bool>,
    /// What the row is for. One line.
    pub note: Option<String>,
}

/// The account a script runs as.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum RunAs {
    System,
}

/// The words of a schedule's `on` that name days.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    use serde::de::IntoDeserializer;
    let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
    Weekday::deserialize(word).ok()
}
