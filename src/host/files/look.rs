//! Looking at what stands at a path, without changing anything.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::host::{Error, is_missing};

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A device, a pipe or the like.
    Other,
}

impl From<FileType> for Kind {
    fn from(found: FileType) -> Kind {
        if found.is_symlink() {
            Kind::Link
        } else if found.is_file() {
            Kind::File
        } else if found.is_dir() {
            Kind::Folder
        } else {
            Kind::Other
        }
    }
}

impl Kind {
    /// In words: `a folder`.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Kind::File => "a file",
            Kind::Folder => "a folder",
            Kind::Link => "a symbolic link",
            Kind::Other => "a pipe or a device",
        }
    }
}

/// What stands at a path; none where nothing does. No link is followed.
///
/// # Errors
/// Where that cannot be told.
pub(crate) fn kind(path: &Path) -> Result<Option<Kind>, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found.file_type().into())),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(Error::io("look at", path, &error)),
    }
}

/// Whether anything stands at a path, a link that leads nowhere too.
pub(crate) fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether a path leads to an ordinary file.
pub(crate) fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether a path leads to a folder.
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a folder holds nothing.
pub(crate) fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// The path without any link on it.
///
/// # Errors
/// Where a link leads nowhere. `what` was tried then.
pub(crate) fn real_path(path: &Path, what: &str) -> Result<PathBuf, Error> {
    fs::canonicalize(path).map_err(|error| Error::io(what, path, &error))
}

/// Reads a whole file, or so much of it that it is too large. With the right guess, in one call: an ordinary file
/// gives less than is asked for only at its end. None where there is no file.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn read_into(
    buffer: &mut Vec<u8>,
    path: &Path,
    guess: usize,
    largest: usize,
) -> Result<Option<usize>, Error> {
    match read_whole(buffer, path, guess, largest) {
        Ok(length) => Ok(Some(length)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(Error::io("read", path, &error)),
    }
}

fn read_whole(buffer: &mut Vec<u8>, path: &Path, guess: usize, largest: usize) -> io::Result<usize> {
    let mut file = File::open(path)?;
    let mut length = 0;
    if buffer.len() <= guess {
        buffer.resize(guess + 1, 0);
    }
    loop {
        match file.read(&mut buffer[length..]) {
            Ok(read) if length + read == guess || read == 0 => return Ok(length + read),
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        if length > largest {
            return Ok(length);
        }
        if length == buffer.len() {
            buffer.resize(length * 2, 0);
        }
    }
}

/// Everything in a folder and below, sorted by its path with `/`. Links are not followed.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    entries: Vec<(String, Kind)>,
}

impl Listing {
    /// What is in a folder; nothing where there is no such folder. Neither a `.git` nor the folder `closed` is entered:
    /// these are [`Kind::Other`].
    ///
    /// # Errors
    /// Where a folder cannot be listed.
    pub(crate) fn of(folder: &Path, closed: &str) -> Result<Listing, Error> {
        let mut listing = Listing::default();
        let mut folders = vec![String::new()];
        while let Some(name) = folders.pop() {
            let before = listing.entries.len();
            listing.read(folder, &name)?;
            for (path, kind) in &mut listing.entries[before..] {
                let is_closed = path == closed || path == ".git" || path.ends_with("/.git");
                match kind {
                    Kind::Folder if is_closed => *kind = Kind::Other,
                    Kind::Folder => folders.push(path.clone()),
                    _ => {}
                }
            }
        }
        listing.entries.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Ok(listing)
    }

    fn read(&mut self, root: &Path, name: &str) -> Result<(), Error> {
        let path = if name.is_empty() { root.to_path_buf() } else { root.join(name) };
        let failed = |error: io::Error| Error::io("list the folder", &path, &error);
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let below = entry.file_name().to_string_lossy().into_owned();
            let below = if name.is_empty() { below } else { format!("{name}/{below}") };
            self.entries.push((below, entry.file_type().map_err(failed)?.into()));
        }
        Ok(())
    }

    /// What stands at a path.
    pub(crate) fn get(&self, path: &str) -> Option<Kind> {
        let at = self.entries.binary_search_by(|(entry, _)| entry.as_str().cmp(path)).ok()?;
        Some(self.entries[at].1)
    }

    /// Everything, folders too.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, Kind)> {
        self.entries.iter().map(|(path, kind)| (path.as_str(), *kind))
    }
}
