//! A solution as far as it came. One solution's problems never hide another's.

use std::path::{Path, PathBuf};

use super::loaded::{Bodies, Loaded};
use super::rendered::{Identity, Rendered};
use crate::diag::{Problem, Severity};
use crate::host;

/// A solution as far as it came.
#[derive(Debug)]
pub struct Prepared<T> {
    /// The manifest's path as people gave it; that of a folder which could not be searched for one.
    pub manifest: PathBuf,
    /// Errors and warnings.
    pub problems: Vec<Problem>,
    /// What came of it.
    pub state: State<T>,
    pub(super) identity: Option<Identity>,
}

/// What came of a solution.
#[derive(Debug)]
pub enum State<T> {
    /// It has problems that keep it from being rendered.
    Unsound,
    /// Reading or comparing it failed.
    Broken(host::Error),
    /// It came through.
    Ready(Box<T>),
}

impl<T> Prepared<T> {
    /// Loads and renders a solution, and takes the last step with it where nothing keeps it from that.
    pub(super) fn new(
        manifest: &Path,
        bodies: Bodies,
        last: impl FnOnce(Rendered) -> Result<T, host::Error>,
    ) -> Prepared<T> {
        let (mut problems, mut identity) = (Vec::new(), None);
        let state = || {
            let Some(loaded) = Loaded::read(manifest, bodies, &mut problems)? else { return Ok(None) };
            let Some(rendered) = loaded.render(&mut problems)? else { return Ok(None) };
            identity = Some(rendered.identity());
            last(rendered).map(|last| Some(Box::new(last)))
        };
        let state = match host::panics::caught(state).and_then(|state| state) {
            Ok(Some(ready)) => State::Ready(ready),
            Ok(None) => State::Unsound,
            Err(error) => State::Broken(error),
        };
        Prepared { manifest: manifest.to_owned(), problems, state, identity }
    }

    /// What may be in a folder that could not be searched.
    pub(super) fn unsearched((folder, error): (PathBuf, host::Error)) -> Prepared<T> {
        Prepared { manifest: folder, problems: Vec::new(), state: State::Broken(error), identity: None }
    }

    /// Its path and what it is, where it came through.
    pub fn ready(&self) -> Option<(&Path, &T)> {
        match &self.state {
            State::Ready(ready) => Some((&self.manifest, ready)),
            State::Unsound | State::Broken(_) => None,
        }
    }

    /// Takes every warning for an error, and stops the solution if it has one.
    pub(super) fn deny_warnings(&mut self) {
        let mut any = false;
        for problem in self.problems.iter_mut().filter(|problem| !problem.is_note()) {
            problem.severity = Severity::Error;
            any = true;
        }
        if any && self.ready().is_some() {
            self.state = State::Unsound;
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "writes a manifest")]

    use super::*;

    #[test]
    fn a_panic_ends_one_solution() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("solution.toml");
        let text = "schema = 1\n[solution]\nid = \"fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9\"\n\
                    name = \"A\"\ndescription = \"A solution.\"\n";
        std::fs::write(&manifest, text).unwrap();
        let prepared = Prepared::<()>::new(&manifest, Bodies::Scanned, |_| panic!("a slip"));
        let State::Broken(error) = prepared.state else {
            panic!("{:?} {:?}", prepared.state, prepared.problems)
        };
        assert!(error.message.contains("a slip"), "{error}");
    }
}
