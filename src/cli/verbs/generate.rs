//! `generate`: renders, shows what changes, and writes it; with `--check` it only says what is stale.

use std::time::Duration;

use crate::cli::args::Generate;
use crate::cli::tell::{find, problems, show, typed};
use crate::cli::terminal::{self, Exit, Terminal};
use crate::host::Wait;
use crate::plan::{Permit, Refusal};
use crate::report::Files;
use crate::words::count;
use crate::workspace::{self, Bodies, Detail, Failure, Options, Planned, Prepared, Unwritten};

/// How long a run waits for another one in the same output folder.
const PATIENCE: Duration = Duration::from_secs(60);

/// Renders, shows what changes, and writes it.
pub(super) fn generate(arguments: &Generate, terminal: &Terminal) -> Exit {
    let detail = if terminal.quiet { Detail::Files } else { Detail::Meaning };
    let (_, prepared) = match planned(arguments, detail, terminal) {
        Ok(planned) => planned,
        Err(exit) => return exit,
    };
    let exit = problems(&prepared, terminal);
    if !terminal.quiet {
        show(&workspace::diffs(&prepared, &typed), Files::Listed, exit, terminal);
    }
    foreign(&prepared, terminal);
    let permit =
        Permit { overwrite_edits: arguments.overwrite_edits, allow_removals: arguments.allow_removals };
    let notice = |text: &str| terminal::note(&format!("{text}\n"));
    let failed = workspace::write(prepared, permit, &Wait { at_most: PATIENCE, notice: &notice });
    failed.iter().fold(exit, |exit, unwritten| exit.max(say_why(unwritten, terminal)))
}

/// Says which files are not as the manifests have it, and writes nothing.
pub(super) fn stale(arguments: &Generate, terminal: &Terminal) -> Exit {
    let (manifests, prepared) = match planned(arguments, Detail::Files, terminal) {
        Ok(planned) => planned,
        Err(exit) => return exit,
    };
    let exit = problems(&prepared, terminal);
    let (mut is_stale, mut is_refused) = (false, false);
    for (_, Planned { plan, output, .. }) in prepared.iter().filter_map(Prepared::ready) {
        for (path, reason) in plan.stale() {
            let why = plan.stale_because(path, reason);
            terminal.err(&format!("stale: {} ({why})\n", output.shown(path)));
            is_stale = true;
        }
        is_refused |= !plan.refusals(Permit::default()).is_empty();
    }
    if is_stale {
        terminal.remark(if is_refused {
            "`rmmgen generate` does not write over that by itself: it says why, and what can be done.\n"
        } else {
            "`rmmgen generate` brings it up to date.\n"
        });
        return exit.max(Exit::Findings);
    }
    if exit == Exit::Clean {
        terminal.remark(&format!("{} up to date.\n", count(manifests, "solution")));
    }
    exit
}

/// How many manifests there are, and every solution, planned; where that is asked for, with its warnings as errors: all
/// that `check` has.
fn planned(
    arguments: &Generate,
    detail: Detail,
    terminal: &Terminal,
) -> Result<(usize, Vec<Prepared<Planned>>), Exit> {
    let manifests = find(&arguments.which, terminal)?;
    let found = manifests.found.len();
    let progress = terminal.progress(found);
    let bodies = if arguments.deny_warnings { Bodies::Parsed } else { Bodies::Scanned };
    let options = Options { named: &[], bodies, detail, against: None, progress: &|| progress.tick() };
    let mut prepared = workspace::plan(manifests, &options).map_err(|error| terminal.broken(None, &error))?;
    if arguments.deny_warnings {
        workspace::deny_warnings(&mut prepared);
    }
    Ok((found, prepared))
}

/// What stands in the output folders that nobody rendered.
fn foreign(prepared: &[Prepared<Planned>], terminal: &Terminal) {
    for (_, Planned { plan, output, .. }) in prepared.iter().filter_map(Prepared::ready) {
        for path in plan.foreign() {
            terminal.remark(&format!("left alone: {} (not written by rmmgen)\n", output.shown(path)));
        }
        for path in plan.ignored() {
            let shown = output.shown(path);
            terminal.err(&format!(
                "left alone: {shown} (`render.json` names it, but no render has such a file)\n"
            ));
        }
    }
}

/// Says why a plan was not carried out.
fn say_why(Unwritten { output, failure, originals }: &Unwritten, terminal: &Terminal) -> Exit {
    let (plan, refusals) = match failure {
        Failure::Failed(error) => return terminal.broken(None, error),
        Failure::Refused(plan, refusals) => (plan, refusals),
    };
    terminal.err(&format!("not written: {}\n", output.folder().display()));
    for refusal in refusals {
        terminal.err(&format!("  {refusal}\n    help: {}\n", refusal.help()));
        if let Refusal::Edited(path) = refusal {
            terminal.err(&workspace::edit(plan, output, path, originals));
        }
    }
    Exit::Findings
}
