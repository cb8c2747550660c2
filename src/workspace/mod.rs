//! From the manifests on the command line to plans: each is read, resolved, rendered and compared by itself, so
//! that one solution's problems never hide another's; then they are compared with each other.

mod clashes;
mod find;
mod folder;
mod gone;
mod images;
mod originals;
mod ready;
mod rendered;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use uuid::Uuid;

pub use clashes::clashes;
pub use find::find;
pub use gone::gone;

use crate::diag::{Problem, Severity};
use crate::diff::Change;
use crate::host::{self, Output};
use crate::plan::{Plan, Render};
use crate::solution::Solution;
use clashes::Identity;
use ready::ready;

/// A solution as far as it came.
#[derive(Debug)]
pub struct Prepared {
    /// The manifest's path as people gave it.
    pub manifest: PathBuf,
    /// Errors and warnings.
    pub problems: Vec<Problem>,
    /// What came of it.
    pub state: State,
}

/// What came of a solution.
#[derive(Debug)]
pub enum State {
    /// It has problems that keep it from being rendered.
    Unsound,
    /// Reading or comparing it failed.
    Broken(host::Error),
    /// It is rendered and compared with what is on disk.
    Ready(Box<Ready>),
}

/// A rendered solution.
#[derive(Debug)]
pub struct Ready {
    /// The solution's name.
    pub name: String,
    /// The solution's id.
    pub id: Uuid,
    /// What changes in meaning, if that was asked for.
    pub changes: Vec<Change>,
    /// The solution, if it was asked for; none where nothing is to be done.
    pub solution: Option<Solution>,
    /// Where it is written.
    pub output: Output,
    /// What would change; none where nothing was compared.
    pub plan: Option<Plan>,
    /// What the last render wrote where a hand has edited since, by path; what cannot be told is left out.
    pub originals: BTreeMap<String, Vec<u8>>,
    identity: Identity,
}

/// How much is told of what a solution's plan means. What is not asked for is not kept: there may be thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Nothing: only its problems are asked for.
    Problems,
    /// Files only.
    Files,
    /// What changes in meaning.
    Meaning,
    /// That, and the solution itself.
    Solution,
}

/// How script bodies are read. What is rendered is the same either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// By our parser; a PowerShell of this machine is asked about those with a syntax error.
    Scanned,
    /// By our parser, and a PowerShell of this machine is asked about all: for whoever asks for warnings.
    Parsed,
}

/// How a render is compared.
pub type Compare<'a> = dyn Fn(Render, &Output) -> Result<Option<Plan>, host::Error> + Sync + 'a;

/// Reads, resolves, renders and compares one solution.
pub fn prepare(manifest: &Path, compare: &Compare<'_>, detail: Detail, bodies: Bodies) -> Prepared {
    let mut problems = Vec::new();
    let state = match ready(manifest, &mut problems, compare, detail, bodies) {
        Ok(Some(ready)) => State::Ready(Box::new(ready)),
        Ok(None) => State::Unsound,
        Err(error) => State::Broken(error),
    };
    Prepared { manifest: manifest.to_owned(), problems, state }
}

/// Reads, resolves and renders one solution, and compares it with nothing: what `check` does.
pub fn check(manifest: &Path) -> Prepared {
    prepare(manifest, &|_, _| Ok(None), Detail::Problems, Bodies::Parsed)
}

/// Compares a render with what is in its output folder.
///
/// # Errors
/// Where the folder cannot be read.
pub fn with_disk(render: Render, output: &Output) -> Result<Option<Plan>, host::Error> {
    let seen = output.observe(&render)?;
    Ok(Some(Plan::new(render, seen)))
}

/// Takes every warning for an error, and stops the solutions that have one.
pub fn deny_warnings(prepared: &mut [Prepared]) {
    for solution in prepared.iter_mut() {
        let mut any = false;
        for problem in solution.problems.iter_mut().filter(|problem| !problem.is_note()) {
            problem.severity = Severity::Error;
            any = true;
        }
        if any && matches!(solution.state, State::Ready(_)) {
            solution.state = State::Unsound;
        }
    }
}
