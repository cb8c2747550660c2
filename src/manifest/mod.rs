//! The manifest as its author may write it, a file a table, key by key. The doc comments are what an editor shows.

pub mod codes;
mod editor;
mod field;
mod given;
mod group;
mod part;
mod schedule;
mod shape;
mod solution;
mod step;
mod task;
mod values;

pub use codes::CODES;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use editor::published;
pub use field::FieldTable;
pub use given::DeviceValues;
pub use group::{BlockTable, CriteriaTable, CriterionTable, ExampleTable, GroupTable};
pub use part::Common;
pub use schedule::ScheduleTable;
pub(crate) use schedule::weekday;
pub use shape::{read, schema, shape_errors};
pub use solution::{Before, ChangeTable, FaqTable, InstructionTable, OutputTable, SolutionTable};
pub use step::{RunAs, StepTable};
pub use task::{Launch, OutcomeTable, ParameterTable, TaskTable};
pub use values::{Date, FileOrInline, GivenValue, OneOrMany, Reads, Scalar};
pub(crate) use values::{named, pascal_case};

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

/// What becomes of the warnings of a kind: allow leaves them out, warn reports them, deny makes errors of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Verdict {
    Allow,
    Warn,
    Deny,
}
