//! A revision in Git: its tree is listed once, and its files are read by their ids from one process.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::Error;
use crate::words::hex;

/// A tree in Git.
#[derive(Debug)]
pub(crate) struct Git {
    /// The id of every file, by its path from the top, with `/`.
    files: BTreeMap<String, String>,
    pipe: Mutex<Pipe>,
}

/// A merge that waits for its conflicts to be solved.
#[derive(Debug)]
pub(crate) struct Merging {
    pub(crate) ours: Git,
    pub(crate) theirs: Git,
    pub(crate) base: Option<Git>,
}

/// The name by which Git keeps what is merged, what then is the other side, and what both began from; nothing where that is
/// the merge base.
const MERGES: [(&str, &str, &str); 4] = [
    ("MERGE_HEAD", "MERGE_HEAD", ""),
    ("CHERRY_PICK_HEAD", "CHERRY_PICK_HEAD", "CHERRY_PICK_HEAD^"),
    ("REBASE_HEAD", "REBASE_HEAD", "REBASE_HEAD^"),
    ("REVERT_HEAD", "REVERT_HEAD^", "REVERT_HEAD"),
];

#[derive(Debug)]
struct Pipe {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Git {
    /// The tree of a revision, in the repository of this folder.
    pub(crate) fn open(revision: &str, top: &Path) -> Result<Git, Error> {
        let tree = Git::tree(revision, top)?;
        let listed = run(git(top).args(["ls-tree", "-r", "-z", "--full-tree", &tree]))?;
        if !listed.status.success() {
            return Err(Error::new(format!("could not compare: Git says: {}", said(&listed))));
        }
        let entries = listed.stdout.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        let files = entries.filter_map(|entry| file(&entry)).collect();
        Ok(Git { files, pipe: Mutex::new(Pipe::open(top)?) })
    }

    /// The id of a revision's tree.
    pub(crate) fn tree(revision: &str, top: &Path) -> Result<String, Error> {
        let unknown = || {
            Error::new(format!(
                "could not compare: `{revision}` is neither a folder with a render nor a revision in Git"
            ))
        };
        if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
            return Err(unknown());
        }
        let tree = format!("{revision}^{{tree}}");
        let ran = run(git(top).args(["rev-parse", "--verify", "--quiet", &tree]))?;
        if ran.status.success() {
            return Ok(String::from_utf8_lossy(&ran.stdout).trim().to_string());
        }
        let error = match said(&ran) {
            words if words.is_empty() => unknown(),
            words => Error::new(format!("could not compare with `{revision}`: Git says: {words}")),
        };
        Err(error.help("check the spelling; a revision that is not here yet has to be fetched first (in CI, check out with the whole history)"))
    }

    /// The trees of a merge, a rebase or the like that waits for its conflicts to be solved: the two sides, and what both
    /// began from. None where nothing waits, and where Git cannot be asked.
    pub(crate) fn merging(top: &Path) -> Option<Merging> {
        let head = |(head, _, _): &&(&str, &str, &str)| Git::tree(head, top).is_ok();
        let (_, theirs, base) = MERGES.iter().find(head)?;
        let open = |revision: &str| Git::open(revision, top).ok();
        let base = match *base {
            "" => merge_base(theirs, top),
            base => Some(base.to_owned()),
        };
        let base = base.and_then(|base| open(&base));
        Some(Merging { ours: open("HEAD")?, theirs: open(theirs)?, base })
    }

    /// The folders that hold a file of this name, sorted; with `/`, and empty for the top.
    pub(crate) fn folders_of<'g>(&'g self, name: &'g str) -> impl Iterator<Item = &'g str> {
        self.files.keys().filter_map(move |path| match path.rsplit_once('/') {
            Some((folder, last)) => (last == name).then_some(folder),
            None => (path == name).then_some(""),
        })
    }

    /// Whether there is a file of this path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether the file of this path holds these bytes, told by its id and without reading it.
    pub(crate) fn holds(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path).is_some_and(|id| *id == id_of(bytes, id.len()))
    }

    /// A file's bytes; none where the tree has no such file.
    pub(crate) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(id) = self.files.get(path) else { return Ok(None) };
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = pipe.ask(id).map_err(|error| {
            Error::new(format!("could not compare: Git could not read `{path}`: {error}"))
        })?;
        Ok(Some(bytes))
    }
}

/// The commit that this side of a merge and the other one began from.
fn merge_base(theirs: &str, top: &Path) -> Option<String> {
    let ran = run(git(top).args(["merge-base", "HEAD", theirs])).ok()?;
    let commit = String::from_utf8_lossy(&ran.stdout).trim().to_owned();
    (ran.status.success() && !commit.is_empty()).then_some(commit)
}

/// A file of a tree: `<mode> blob <id>`, a tab and the path.
fn file(entry: &str) -> Option<(String, String)> {
    let (object, path) = entry.split_once('\t')?;
    let mut words = object.split(' ').skip(1);
    let (kind, id) = (words.next()?, words.next()?);
    (kind == "blob").then(|| (path.to_owned(), id.to_owned()))
}

/// The id that Git gives to a file with these bytes, in a repository whose ids have this length.
fn id_of(bytes: &[u8], length: usize) -> String {
    fn of<D: Digest>(head: &str, bytes: &[u8]) -> String {
        hex(&D::new().chain_update(head).chain_update(bytes).finalize())
    }
    let head = format!("blob {}\0", bytes.len());
    if length == 40 { of::<Sha1>(&head, bytes) } else { of::<Sha256>(&head, bytes) }
}

impl Pipe {
    fn open(top: &Path) -> Result<Pipe, Error> {
        let mut command = git(top);
        command
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| not_run(&error))?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::new("could not compare: Git cannot be asked"));
        };
        Ok(Pipe { child, questions: Some(questions), answers: BufReader::new(answers) })
    }

    /// Asks for an object. The answer is `<id> <type> <size>` and the content, or `<id> missing`.
    fn ask(&mut self, id: &str) -> io::Result<Vec<u8>> {
        let Some(questions) = &mut self.questions else { return Err(io::ErrorKind::BrokenPipe.into()) };
        questions.write_all(format!("{id}\n").as_bytes())?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
        let Some(size) = size else {
            return Err(io::Error::other(format!("it answered `{}`", head.trim_end())));
        };
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content)?;
        content.pop();
        Ok(content)
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        // It ends when there are no more questions.
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}

/// Git in the repository, whatever a hook that runs this has set.
fn git(top: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(top).stdin(Stdio::null());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
}

fn run(command: &mut Command) -> Result<Output, Error> {
    command.output().map_err(|error| not_run(&error))
}

fn said(ran: &Output) -> String {
    String::from_utf8_lossy(&ran.stderr).trim().trim_start_matches("fatal: ").to_string()
}

fn not_run(error: &io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "could not compare: there is no `git` on the PATH".to_string(),
        _ => format!("could not compare: `git` could not be run: {error}"),
    };
    Error::new(message).help("install Git, or name a folder that holds the other render")
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn ids_are_those_that_git_gives() {
        // `printf 'a\n' | git hash-object --stdin`
        assert_eq!(id_of(b"a\n", 40), "78981922613b2afb6025042ff6bd878ac1994e85");
        let long = "e266a1ba7ab7a9d16e49f50a9ee1ef4ecf5de8f41d28fbf8c18ab5a6d2ab8b1d";
        assert_eq!(id_of(b"a\n", 64).len(), long.len());
    }
}
