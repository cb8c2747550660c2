//! `check`: every problem, for people on stderr, for programs on stdout.

use std::path::Path;

use crate::cli::args::{Check, CheckFormat};
use crate::cli::tell::{find, problems, tell};
use crate::cli::terminal::{Exit, Terminal};
use crate::diag::{self, Problem};
use crate::host;
use crate::report::problems::{Checked, Failure, Paths, github, json, sarif};
use crate::words::count;
use crate::workspace::{self, Prepared, State};

/// Lists every problem.
pub(super) fn check(arguments: &Check, terminal: &Terminal) -> Exit {
    let manifests = match find(&arguments.which, terminal) {
        Ok(manifests) => manifests,
        Err(exit) => return exit,
    };
    let progress = terminal.progress(manifests.found.len());
    let mut prepared = workspace::check(manifests, &|| progress.tick());
    if arguments.deny_warnings {
        workspace::deny_warnings(&mut prepared);
    }
    let written = match arguments.format {
        CheckFormat::Text => return told(&prepared, terminal),
        CheckFormat::Json => report(&prepared, json),
        CheckFormat::Github => report(&prepared, github),
        CheckFormat::Sarif => report(&prepared, sarif),
    };
    terminal.out(&written);
    prepared.iter().map(exit).max().unwrap_or(Exit::Clean)
}

fn told(prepared: &[Prepared<()>], terminal: &Terminal) -> Exit {
    let (notes, found): (Vec<&Problem>, Vec<&Problem>) =
        prepared.iter().flat_map(|solution| &solution.problems).partition(|problem| problem.is_note());
    for solution in prepared {
        tell(solution.problems.iter().filter(|problem| problem.is_note()), |text| terminal.remark(text));
    }
    let exit = problems(prepared, terminal);
    if exit == Exit::Clean && found.is_empty() {
        let manifests = count(prepared.len(), "manifest");
        let notes = if notes.is_empty() { String::new() } else { format!("; {}", diag::summary(notes)) };
        terminal.remark(&format!("No problems in {manifests}{notes}.\n"));
    }
    exit
}

/// The problems in a format for programs.
fn report(prepared: &[Prepared<()>], write: impl Fn(&[Checked<'_>], &Paths<'_>) -> String) -> String {
    let manifests: Vec<String> =
        prepared.iter().map(|solution| host::in_repository(&solution.manifest)).collect();
    let checked = prepared.iter().zip(&manifests).map(|(solution, manifest)| Checked {
        manifest,
        problems: &solution.problems,
        failure: failure(solution),
    });
    write(&checked.collect::<Vec<_>>(), &|path| host::in_repository(Path::new(path)))
}

fn failure(solution: &Prepared<()>) -> Option<Failure<'_>> {
    match &solution.state {
        State::Broken(error) => Some(Failure { message: &error.message, help: error.help.as_deref() }),
        _ => None,
    }
}

/// How the check of one solution ended.
fn exit(solution: &Prepared<()>) -> Exit {
    match &solution.state {
        State::Broken(_) => Exit::Broken,
        _ if solution.problems.iter().any(|problem| problem.is_error()) => Exit::Findings,
        _ => Exit::Clean,
    }
}
