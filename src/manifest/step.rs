//! `[[task.*.step]]`: a row of the script editor.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{FileOrInline, Reads};
use crate::solution::Os;

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
