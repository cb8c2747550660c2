//! All manifests together. Each is loaded, rendered and planned by itself, in parallel, as far as a verb needs it; then
//! they are compared with each other.

mod against;
mod clashes;
mod compared;
mod images;
mod loaded;
mod output;
mod planned;
mod prepared;
mod rendered;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use against::Against;
pub use compared::{diffs, edit};
pub use loaded::Bodies;
pub use output::{Failure, Output, apply};
pub use planned::{Detail, Planned};
pub use prepared::{Prepared, State};

use crate::host::{self, Straight, Wait, parallel};
use crate::plan::Permit;
use loaded::Loaded;
use output::SEARCH;
use rendered::Rendered;

/// What a verb takes on the way to plans.
pub struct Options<'a> {
    /// The manifests and folders that were named.
    pub named: &'a [PathBuf],
    /// How script bodies are read.
    pub bodies: Bodies,
    /// What is told of the plans.
    pub detail: Detail,
    /// Another render to compare with; none: what is in the output folders.
    pub against: Option<&'a str>,
    /// Called whenever a solution is done.
    pub progress: &'a (dyn Fn() + Sync),
}

/// The manifests that these paths name: files, and every `solution.toml` below a folder.
///
/// # Errors
/// A path that does not exist, or a folder without any.
pub fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, host::Error> {
    let mut found = Vec::new();
    for path in paths {
        if !host::names_folder(path)? {
            found.push(path.clone());
            continue;
        }
        let below = SEARCH.below(path)?.files;
        if below.is_empty() {
            let message = format!("there is no solution.toml in `{}` or below", path.display());
            return Err(host::Error { message, help: Some("`rmmgen new NAME` makes one".into()) });
        }
        found.extend(below.into_iter().map(|path| match path.strip_prefix(".") {
            Ok(plain) => plain.to_owned(),
            Err(_) => path,
        }));
    }
    // One folder holds no manifest twice: links are not followed.
    if paths.len() > 1 {
        let mut seen = BTreeSet::new();
        found.retain(|path| seen.insert(host::same_file(path)));
    }
    Ok(found)
}

/// Loads and renders every solution, for its problems.
pub fn check(manifests: &[PathBuf], progress: &(dyn Fn() + Sync)) -> Vec<Prepared<()>> {
    let mut prepared =
        each(manifests, progress, |path| Prepared::new(path, Bodies::Parsed, Rendered::can_be_written));
    clashes::clashes(&mut prepared);
    prepared
}

/// Loads, renders and plans every solution.
///
/// # Errors
/// Where the other render that is to be compared with cannot be read.
pub fn plan(manifests: &[PathBuf], options: &Options<'_>) -> Result<Vec<Prepared<Planned>>, host::Error> {
    let other = options.against.map(|name| open(name, manifests)).transpose()?;
    let mut prepared = each(manifests, options.progress, |path| {
        Prepared::new(path, options.bodies, |rendered| rendered.plan(other.as_ref(), options.detail))
    });
    clashes::clashes(&mut prepared);
    if let Some(other) = &other {
        // What was named and is no manifest is a folder: only there may one be missed.
        let is_folder = |named: &&PathBuf| !manifests.contains(named);
        let folders: Vec<PathBuf> = options.named.iter().filter(is_folder).cloned().collect();
        against::add_gone(&mut prepared, &folders, other, options.detail)?;
    }
    Ok(prepared)
}

/// The other render of this name. Solutions are only loaded for it where a folder has that name.
fn open(name: &str, manifests: &[PathBuf]) -> Result<Against, host::Error> {
    let top = loaded::top(manifests.first().map_or(Path::new("."), PathBuf::as_path))?;
    let outputs = || {
        let load = |path: &PathBuf| Loaded::read(path, Bodies::Scanned, &mut Vec::new()).ok()?;
        let loaded = parallel::map(manifests.iter().collect(), load);
        loaded.into_iter().flatten().map(|loaded| loaded.output).collect()
    };
    Against::open(name, &top, outputs)
}

/// Does the work on each manifest, on every core.
fn each<T: Send>(
    manifests: &[PathBuf],
    progress: &(dyn Fn() + Sync),
    work: impl Fn(&Path) -> Prepared<T> + Sync,
) -> Vec<Prepared<T>> {
    parallel::map(manifests.iter().collect(), |manifest: &PathBuf| {
        let prepared = work(manifest);
        progress();
        prepared
    })
}

/// Takes every warning for an error, and stops the solutions that have one.
pub fn deny_warnings<T>(prepared: &mut [Prepared<T>]) {
    prepared.iter_mut().for_each(Prepared::deny_warnings);
}

/// A plan that was not carried out.
pub struct Unwritten {
    /// Where it would have been.
    pub output: Output,
    /// Why it was not.
    pub failure: Failure,
    /// What the last render wrote where a hand has edited since, by path.
    pub originals: BTreeMap<String, Vec<u8>>,
}

/// Carries out the plans of all solutions that came through, and returns those that failed.
pub fn write(prepared: Vec<Prepared<Planned>>, permit: Permit, wait: &Wait<'_>) -> Vec<Unwritten> {
    let planned = prepared.into_iter().filter_map(|solution| match solution.state {
        State::Ready(planned) => Some(*planned),
        State::Unsound | State::Broken(_) => None,
    });
    let ends = parallel::map(planned.collect(), |Planned { output, plan, originals, .. }| {
        let failure = apply(&output, plan, permit, wait, &Straight).err()?;
        Some(Unwritten { output, failure, originals })
    });
    ends.into_iter().flatten().collect()
}
