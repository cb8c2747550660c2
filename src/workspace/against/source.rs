//! Where the files of another render are read: in a folder, or in a revision in Git.

use std::path::{Path, PathBuf};

use crate::host::{Error, Git, Links, absolute, is_file, is_folder, read_if_there};
use crate::plan::{Found, RECORD, same};
use crate::workspace::output::{Output, SEARCH};

/// Another render's files.
#[derive(Debug)]
pub(super) enum Source {
    /// A folder that takes the place of the output folder itself.
    Render(PathBuf),
    /// A folder that takes the place of the repository.
    Tree(PathBuf),
    /// A tree in Git.
    Git(Git),
}

impl Source {
    /// What `name` means in this repository: a folder that holds a render of these output folders, else a revision in
    /// Git. The output folders are asked for only where there is such a folder.
    pub(super) fn open(
        name: &str,
        top: &Path,
        outputs: impl FnOnce() -> Vec<Output>,
    ) -> Result<Source, Error> {
        let path = Path::new(name);
        // An empty path would be the current folder, which nobody meant.
        let named = !name.is_empty() && is_folder(path);
        match named.then(|| in_folder(path, &outputs())).flatten() {
            Some(_) if is_bare_name(name) && Git::tree(name, top).is_ok() => Err(ambiguous(name)),
            Some(folder) => Ok(folder),
            None => Git::open(name, top).map(Source::Git).map_err(|error| no_render(name, error)),
        }
    }

    /// What stands at the path of an artifact, compared with what is wanted there.
    pub(super) fn look(&self, output: &Output, path: &str, wanted: &[u8]) -> Result<Found, Error> {
        if let Source::Git(git) = self
            && git.holds(&output.in_repository(path), wanted)
        {
            return Ok(Found::Same);
        }
        Ok(match self.read(output, path)? {
            None => Found::Missing,
            Some(text) if same(&text, wanted) => Found::Same,
            Some(text) => Found::Differs(text),
        })
    }

    /// The bytes of an artifact; none where there is no such file.
    pub(super) fn read(&self, output: &Output, path: &str) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Source::Render(folder) => {
                read_if_there(&output.moved(folder.clone()).path(path), Links::Followed)
            }
            Source::Tree(top) => read_if_there(&top.join(output.in_repository(path)), Links::Followed),
            Source::Git(git) => git.read(&output.in_repository(path)),
        }
    }

    /// Whether there is a file of this path, from the top of the repository.
    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Source::Render(_) => false,
            Source::Tree(top) => is_file(&top.join(path)),
            Source::Git(git) => git.has(path),
        }
    }

    /// The folder of every render there, from its top.
    pub(super) fn folders(&self) -> Result<Vec<PathBuf>, Error> {
        match self {
            Source::Render(_) => Ok(Vec::new()),
            Source::Tree(top) => {
                let found = SEARCH.below(top).complete()?.folders.into_iter();
                Ok(found.filter_map(|folder| folder.strip_prefix(top).map(Path::to_path_buf).ok()).collect())
            }
            Source::Git(git) => Ok(git.folders_of(RECORD).map(PathBuf::from).collect()),
        }
    }
}

/// The render of these output folders that a folder holds.
fn in_folder(name: &Path, outputs: &[Output]) -> Option<Source> {
    let holds = |folder: &Path| is_file(&folder.join(RECORD));
    if let [output] = outputs {
        let below = name.join(output.folder().file_name().unwrap_or_default());
        let mut renders = [name.to_path_buf(), below].into_iter();
        // Beside a manifest, `out/` is both; as a render it needs no repository.
        if let Some(render) = renders.find(|folder| holds(folder)) {
            return absolute(&render).ok().map(Source::Render);
        }
    }
    // Where nothing is rendered, nothing is compared.
    let in_tree = |output: &Output| is_file(&name.join(output.in_repository(RECORD)));
    (outputs.is_empty() || outputs.iter().any(in_tree)).then(|| Source::Tree(name.to_path_buf()))
}

/// Whether a text could be a path as well as a revision: `./main` and `/main` are paths.
fn is_bare_name(name: &str) -> bool {
    !name.starts_with('.') && !Path::new(name).is_absolute()
}

fn no_render(name: &str, error: Error) -> Error {
    if !is_folder(Path::new(name)) {
        return error;
    }
    Error::new(format!("could not compare: the folder `{name}` holds no render (`{RECORD}`)"))
        .help("name a folder that holds one, or a revision in Git")
}

fn ambiguous(name: &str) -> Error {
    Error::new(format!("could not compare: `{name}` is a folder with a render and a revision in Git as well"))
        .help(format!("write `./{name}` for the folder, or `{name}^0` for the revision"))
}
