//! Another render to compare with: a folder, or a revision in Git.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output as Ran, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use uuid::Uuid;

use super::find::find_renders;
use super::{Error, Output, read_if_there};
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

    /// The folder of every render there, from its top.
    fn find_folders(&self, output: &Output) -> Result<BTreeMap<Uuid, PathBuf>, Error> {
        let folders = match &self.source {
            Source::Render(_) => Vec::new(),
            Source::Tree(top) => {
                let found = find_renders(top)?.into_iter();
                found.filter_map(|folder| folder.strip_prefix(top).map(Path::to_path_buf).ok()).collect()
            }
            Source::Git(git) => git.folders_of(RECORD)?,
        };
        let mut renders = BTreeMap::new();
        for folder in folders {
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
            return super::absolute(&render).ok().map(Source::Render);
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

/// A tree in Git, read by one process.
#[derive(Debug)]
struct Git {
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
    fn open(revision: &str, top: &Path) -> Result<Git, Error> {
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
    fn folders_of(&self, name: &str) -> Result<Vec<PathBuf>, Error> {
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
    fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, Error> {
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
