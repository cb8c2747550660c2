//! Reading what authors write.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::open::{Links, Unread, open, read_all};
use crate::host::{Error, absolute, is_missing, with_slashes};

/// Why an input file cannot be read.
#[derive(Debug)]
pub enum InputError {
    /// There is no such file.
    Missing,
    /// It is a folder, a device or a pipe.
    NotAFile,
    /// The path, or a symbolic link on it, leads out of the folder that it has to stay in.
    Outside,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// It is not UTF-8 from here on, both counted from 1; the column in characters.
    NotUtf8 {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// It is UTF-16, as Windows PowerShell writes what is sent to a file.
    Utf16,
    /// Anything else.
    Io(io::Error),
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InputError::Missing => f.write_str("there is no such file"),
            InputError::NotAFile => f.write_str("this is not a file"),
            InputError::Outside => f.write_str("this leads out of the folder that it has to stay in"),
            InputError::TooLarge(limit) => write!(f, "the file is larger than {limit} bytes"),
            InputError::NotUtf8 { line, column } => {
                write!(f, "the file is not UTF-8: an invalid byte in line {line}, column {column}")
            }
            InputError::Utf16 => f.write_str("the file is UTF-16, not UTF-8: save it as UTF-8"),
            InputError::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for InputError {}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> Self {
        if is_missing(&error) { InputError::Missing } else { InputError::Io(error) }
    }
}

impl From<Unread> for InputError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::NotAFile(_) => InputError::NotAFile,
            Unread::TooLarge(limit) => InputError::TooLarge(limit),
            Unread::Io(error) => error.into(),
        }
    }
}

/// Reads a text of at most `limit` bytes. Line ends and a byte order mark are left as they are.
pub fn read_input(path: &Path, limit: u64) -> Result<String, InputError> {
    let file = open(path, OpenOptions::new().read(true), Links::Followed)?;
    let bytes = read_all(file, limit)?;
    String::from_utf8(bytes).map_err(|error| not_utf8(&error))
}

fn not_utf8(error: &std::string::FromUtf8Error) -> InputError {
    if matches!(error.as_bytes(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        return InputError::Utf16;
    }
    let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let valid = String::from_utf8_lossy(valid);
    let last = valid.rsplit('\n').next().unwrap_or_default();
    InputError::NotUtf8 { line: valid.matches('\n').count() + 1, column: last.chars().count() + 1 }
}

/// A folder that the paths in a manifest stay in.
#[derive(Clone, Debug)]
pub struct Root {
    folder: PathBuf,
}

impl Root {
    /// This folder.
    pub fn new(folder: &Path) -> Root {
        Root { folder: if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_path_buf() } }
    }

    /// Reads a file below it, by a relative path with `/`, of at most `limit` bytes.
    pub fn read(&self, relative: &str, limit: u64) -> Result<String, InputError> {
        read_input(&self.find(relative)?, limit)
    }

    /// A path below it as people see it: as they gave the folder, with the system's separators.
    pub fn shown(&self, relative: &str) -> String {
        let folder = self.folder.strip_prefix(".").unwrap_or(&self.folder);
        relative.split('/').fold(folder.to_path_buf(), |path, name| path.join(name)).display().to_string()
    }

    /// The files in a folder below it, by their relative paths with `/`, sorted; none where there is no such
    /// folder. Links are not followed.
    pub fn files(&self, folder: &str) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(relative) = folders.pop() {
            let path = self.folder.join(&relative);
            let failed = |error: io::Error| Error::io("read the folder", &path, &error);
            let entries = match fs::read_dir(&path) {
                Err(error) if is_missing(&error) => continue,
                entries => entries.map_err(failed)?,
            };
            for entry in entries {
                let entry = entry.map_err(failed)?;
                let name = format!("{relative}/{}", entry.file_name().to_string_lossy());
                match entry.file_type().map_err(failed)? {
                    kind if kind.is_dir() => folders.push(name),
                    kind if kind.is_file() => found.push(name),
                    _ => {}
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// The names in a folder below it, sorted; none where it cannot be listed.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = self.find(folder).ok().and_then(|path| fs::read_dir(path).ok());
        let entries = entries.into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn find(&self, relative: &str) -> Result<PathBuf, InputError> {
        let mut path = self.folder.clone();
        for part in Path::new(relative).components() {
            match part {
                Component::CurDir => continue,
                Component::Normal(name) => path.push(name),
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(InputError::Outside);
                }
            }
            // The folder itself may be reached by any link; from there on, links stay inside.
            if fs::symlink_metadata(&path)?.is_symlink()
                && !fs::canonicalize(&path)?.starts_with(fs::canonicalize(&self.folder)?)
            {
                return Err(InputError::Outside);
            }
        }
        Ok(path)
    }
}

/// Whether a path that a person named is a folder.
///
/// # Errors
/// Where nothing is there.
pub(crate) fn names_folder(path: &Path) -> Result<bool, Error> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.is_dir()),
        Err(error) if is_missing(&error) => Err(Error::new(format!("`{}` does not exist", path.display()))
            .help("`rmmgen new NAME` makes a solution")),
        Err(error) => Err(Error::io("read", path, &error)),
    }
}

/// Makes a folder with these files, by their relative paths with `/`. A folder that holds anything is left alone.
pub(crate) fn create_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let occupied = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || fs::symlink_metadata(folder).is_ok_and(|found| !found.is_dir()) {
        let message = format!("`{}` exists already; nothing was written", folder.display());
        return Err(Error::new(message).help("choose another name, or move it away"));
    }
    for (relative, bytes) in files {
        let path = relative.split('/').fold(folder.to_path_buf(), |path, name| path.join(name));
        let failed = |error: io::Error| Error::io("write", &path, &error);
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed)?;
        fs::write(&path, bytes).map_err(failed)?;
    }
    Ok(())
}

/// A path that is the same for two names of one file.
pub(crate) fn same_file(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The top of the repository that a path is in: the nearest folder above it with a `.git`.
pub fn find_top(path: &Path) -> Result<Option<PathBuf>, Error> {
    let path = absolute(path)?;
    Ok(path.ancestors().find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok()).map(PathBuf::from))
}

/// A path from the root as a person here would type it: relative to the current folder where it is below.
pub(crate) fn from_here(path: PathBuf) -> PathBuf {
    let here = absolute(Path::new(".")).unwrap_or_default();
    path.strip_prefix(here).map(PathBuf::from).unwrap_or(path)
}

/// A path as a reader elsewhere knows it, with `/`: from the top of its repository, else from the current folder;
/// from the root where it is below neither.
pub(crate) fn in_repository(path: &Path) -> String {
    let Ok(path) = absolute(path) else { return path.display().to_string() };
    let top = find_top(&path).ok().flatten().or_else(|| absolute(Path::new(".")).ok());
    match top.as_deref().map(|top| path.strip_prefix(top)) {
        Some(Ok(below)) => with_slashes(below),
        _ => path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/"),
    }
}

/// The names that lead from a folder to one below it, with `/` between them; none where it is the same folder.
pub(crate) fn names_below(top: &Path, folder: &Path) -> Result<String, Error> {
    let (top, folder) = (absolute(top)?, absolute(folder)?);
    let names = folder.strip_prefix(&top).unwrap_or(Path::new("")).components();
    Ok(names.map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}
