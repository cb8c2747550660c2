//! Looking at an output folder, without changing anything.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

use super::find::find_renders;
use super::{Error, Output, is_missing, read_if_there};
use crate::plan::{
    Found, InTheWay, Journal, OWN_FOLDER, Previous, RECORD, Record, Render, Seen, below, folded, same,
};

/// No rendered file is larger. A larger one is no file of ours, and is not read.
const LARGEST: usize = 64 << 20;

impl Output {
    /// What stands in the folder, compared with a render.
    pub fn observe(&self, render: &Render) -> Result<Seen, Error> {
        for artifact in &render.artifacts {
            self.check(&artifact.path)?;
        }
        let mut look = Look { output: self, listing: Listing::of(&self.folder)?, buffer: Vec::new() };
        let (previous, moved_from) = match look.record()? {
            Some(text) => (Previous::read(Some(&text), render), None),
            None if look.finds_any(render) => (Previous::Nothing, None),
            None => self.elsewhere(render)?,
        };
        let journal = look.journal()?;
        let owned = previous.owned(journal.as_ref());
        let mut seen = Seen { journal, moved_from, ..Seen::nothing(previous, Vec::new()) };
        for artifact in &render.artifacts {
            seen.wanted.push(look.at(&artifact.path, Some(&artifact.bytes))?);
        }
        for path in owned.paths().filter(|path| render.find(path).is_none()) {
            self.check(path)
                .map_err(|error| error.help("the record names it: restore the record from Git"))?;
            seen.leftovers.insert(path.to_string(), look.at(path, None)?);
        }
        seen.others = look.others(render, &seen);
        Ok(seen)
    }

    /// What the solution's last render left in another folder beside the manifest, and that folder, from the top of the
    /// repository: `[output]` may have named it.
    fn elsewhere(&self, render: &Render) -> Result<(Previous, Option<String>), Error> {
        // A folder beside the manifest that cannot be searched is none of a render's business.
        for folder in find_renders(&self.manifest_dir).unwrap_or_default() {
            let text = read_if_there(&folder.join(RECORD))?;
            let record = text.as_deref().and_then(|text| Record::read(text).ok());
            if record.is_some_and(|record| record.solution.part.id == render.solution) {
                let previous = Previous::read(text.as_deref(), render);
                return Ok((previous, Some(self.moved(folder).name())));
            }
        }
        Ok((Previous::Nothing, None))
    }
}

struct Look<'a> {
    output: &'a Output,
    listing: Listing,
    buffer: Vec<u8>,
}

impl Look<'_> {
    fn record(&self) -> Result<Option<Vec<u8>>, Error> {
        match self.listing.get(RECORD) {
            None => Ok(None),
            Some(_) => read_if_there(&self.output.folder.join(RECORD)),
        }
    }

    fn finds_any(&self, render: &Render) -> bool {
        render.artifacts.iter().any(|artifact| self.listing.get(&artifact.path).is_some())
    }

    fn journal(&self) -> Result<Option<Journal>, Error> {
        if !self.listing.own {
            return Ok(None);
        }
        Ok(read_if_there(&self.output.own("journal"))?.map(|text| Journal::read(&text)))
    }

    fn at(&mut self, path: &str, wanted: Option<&[u8]>) -> Result<Found, Error> {
        let in_the_way = |path: &str, what| Ok(Found::InTheWay(InTheWay { path: path.to_string(), what }));
        match self.listing.kind(path) {
            Kind::File => self.read(path, wanted),
            Kind::Folder => in_the_way(path, "a folder"),
            Kind::Below(file) => in_the_way(&file, "not a folder"),
            Kind::Nothing => Ok(Found::Missing),
            Kind::Unknown => self.direct(path, wanted),
            Kind::Spelt(other) => match fs::symlink_metadata(self.output.path(path)) {
                Err(error) if is_missing(&error) => Ok(Found::Missing),
                _ => in_the_way(&other, "the same name in other letter case"),
            },
        }
    }

    /// What stands at a path of which the listing does not tell.
    fn direct(&mut self, path: &str, wanted: Option<&[u8]>) -> Result<Found, Error> {
        let full = self.output.path(path);
        let in_the_way = |what| Ok(Found::InTheWay(InTheWay { path: path.to_string(), what }));
        let at = match fs::symlink_metadata(&full) {
            Ok(at) => at.file_type(),
            Err(error) if is_missing(&error) => return Ok(Found::Missing),
            Err(error) => return Err(Error::io("look at", &full, &error)),
        };
        if at.is_file() {
            return self.read(path, wanted);
        }
        // A link is no file of ours. It may stay where it leads to the same text.
        let leads_to_file = at.is_symlink() && fs::metadata(&full).is_ok_and(|to| to.is_file());
        if leads_to_file && wanted.is_some() && self.read(path, wanted)? == Found::Same {
            return Ok(Found::Same);
        }
        in_the_way(match () {
            () if at.is_symlink() => "a symbolic link",
            () if at.is_dir() => "a folder",
            () => "no ordinary file",
        })
    }

    fn read(&mut self, path: &str, wanted: Option<&[u8]>) -> Result<Found, Error> {
        let full = self.output.path(path);
        let length = match read_into(&mut self.buffer, &full, wanted.map_or(4096, <[u8]>::len)) {
            Ok(length) => length,
            Err(error) if is_missing(&error) => return Ok(Found::Missing),
            Err(error) => return Err(Error::io("read", &full, &error)),
        };
        let text = &self.buffer[..length];
        Ok(match wanted {
            Some(wanted) if same(text, wanted) => Found::Same,
            _ if length > LARGEST => {
                Found::InTheWay(InTheWay { path: path.to_string(), what: "larger than any rendered file" })
            }
            _ => Found::Differs(text.to_vec()),
        })
    }

    /// Everything in the folder that is neither rendered nor ours nor the author's.
    fn others(&self, render: &Render, seen: &Seen) -> Vec<String> {
        let staged = |path: &str| {
            let journal = seen.journal.iter();
            journal.flat_map(|journal| &journal.staged).any(|staged| staged == path)
        };
        let entries = self.listing.entries.iter().filter(|(_, kind)| *kind != EntryKind::Folder);
        let paths = entries.map(|(path, _)| path.as_str()).filter(|path| {
            *path != RECORD
                && render.find(path).is_none()
                && !seen.leftovers.contains_key(*path)
                && !render.unmanaged.has(path)
                && !staged(path)
                // A linked folder in which rendered files stand.
                && !render.artifacts.iter().any(|artifact| below(&artifact.path, path))
        });
        paths.map(String::from).collect()
    }
}

/// Reads a whole file, or so much of it that it is too large. With the right guess, in one call: an ordinary file
/// gives less than is asked for only at its end.
fn read_into(buffer: &mut Vec<u8>, path: &Path, guess: usize) -> io::Result<usize> {
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
        if length > LARGEST {
            return Ok(length);
        }
        if length == buffer.len() {
            buffer.resize(length * 2, 0);
        }
    }
}

/// What a folder's listing says of a path.
enum Kind {
    File,
    Folder,
    Nothing,
    /// Below this file.
    Below(String),
    /// There in other letter case; which is the same only where the file system says so.
    Spelt(String),
    /// Outside, below a link, or a link itself: one has to look there.
    Unknown,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum EntryKind {
    File,
    Folder,
    Other,
}

/// Everything in a folder, sorted. Links are not followed, and a `.git` is not entered.
struct Listing {
    entries: Vec<(String, EntryKind)>,
    /// Whether rmmgen's own folder is there.
    own: bool,
}

impl Listing {
    fn of(folder: &Path) -> Result<Listing, Error> {
        let mut listing = Listing { entries: Vec::new(), own: false };
        let mut folders = vec![String::new()];
        while let Some(name) = folders.pop() {
            listing.read(folder, &name, &mut folders)?;
        }
        listing.entries.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Ok(listing)
    }

    fn read(&mut self, root: &Path, name: &str, folders: &mut Vec<String>) -> Result<(), Error> {
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
            self.add(below, entry.file_type().map_err(failed)?, folders);
        }
        Ok(())
    }

    fn add(&mut self, path: String, file_type: FileType, folders: &mut Vec<String>) {
        if path == OWN_FOLDER {
            self.own = true;
            return;
        }
        let git = path == ".git" || path.ends_with("/.git");
        let kind = match () {
            () if file_type.is_file() => EntryKind::File,
            () if file_type.is_dir() && !git => EntryKind::Folder,
            () => EntryKind::Other,
        };
        if kind == EntryKind::Folder {
            folders.push(path.clone());
        }
        self.entries.push((path, kind));
    }

    fn get(&self, path: &str) -> Option<EntryKind> {
        let at = self.entries.binary_search_by(|(entry, _)| entry.as_str().cmp(path)).ok()?;
        Some(self.entries[at].1)
    }

    fn kind(&self, path: &str) -> Kind {
        if path.starts_with("../") {
            return Kind::Unknown;
        }
        match self.get(path) {
            Some(EntryKind::File) => Kind::File,
            Some(EntryKind::Folder) => Kind::Folder,
            Some(EntryKind::Other) => Kind::Unknown,
            None => self.kind_of_absent(path),
        }
    }

    fn kind_of_absent(&self, path: &str) -> Kind {
        for (end, _) in path.match_indices('/') {
            match self.get(&path[..end]) {
                Some(EntryKind::File) => return Kind::Below(path[..end].to_string()),
                Some(EntryKind::Other) => return Kind::Unknown,
                Some(EntryKind::Folder) | None => {}
            }
        }
        let spelt = folded(path);
        let mut entries = self.entries.iter().map(|(entry, _)| entry);
        entries.find(|entry| folded(entry) == spelt).map_or(Kind::Nothing, |entry| Kind::Spelt(entry.clone()))
    }
}
