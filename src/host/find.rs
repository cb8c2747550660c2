//! Searching folders for manifests and for renders. Hidden folders, `target` and `node_modules` are left out, and so
//! is what stands in an output folder; links are not followed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;
use crate::host::parallel;
use crate::plan::RECORD;

/// The folders that are searched before it takes longer than starting threads.
const MANY: usize = 50;

/// Every `solution.toml` in a folder and below, sorted.
pub fn find_manifests(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Found::below(folder)?.manifests;
    found.sort();
    Ok(found)
}

/// Every folder with a record, in a folder and below, sorted.
pub(super) fn find_renders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Found::below(folder)?.renders;
    found.sort();
    Ok(found)
}

#[derive(Default)]
struct Found {
    manifests: Vec<PathBuf>,
    renders: Vec<PathBuf>,
}

impl Found {
    fn below(folder: &Path) -> Result<Found, Error> {
        let (mut folders, mut found) = (vec![folder.to_path_buf()], Found::default());
        found.search(&mut folders, MANY)?;
        let searched = parallel::map(folders, |folder| {
            let mut found = Found::default();
            found.search(&mut vec![folder], usize::MAX).map(|()| found)
        });
        for below in searched {
            let below = below?;
            found.manifests.extend(below.manifests);
            found.renders.extend(below.renders);
        }
        Ok(found)
    }

    /// Searches folders and what is below them until there are none left, or so many that threads should go on.
    fn search(&mut self, folders: &mut Vec<PathBuf>, enough: usize) -> Result<(), Error> {
        while folders.len() < enough
            && let Some(folder) = folders.pop()
        {
            self.look_in(folder, folders)?;
        }
        Ok(())
    }

    fn look_in(&mut self, folder: PathBuf, folders: &mut Vec<PathBuf>) -> Result<(), Error> {
        let failed = |error: io::Error| Error::io("search the folder", &folder, &error);
        let before = folders.len();
        let mut is_render = false;
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let file_type = entry.file_type().map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if file_type.is_dir() && !is_left_out(&name) {
                folders.push(entry.path());
            } else if file_type.is_file() && name == "solution.toml" {
                self.manifests.push(entry.path());
            } else if name == RECORD {
                is_render = true;
            }
        }
        if is_render {
            folders.truncate(before);
            self.renders.push(folder);
        }
        Ok(())
    }
}

fn is_left_out(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "target" | "node_modules")
}
