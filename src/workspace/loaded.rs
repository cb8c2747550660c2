//! A solution as it is loaded: its manifest read and resolved, with what that may see in its folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::output::{LARGEST_MANIFEST, Output};
use crate::check::{Late, load};
use crate::diag::Problem;
use crate::host::{self, InputError, Root};
use crate::platform::CONNECTWISE;
use crate::powershell::Opinion;
use crate::resolve::{Inputs, Layout, Unreadable, codes};
use crate::solution::Solution;
use crate::source::Source;

/// The largest script body or template, in bytes.
const BODY: u64 = 1 << 20;

/// How script bodies are read. What is rendered is the same either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// By our parser; a PowerShell of this machine is asked about those with a syntax error.
    Scanned,
    /// By our parser, and a PowerShell of this machine is asked about all: for whoever asks for warnings.
    Parsed,
}

/// A solution that nothing keeps from being rendered.
pub(super) struct Loaded {
    pub(super) source: Arc<Source>,
    pub(super) folder: Folder,
    pub(super) solution: Solution,
    pub(super) layout: Layout,
    pub(super) output: Output,
    /// What the author says of warnings that only rendering finds.
    pub(super) late: Late,
}

impl Loaded {
    /// Loads a manifest: none where it has problems, which are added.
    pub(super) fn read(
        manifest: &Path,
        bodies: Bodies,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Loaded>, host::Error> {
        let Some(source) = read_manifest(manifest, problems)? else { return Ok(None) };
        let top = top(manifest)?;
        let below_top = host::names_below(&top, parent(manifest))?;
        let asks_about_every_body = bodies == Bodies::Parsed;
        let (root, failed) = (Root::new(parent(manifest)), OnceLock::new());
        let folder = Folder { root, below_top, asks_about_every_body, failed };
        let resolved = load(CONNECTWISE, &source, &folder);
        problems.extend(resolved.problems);
        folder.was_readable()?;
        let Some((solution, layout)) = resolved.solution else { return Ok(None) };
        let output = Output::open(parent(manifest), &layout.folder, &top)?;
        Ok(Some(Loaded { source, folder, solution, layout, output, late: resolved.late }))
    }
}

/// The top of the repository that a manifest is in, else its own folder.
pub(super) fn top(manifest: &Path) -> Result<PathBuf, host::Error> {
    Ok(host::find_top(parent(manifest))?.unwrap_or_else(|| parent(manifest).to_owned()))
}

/// The manifest as it is on disk.
pub(super) fn text(manifest: &Path) -> Result<String, InputError> {
    host::read_input(manifest, LARGEST_MANIFEST)
}

/// The manifest's folder, as far as a manifest may see it.
pub(super) struct Folder {
    pub(super) root: Root,
    pub(super) below_top: String,
    pub(super) asks_about_every_body: bool,
    /// The first file that is there and that the system does not let us read.
    pub(super) failed: OnceLock<host::Error>,
}

impl Folder {
    /// That everything in it could be read that was asked for.
    pub(super) fn was_readable(&self) -> Result<(), host::Error> {
        self.failed.get().cloned().map_or(Ok(()), Err)
    }
}

impl Inputs for Folder {
    fn asks_about_every_body(&self) -> bool {
        self.asks_about_every_body
    }

    fn powershell_reads(&self, body: &str) -> Opinion {
        Opinion::of(host::parse_with_powershell(body).as_deref())
    }

    fn read(&self, path: &str) -> Result<Arc<Source>, Unreadable> {
        match self.root.read(path, BODY) {
            Ok(text) => Ok(Source::new(self.root.shown(path), text)),
            Err(error @ InputError::Outside) => Err(Unreadable::Outside(error.about_path())),
            Err(error @ InputError::Io(_)) => {
                let message = format!("`{}` {}", self.root.shown(path), error.about_path());
                let _ = self.failed.set(host::Error { message, help: None });
                Err(Unreadable::Broken)
            }
            Err(error) => Err(Unreadable::Failed(error.about_path())),
        }
    }

    fn names(&self, folder: &str) -> Vec<String> {
        self.root.names(folder)
    }

    fn folder(&self) -> String {
        self.below_top.clone()
    }
}

/// The manifest; none where it cannot be read as a text, which is a problem.
fn read_manifest(manifest: &Path, problems: &mut Vec<Problem>) -> Result<Option<Arc<Source>>, host::Error> {
    let shown = manifest.display().to_string();
    match text(manifest) {
        Ok(text) => Ok(Some(Source::new(shown, text))),
        Err(error @ (InputError::Missing | InputError::Io(_))) => {
            let help = matches!(error, InputError::Missing).then(|| "`rmmgen new NAME` makes one".to_owned());
            Err(host::Error { message: format!("`{shown}`: {error}"), help })
        }
        Err(error) => {
            problems.push(Problem::new(&codes::UNREADABLE_FILE, format!("`{shown}`: {error}")));
            Ok(None)
        }
    }
}

/// The folder a manifest is in.
fn parent(manifest: &Path) -> &Path {
    match manifest.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
