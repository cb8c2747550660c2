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
    /// The name of a file, or `*` and how it ends.
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
    /// The folders that could not be listed, and why.
    pub(crate) unsearched: Vec<(PathBuf, Error)>,
}

impl Found {
    fn add(&mut self, other: Found) {
        self.files.extend(other.files);
        self.folders.extend(other.folders);
        self.unsearched.extend(other.unsearched);
    }

    fn sorted(mut self) -> Found {
        self.files.sort();
        self.folders.sort();
        self.unsearched.sort_by(|one, other| one.0.cmp(&other.0));
        self
    }

    /// What was found, where every folder could be listed.
    ///
    /// # Errors
    /// The first folder that could not be.
    pub(crate) fn complete(self) -> Result<Found, Error> {
        match self.unsearched.into_iter().next() {
            Some((_, error)) => Err(error),
            None => Ok(Found { unsearched: Vec::new(), ..self }),
        }
    }
}

impl Search<'_> {
    /// Searches a folder and what is below it. One that cannot be listed hides nothing but what is in it.
    pub(crate) fn below(self, folder: &Path) -> Found {
        let (mut folders, mut found) = (vec![folder.to_path_buf()], Found::default());
        self.search(&mut folders, MANY, &mut found);
        let searched = parallel::map(folders, |folder| {
            let mut found = Found::default();
            self.search(&mut vec![folder], usize::MAX, &mut found);
            found
        });
        searched.into_iter().for_each(|below| found.add(below));
        found.sorted()
    }

    /// Searches folders and what is below them until there are none left, or so many that threads should go on.
    fn search(self, folders: &mut Vec<PathBuf>, enough: usize, found: &mut Found) {
        while folders.len() < enough
            && let Some(folder) = folders.pop()
        {
            if let Err(error) = self.look_in(&folder, folders, found) {
                let error = Error::io("search the folder", &folder, &error);
                found.unsearched.push((folder, error));
            }
        }
    }

    fn is_looked_for(self, name: &str) -> bool {
        self.file.strip_prefix('*').map_or(name == self.file, |end| name.ends_with(end))
    }

    fn look_in(self, folder: &Path, folders: &mut Vec<PathBuf>, found: &mut Found) -> io::Result<()> {
        let before = folders.len();
        let mut is_marked = false;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let file_type = entry.file_type()?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if file_type.is_dir() && !is_left_out(&name) {
                folders.push(entry.path());
            } else if file_type.is_file() && self.is_looked_for(&name) {
                found.files.push(entry.path());
            } else if name == self.mark {
                is_marked = true;
            }
        }
        if is_marked {
            folders.truncate(before);
            found.folders.push(folder.to_path_buf());
        }
        Ok(())
    }
}

fn is_left_out(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "target" | "node_modules")
}
