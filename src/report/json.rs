//! A diff for programs: everything the text says, by a published schema.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{Action, Counts, FileChange, Old, Palette, SolutionDiff, unified};
use crate::diff::Change;
use crate::render::json as artifact;

/// The version of the document. A reader that knows another number must not guess.
const FORMAT: u32 = 1;

/// What a render would change.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "diff", deny_unknown_fields)]
struct Document<'a> {
    /// The version of this format.
    #[schemars(extend("const" = FORMAT))]
    format: u32,
    /// Every solution that was compared, those without changes too.
    solutions: Vec<Compared<'a>>,
    /// The manifests that could not be compared: what would change there is not known.
    not_compared: &'a [String],
    /// How much changes in all that were.
    counts: Counts,
}

/// What changes in one solution.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "solution", deny_unknown_fields)]
struct Compared<'a> {
    /// The solution's id.
    #[schemars(schema_with = "crate::render::json::schema::id")]
    id: Uuid,
    /// The solution's name.
    name: &'a str,
    /// Where its manifest is, from the top of the repository.
    manifest: &'a str,
    /// What changes in meaning: deletions first, then breaking, caution and cosmetic changes.
    changes: &'a [Change],
    /// What changes in its files; the record of the render is left out.
    files: Vec<File<'a>>,
    /// How much changes.
    counts: Counts,
}

/// A file that changes.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "file", deny_unknown_fields)]
struct File<'a> {
    /// Where it is, from the top of the repository, where its diff can be applied.
    path: &'a str,
    /// What happens to it.
    action: Action,
    /// Why it changes, where that is not plain.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(default)]
    reason: &'a str,
    /// The unified diff, as `git apply` takes it; null where what stands there now is not known.
    diff: Option<String>,
}

/// The diff of all of them as one JSON document, with the manifests that could not be compared.
pub fn json(diffs: &[SolutionDiff<'_>], not_compared: &[String]) -> String {
    let solutions = diffs.iter().map(Compared::new).collect();
    let bytes =
        artifact::pretty(&Document { format: FORMAT, solutions, not_compared, counts: Counts::of(diffs) });
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// The document's schema, published as `schemas/diff.schema.json`.
pub fn schema() -> String {
    artifact::schema::schema::<Document<'_>>("What a render by rmmgen would change")
}

impl<'a> Compared<'a> {
    fn new(diff: &'a SolutionDiff<'a>) -> Self {
        Compared {
            id: diff.id,
            name: diff.name,
            manifest: &diff.manifest,
            changes: diff.changes,
            files: diff.files().map(File::new).collect(),
            counts: diff.counts(),
        }
    }
}

impl<'a> File<'a> {
    fn new(file: &'a FileChange<'a>) -> Self {
        let known = file.old != Old::Unknown;
        let diff = known.then(|| {
            let mut diff = String::new();
            unified::write(&mut diff, file, &Palette::PLAIN);
            diff
        });
        File { path: &file.path, action: file.action(), reason: file.reason, diff }
    }
}
