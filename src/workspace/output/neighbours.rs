//! The manifests of a repository by their solutions' ids. They are looked for only where a record names another solution
//! than the one that is rendered.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::document::texts;
use crate::host::{Error, InputError, Search, absolute, from_here, parallel, read_input};
use crate::plan::{Owner, RECORD};

/// The largest manifest, in bytes: fifty times a usual one.
pub(in crate::workspace) const LARGEST_MANIFEST: u64 = 1 << 20;

/// Any file may be a manifest: they are named on the command line.
const SEARCH: Search<'_> = Search { file: "*.toml", mark: RECORD };

/// Every solution of the repositories that were asked about.
#[derive(Debug, Default)]
pub(in crate::workspace) struct Neighbours {
    by_top: Mutex<BTreeMap<PathBuf, Result<Solutions, Error>>>,
}

/// The output folder that is asked about.
pub(super) struct Here<'a> {
    pub(super) top: &'a Path,
    pub(super) manifest_dir: &'a Path,
    pub(super) folder: &'a Path,
}

type Solutions = BTreeMap<Uuid, Neighbour>;

/// A manifest, as far as it has to be known.
#[derive(Clone, Debug)]
struct Neighbour {
    manifest: PathBuf,
    name: String,
    /// `[output] folder`, where it says so.
    folder: Option<String>,
}

impl Neighbours {
    /// Whose the record in this output folder is, if it names one of these solutions and a manifest of the repository has
    /// that id.
    ///
    /// # Errors
    /// Where the repository cannot be searched: then that is not known.
    pub(super) fn owner(
        &self,
        here: &Here<'_>,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<Option<Owner>, Error> {
        let mut by_top = self.by_top.lock().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            let solutions = by_top.entry(here.top.to_owned()).or_insert_with(|| solutions(here.top));
            if let Some(found) = solutions.as_ref().map_err(Error::clone)?.get(&id) {
                return found.owns(here).map(Some);
            }
        }
        Ok(None)
    }
}

/// Every solution below a folder. Where two have one id, the first by path stands for both.
fn solutions(top: &Path) -> Result<Solutions, Error> {
    let found = SEARCH.below(top).complete()?.files;
    let read = parallel::map(found, |manifest| neighbour(manifest).transpose());
    let mut solutions = Solutions::new();
    for found in read.into_iter().flatten() {
        let (id, neighbour) = found?;
        solutions.entry(id).or_insert(neighbour);
    }
    Ok(solutions)
}

/// The manifest's solution, whatever problems it has; none where the file is no manifest.
fn neighbour(manifest: PathBuf) -> Result<Option<(Uuid, Neighbour)>, Error> {
    let text = match read_input(&manifest, LARGEST_MANIFEST) {
        Ok(text) => text,
        Err(InputError::Io(error)) => return Err(Error::io("read", &manifest, &error)),
        Err(_) => return Ok(None),
    };
    let [id, name, folder] =
        texts(&text, [&["solution", "id"], &["solution", "name"], &["output", "folder"]]);
    let id = id.and_then(|id| id.parse().ok());
    Ok(id.map(|id| (id, Neighbour { manifest, name: name.unwrap_or_default(), folder })))
}

impl Neighbour {
    /// That this solution's record is in the output folder of another one.
    fn owns(&self, here: &Here<'_>) -> Result<Owner, Error> {
        let own = self.manifest.parent().unwrap_or(Path::new("."));
        let writes_here = match &self.folder {
            Some(written) => absolute(&own.join(written))? == here.folder,
            None => false,
        };
        let is_beside = here.folder.starts_with(here.manifest_dir);
        let is_copy = is_beside && !writes_here && !own.starts_with(here.manifest_dir);
        Ok(Owner {
            solution: self.name.clone(),
            manifest: from_here(self.manifest.clone()).display().to_string(),
            copy: is_copy.then(|| from_here(here.folder.to_owned()).display().to_string()),
        })
    }
}
