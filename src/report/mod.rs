//! A diff for people and for programs: what changed in meaning first, then the files, then the counts. And
//! [`problems`] for programs.

mod commands;
mod github;
mod json;
mod markdown;
pub mod problems;
mod text;
mod unified;

use std::borrow::Cow;
use std::fmt;
use std::ops::AddAssign;

use anstyle::{AnsiColor, Style};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::diff::{Change, Severity};

pub use github::github;
pub use json::{json, schema};
pub use markdown::markdown;
pub use text::{Files, text};
pub use unified::unified;

/// The record of a render is not for people: what it says is what the changes say.
const RECORD: &str = "render.json";

/// What changes in one solution and its files.
#[derive(Clone, Debug)]
pub struct SolutionDiff<'a> {
    /// The solution's name.
    pub name: &'a str,
    /// The solution's id.
    pub id: Uuid,
    /// Where its manifest is, as people write it.
    pub manifest: String,
    /// What changes in meaning, in the order of [`crate::diff::compare`].
    pub changes: &'a [Change],
    /// What changes in its files, in the order they are shown.
    pub files: Vec<FileChange<'a>>,
}

/// A file that is created, updated or removed.
#[derive(Clone, Debug)]
pub struct FileChange<'a> {
    /// Relative to the folder in which the diff would be applied, with `/` and without `..`.
    pub path: Cow<'a, str>,
    /// What stands there now.
    pub old: Old<'a>,
    /// What will stand there; none: nothing.
    pub new: Option<Cow<'a, str>>,
    /// Why it changes, where that is not plain: `edited by hand`. Else empty.
    pub reason: &'a str,
}

/// What stands in a file before a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Old<'a> {
    /// There is no such file.
    Absent,
    /// There is one, but only its hash is known.
    Unknown,
    /// This text.
    Text(&'a str),
}

impl FileChange<'_> {
    fn action(&self) -> Action {
        match (self.old, &self.new) {
            (Old::Absent, _) => Action::Create,
            (_, Some(_)) => Action::Update,
            (_, None) => Action::Remove,
        }
    }
}

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Action {
    Create,
    Update,
    Remove,
}

impl SolutionDiff<'_> {
    /// The files that are shown and counted.
    fn files(&self) -> impl Iterator<Item = &FileChange<'_>> {
        self.files.iter().filter(|file| file.path.rsplit('/').next() != Some(RECORD))
    }

    /// How much changes in this solution.
    pub fn counts(&self) -> Counts {
        let files = |action| self.files().filter(|file| file.action() == action).count();
        let changes = |severity| self.changes.iter().filter(|change| change.severity == severity).count();
        Counts {
            create: files(Action::Create),
            update: files(Action::Update),
            remove: files(Action::Remove),
            breaking: changes(Severity::Breaking),
            caution: changes(Severity::Caution),
            cosmetic: changes(Severity::Cosmetic),
        }
    }
}

/// The changes of all solutions, each with the index of its solution: what is deleted first, then by severity.
fn ranked<'a>(diffs: &'a [SolutionDiff<'a>]) -> Vec<(usize, &'a Change)> {
    let of =
        |(index, diff): (usize, &SolutionDiff<'a>)| diff.changes.iter().map(move |change| (index, change));
    let mut all: Vec<_> = diffs.iter().enumerate().flat_map(of).collect();
    all.sort_by_key(|(_, change)| change.rank());
    all
}

/// How much changes: files, and changes in meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "counts", deny_unknown_fields)]
pub struct Counts {
    /// Files created.
    pub create: usize,
    /// Files updated.
    pub update: usize,
    /// Files removed.
    pub remove: usize,
    /// Breaking changes.
    pub breaking: usize,
    /// Changes that ask for caution.
    pub caution: usize,
    /// Cosmetic changes.
    pub cosmetic: usize,
}

impl Counts {
    /// How much changes in all of them.
    pub fn of(diffs: &[SolutionDiff<'_>]) -> Self {
        let mut all = Counts::default();
        diffs.iter().for_each(|diff| all += diff.counts());
        all
    }

    /// Whether nothing changes, neither in meaning nor in a file.
    pub fn is_empty(&self) -> bool {
        *self == Counts::default()
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.create += other.create;
        self.update += other.update;
        self.remove += other.remove;
        self.breaking += other.breaking;
        self.caution += other.caution;
        self.cosmetic += other.cosmetic;
    }
}

impl fmt::Display for Counts {
    /// `3 to create, 2 to update, 1 to remove; 1 breaking, 0 caution, 2 cosmetic.`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { create, update, remove, breaking, caution, cosmetic } = self;
        write!(f, "{create} to create, {update} to update, {remove} to remove; ")?;
        write!(f, "{breaking} breaking, {caution} caution, {cosmetic} cosmetic.")
    }
}

/// How a diff looks on a terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Palette {
    removed: Style,
    added: Style,
    breaking: Style,
    caution: Style,
    heading: Style,
    place: Style,
}

impl Palette {
    /// No colour: for files, pipes, and who asks for none.
    pub const PLAIN: Palette = Palette {
        removed: Style::new(),
        added: Style::new(),
        breaking: Style::new(),
        caution: Style::new(),
        heading: Style::new(),
        place: Style::new(),
    };

    /// The usual colours of a diff.
    pub const COLOUR: Palette = Palette {
        removed: AnsiColor::Red.on_default(),
        added: AnsiColor::Green.on_default(),
        breaking: AnsiColor::Red.on_default().bold(),
        caution: AnsiColor::Yellow.on_default(),
        heading: Style::new().bold(),
        place: AnsiColor::Cyan.on_default(),
    };
}
