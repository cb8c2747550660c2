//! Looking at an output folder, without changing anything.

use super::merge::Merge;
use super::neighbours::Here;
use super::{Output, SEARCH};
use crate::host::{Error, Kind, LARGEST, Links, Listing, is_file, kind, read_if_there, read_into};
use crate::plan::{
    Found, InTheWay, Journal, OWN_FOLDER, Owner, Previous, RECORD, Record, Render, Seen, below, folded, same,
};

impl Output {
    /// What stands in the folder, compared with a render.
    pub fn observe(&self, render: &Render) -> Result<Seen, Error> {
        for artifact in &render.artifacts {
            self.check(&artifact.path)?;
        }
        let mut look =
            Look { output: self, listing: Listing::of(&self.folder, OWN_FOLDER)?, buffer: Vec::new() };
        let (mut previous, moved_from) = match look.record()? {
            Some(text) => (Previous::read(Some(&text), render), None),
            None if look.finds_any(render) => (Previous::Nothing, None),
            None => self.elsewhere(render)?,
        };
        let journal = look.journal()?;
        if let Some(owner) = self.owner(&previous, journal.as_ref(), render)? {
            // Nothing in the folder is to be compared with this render.
            return Ok(Seen::nothing(Previous::of_another(owner), Vec::new()));
        }
        let merge = Merge::of(self, &mut previous);
        let (owned, _) = previous.owned(journal.as_ref(), render);
        let mut seen = Seen { journal, moved_from, ..Seen::nothing(previous, Vec::new()) };
        for artifact in &render.artifacts {
            seen.wanted.push(look.at(&artifact.path, Some(&artifact.bytes))?);
        }
        for path in owned.paths().filter(|path| render.find(path).is_none()) {
            if self.check(path).is_err() {
                seen.ignored.push(path.to_owned());
                continue;
            }
            seen.leftovers.insert(path.to_string(), look.at(path, None)?);
        }
        seen.others = look.others(render, &seen);
        if let Some(merge) = merge {
            merge.claim(render, &mut seen);
        }
        Ok(seen)
    }

    /// The other solution of the repository whose the record and the journal are. Where none has their id, it is this one's
    /// former id.
    pub(in crate::workspace) fn owner(
        &self,
        previous: &Previous,
        journal: Option<&Journal>,
        render: &Render,
    ) -> Result<Option<Owner>, Error> {
        let others = previous.solutions(journal).into_iter().filter(|id| *id != render.solution);
        let Output { folder, top, manifest_dir, neighbours } = self;
        neighbours.owner(&Here { top, manifest_dir, folder }, others)
    }

    /// An error about a path that only the journal of an unfinished run names.
    pub(super) fn named_by_journal(&self, error: Error) -> Error {
        let journal = self.shown(&format!("{OWN_FOLDER}/journal"));
        error.help(format!("the journal of an unfinished run, `{journal}`, names it: delete the journal"))
    }

    /// The record's text, as it stands there.
    pub(super) fn record(&self) -> Result<Option<Vec<u8>>, Error> {
        read_if_there(&self.folder.join(RECORD), Links::Refused)
    }

    /// What the solution's last render left in another folder beside the manifest, and that folder, from the top of the
    /// repository: `[output]` may have named it.
    fn elsewhere(&self, render: &Render) -> Result<(Previous, Option<String>), Error> {
        // A folder beside the manifest that cannot be searched is none of a render's business.
        for folder in SEARCH.below(&self.manifest_dir).folders {
            let path = folder.join(RECORD);
            if kind(&path)? != Some(Kind::File) {
                continue;
            }
            let text = read_if_there(&path, Links::Refused)?;
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
            Some(_) => self.output.record(),
        }
    }

    fn finds_any(&self, render: &Render) -> bool {
        render.artifacts.iter().any(|artifact| self.listing.get(&artifact.path).is_some())
    }

    fn journal(&self) -> Result<Option<Journal>, Error> {
        if self.listing.get(OWN_FOLDER).is_none() {
            return Ok(None);
        }
        Ok(read_if_there(&self.output.own("journal"), Links::Refused)?.map(|text| Journal::read(&text)))
    }

    fn at(&mut self, path: &str, wanted: Option<&[u8]>) -> Result<Found, Error> {
        match self.expected(path) {
            Expected::File => self.read(path, wanted),
            Expected::Folder => in_the_way(path, "a folder"),
            Expected::Below(file) => in_the_way(&file, "not a folder"),
            Expected::Nothing => Ok(Found::Missing),
            Expected::Unknown => self.direct(path, wanted),
            Expected::Spelt(other) => match kind(&self.output.path(path)) {
                Ok(None) => Ok(Found::Missing),
                _ => in_the_way(&other, "the same name in other letter case"),
            },
        }
    }

    /// What stands at a path of which the listing does not tell.
    fn direct(&mut self, path: &str, wanted: Option<&[u8]>) -> Result<Found, Error> {
        let full = self.output.path(path);
        let what = match kind(&full)? {
            None => return Ok(Found::Missing),
            Some(Kind::File) => return self.read(path, wanted),
            Some(Kind::Link) => "a symbolic link",
            Some(Kind::Folder) => "a folder",
            Some(Kind::Other) => "no ordinary file",
        };
        // A link is no file of ours. It may stay where it leads to the same text.
        let may_stay = what == "a symbolic link" && wanted.is_some() && is_file(&full);
        if may_stay && self.read(path, wanted)? == Found::Same {
            return Ok(Found::Same);
        }
        in_the_way(path, what)
    }

    fn read(&mut self, path: &str, wanted: Option<&[u8]>) -> Result<Found, Error> {
        let guess = wanted.map_or(4096, <[u8]>::len);
        let Some(length) = read_into(&mut self.buffer, &self.output.path(path), guess, LARGEST as usize)?
        else {
            return Ok(Found::Missing);
        };
        let text = &self.buffer[..length];
        match wanted {
            Some(wanted) if same(text, wanted) => Ok(Found::Same),
            _ if length as u64 > LARGEST => in_the_way(path, "larger than any rendered file"),
            _ => Ok(Found::Differs(text.to_vec())),
        }
    }

    /// What the listing says of a path.
    fn expected(&self, path: &str) -> Expected {
        if path.starts_with("../") {
            return Expected::Unknown;
        }
        match self.listing.get(path) {
            Some(Kind::File) => Expected::File,
            Some(Kind::Folder) => Expected::Folder,
            Some(Kind::Link | Kind::Other) => Expected::Unknown,
            None => self.expected_of_absent(path),
        }
    }

    fn expected_of_absent(&self, path: &str) -> Expected {
        for (end, _) in path.match_indices('/') {
            match self.listing.get(&path[..end]) {
                Some(Kind::File) => return Expected::Below(path[..end].to_string()),
                Some(Kind::Link | Kind::Other) => return Expected::Unknown,
                Some(Kind::Folder) | None => {}
            }
        }
        let spelt = folded(path);
        let mut entries = self.listing.entries().map(|(entry, _)| entry);
        let other = entries.find(|entry| folded(entry) == spelt);
        other.map_or(Expected::Nothing, |entry| Expected::Spelt(entry.to_owned()))
    }

    /// Everything in the folder that is neither rendered nor ours nor the author's.
    fn others(&self, render: &Render, seen: &Seen) -> Vec<String> {
        let staged = |path: &str| {
            let journal = seen.journal.iter();
            journal.flat_map(|journal| &journal.staged).any(|staged| staged == path)
        };
        let entries = self.listing.entries().filter(|(_, kind)| *kind != Kind::Folder);
        let paths = entries.map(|(path, _)| path).filter(|path| {
            *path != RECORD
                && *path != OWN_FOLDER
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

fn in_the_way(path: &str, what: &'static str) -> Result<Found, Error> {
    Ok(Found::InTheWay(InTheWay { path: path.to_string(), what }))
}

/// What a folder's listing says of a path.
enum Expected {
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
