//! Reading what authors write.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::look::Kind;
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

impl InputError {
    /// The same in words that follow the path.
    pub(crate) fn about_path(&self) -> String {
        match self {
            InputError::Missing => "does not exist".to_owned(),
            InputError::Outside => "leads out of the manifest's folder".to_owned(),
            error => format!("cannot be read: {error}"),
        }
    }
}

impl std::error::Error for InputError {}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // No file has such a name.
            io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput => InputError::Missing,
            _ if is_missing(&error) => InputError::Missing,
            _ => InputError::Io(error),
        }
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

/// What is in a folder.
#[derive(Debug, Default)]
pub struct Below {
    /// The files in it and below, by their relative paths with `/`, sorted.
    pub files: Vec<String>,
    /// What is neither a file nor a folder that is read, and what is wrong with it, in words that follow its path.
    pub strays: Vec<(String, String)>,
}

/// What stands at a path.
enum At {
    Nothing,
    File,
    Folder,
    LinkedFolder,
    Outside,
    Other,
}

impl At {
    /// What is wrong with it where it is `not` what was looked for, in words that follow the path.
    fn wrong(&self, not: &str) -> String {
        match self {
            At::Nothing => "is a link that leads nowhere".to_owned(),
            At::LinkedFolder => "is a link to a folder, which is not followed".to_owned(),
            At::Outside => InputError::Outside.about_path(),
            At::File | At::Folder | At::Other => not.to_owned(),
        }
    }
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

    /// What is in a folder below it; nothing where there is no such folder.
    ///
    /// # Errors
    /// A folder that cannot be listed.
    pub fn files(&self, folder: &str) -> Result<Below, Error> {
        let mut below = Below::default();
        let mut folders = Vec::new();
        match self.kind(folder)? {
            At::Folder | At::LinkedFolder => folders.push(folder.to_owned()),
            At::Nothing => {}
            other => below.strays.push((folder.to_owned(), other.wrong("is not a folder"))),
        }
        while let Some(folder) = folders.pop() {
            for (name, kind) in self.list(&folder)? {
                let path = format!("{folder}/{name}");
                let at = match kind {
                    Kind::File => At::File,
                    Kind::Folder => At::Folder,
                    // Desktops and editors leave links and pipes of their own in folders.
                    _ if name.starts_with('.') => continue,
                    Kind::Link | Kind::Other => self.kind(&path)?,
                };
                match at {
                    At::File => below.files.push(path),
                    At::Folder => folders.push(path),
                    other => below.strays.push((path, other.wrong("is not a file"))),
                }
            }
        }
        below.files.sort();
        below.strays.sort();
        Ok(below)
    }

    /// What stands at a path below it. Links stay inside.
    ///
    /// # Errors
    /// Where the system does not tell.
    fn kind(&self, relative: &str) -> Result<At, Error> {
        let found = self
            .find(relative)
            .and_then(|path| Ok((fs::symlink_metadata(&path)?.is_symlink(), fs::metadata(&path)?)));
        Ok(match found {
            Ok((true, found)) if found.is_dir() => At::LinkedFolder,
            Ok((_, found)) if found.is_dir() => At::Folder,
            Ok((_, found)) if found.is_file() => At::File,
            Ok(_) => At::Other,
            Err(InputError::Missing) => At::Nothing,
            Err(InputError::Io(error)) => {
                return Err(Error::io("look at", &self.folder.join(relative), &error));
            }
            Err(_) => At::Outside,
        })
    }

    fn list(&self, relative: &str) -> Result<Vec<(String, Kind)>, Error> {
        let path = self.folder.join(relative);
        let failed = |error: io::Error| Error::io("read the folder", &path, &error);
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry.map_err(failed)?;
            let kind = entry.file_type().map_err(failed)?.into();
            Ok((entry.file_name().to_string_lossy().into_owned(), kind))
        };
        fs::read_dir(&path).map_err(failed)?.map(entry).collect()
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
