//! Every change to the file system, one by one.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::open::{Links, OWN_NAME, Unread, open, stands};
use crate::host::{Error, is_missing};

/// What every change to the file system passes through, so that tests can number the changes, fail one, or
/// end the process at one.
pub trait Seam: Sync {
    /// Carries out a change: `what` it does to `path`.
    fn pass(&self, what: &str, path: &Path, change: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        let _ = (what, path);
        change()
    }

    /// Whether an error may go away in a moment: on Windows, an editor or a scanner holds the file.
    fn is_passing(&self, error: &io::Error) -> bool {
        // Access denied, sharing violation, lock violation.
        cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
    }
}

/// The seam of the product: nothing but the change itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Straight;

impl Seam for Straight {}

/// How often a change is tried that something holds up, and how long the first pause is; each is twice the last.
const TRIES: u32 = 6;
const FIRST_PAUSE: Duration = Duration::from_millis(15);

/// Why a file was neither replaced nor removed.
#[derive(Debug)]
pub(crate) enum Undone {
    /// Something failed.
    Failed(Error),
    /// What stands at this path is not what was seen there.
    Changed(PathBuf),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        Undone::Failed(error)
    }
}

/// The changes. Each error says what to do.
pub(crate) struct Operations<'a> {
    seam: &'a dyn Seam,
}

impl<'a> Operations<'a> {
    pub(crate) fn new(seam: &'a dyn Seam) -> Self {
        Operations { seam }
    }

    fn run(&self, what: &str, path: &Path, mut change: impl FnMut() -> io::Result<()>) -> io::Result<()> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..TRIES {
            match self.seam.pass(what, path, &mut change) {
                Err(error) if self.seam.is_passing(&error) => std::thread::sleep(pause),
                done => return done,
            }
            pause *= 2;
        }
        self.seam.pass(what, path, &mut change)
    }

    /// As [`Self::run`], with words for what goes wrong.
    fn told(&self, what: &str, path: &Path, change: impl FnMut() -> io::Result<()>) -> Result<(), Error> {
        self.run(what, path, change).map_err(|error| self.words(what, path, &error))
    }

    fn words(&self, what: &str, path: &Path, error: &io::Error) -> Error {
        let words = Error::io(what, path, error);
        match error.kind() {
            _ if self.seam.is_passing(error) => {
                words.help("another program holds it open: close it there and run again; what is left to do is done then")
            }
            io::ErrorKind::AlreadyExists => words.help("move it away: rmmgen needs this name for a moment"),
            _ => words.help("run again when this is solved: the next run finishes what this one began"),
        }
    }

    /// Creates a folder and those above it.
    pub(crate) fn create_folder(&self, path: &Path) -> Result<(), Error> {
        let what = "create the folder";
        match self.run(what, path, || fs::create_dir(path)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.parent().is_some() => {
                path.parent().map_or(Ok(()), |parent| self.create_folder(parent))?;
                self.told(what, path, || fs::create_dir(path))
            }
            done => done.map_err(|error| self.words(what, path, &error)),
        }
    }

    /// Writes a file where there is none; all of it, or none.
    pub(crate) fn write(&self, path: &Path, text: &[u8], flush: bool) -> Result<(), Error> {
        let mut file = self.create(path)?;
        let mut written = self.told("write", path, || file.write_all(text));
        if flush && written.is_ok() {
            written = self.told("flush", path, || file.sync_data());
        }
        if written.is_err() {
            // If this fails too, the next run does it.
            let _ = self.remove_file(path);
        }
        written
    }

    /// As [`Self::write`], for a file of our own that an unfinished run may have left.
    pub(crate) fn write_again(&self, path: &Path, text: &[u8], flush: bool) -> Result<(), Error> {
        if fs::symlink_metadata(path).is_ok() {
            self.remove_file(path)?;
        }
        self.write(path, text, flush)
    }

    fn create(&self, path: &Path) -> Result<File, Error> {
        let mut file = None;
        self.told("create", path, || {
            file = Some(OpenOptions::new().write(true).create_new(true).open(path)?);
            Ok(())
        })?;
        file.ok_or_else(|| Error::new(format!("`{}` was not created", path.display())))
    }

    /// Opens a file to be locked, and makes it where there is none.
    pub(crate) fn open_lock(&self, path: &Path) -> Result<File, Error> {
        match open(path, OpenOptions::new().write(true), Links::Refused) {
            Ok(file) => return Ok(file),
            Err(Unread::Io(error)) if is_missing(&error) => {}
            Err(unread) => return Err(Error::io("open", path, &unread.into()).help(OWN_NAME)),
        }
        let mut file = None;
        self.told("create", path, || {
            file = Some(open(path, OpenOptions::new().write(true).create(true), Links::Refused)?);
            Ok(())
        })?;
        file.ok_or_else(|| Error::new(format!("`{}` was not created", path.display())))
    }

    /// Locks a file, if nobody else has.
    pub(crate) fn lock(&self, file: &File, path: &Path) -> io::Result<bool> {
        let mut is_ours = false;
        self.run("lock", path, || match file.try_lock() {
            Ok(()) => {
                is_ours = true;
                Ok(())
            }
            Err(TryLockError::WouldBlock) => Ok(()),
            Err(TryLockError::Error(error)) => Err(error),
        })?;
        Ok(is_ours)
    }

    /// Renames a file of our own over another.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<(), Error> {
        self.told("write", to, || fs::rename(from, to))
    }

    /// Renames a staged file to its place. It replaces what was seen there, which is looked at once more, and nothing else.
    pub(crate) fn put(&self, from: &Path, to: &Path, seen: Option<&[u8]>) -> Result<(), Undone> {
        self.unless_changed("write", to, seen, || match seen {
            Some(_) => keep_mode(to, from).and_then(|()| fs::rename(from, to)),
            None => rename_onto_nothing(from, to),
        })
    }

    /// Removes a file, if it is still what was seen there.
    pub(crate) fn take(&self, path: &Path, seen: &[u8]) -> Result<(), Undone> {
        self.unless_changed("remove", path, Some(seen), || fs::remove_file(path))
    }

    /// Makes a change to a path at which this was seen, where it still stands there.
    fn unless_changed(
        &self,
        what: &str,
        path: &Path,
        seen: Option<&[u8]>,
        mut change: impl FnMut() -> io::Result<()>,
    ) -> Result<(), Undone> {
        let mut is_changed = false;
        let done = self.run(what, path, || {
            is_changed = !stands(path, seen)?;
            let done = if is_changed { Ok(()) } else { change() };
            is_changed |=
                seen.is_none() && matches!(&done, Err(error) if error.kind() == io::ErrorKind::AlreadyExists);
            done
        });
        match done {
            _ if is_changed => Err(Undone::Changed(path.to_path_buf())),
            done => Ok(done.map_err(|error| self.words(what, path, &error))?),
        }
    }

    /// Removes a file, which may be gone already.
    pub(crate) fn remove_file(&self, path: &Path) -> Result<(), Error> {
        match self.run("remove", path, || fs::remove_file(path)) {
            Err(error) if is_missing(&error) => Ok(()),
            done => done.map_err(|error| self.words("remove", path, &error)),
        }
    }

    /// Removes a folder, if it is empty.
    pub(crate) fn remove_folder(&self, path: &Path) -> Result<(), Error> {
        use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty};
        match self.run("remove the empty folder", path, || fs::remove_dir(path)) {
            Err(error) if matches!(error.kind(), DirectoryNotEmpty | AlreadyExists) => Ok(()),
            Err(error) if is_missing(&error) => Ok(()),
            done => done.map_err(|error| self.words("remove the empty folder", path, &error)),
        }
    }
}

/// Renames a file where there is none. The system is asked for just that; where it cannot do it, there is a moment between
/// looking and renaming.
fn rename_onto_nothing(from: &Path, to: &Path) -> io::Result<()> {
    match rename_exclusively(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists || is_missing(&error) => Err(error),
        // Not every file system knows of it.
        Err(_) => fs::rename(from, to),
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn rename_exclusively(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

/// A second name does not replace anything, unlike a new one.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn rename_exclusively(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}

/// Gives a file the mode of the one that it is to replace: who may read it, and whether it may be run.
#[cfg(unix)]
fn keep_mode(of: &Path, file: &Path) -> io::Result<()> {
    let mode = fs::metadata(of)?.permissions();
    if fs::metadata(file)?.permissions() == mode { Ok(()) } else { fs::set_permissions(file, mode) }
}

#[cfg(not(unix))]
fn keep_mode(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}
