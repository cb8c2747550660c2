//! `[solution]`, and what stands beside it for its own page: the implementation, the questions, the changelog; and
//! `[output]`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Common, Date, Keyed};

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
