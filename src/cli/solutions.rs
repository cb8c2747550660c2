//! The verbs that are about solutions. All of them are readings of the same plans.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Exit;
use super::args::{Diff, DiffFormat, FailOn, Generate, Which};
use super::tell::tell;
use super::terminal::{self, Terminal};
use crate::diag::{self, Problem};
use crate::diff::checklist;
use crate::host::parallel;
use crate::host::{self, Against, Failure, Output, Straight, Wait};
use crate::plan::{Entry, Permit, Plan, Previous, Reason, Refusal, Render};
use crate::platform::CONNECTWISE;
use crate::report::{self, Counts, FileChange, Files, Old, Palette, SolutionDiff};
use crate::words::count;
use crate::workspace::{self, Bodies, Detail, Prepared, Ready, State};

/// Said where nothing is known of what stands in the console.
const UNREADABLE: &str = "**The earlier render cannot be read, so this is the whole set-up.**\n\n";

/// How long a run waits for another one in the same output folder.
const PATIENCE: Duration = Duration::from_secs(60);

/// Renders, shows what changes, and writes it.
pub(super) fn generate(arguments: &Generate, terminal: &Terminal) -> Exit {
    let Some(manifests) = find(&arguments.which, terminal) else { return Exit::Broken };
    let detail = if terminal.quiet { Detail::Files } else { Detail::Meaning };
    let prepared = held(arguments, &manifests, detail, terminal);
    let exit = problems(&prepared, terminal);
    if !terminal.quiet {
        with_diffs(&prepared, &typed, |diffs| show(diffs, Files::Listed, exit, terminal));
    }
    foreign(&prepared, terminal);
    let permit =
        Permit { overwrite_edits: arguments.overwrite_edits, allow_removals: arguments.allow_removals };
    write(prepared, permit, terminal).max(exit)
}

/// Says which files are not as the manifests have it, and writes nothing.
pub(super) fn stale(arguments: &Generate, terminal: &Terminal) -> Exit {
    let Some(manifests) = find(&arguments.which, terminal) else { return Exit::Broken };
    let prepared = held(arguments, &manifests, Detail::Files, terminal);
    let exit = problems(&prepared, terminal);
    let (mut is_stale, mut is_refused) = (false, false);
    for (_, ready) in ready(&prepared) {
        let Some(plan) = &ready.plan else { continue };
        for (path, reason) in plan.stale() {
            let why = plan.stale_because(path, reason);
            terminal.err(&format!("stale: {} ({why})\n", ready.output.shown(path)));
            is_stale = true;
        }
        is_refused |= !plan.refusals(Permit::default()).is_empty();
    }
    if is_stale {
        terminal.remark(match is_refused {
            true => {
                "`rmmgen generate` does not write over that by itself: it says why, and what can be done.\n"
            }
            false => "`rmmgen generate` brings it up to date.\n",
        });
        return exit.max(Exit::Findings);
    }
    if exit == Exit::Clean {
        terminal.remark(&format!("{} up to date.\n", count(manifests.len(), "solution")));
    }
    exit
}

/// Shows what would change: in meaning first, then file by file.
pub(super) fn diff(arguments: &Diff, terminal: &Terminal) -> Exit {
    let Some(manifests) = find(&arguments.which, terminal) else { return Exit::Broken };
    let detail = match arguments.format {
        DiffFormat::Checklist => Detail::Solution,
        _ => Detail::Meaning,
    };
    let prepared = match &arguments.against {
        None => prepared(&manifests, detail, Bodies::Scanned, terminal),
        Some(name) => match against(name, &manifests, &arguments.which, detail, terminal) {
            Ok(prepared) => prepared,
            Err(error) => {
                terminal.broken(None, &error);
                return Exit::Broken;
            }
        },
    };
    let exit = problems(&prepared, terminal);
    let not_compared: Vec<String> = prepared
        .iter()
        .filter(|solution| !matches!(solution.state, State::Ready(_)))
        .map(|solution| host::in_repository(&solution.manifest))
        .collect();
    // A diff on a terminal names manifests as they were given; any other is read elsewhere.
    let name = |path: &Path| match arguments.format {
        DiffFormat::Text => typed(path),
        _ => host::in_repository(path),
    };
    with_diffs(&prepared, &name, |diffs| {
        let counts = Counts::of(diffs);
        match arguments.format {
            DiffFormat::Json => terminal.out(&report::json(diffs, &not_compared)),
            DiffFormat::Markdown => terminal.out(&report::markdown(diffs, exit == Exit::Clean)),
            DiffFormat::Github => {
                terminal.out(&report::github(diffs, exit == Exit::Clean));
            }
            DiffFormat::Checklist => terminal.out(&todo(&prepared, exit == Exit::Clean)),
            DiffFormat::Text => show(diffs, Files::Unified, exit, terminal),
        }
        exit.max(unwelcome(arguments.fail_on, counts))
    })
}

/// What is to be done in the console, solution by solution. What could not be compared never reads as nothing.
fn todo(prepared: &[Prepared], complete: bool) -> String {
    let mut out = String::new();
    if !complete {
        out.push_str("**Some solutions could not be compared: `rmmgen check` says why.**\n\n");
    }
    for (manifest, ready) in ready(prepared) {
        let (Some(plan), Some(new)) = (&ready.plan, &ready.solution) else { continue };
        let (old, note) = match plan.previous() {
            Previous::Same => continue,
            Previous::Nothing => (None, ""),
            Previous::Record(record) => (Some(&record.solution), ""),
            Previous::Unreadable(_) => (None, UNREADABLE),
        };
        let sections = checklist::checklist(CONNECTWISE, old, new);
        if !sections.is_empty() {
            out += note;
            out += &checklist::markdown(&ready.name, &host::in_repository(manifest), &sections);
            out.push('\n');
        }
    }
    if out.is_empty() { "Nothing is to be done in the console since that render.\n".to_owned() } else { out }
}

/// Prints a diff. What could not be compared never reads as "no changes".
fn show(diffs: &[SolutionDiff<'_>], files: Files, exit: Exit, terminal: &Terminal) {
    if exit == Exit::Clean || !Counts::of(diffs).is_empty() {
        terminal.out(&report::text(diffs, files, &terminal.palette()));
    } else {
        terminal.remark("What would change is not known before the problems are mended.\n");
    }
}

/// Whether there is a change that the verb was asked to fail on.
fn unwelcome(fail_on: Option<FailOn>, counts: Counts) -> Exit {
    match fail_on {
        Some(FailOn::Breaking) if counts.breaking > 0 => Exit::Findings,
        Some(FailOn::Any) if !counts.is_empty() => Exit::Findings,
        _ => Exit::Clean,
    }
}

/// The manifests that were named, or the one in the current folder.
pub(super) fn find(which: &Which, terminal: &Terminal) -> Option<Vec<PathBuf>> {
    let here = [PathBuf::from("solution.toml")];
    let named = if which.manifests.is_empty() { here.as_slice() } else { &which.manifests };
    workspace::find(named).map_err(|error| terminal.broken(None, &error)).ok()
}

/// Does the work on each manifest, and says how far it is.
pub(super) fn each(
    manifests: &[PathBuf],
    terminal: &Terminal,
    work: impl Fn(&Path) -> Prepared + Sync,
) -> Vec<Prepared> {
    let progress = terminal.progress(manifests.len());
    parallel::map(manifests.iter().collect(), |manifest| {
        let prepared = work(manifest);
        progress.tick();
        prepared
    })
}

/// Every solution, compared with its output folder and with the others.
fn prepared(manifests: &[PathBuf], detail: Detail, bodies: Bodies, terminal: &Terminal) -> Vec<Prepared> {
    let mut prepared =
        each(manifests, terminal, |path| workspace::prepare(path, &workspace::with_disk, detail, bodies));
    workspace::clashes(&mut prepared);
    prepared
}

/// Every solution; where that is asked for, with its warnings as errors: all that `check` has.
fn held(arguments: &Generate, manifests: &[PathBuf], detail: Detail, terminal: &Terminal) -> Vec<Prepared> {
    if !arguments.deny_warnings {
        return prepared(manifests, detail, Bodies::Scanned, terminal);
    }
    let mut prepared = prepared(manifests, detail, Bodies::Parsed, terminal);
    workspace::deny_warnings(&mut prepared);
    prepared
}

/// Every solution, compared with another render. Where that is found depends on all output folders.
fn against(
    name: &str,
    manifests: &[PathBuf],
    which: &Which,
    detail: Detail,
    terminal: &Terminal,
) -> Result<Vec<Prepared>, host::Error> {
    let found = each(manifests, terminal, workspace::check);
    let outputs: Vec<Output> = ready(&found).map(|(_, ready)| ready.output.clone()).collect();
    if outputs.is_empty() {
        return Ok(found);
    }
    let other = Against::open(name, &outputs)?;
    let mut prepared = each(manifests, terminal, |path| {
        let compare = |render: Render, output: &Output| {
            let earlier = other.earlier(&render, output)?;
            Ok(Some(Plan::between(render, earlier)))
        };
        workspace::prepare(path, &compare, detail, Bodies::Scanned)
    });
    workspace::clashes(&mut prepared);
    // What was named and is no manifest is a folder: only there may one be missed.
    let is_folder = |named: &&PathBuf| !manifests.contains(named);
    let folders: Vec<PathBuf> = which.manifests.iter().filter(is_folder).cloned().collect();
    workspace::gone(&mut prepared, &folders, &other, detail)?;
    Ok(prepared)
}

/// The solutions that came through.
fn ready(prepared: &[Prepared]) -> impl Iterator<Item = (&Path, &Ready)> {
    prepared.iter().filter_map(|solution| match &solution.state {
        State::Ready(ready) => Some((solution.manifest.as_path(), ready.as_ref())),
        _ => None,
    })
}

/// Prints every problem and what broke. Notes are for `check`.
pub(super) fn problems(prepared: &[Prepared], terminal: &Terminal) -> Exit {
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
            terminal.broken(Some(&solution.manifest), error);
            exit = Exit::Broken;
        }
    }
    if let Some(code) = all.first().map(|problem: &&Problem| problem.code.word) {
        terminal.err(&format!("{}; `rmmgen explain {code}` says more\n", diag::summary(all.iter().copied())));
    }
    exit
}

/// What stands in the output folders that nobody rendered.
fn foreign(prepared: &[Prepared], terminal: &Terminal) {
    for (_, ready) in ready(prepared) {
        for path in ready.plan.iter().flat_map(Plan::foreign) {
            terminal.remark(&format!("left alone: {} (not written by rmmgen)\n", ready.output.shown(path)));
        }
    }
}

/// Carries the plans out.
fn write(prepared: Vec<Prepared>, permit: Permit, terminal: &Terminal) -> Exit {
    let plans = prepared.into_iter().filter_map(|solution| match solution.state {
        State::Ready(ready) => Some((ready.output, ready.plan?, ready.originals)),
        _ => None,
    });
    let notice = |text: &str| terminal::note(&format!("{text}\n"));
    let wait = Wait { at_most: PATIENCE, notice: &notice };
    let ends = parallel::map(plans.collect(), |(output, plan, originals)| {
        let failure = host::apply(&output, plan, permit, &wait, &Straight).err()?;
        Some((output, failure, originals))
    });
    let failures = ends.into_iter().flatten();
    failures.fold(Exit::Clean, |exit, (output, failure, originals)| {
        exit.max(unwritten(&output, &failure, &originals, terminal))
    })
}

/// Says why a plan was not carried out.
fn unwritten(
    output: &Output,
    failure: &Failure,
    originals: &BTreeMap<String, Vec<u8>>,
    terminal: &Terminal,
) -> Exit {
    match failure {
        Failure::Failed(error) => {
            terminal.broken(None, error);
            Exit::Broken
        }
        Failure::Refused(plan, refusals) => {
            terminal.err(&format!("not written: {}\n", output.folder().display()));
            for refusal in refusals {
                terminal.err(&format!("  {refusal}\n    help: {}\n", refusal.help()));
                if let Refusal::Edited(path) = refusal {
                    terminal.err(&edit(plan, output, path, originals));
                }
            }
            Exit::Findings
        }
    }
}

/// What a hand changed in a rendered file, as a diff from the last render to the file; from the new render where
/// the last one cannot be told.
fn edit(plan: &Plan, output: &Output, path: &str, originals: &BTreeMap<String, Vec<u8>>) -> String {
    let Some(entry) = plan.entries().iter().find(|entry| entry.path == path) else { return String::new() };
    let original = originals.get(path).map(Vec::as_slice).or_else(|| plan.new_text(entry));
    let found = entry.old.as_deref().and_then(text).map(|found| found.replace("\r\n", "\n"));
    let (path, old) = (&output.in_repository(path), original.and_then(text).map_or(Old::Absent, Old::Text));
    let change = FileChange { path, old, new: found.as_deref(), reason: "" };
    report::unified(&change, &Palette::COLOUR)
}

/// A solution's changes, and its files as a report shows them.
struct Compared<'a> {
    manifest: String,
    ready: &'a Ready,
    paths: Vec<String>,
    texts: Vec<Option<Cow<'a, str>>>,
    reasons: Vec<String>,
}

impl<'a> Compared<'a> {
    fn new(manifest: String, ready: &'a Ready) -> Self {
        let entries = ready.plan.as_ref().map(Plan::entries).unwrap_or_default();
        Compared {
            manifest,
            paths: entries.iter().map(|entry| ready.output.in_repository(&entry.path)).collect(),
            texts: entries.iter().map(|entry| new_text(ready.plan.as_ref()?, entry)).collect(),
            reasons: entries.iter().map(|entry| said(entry.reason)).collect(),
            ready,
        }
    }

    fn files(&'a self) -> Vec<FileChange<'a>> {
        let Some(plan) = &self.ready.plan else { return Vec::new() };
        let file = |index: usize, entry: &'a Entry| FileChange {
            path: &self.paths[index],
            old: match entry.old.as_deref().map(text) {
                None => Old::Absent,
                Some(None) => Old::Unknown,
                Some(Some(text)) => Old::Text(text),
            },
            new: self.texts[index].as_deref(),
            reason: &self.reasons[index],
        };
        plan.entries().iter().enumerate().map(|(index, entry)| file(index, entry)).collect()
    }
}

/// What a file will hold, with the line ends it has now: after a checkout with CRLF a diff is of the lines that change,
/// and `git apply` takes it.
fn new_text<'a>(plan: &'a Plan, entry: &'a Entry) -> Option<Cow<'a, str>> {
    let new = plan.new_text(entry).and_then(text)?;
    let has_crlf = entry.old.as_deref().and_then(text).is_some_and(|old| old.contains("\r\n"));
    Some(if has_crlf { new.replace('\n', "\r\n").into() } else { new.into() })
}

/// A manifest's path as it was given.
fn typed(path: &Path) -> String {
    path.display().to_string()
}

/// Compares what is ready, and hands the diffs on.
fn with_diffs<R>(
    prepared: &[Prepared],
    name: &dyn Fn(&Path) -> String,
    then: impl FnOnce(&[SolutionDiff<'_>]) -> R,
) -> R {
    let compared: Vec<Compared<'_>> =
        ready(prepared).map(|(path, ready)| Compared::new(name(path), ready)).collect();
    let files: Vec<Vec<FileChange<'_>>> = compared.iter().map(Compared::files).collect();
    let diffs: Vec<SolutionDiff<'_>> = compared
        .iter()
        .zip(&files)
        .map(|(compared, files)| SolutionDiff {
            name: &compared.ready.name,
            id: compared.ready.id,
            manifest: &compared.manifest,
            changes: &compared.ready.changes,
            files,
        })
        .collect();
    then(&diffs)
}

/// Why a file changes, where that is not plain from the manifest.
fn said(reason: Reason) -> String {
    match reason {
        Reason::EditedByHand | Reason::Foreign => reason.to_string(),
        Reason::Changed | Reason::Missing | Reason::LeftOver => String::new(),
    }
}

/// A file's text; none where it is not UTF-8.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
