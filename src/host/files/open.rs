//! Opening a path that anything may stand at: a link, a pipe, a device.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::look::Kind;
use crate::host::{Error, is_missing};

/// No file that rmmgen writes is larger, in bytes.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is no ordinary file.
    NotAFile(Kind),
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// Anything else.
    Io(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Unread::Io(error)
    }
}

impl From<Unread> for io::Error {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Io(error) => error,
            Unread::NotAFile(kind) => {
                io::Error::other(format!("it is {}, and not an ordinary file", kind.words()))
            }
            Unread::TooLarge(limit) => io::Error::other(format!("it is larger than {limit} bytes")),
        }
    }
}

/// What to do about something else under the name of a file that is rmmgen's own.
pub(crate) const OWN_NAME: &str = "move it away: rmmgen keeps a file of its own under this name";

/// Whether a link at the end of a path is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Links {
    /// It is: what authors and other folders hold.
    Followed,
    /// It is not: what rmmgen writes itself is no link.
    Refused,
}

/// Opens an ordinary file, and waits for nobody at the other end of a pipe.
pub(super) fn open(path: &Path, options: &mut OpenOptions, links: Links) -> Result<File, Unread> {
    let opened = match (set(options, links).open(path), links) {
        (Err(error), _) if is_missing(&error) => Err(error),
        // What stands there says more than the error does.
        (Err(error), _) => match ordinary(path, links) {
            Some(kind) => return Err(Unread::NotAFile(kind)),
            None => Err(error),
        },
        #[cfg(windows)]
        (Ok(_), Links::Refused) if ordinary(path, links).is_some() => {
            return Err(Unread::NotAFile(Kind::Link));
        }
        (opened, _) => opened,
    };
    let file = opened?;
    match Kind::from(file.metadata()?.file_type()) {
        Kind::File => Ok(file),
        kind => Err(Unread::NotAFile(kind)),
    }
}

/// What stands at a path, where that is no ordinary file.
fn ordinary(path: &Path, links: Links) -> Option<Kind> {
    let found = match links {
        Links::Followed => fs::metadata(path),
        Links::Refused => fs::symlink_metadata(path),
    };
    found.ok().map(|found| Kind::from(found.file_type())).filter(|kind| *kind != Kind::File)
}

#[cfg(unix)]
fn set(options: &mut OpenOptions, links: Links) -> &mut OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let mut flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    flags.set(OFlags::NOFOLLOW, links == Links::Refused);
    options.custom_flags(flags.bits().cast_signed())
}

#[cfg(not(unix))]
fn set(options: &mut OpenOptions, _: Links) -> &mut OpenOptions {
    options
}

/// Reads a file as large as rmmgen may write one; none where nothing is there.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn read_if_there(path: &Path, links: Links) -> Result<Option<Vec<u8>>, Error> {
    match read_at_most(path, LARGEST, links) {
        Err(Unread::Io(error)) => Err(Error::io("read", path, &error)),
        Err(unread) if links == Links::Refused => Err(Error::io("read", path, &unread.into()).help(OWN_NAME)),
        Err(unread) => Err(Error::io("read", path, &unread.into())),
        Ok(bytes) => Ok(bytes),
    }
}

/// Reads a file of at most `largest` bytes; none where nothing is there.
pub(super) fn read_at_most(path: &Path, largest: u64, links: Links) -> Result<Option<Vec<u8>>, Unread> {
    let file = match open(path, OpenOptions::new().read(true), links) {
        Err(Unread::Io(error)) if is_missing(&error) => return Ok(None),
        opened => opened?,
    };
    read_all(file, largest).map(Some)
}

/// Reads all of an opened file.
pub(super) fn read_all(file: File, largest: u64) -> Result<Vec<u8>, Unread> {
    let length = file.metadata()?.len();
    if length > largest {
        return Err(Unread::TooLarge(largest));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest { Err(Unread::TooLarge(largest)) } else { Ok(bytes) }
}

/// Whether this stands at a path, and nothing else: an ordinary file with these bytes, or nothing.
pub(super) fn stands(path: &Path, expected: Option<&[u8]>) -> io::Result<bool> {
    let Some(expected) = expected else {
        return match fs::symlink_metadata(path) {
            Ok(_) => Ok(false),
            Err(error) if is_missing(&error) => Ok(true),
            Err(error) => Err(error),
        };
    };
    match read_at_most(path, expected.len() as u64, Links::Refused) {
        Ok(found) => Ok(found.as_deref() == Some(expected)),
        Err(Unread::NotAFile(_) | Unread::TooLarge(_)) => Ok(false),
        Err(Unread::Io(error)) => Err(error),
    }
}
