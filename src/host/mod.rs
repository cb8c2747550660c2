//! The only contact with the machine: its files, Git, a PowerShell, its threads. What is read here is handed on as
//! values; what is written here was decided by a [`Plan`](crate::plan::Plan).
#![expect(clippy::disallowed_methods, reason = "this is the one module that may")]

pub(crate) mod apart;
mod files;
mod git;
pub(crate) mod panics;
pub mod parallel;
mod shell;

use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};

pub use self::files::{Below, InputError, Lock, Root, Seam, Straight, Wait, find_top, read_input};
pub(crate) use self::files::{
    Found, Kind, LARGEST, Links, Listing, Operations, Search, Undone, create_folder,
};
pub(crate) use self::files::{from_here, in_repository, is_empty, is_file, is_folder, is_there, kind};
pub(crate) use self::files::{names_below, names_folder, read_if_there, read_into, real_path, same_file};
pub(crate) use self::git::{Git, Merging};
pub use self::shell::parse_with_powershell;

/// What went wrong, and what to do about it where that can be said.
#[derive(Clone, Debug)]
pub struct Error {
    /// What is wrong, with the path.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Error {
        Error { message: message.into(), help: None }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Error {
        Error { help: Some(help.into()), ..self }
    }

    pub(crate) fn io(what: &str, path: &Path, error: &io::Error) -> Error {
        Error::new(format!("could not {what} `{}`: {error}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// A relative path with `/`, whatever the system.
pub(crate) fn with_slashes(path: &Path) -> String {
    path.components().map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The path from the root, without `.` and `..`, and with links as they are.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, Error> {
    let path = std::path::absolute(path).map_err(|error| Error::io("find", path, &error))?;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    Ok(plain)
}

/// Whether an error says that there is nothing at a path.
pub(crate) fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
