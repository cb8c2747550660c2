//! `diff`: shows what would change, in meaning first, then file by file.

use std::path::Path;

use crate::cli::args::{Diff, DiffFormat, FailOn};
use crate::cli::tell::{find, problems, show, typed};
use crate::cli::terminal::{Exit, Terminal};
use crate::diff::checklist;
use crate::host;
use crate::plan::Previous;
use crate::platform::CONNECTWISE;
use crate::report::{self, Counts, Files};
use crate::workspace::{self, Bodies, Detail, Options, Planned, Prepared};

/// Said where nothing is known of what stands in the console.
const UNREADABLE: &str = "**The earlier render cannot be read, so this is the whole set-up.**\n\n";

/// Shows what would change.
pub(super) fn diff(arguments: &Diff, terminal: &Terminal) -> Exit {
    let prepared = match planned(arguments, terminal) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let exit = problems(&prepared, terminal);
    let complete = exit == Exit::Clean;
    // A diff on a terminal names manifests as they were given; any other is read elsewhere.
    let name: &dyn Fn(&Path) -> String = match arguments.format {
        DiffFormat::Text => &typed,
        _ => &host::in_repository,
    };
    let diffs = workspace::diffs(&prepared, name);
    match arguments.format {
        DiffFormat::Text => show(&diffs, Files::Unified, exit, terminal),
        DiffFormat::Json => terminal.out(&report::json(&diffs, &not_compared(&prepared))),
        DiffFormat::Markdown => terminal.out(&report::markdown(&diffs, complete)),
        DiffFormat::Github => terminal.out(&report::github(&diffs, complete)),
        DiffFormat::Checklist => terminal.out(&todo(&prepared, complete)),
    }
    exit.max(unwelcome(arguments.fail_on, Counts::of(&diffs)))
}

fn planned(arguments: &Diff, terminal: &Terminal) -> Result<Vec<Prepared<Planned>>, Exit> {
    let manifests = find(&arguments.which, terminal)?;
    let progress = terminal.progress(manifests.found.len());
    let options = Options {
        named: &arguments.which.manifests,
        bodies: Bodies::Scanned,
        detail: match arguments.format {
            DiffFormat::Checklist => Detail::Solution,
            _ => Detail::Meaning,
        },
        against: arguments.against.as_deref(),
        progress: &|| progress.tick(),
    };
    workspace::plan(manifests, &options).map_err(|error| terminal.broken(None, &error))
}

/// The manifests of solutions that did not come through.
fn not_compared(prepared: &[Prepared<Planned>]) -> Vec<String> {
    let not_ready = prepared.iter().filter(|solution| solution.ready().is_none());
    not_ready.map(|solution| host::in_repository(&solution.manifest)).collect()
}

/// What is to be done in the console, solution by solution. What could not be compared never reads as nothing.
fn todo(prepared: &[Prepared<Planned>], complete: bool) -> String {
    let mut out = String::new();
    if !complete {
        out.push_str("**Some solutions could not be compared: `rmmgen check` says why.**\n\n");
    }
    for (manifest, planned) in prepared.iter().filter_map(Prepared::ready) {
        let Some(new) = &planned.solution else { continue };
        let (old, note) = match planned.plan.previous() {
            Previous::Same => continue,
            Previous::Nothing => (None, ""),
            Previous::Record(record) => (Some(&record.solution), ""),
            Previous::Conflict(conflict) => match &conflict.base {
                Some(base) => (Some(&base.solution), ""),
                None => (None, UNREADABLE),
            },
            Previous::Unreadable(_) => (None, UNREADABLE),
        };
        let sections = checklist::checklist(CONNECTWISE, old, new);
        if !sections.is_empty() {
            out += note;
            out += &checklist::markdown(&planned.name, &host::in_repository(manifest), &sections);
            out.push('\n');
        }
    }
    if out.is_empty() { "Nothing is to be done in the console since that render.\n".to_owned() } else { out }
}

/// Whether there is a change that the verb was asked to fail on.
fn unwelcome(fail_on: Option<FailOn>, counts: Counts) -> Exit {
    match fail_on {
        Some(FailOn::Breaking) if counts.breaking > 0 => Exit::Findings,
        Some(FailOn::Any) if !counts.is_empty() => Exit::Findings,
        _ => Exit::Clean,
    }
}
