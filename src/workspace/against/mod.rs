//! `--against`: another render takes the place of what is in the output folders.

mod gone;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use uuid::Uuid;

pub(super) use gone::add_gone;

use super::output::{MANIFEST, Output};
use crate::host::{Error, absolute, kind};
use crate::plan::{Found, Previous, RECORD, Record, Render, Seen};
use source::Source;

/// What `--against` names.
#[derive(Debug)]
pub struct Against {
    name: String,
    source: Source,
    /// Where every solution was rendered there: worked out for the first that is not where it is now.
    folders: OnceLock<Result<BTreeMap<Uuid, PathBuf>, Error>>,
}

/// A solution that another render has, and that is no longer here.
#[derive(Debug)]
struct Gone {
    /// Where its manifest was.
    manifest: PathBuf,
    /// Where its render was.
    output: Output,
    /// What is left of it, which is all of its render.
    seen: Seen,
}

impl Against {
    /// What `name` means in the repository with this top: a folder that holds a render of these output folders, else a
    /// revision in Git. The output folders are asked for only where there is such a folder.
    ///
    /// # Errors
    /// Where it is neither.
    pub fn open(name: &str, top: &Path, outputs: impl FnOnce() -> Vec<Output>) -> Result<Against, Error> {
        let source = Source::open(name, top, outputs)?;
        Ok(Against { name: name.to_string(), source, folders: OnceLock::new() })
    }

    /// What was there of what is rendered now, in the same folder, or wherever the solution was then.
    ///
    /// # Errors
    /// Where it cannot be read, or holds a render without its record.
    pub fn seen(&self, render: &Render, output: &Output) -> Result<Seen, Error> {
        let here = self.previous(render, output)?;
        let is_here = match &here {
            Previous::Same => true,
            Previous::Record(record) => record.solution.part.id == render.solution,
            _ => false,
        };
        if !is_here && let Some(folder) = self.folder_of(render.solution, output)? {
            let there = output.moved(folder);
            let seen = self.compared(self.previous(render, &there)?, render, &there)?;
            return Ok(Seen { moved_from: Some(there.name()), ..seen });
        }
        if !is_here && output.owner(&here, None, render)?.is_some() {
            return self.compared(Previous::Nothing, render, output);
        }
        if matches!(here, Previous::Nothing) {
            self.holds_nothing_of(render, output)?;
        }
        self.compared(here, render, output)
    }

    fn previous(&self, render: &Render, output: &Output) -> Result<Previous, Error> {
        match self.source.look(output, RECORD, &render.record)? {
            Found::Same => Ok(Previous::Same),
            Found::Differs(text) => self.record(&text).map(|record| Previous::Record(Box::new(record))),
            Found::Missing | Found::InTheWay(_) => Ok(Previous::Nothing),
        }
    }

    fn record(&self, text: &[u8]) -> Result<Record, Error> {
        Record::read(text).map_err(|unreadable| {
            let message = format!("could not compare with `{}`: {}", self.name, unreadable.problem);
            Error::new(message).help("compare with another render, or with the one before it")
        })
    }

    /// The files that the record there names, compared with a render. Others are none of that render's.
    fn compared(&self, previous: Previous, render: &Render, there: &Output) -> Result<Seen, Error> {
        let mut seen = Seen::nothing(previous, Vec::new());
        let was_rendered = |path: &str| match &seen.previous {
            Previous::Record(record) => record.files.contains_key(path),
            Previous::Same => !render.unmanaged.has(path),
            Previous::Nothing | Previous::Conflict(_) | Previous::Unreadable(_) => false,
        };
        for artifact in &render.artifacts {
            seen.wanted.push(if was_rendered(&artifact.path) {
                self.source.look(there, &artifact.path, &artifact.bytes)?
            } else {
                Found::Missing
            });
        }
        if let Previous::Record(record) = &seen.previous {
            let (owned, _) = seen.previous.owned(None, render);
            for path in record.files.keys().filter(|path| owned.hashes(path).is_some()) {
                there.check(path)?;
                if render.find(path).is_none()
                    && let Some(text) = self.source.read(there, path)?
                {
                    seen.leftovers.insert(path.clone(), Found::Differs(text));
                }
            }
        }
        Ok(seen)
    }

    /// That nothing of this render is there: without its record it could not be compared, and would pass for new.
    fn holds_nothing_of(&self, render: &Render, output: &Output) -> Result<(), Error> {
        for artifact in &render.artifacts {
            if self.source.look(output, &artifact.path, &artifact.bytes)? == Found::Same {
                let message = format!(
                    "could not compare with `{}`: it holds files of a render, but not its record, `{RECORD}`",
                    self.name
                );
                return Err(Error::new(message).help(format!(
                    "commit `{RECORD}` with the other files of the render, or compare with another one"
                )));
            }
        }
        Ok(())
    }

    /// The folder in which a solution was rendered there, as it would be called here.
    fn folder_of(&self, solution: Uuid, output: &Output) -> Result<Option<PathBuf>, Error> {
        let folders =
            self.folders.get_or_init(|| self.find_folders(output)).as_ref().map_err(Error::clone)?;
        Ok(folders.get(&solution).map(|folder| output.top().join(folder)))
    }

    /// The folder of every solution's render there, from its top.
    fn find_folders(&self, output: &Output) -> Result<BTreeMap<Uuid, PathBuf>, Error> {
        let mut renders = BTreeMap::new();
        for folder in self.source.folders()? {
            let text = self.source.read(&output.moved(output.top().join(&folder)), RECORD)?;
            if let Some(record) = text.and_then(|text| Record::read(&text).ok()) {
                renders.entry(record.solution.part.id).or_insert(folder);
            }
        }
        Ok(renders)
    }

    /// The renders there of solutions that are no longer here, in or below these folders: none of these is theirs, and
    /// their manifests are gone. `output` is one of the output folders.
    fn gone(
        &self,
        solutions: &BTreeSet<Uuid>,
        below: &[PathBuf],
        output: &Output,
    ) -> Result<Vec<Gone>, Error> {
        let below = below.iter().map(|folder| absolute(folder)).collect::<Result<Vec<_>, _>>()?;
        let mut gone = Vec::new();
        for folder in self.source.folders()? {
            let output = output.moved(output.top().join(folder));
            if !below.iter().any(|asked| output.folder().starts_with(asked)) {
                continue;
            }
            let manifest = self.manifest_of(&output);
            // What has problems now is not gone: its id is not known. Nor is what cannot be looked at.
            if !matches!(kind(&manifest), Ok(None)) {
                continue;
            }
            let Some(text) = self.source.read(&output, RECORD)? else { continue };
            let record = self.record(&text)?;
            if !solutions.contains(&record.solution.part.id) {
                let nothing = Render::nothing(record.solution.part.id);
                let seen = self.compared(Previous::Record(Box::new(record)), &nothing, &output)?;
                gone.push(Gone { manifest, output, seen });
            }
        }
        Ok(gone)
    }

    /// Where the manifest was that rendered into this folder: the nearest above it, else the folder itself.
    fn manifest_of(&self, output: &Output) -> PathBuf {
        let mut above = output.folder().ancestors().skip(1).take_while(|it| it.starts_with(output.top()));
        let had_manifest =
            |it: &&Path| self.source.has(&output.moved(it.to_path_buf()).in_repository(MANIFEST));
        above.find(had_manifest).map_or_else(|| output.folder().to_owned(), |it| it.join(MANIFEST))
    }
}
