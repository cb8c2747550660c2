//! What several verbs say: problems as people are shown them, and counts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::Which;
use super::terminal::{Exit, Terminal};
use crate::diag::{self, Problem};
use crate::report::{self, Counts, Files, SolutionDiff};
use crate::workspace::{self, Manifests, Prepared, State};

/// How many of a kind are shown of each manifest. Nobody reads on: what is wrong so often is wrong in one way.
const SHOWN: usize = 100;

/// Shows the problems of one manifest, and says how many of a kind are left out.
pub(super) fn tell<'p>(problems: impl Iterator<Item = &'p Problem>, say: impl Fn(&str)) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        let count = counts.entry(problem.code.word).or_default();
        *count += 1;
        if *count <= SHOWN {
            say(&format!("{}\n\n", diag::render(problem)));
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > SHOWN) {
        let more = count - SHOWN;
        say(&format!("… and {more} more [{code}]; `rmmgen check --format json` lists them all\n\n"));
    }
}

/// Prints every problem and what broke. Notes are for `check`.
pub(super) fn problems<T>(prepared: &[Prepared<T>], terminal: &Terminal) -> Exit {
    let mut exit = Exit::Clean;
    let mut all = Vec::new();
    for solution in prepared {
        let problems = || solution.problems.iter().filter(|problem| !problem.is_note());
        tell(problems(), |text| terminal.err(text));
        if problems().any(Problem::is_error) {
            exit = exit.max(Exit::Findings);
        }
        all.extend(problems());
        if let State::Broken(error) = &solution.state {
            exit = terminal.broken(Some(&solution.manifest), error);
        }
    }
    if let Some(code) = all.first().map(|problem: &&Problem| problem.code.word) {
        terminal.err(&format!("{}; `rmmgen explain {code}` says more\n", diag::summary(all.iter().copied())));
    }
    exit
}

/// The manifests that were named, or the one in the current folder.
pub(super) fn find(which: &Which, terminal: &Terminal) -> Result<Manifests, Exit> {
    let here = [PathBuf::from("solution.toml")];
    let named = if which.manifests.is_empty() { here.as_slice() } else { &which.manifests };
    workspace::find(named).map_err(|error| terminal.broken(None, &error))
}

/// Prints a diff. What could not be compared never reads as "no changes".
pub(super) fn show(diffs: &[SolutionDiff<'_>], files: Files, exit: Exit, terminal: &Terminal) {
    if exit == Exit::Clean || !Counts::of(diffs).is_empty() {
        terminal.out(&report::text(diffs, files, &terminal.palette()));
    } else {
        terminal.remark("What would change is not known before the problems are mended.\n");
    }
}

/// A manifest's path as it was given.
pub(super) fn typed(path: &Path) -> String {
    path.display().to_string()
}
