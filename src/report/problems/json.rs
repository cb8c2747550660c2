//! Problems by a published schema.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Checked, Failure, Paths, Span, level};
use crate::diag;
use crate::render::json as artifact;
use crate::source;

/// The version of the document. A reader that knows another number must not guess.
const FORMAT: u32 = 1;

/// What a check found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "check", deny_unknown_fields)]
struct Document<'a> {
    /// The version of this format.
    #[schemars(extend("const" = FORMAT))]
    format: u32,
    /// Every manifest that was checked, those without problems too.
    solutions: Vec<Solution<'a>>,
    /// How many problems all of them have.
    counts: Counts,
}

/// What the check of one manifest found.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "solution", deny_unknown_fields)]
struct Solution<'a> {
    /// Where the manifest is, relative to the top of the repository.
    manifest: &'a str,
    /// Its problems, in the order of the file.
    problems: Vec<Problem<'a>>,
    /// Why the check could not be finished; absent where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken: Option<Broken<'a>>,
}

/// One thing that is wrong.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "problem", deny_unknown_fields)]
struct Problem<'a> {
    /// What kind of problem it is: `rmmgen explain` has more on it.
    code: &'a str,
    /// How grave it is. An error keeps the solution from being rendered; a note is something to know, and no problem.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'a str,
    /// What is wrong, in one sentence without a full stop.
    message: &'a str,
    /// Where; null where it is about no text.
    place: Option<Place>,
    /// What to do about it.
    help: &'a [String],
    /// Other places that are involved.
    related: Vec<Related<'a>>,
}

/// A place in a file: lines and columns from 1, columns in characters.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "place", deny_unknown_fields)]
struct Place {
    /// Relative to the top of the repository, with `/`.
    file: String,
    /// The line it begins in.
    #[schemars(range(min = 1))]
    line: usize,
    /// The column it begins in.
    #[schemars(range(min = 1))]
    column: usize,
    /// The line it ends in.
    #[schemars(range(min = 1))]
    end_line: usize,
    /// The column behind its last character.
    #[schemars(range(min = 1))]
    end_column: usize,
}

/// Another place, with a word on how it is involved.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "related", deny_unknown_fields)]
struct Related<'a> {
    /// Where.
    place: Place,
    /// How it is involved.
    message: &'a str,
}

/// Something that kept the check from being finished.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "broken", deny_unknown_fields)]
struct Broken<'a> {
    /// What went wrong.
    message: &'a str,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// How many problems there are.
#[derive(Default, Serialize, JsonSchema)]
#[schemars(rename = "counts", deny_unknown_fields)]
struct Counts {
    /// Errors.
    errors: usize,
    /// Warnings.
    warnings: usize,
    /// Notes.
    notes: usize,
}

/// The problems of all manifests as one JSON document.
pub fn json(checked: &[Checked<'_>], paths: &Paths<'_>) -> String {
    let solutions = checked.iter().map(|solution| Solution::new(solution, paths)).collect();
    let all = checked.iter().flat_map(|solution| solution.problems);
    let diag::Counts { errors, warnings, notes } = diag::Counts::of(all);
    let counts = Counts { errors, warnings, notes };
    let bytes = artifact::pretty(&Document { format: FORMAT, solutions, counts });
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// The document's schema, published as `schemas/check.schema.json`.
pub fn schema() -> String {
    artifact::schema::schema::<Document<'_>>("What a check by rmmgen found")
}

impl<'a> Solution<'a> {
    fn new(checked: &Checked<'a>, paths: &Paths<'_>) -> Self {
        Solution {
            manifest: checked.manifest,
            problems: checked.problems.iter().map(|problem| Problem::new(problem, paths)).collect(),
            broken: checked.failure.map(|Failure { message, help }| Broken { message, help }),
        }
    }
}

impl<'a> Problem<'a> {
    fn new(problem: &'a diag::Problem, paths: &Paths<'_>) -> Self {
        let related = |(place, message): &'a (source::Place, String)| Related {
            place: Place::new(place, paths),
            message,
        };
        Problem {
            code: problem.code.word,
            severity: level(problem.severity),
            message: &problem.message,
            place: problem.place.as_ref().map(|place| Place::new(place, paths)),
            help: &problem.help,
            related: problem.related.iter().map(related).collect(),
        }
    }
}

impl Place {
    fn new(place: &source::Place, paths: &Paths<'_>) -> Self {
        let Span { file, start: (line, column), end: (end_line, end_column) } = Span::new(place, paths);
        Place { file, line, column, end_line, end_column }
    }
}
