//! Another render to compare with: a folder, or a revision in Git.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use uuid::Uuid;

use super::find::find_renders;
use super::git::Git;
use super::{Error, Output, absolute, read_if_there};
use crate::plan::{Earlier, RECORD, Record, Render, same};

/// What `--against` names.
#[derive(Debug)]
pub struct Against {
    name: String,
    source: Source,
    /// Where every solution was rendered there: worked out for the first that is not where it is now.
    folders: OnceLock<Result<BTreeMap<Uuid, PathBuf>, Error>>,
}

#[derive(Debug)]
enum Source {
    /// A folder that takes the place of the output folder itself.
    Render(PathBuf),
    /// A folder that takes the place of the repository.
    Tree(PathBuf),
    /// A tree in Git.
    Git(Git),
}

/// A solution that another render has, and that is no longer here.
#[derive(Debug)]
pub struct Gone {
    /// Where its manifest was.
    pub manifest: PathBuf,
    /// Its render.
    pub earlier: Earlier,
    /// Where that was.
    pub output: Output,
}

impl Against {
    /// What `name` means for these output folders: a folder that holds a render, else a revision in Git.
    pub fn open(name: &str, outputs: &[Output]) -> Result<Against, Error> {
        let Some(first) = outputs.first() else { return Err(Error::new("there is nothing to compare")) };
        // An empty path would be the current folder, which nobody meant.
        let source = match folder(Path::new(name), outputs).filter(|_| !name.is_empty()) {
            Some(_) if is_bare_name(name) && Git::open(name, &first.top).is_ok() => {
                return Err(ambiguous(name));
            }
            Some(folder) => folder,
            None => Source::Git(Git::open(name, &first.top).map_err(|error| no_render(name, error))?),
        };
        Ok(Against { name: name.to_string(), source, folders: OnceLock::new() })
    }

    /// The render that was there of what is rendered now: in the same folder, or wherever the solution was then. None
    /// where it was not there at all.
    pub fn earlier(&self, render: &Render, output: &Output) -> Result<Option<Earlier>, Error> {
        let here = self.record(output)?;
        if here.as_ref().is_none_or(|record| record.solution.part.id != render.solution)
            && let Some(folder) = self.folder_of(render.solution, output)?
        {
            let there = output.moved(folder);
            let moved_from = Some(there.name());
            let earlier = self.record(&there)?.map(|record| self.with_files(record, &there)).transpose()?;
            return Ok(earlier.map(|earlier| Earlier { moved_from, ..earlier }));
        }
        match here {
            Some(record) => self.with_files(record, output).map(Some),
            None => self.holds_nothing_of(render, output).map(|()| None),
        }
    }

    fn record(&self, output: &Output) -> Result<Option<Record>, Error> {
        let Some(text) = self.read(output, RECORD)? else { return Ok(None) };
        let record = Record::read(&text).map_err(|unreadable| {
            let message = format!("could not compare with `{}`: {}", self.name, unreadable.problem);
            Error::new(message).help("compare with another render, or with the one before it")
        })?;
        Ok(Some(record))
    }

    fn with_files(&self, record: Record, output: &Output) -> Result<Earlier, Error> {
        let mut files = BTreeMap::new();
        for path in record.files.keys() {
            output.check(path)?;
            if let Some(text) = self.read(output, path)? {
                files.insert(path.clone(), text);
            }
        }
        Ok(Earlier { record, files, moved_from: None })
    }

    /// That nothing of this render is there: without its record it could not be compared, and would pass for new.
    fn holds_nothing_of(&self, render: &Render, output: &Output) -> Result<(), Error> {
        for artifact in &render.artifacts {
            if self.read(output, &artifact.path)?.is_some_and(|text| same(&text, &artifact.bytes)) {
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
        Ok(folders.get(&solution).map(|folder| output.top.join(folder)))
    }

    /// The renders there of solutions that are no longer here, in or below these folders: none of these is theirs, and
    /// their manifests are gone. `output` is one of the output folders.
    pub fn gone(
        &self,
        solutions: &BTreeSet<Uuid>,
        below: &[PathBuf],
        output: &Output,
    ) -> Result<Vec<Gone>, Error> {
        let below = below.iter().map(|folder| absolute(folder)).collect::<Result<Vec<_>, _>>()?;
        let mut gone = Vec::new();
        for folder in self.folders()? {
            let there = output.moved(output.top.join(folder));
            let asked = below.iter().any(|asked| there.folder.starts_with(asked));
            let manifest = if asked { self.manifest_of(&there)? } else { continue };
            // What has problems now is not gone: its id is not known.
            if manifest.exists() {
                continue;
            }
            let Some(record) = self.record(&there)? else { continue };
            if !solutions.contains(&record.solution.part.id) {
                gone.push(Gone { manifest, earlier: self.with_files(record, &there)?, output: there });
            }
        }
        Ok(gone)
    }

    /// Where the manifest was that rendered into this folder: the nearest above it, else the folder itself.
    fn manifest_of(&self, there: &Output) -> Result<PathBuf, Error> {
        for above in there.folder.ancestors().skip(1).take_while(|above| above.starts_with(&there.top)) {
            if self.read(&there.moved(above.to_path_buf()), "solution.toml")?.is_some() {
                return Ok(above.join("solution.toml"));
            }
        }
        Ok(there.folder.clone())
    }

    /// The folder of every render there, from its top.
    fn folders(&self) -> Result<Vec<PathBuf>, Error> {
        match &self.source {
            Source::Render(_) => Ok(Vec::new()),
            Source::Tree(top) => {
                let found = find_renders(top)?.into_iter();
                Ok(found.filter_map(|folder| folder.strip_prefix(top).map(Path::to_path_buf).ok()).collect())
            }
            Source::Git(git) => git.folders_of(RECORD),
        }
    }

    /// The folder of every solution's render there, from its top.
    fn find_folders(&self, output: &Output) -> Result<BTreeMap<Uuid, PathBuf>, Error> {
        let mut renders = BTreeMap::new();
        for folder in self.folders()? {
            let text = self.read(&output.moved(output.top.join(&folder)), RECORD)?;
            if let Some(record) = text.and_then(|text| Record::read(&text).ok()) {
                renders.entry(record.solution.part.id).or_insert(folder);
            }
        }
        Ok(renders)
    }

    fn read(&self, output: &Output, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let full = output.path(path);
        let in_tree = full.strip_prefix(&output.top).unwrap_or(&full);
        match &self.source {
            Source::Render(folder) => read_if_there(&output.moved(folder.clone()).path(path)),
            Source::Tree(top) => read_if_there(&top.join(in_tree)),
            Source::Git(git) => git.read(in_tree),
        }
    }
}

/// Where a folder holds the render of these output folders.
fn folder(name: &Path, outputs: &[Output]) -> Option<Source> {
    let holds = |folder: &Path| folder.join(RECORD).is_file();
    let in_tree = |output: &Output| {
        holds(&name.join(output.folder.strip_prefix(&output.top).unwrap_or(&output.folder)))
    };
    if let [output] = outputs {
        let below = name.join(output.folder.file_name().unwrap_or_default());
        let mut renders = [name.to_path_buf(), below].into_iter();
        // Beside a manifest, `out/` is both; as a render it needs no repository.
        if let Some(render) = renders.find(|folder| holds(folder)) {
            return absolute(&render).ok().map(Source::Render);
        }
    }
    outputs.iter().any(in_tree).then(|| Source::Tree(name.to_path_buf()))
}

/// Whether a text could be a path as well as a revision: `./main` and `/main` are paths.
fn is_bare_name(name: &str) -> bool {
    !name.starts_with('.') && !Path::new(name).is_absolute()
}

fn no_render(name: &str, error: Error) -> Error {
    match Path::new(name).is_dir() {
        true => Error::new(format!("could not compare: the folder `{name}` holds no render (`{RECORD}`)"))
            .help("name a folder that holds one, or a revision in Git"),
        false => error,
    }
}

fn ambiguous(name: &str) -> Error {
    Error::new(format!("could not compare: `{name}` is a folder with a render and a revision in Git as well"))
        .help(format!("write `./{name}` for the folder, or `{name}^0` for the revision"))
}
