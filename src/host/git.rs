//! A revision in Git, read by one process that is asked for file after file.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output as Ran, Stdio};
use std::sync::{Mutex, PoisonError};

use super::Error;

/// A tree in Git.
#[derive(Debug)]
pub(super) struct Git {
    top: PathBuf,
    tree: String,
    pipe: Mutex<Pipe>,
}

#[derive(Debug)]
struct Pipe {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Git {
    /// The tree of a revision, in the repository of this folder.
    pub(super) fn open(revision: &str, top: &Path) -> Result<Git, Error> {
        let unknown = || {
            Error::new(format!(
                "could not compare: `{revision}` is neither a folder with a render nor a revision in Git"
            ))
        };
        if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
            return Err(unknown());
        }
        let ran =
            git(top).args(["rev-parse", "--verify", "--quiet"]).arg(format!("{revision}^{{tree}}")).output();
        let ran = ran.map_err(|error| not_run(&error))?;
        if !ran.status.success() {
            let help = "check the spelling; a revision that is not here yet has to be fetched first (in CI, check out with the whole history)";
            return Err(match said(&ran) {
                words if words.is_empty() => unknown().help(help),
                words => {
                    Error::new(format!("could not compare with `{revision}`: Git says: {words}")).help(help)
                }
            });
        }
        let tree = String::from_utf8_lossy(&ran.stdout).trim().to_string();
        Ok(Git { top: top.to_path_buf(), tree, pipe: Mutex::new(Pipe::open(top)?) })
    }

    /// The folders that hold a file of this name, sorted.
    pub(super) fn folders_of(&self, name: &str) -> Result<Vec<PathBuf>, Error> {
        let ran =
            git(&self.top).args(["ls-tree", "-r", "-z", "--name-only", "--full-tree", &self.tree]).output();
        let ran = ran.map_err(|error| not_run(&error))?;
        if !ran.status.success() {
            return Err(Error::new(format!("could not compare: Git says: {}", said(&ran))));
        }
        let paths = ran.stdout.split(|byte| *byte == 0).map(String::from_utf8_lossy);
        let folder = |path: &str| match path.rsplit_once('/') {
            Some((folder, last)) => (last == name).then(|| PathBuf::from(folder)),
            None => (path == name).then(PathBuf::new),
        };
        Ok(paths.filter_map(|path| folder(&path)).collect())
    }

    /// A file's bytes; none where the tree has no such file.
    pub(super) fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, Error> {
        let names: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let path = names.join("/");
        if path.contains(['\n', '\0']) {
            return Ok(None);
        }
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        pipe.ask(&format!("{}:{path}\n", self.tree))
            .map_err(|error| Error::new(format!("could not compare: Git could not read `{path}`: {error}")))
    }
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

    /// Asks for an object. The answer is `<id> <type> <size>` and the content, or `<question> missing`.
    fn ask(&mut self, question: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(questions) = &mut self.questions else { return Err(io::ErrorKind::BrokenPipe.into()) };
        questions.write_all(question.as_bytes())?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let head = head.trim_end();
        if head.strip_suffix(" missing") == Some(question.trim_end_matches('\n')) {
            return Ok(None);
        }
        let mut words = head.rsplit(' ');
        let (size, kind) = (words.next().and_then(|size| size.parse::<usize>().ok()), words.next());
        let Some(size) = size else { return Err(io::Error::other(format!("it answered `{head}`"))) };
        let mut content = vec![0; size + 1];
        self.answers.read_exact(&mut content)?;
        content.pop();
        Ok((kind == Some("blob")).then_some(content))
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

fn said(ran: &Ran) -> String {
    String::from_utf8_lossy(&ran.stderr).trim().trim_start_matches("fatal: ").to_string()
}

fn not_run(error: &io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => "could not compare: there is no `git` on the PATH".to_string(),
        _ => format!("could not compare: `git` could not be run: {error}"),
    };
    Error::new(message).help("install Git, or name a folder that holds the other render")
}
