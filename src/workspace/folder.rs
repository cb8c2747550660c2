//! What is read of a manifest's folder: the manifest itself, and what it may see beside it.

use std::path::Path;
use std::sync::Arc;

use crate::diag::Problem;
use crate::host::{self, InputError, Root};
use crate::powershell::Opinion;
use crate::resolve::codes;
use crate::resolve::{Inputs, Unreadable};
use crate::source::Source;

/// The largest manifest, in bytes: fifty times a usual one.
pub(super) const MANIFEST: u64 = 1 << 20;
/// The largest script body or template, in bytes.
const BODY: u64 = 1 << 20;

/// The manifest's folder, as far as a manifest may see it.
pub(super) struct Folder {
    pub(super) root: Root,
    pub(super) below_top: String,
    pub(super) asks_about_every_body: bool,
}

impl Inputs for Folder {
    fn asks_about_every_body(&self) -> bool {
        self.asks_about_every_body
    }

    fn powershell_reads(&self, body: &str) -> Opinion {
        host::powershell_reads(body)
    }

    fn read(&self, path: &str) -> Result<Arc<Source>, Unreadable> {
        match self.root.read(path, BODY) {
            Ok(text) => Ok(Source::new(self.root.shown(path), text)),
            Err(InputError::Outside) => Err(Unreadable::Outside("leads out of the manifest's folder".into())),
            Err(InputError::Missing) => Err(Unreadable::Failed("does not exist".into())),
            Err(error) => Err(Unreadable::Failed(format!("cannot be read: {error}"))),
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
pub(super) fn read_manifest(
    manifest: &Path,
    problems: &mut Vec<Problem>,
) -> Result<Option<Arc<Source>>, host::Error> {
    let shown = manifest.display().to_string();
    match host::read_input(manifest, MANIFEST) {
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
pub(super) fn parent(manifest: &Path) -> &Path {
    match manifest.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}
