//! Searching folders. Hidden folders, `target` and `node_modules` are left out; links are not followed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::host::{Error, parallel};

/// The folders that are searched before it takes longer than starting threads.
const MANY: usize = 50;

/// What is looked for: files by their name, and folders by the name of a file in them, which are not searched further.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Search<'a> {
    /// The name of a file.
    pub(crate) file: &'a str,
    /// The name of a file that marks the folder that it is in.
    pub(crate) mark: &'a str,
}

/// What was found, sorted.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The files.
    pub(crate) files: Vec<PathBuf>,
    /// The marked folders.
    pub(crate) folders: Vec<PathBuf>,
}

impl Search<'_> {
    /// Searches a folder and what is below it.
    ///
    /// # Errors
    /// A folder that cannot be listed.
    pub(crate) fn below(self, folder: &Path) -> Result<Found, Error> {
        let (mut folders, mut found) = (vec![folder.to_path_buf()], Found::default());
        self.search(&mut folders, MANY, &mut found)?;
        let searched = parallel::map(folders, |folder| {
            let mut found = Found::default();
            self.search(&mut vec![folder], usize::MAX, &mut found).map(|()| found)
        });
        for below in searched {
            let below = below?;
            found.files.extend(below.files);
            found.folders.extend(below.folders);
        }
        found.files.sort();
        found.folders.sort();
        Ok(found)
    }

    /// Searches folders and what is below them until there are none left, or so many that threads should go on.
    fn search(self, folders: &mut Vec<PathBuf>, enough: usize, found: &mut Found) -> Result<(), Error> {
        while folders.len() < enough
            && let Some(folder) = folders.pop()
        {
            self.look_in(folder, folders, found)?;
        }
        Ok(())
    }

    fn look_in(self, folder: PathBuf, folders: &mut Vec<PathBuf>, found: &mut Found) -> Result<(), Error> {
        let failed = |error: io::Error| Error::io("search the folder", &folder, &error);
        let before = folders.len();
        let mut is_marked = false;
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let file_type = entry.file_type().map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if file_type.is_dir() && !is_left_out(&name) {
                folders.push(entry.path());
            } else if file_type.is_file() && name == self.file {
                found.files.push(entry.path());
            } else if name == self.mark {
                is_marked = true;
            }
        }
        if is_marked {
            folders.truncate(before);
            found.folders.push(folder);
        }
        Ok(())
    }
}

fn is_left_out(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "target" | "node_modules")
}
