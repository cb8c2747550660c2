//! What several tests need.
#![allow(dead_code, clippy::unwrap_used, clippy::disallowed_methods)] // each test uses its part, and reads files

pub(crate) mod cases;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rmmgen::resolve::{Inputs, Unreadable};
use rmmgen::source::Source;

/// A manifest without any file beside it.
pub(crate) struct NoFiles;

impl Inputs for NoFiles {
    fn read(&self, _: &str) -> Result<Arc<Source>, Unreadable> {
        Err(Unreadable::Failed("does not exist".into()))
    }
}

/// The files of a folder with this ending, sorted.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no .{ending} in {}", folder.display());
    found
}
