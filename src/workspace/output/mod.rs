//! A solution's output folder: what stands there, and how a plan is carried out in it, so that a run killed at any point
//! leaves every file whole, old or new, and the next run finishes:
//!
//! 1. The lock is taken, the folder observed again, the plan made again.
//! 2. What an unfinished run staged is removed.
//! 3. The journal is written: both hashes of every file of which the record does not tell all.
//! 4. Changes are staged beside their targets, then renamed; what is left over is removed. Just before, each target is
//!    looked at once more: where something else stands there than was seen, the run ends and begins again at 1.
//! 5. The record is renamed, the journal removed.
//!
//! Every one of these is numbered by passing through a [`Seam`](crate::host::Seam). A kill needs no flush to disk, a power cut
//! does: where a file is replaced or removed, the journal and all that is staged are flushed before the first rename. A first
//! render has nothing to lose, and is not flushed.
//!
//! Files are always created anew, beside their place, never opened to be overwritten: no link that stands in
//! the way is followed.

mod apply;
mod merge;
mod neighbours;
mod observe;
mod originals;

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub use apply::{Failure, apply};
pub(super) use neighbours::{LARGEST_MANIFEST, Neighbours};
pub(super) use originals::originals;

use crate::host::{Error, Search, absolute, from_here, with_slashes};
use crate::plan::{OWN_FOLDER, RECORD};

/// The name of a manifest.
pub(super) const MANIFEST: &str = "solution.toml";

/// What a search of folders is for: manifests, and output folders, in which there is none.
pub(super) const SEARCH: Search<'_> = Search { file: MANIFEST, mark: RECORD };

/// The output folder of a solution.
#[derive(Clone, Debug)]
pub struct Output {
    folder: PathBuf,
    top: PathBuf,
    manifest_dir: PathBuf,
    neighbours: Arc<Neighbours>,
}

impl Output {
    /// The output folder `folder` of the manifest in `manifest_dir`. `top` is the folder that nothing is
    /// written outside of: the repository's ([`crate::host::find_top`]), else the manifest's own.
    pub fn open(manifest_dir: &Path, folder: &str, top: &Path) -> Result<Output, Error> {
        let (manifest_dir, top) = (absolute(manifest_dir)?, absolute(top)?);
        let output = Output {
            folder: absolute(&manifest_dir.join(folder))?,
            top,
            manifest_dir,
            neighbours: Arc::default(),
        };
        if output.folder.starts_with(&output.top) {
            Ok(output)
        } else {
            Err(outside(&output.folder, &output.top))
        }
    }

    /// The same, with what all solutions of a run know of each other.
    pub(super) fn among(self, neighbours: &Arc<Neighbours>) -> Output {
        Output { neighbours: Arc::clone(neighbours), ..self }
    }

    /// The same solution's where its files are in another folder.
    pub(super) fn moved(&self, folder: PathBuf) -> Output {
        Output { folder, ..self.clone() }
    }

    /// Its path from the top of the repository, with `/`.
    pub(super) fn name(&self) -> String {
        with_slashes(self.folder.strip_prefix(&self.top).unwrap_or(&self.folder))
    }

    /// The folder that nothing is written outside of.
    pub(super) fn top(&self) -> &Path {
        &self.top
    }

    /// Its path.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where an artifact goes.
    pub fn path(&self, artifact: &str) -> PathBuf {
        // Room for all of it, so that it is not moved as it grows.
        let mut path = PathBuf::with_capacity(self.folder.as_os_str().len() + artifact.len() + 1);
        path.push(&self.folder);
        for name in artifact.split('/') {
            match name {
                ".." => drop(path.pop()),
                name => path.push(name),
            }
        }
        path
    }

    /// An artifact's path as a person would find it: relative to the current folder where it is below.
    pub fn shown(&self, artifact: &str) -> String {
        from_here(self.path(artifact)).display().to_string()
    }

    /// An artifact's path from the top of the repository, with `/`.
    pub fn in_repository(&self, artifact: &str) -> String {
        let path = self.path(artifact);
        with_slashes(path.strip_prefix(&self.top).unwrap_or(&path))
    }

    /// Refuses a path that no artifact can have: absolute, out of the repository, or into Git's own folder.
    pub(super) fn check(&self, artifact: &str) -> Result<PathBuf, Error> {
        let path = self.path(artifact);
        let names = artifact.trim_start_matches("../");
        // The output folder is inside: only what climbs out of it may leave.
        let leaves = artifact.starts_with("../") && !path.starts_with(&self.top);
        if leaves || !names.split('/').all(is_name) {
            return Err(outside(&path, &self.top));
        }
        if names.split('/').any(|name| name.eq_ignore_ascii_case(".git")) {
            return Err(Error::new(format!("`{}` is Git's own; nothing is written there", path.display())));
        }
        Ok(path)
    }

    fn own(&self, name: &str) -> PathBuf {
        self.folder.join(OWN_FOLDER).join(name)
    }
}

/// Whether this is the name of a file or a folder and nothing else, on any system.
fn is_name(name: &str) -> bool {
    let usual = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    if !name.is_empty() && !name.starts_with('.') && name.bytes().all(usual) {
        return true;
    }
    let mut parts = Path::new(name).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name)
}

fn outside(path: &Path, top: &Path) -> Error {
    Error::new(format!("`{}` is outside `{}`; nothing is written there", path.display(), top.display()))
        .help("choose a path inside the repository with `[output]`")
}
