//! A repository with a solution, rendered by hand.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rmmgen::host::{Seam, Straight, Wait};
use rmmgen::plan::{Permit, Plan, Refusal, Render, Territory, Unmanaged};
use rmmgen::render::Artifact;
use rmmgen::solution::Solution;
use rmmgen::workspace::{self, Failure, Output};

/// A repository in a temporary folder, with the solution in `solution/`.
pub(crate) struct Repository {
    folder: tempfile::TempDir,
    pub(crate) output: Output,
}

impl Repository {
    pub(crate) fn new() -> Repository {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join(".git")).unwrap();
        Repository { output: output(folder.path()), folder }
    }

    pub(crate) fn top(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.top().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn plan(&self, render: Render) -> Plan {
        let seen = self.output.observe(&render).unwrap();
        Plan::new(render, seen)
    }

    pub(crate) fn apply(&self, render: Render, permit: Permit) -> Result<Plan, Failure> {
        workspace::apply(&self.output, self.plan(render), permit, &no_wait(), &Straight)
    }

    /// Renders, and asserts that nothing is left to do.
    pub(crate) fn render(&self, render: &Render) {
        self.apply(render.clone(), Permit::default()).unwrap();
        assert!(self.plan(render.clone()).is_empty());
    }

    pub(crate) fn refusals(&self, render: Render) -> Vec<Refusal> {
        match self.apply(render, Permit::default()) {
            Err(Failure::Refused(_, refusals)) => refusals,
            other => panic!("{other:?}"),
        }
    }

    /// Every file, but for what rmmgen keeps for itself and Git's.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.top().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let name = entry.file_name();
                if name == ".git" || name == ".rmmgen" {
                } else if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    let path =
                        entry.path().strip_prefix(self.top()).unwrap().to_str().unwrap().replace('\\', "/");
                    files.insert(path, fs::read_to_string(entry.path()).unwrap());
                }
            }
        }
        files
    }

    /// Every folder, but for what rmmgen keeps for itself and Git's.
    pub(crate) fn folders(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.top().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                let name = entry.file_name();
                if name != ".git" && name != ".rmmgen" && entry.file_type().unwrap().is_dir() {
                    found.push(
                        entry.path().strip_prefix(self.top()).unwrap().to_str().unwrap().replace('\\', "/"),
                    );
                    folders.push(entry.path());
                }
            }
        }
        found.sort();
        found
    }
}

pub(crate) fn output(top: &Path) -> Output {
    Output::open(&top.join("solution"), "out", top).unwrap()
}

pub(crate) fn no_wait() -> Wait<'static> {
    Wait { at_most: Duration::ZERO, notice: &|_| {} }
}

pub(crate) fn render_with(name: &str, files: &[(&str, &str)], unmanaged: &[&str]) -> Render {
    let solution = format!(
        r#"{{"part":{{"id":"fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9","name":"{name}","description":"b"}}}}"#
    );
    let solution: Solution = serde_json::from_str(&solution).unwrap();
    let mut artifacts: Vec<Artifact> = files
        .iter()
        .map(|(path, text)| Artifact { path: path.to_string(), bytes: text.as_bytes().to_vec().into() })
        .collect();
    artifacts.sort_by(|one, other| one.path.cmp(&other.path));
    Render::new(&solution, artifacts, Unmanaged::new(unmanaged), Territory::everywhere())
}

pub(crate) fn render(files: &[(&str, &str)]) -> Render {
    render_with("A", files, &[])
}

/// Counts the changes, and does something else at one of them.
pub(crate) struct At {
    pub(crate) number: usize,
    pub(crate) what: What,
    passed: AtomicUsize,
}

pub(crate) enum What {
    /// The change fails.
    Fail,
    /// The process ends after the change.
    End,
    /// Something holds the file: this often.
    Hold(usize),
}

impl At {
    pub(crate) fn new(number: usize, what: What) -> At {
        At { number, what, passed: AtomicUsize::new(0) }
    }

    pub(crate) fn passed(&self) -> usize {
        self.passed.load(Ordering::SeqCst)
    }
}

impl Seam for At {
    fn pass(&self, _: &str, _: &Path, change: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        let number = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
        match self.what {
            What::Fail if number == self.number => Err(io::Error::other("injected")),
            What::Hold(times) if number >= self.number && number < self.number + times => {
                Err(io::ErrorKind::ResourceBusy.into())
            }
            What::End if number == self.number => {
                let _ = change();
                // As a kill: nothing is dropped, nothing is tidied up.
                std::process::exit(i32::try_from(number).unwrap());
            }
            _ => change(),
        }
    }

    fn is_passing(&self, error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::ResourceBusy
    }
}
