//! What a render leaves behind for the next one: the record, and the journal of a render under way.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lines;
use super::paths::Unmanaged;
use super::territory::{Extent, Territory};
use super::text::Sha256;
use crate::platform;
use crate::render::{self, Artifact, Places};
use crate::solution::Solution;

/// The number of the record's form. Another number is another form.
pub const FORMAT: u32 = 1;

/// The record of a render, `render.json` in the output folder. Only what it names may be replaced or removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Record<S = Solution> {
    /// [`FORMAT`].
    pub format: u32,
    /// Every file that was written, but for the record itself.
    pub files: BTreeMap<String, Sha256>,
    /// Files of the render that are the author's.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub handed_over: BTreeSet<String>,
    /// Where its files went in the output folder; none for where they go by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Places>,
    /// The resolved solution, so that the next render can say what changed in meaning.
    pub solution: S,
}

impl Record {
    /// Reads a record, or says why it cannot be read and what it claims all the same.
    pub fn read(text: &[u8]) -> Result<Record, Unreadable> {
        let unreadable =
            |problem| Unreadable { problem, owned: Owned::salvaged(text), solution: salvaged_id(text) };
        match serde_json::from_slice::<Record>(text) {
            Ok(record) if record.format == FORMAT => Ok(record),
            Ok(record) => Err(unreadable(RecordProblem::UnknownFormat(record.format.to_string()))),
            Err(error) => Err(unreadable(RecordProblem::of(text, &error))),
        }
    }

    /// What it has files of, and where.
    pub(super) fn extent(&self) -> Extent {
        Extent::of(&self.solution, self.output.clone().unwrap_or_default())
    }
}

/// A record that cannot be read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// Why.
    pub problem: RecordProblem,
    /// What its lines claim, so that nothing becomes foreign.
    pub owned: Owned,
    /// The id of the solution that it is of, as far as it can be told.
    pub solution: Option<Uuid>,
}

/// Another solution, whose record stands where this one's would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Its name.
    pub solution: String,
    /// Its manifest, as a person would find it.
    pub manifest: String,
    /// The output folder, where it came with a copy of that solution's folder.
    pub copy: Option<String>,
}

/// The id of the solution in a text that is no record, but was one.
fn salvaged_id(text: &[u8]) -> Option<Uuid> {
    #[derive(Deserialize)]
    struct Whole {
        solution: Solution,
    }
    #[derive(Deserialize)]
    struct Solution {
        part: Part,
    }
    #[derive(Deserialize)]
    struct Part {
        id: Uuid,
    }
    let whole = serde_json::from_slice::<Whole>(text).map(|whole| whole.solution.part.id).ok();
    whole.or_else(|| {
        let text = String::from_utf8_lossy(text);
        let mut lines = text.lines().map(str::trim).skip_while(|line| !line.starts_with("\"solution\":"));
        lines.find_map(|line| line.strip_prefix("\"id\": \"")?.get(..36)?.parse().ok())
    })
}

/// Why a record cannot be read. Its text says what is wrong, [`RecordProblem::help`] the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordProblem {
    /// It holds the markers of a merge.
    MergeConflict,
    /// It is not JSON; where it ceases to be.
    NotJson(String),
    /// It is JSON that no rmmgen wrote.
    NotARecord,
    /// It has a format number this rmmgen does not know.
    UnknownFormat(String),
    /// Its format number is known, its content is not; why.
    Content(String),
    /// It is another solution's.
    Another(Owner),
}

impl RecordProblem {
    fn of(text: &[u8], error: &serde_json::Error) -> RecordProblem {
        /// The least that makes a record.
        #[derive(Deserialize)]
        struct Head {
            format: serde_json::Value,
            #[serde(rename = "files")]
            _files: serde::de::IgnoredAny,
        }
        let markers = || text.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"<<<<<<<"));
        match serde_json::from_slice::<Head>(text) {
            Ok(head) if head.format == FORMAT => RecordProblem::Content(error.to_string()),
            Ok(head) => RecordProblem::UnknownFormat(head.format.to_string()),
            Err(_) if markers() => RecordProblem::MergeConflict,
            Err(error) if error.is_data() => RecordProblem::NotARecord,
            Err(error) if error.is_eof() => {
                RecordProblem::NotJson(format!("it breaks off in line {}", error.line()))
            }
            Err(error) => RecordProblem::NotJson(format!("line {}, column {}", error.line(), error.column())),
        }
    }

    /// The way out.
    pub fn help(&self) -> Cow<'static, str> {
        let help = match self {
            RecordProblem::Another(Owner { manifest, copy: Some(copy), .. }) => {
                return format!(
                    "`{copy}` came with a copy of the folder of `{manifest}`: delete `{copy}` and run again"
                )
                .into();
            }
            RecordProblem::Another(_) => {
                "give this solution an output folder of its own: `folder` under `[output]`"
            }
            RecordProblem::MergeConflict => {
                "restore it from Git, or merge the manifest and run `rmmgen generate --overwrite-edits`: it renders \
                 again over the files that the record still names"
            }
            RecordProblem::NotJson(_) => {
                "restore it from Git, or run `rmmgen generate --overwrite-edits`: it renders again over the files \
                 that the record still names"
            }
            RecordProblem::NotARecord => {
                "move it away, or choose another folder with `[output]`: rmmgen keeps its own record under this name"
            }
            RecordProblem::UnknownFormat(_) | RecordProblem::Content(_) => {
                "use the rmmgen that wrote it or a newer one, or run `rmmgen generate --overwrite-edits`: it renders \
                 again with this one, over the files that the record names"
            }
        };
        help.into()
    }

    /// Whether `--overwrite-edits` may write a new record over it.
    pub fn replaceable(&self) -> bool {
        !matches!(self, RecordProblem::NotARecord | RecordProblem::Another(_))
    }
}

impl fmt::Display for RecordProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordProblem::MergeConflict => {
                f.write_str("the record of the last render is in a merge conflict")
            }
            RecordProblem::NotJson(why) => write!(f, "the record of the last render is not JSON: {why}"),
            RecordProblem::Another(Owner { solution, manifest, .. }) => {
                write!(
                    f,
                    "the render that is recorded here is another solution's: `{solution}` in `{manifest}`"
                )
            }
            RecordProblem::NotARecord => f.write_str("this file is not a record of rmmgen"),
            RecordProblem::UnknownFormat(format) => {
                write!(
                    f,
                    "the record of the last render has format {format}; this rmmgen knows format {FORMAT}"
                )
            }
            RecordProblem::Content(why) => {
                write!(f, "the record of the last render holds what this rmmgen does not know: {why}")
            }
        }
    }
}

/// The files that are ours to replace and remove, each with every hash that rmmgen may have left it with.
/// A file without a hash was handed over to the author once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owned {
    files: BTreeMap<String, Vec<Sha256>>,
}

impl Owned {
    /// What a record names.
    pub fn of(record: &Record) -> Owned {
        let mut owned = Owned::default();
        for (path, hash) in &record.files {
            owned.add(path, Some(*hash));
        }
        for path in &record.handed_over {
            owned.add(path, None);
        }
        owned
    }

    /// What the lines of a record name, whatever stands around them: a file has a line for its path and one for its
    /// hash, or one for both, as earlier versions wrote it.
    fn salvaged(text: &[u8]) -> Owned {
        let mut owned = Owned::default();
        let mut path = None;
        for line in String::from_utf8_lossy(text).lines() {
            let line = line.trim().trim_end_matches(',');
            if let Some(named) = line.strip_suffix(':') {
                path = serde_json::from_str::<String>(named).ok();
            } else if let (Some(path), Ok(hash)) = (path.take(), serde_json::from_str(line)) {
                owned.add(&path, Some(hash));
            } else if let Ok(entry) = serde_json::from_str::<BTreeMap<String, Sha256>>(&format!("{{{line}}}"))
            {
                // The one other hash of a record is a script body's.
                for (path, hash) in entry.iter().filter(|(path, _)| *path != "sha256") {
                    owned.add(path, Some(*hash));
                }
            }
        }
        owned
    }

    /// What another one names, too.
    pub(super) fn extend(&mut self, other: &Owned) {
        for (path, hashes) in &other.files {
            self.add(path, None);
            hashes.iter().for_each(|hash| self.add(path, Some(*hash)));
        }
    }

    pub(crate) fn add(&mut self, path: &str, hash: Option<Sha256>) {
        let hashes = self.files.entry(path.to_string()).or_default();
        hashes.extend(hash.filter(|hash| !hashes.contains(hash)));
    }

    /// Every path, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Those whose paths can be ours, and the paths of the others.
    pub(super) fn divide(self, can_be_ours: impl Fn(&str) -> bool) -> (Owned, Vec<String>) {
        let (files, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.files.into_iter().partition(|(path, _)| can_be_ours(path));
        (Owned { files }, others.into_keys().collect())
    }

    /// How many files it names.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The hashes of a path, if it is owned.
    pub(crate) fn hashes(&self, path: &str) -> Option<&[Sha256]> {
        self.files.get(path).map(Vec::as_slice)
    }
}

/// What a render under way may have done: with it the next run knows either state of every file as ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Journal {
    /// [`FORMAT`].
    pub format: u32,
    /// The id of the solution that is rendered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solution: Option<Uuid>,
    /// Every file of which the record does not tell all.
    pub files: BTreeMap<String, Step>,
    /// Where changes are staged, beside their targets.
    pub staged: Vec<String>,
    /// What the render under way has files of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub render: Option<Extent>,
}

/// A file's two states; none is its absence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Before the render.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Sha256>,
    /// After it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Sha256>,
}

impl Journal {
    /// Reads a journal. One that cannot be read (its disk lost power) says nothing, and is replaced.
    pub fn read(text: &[u8]) -> Journal {
        serde_json::from_slice::<Journal>(text)
            .ok()
            .filter(|journal| journal.format == FORMAT)
            .unwrap_or_default()
    }
}

/// A render: its files and their record.
#[derive(Clone, Debug)]
pub struct Render {
    /// The solution's id.
    pub solution: Uuid,
    /// Sorted by path; without the record.
    pub artifacts: Vec<Artifact>,
    /// The hash of each artifact.
    pub hashes: Vec<Sha256>,
    /// The record's text.
    pub record: Vec<u8>,
    /// The paths that are the author's.
    pub unmanaged: Unmanaged,
    /// The paths that can be ours.
    pub territory: Territory,
}

impl Render {
    /// The render of a solution. `artifacts` are sorted by path and their paths do not collide.
    pub fn new(
        solution: &Solution,
        artifacts: Vec<Artifact>,
        unmanaged: Unmanaged,
        territory: Territory,
    ) -> Render {
        let hashes: Vec<Sha256> = artifacts.iter().map(hash).collect();
        let output = territory.places().filter(|places| **places != Places::default()).cloned();
        let (files, handed_over) = (BTreeMap::new(), BTreeSet::new());
        let mut record = Record { format: FORMAT, files, handed_over, output, solution };
        for (artifact, hash) in artifacts.iter().zip(&hashes) {
            if unmanaged.has(&artifact.path) {
                record.handed_over.insert(artifact.path.clone());
            } else {
                record.files.insert(artifact.path.clone(), *hash);
            }
        }
        let (solution, record) = (solution.part.id, lines::json(&record));
        Render { solution, record, artifacts, hashes, unmanaged, territory }
    }

    /// The render of a solution that is no longer there.
    pub fn nothing(solution: Uuid) -> Render {
        let (artifacts, hashes, record) = (Vec::new(), Vec::new(), Vec::new());
        let (unmanaged, territory) = (Unmanaged::default(), Territory::everywhere());
        Render { solution, artifacts, hashes, record, unmanaged, territory }
    }

    /// The artifact of this path, as its place in `artifacts`.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.artifacts.binary_search_by(|artifact| artifact.path.as_str().cmp(path)).ok()
    }
}

/// The hash of an artifact. The schemas are the same in every render: they are hashed once.
fn hash(artifact: &Artifact) -> Sha256 {
    static SCHEMAS: LazyLock<Vec<(Sha256, Artifact)>> = LazyLock::new(|| {
        let schemas = platform::ALL.into_iter().flat_map(render::schemas);
        schemas.map(|schema| (Sha256::of(&schema.bytes), schema)).collect()
    });
    let schema = SCHEMAS.iter().find(|(_, schema)| schema == artifact);
    schema.map_or_else(|| Sha256::of(&artifact.bytes), |(hash, _)| *hash)
}

impl Journal {
    /// The journal as it is written.
    pub fn text(&self) -> Vec<u8> {
        lines::json(self)
    }
}
