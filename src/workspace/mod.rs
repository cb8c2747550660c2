//! All manifests together. Each is loaded, rendered and planned by itself, in parallel, as far as a verb needs it; then
//! they are compared with each other.

mod against;
mod clashes;
mod compared;
mod loaded;
mod output;
mod planned;
mod prepared;
mod rendered;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

/// The manifests that were asked for.
#[derive(Debug, Default)]
pub struct Manifests {
    /// Their paths as people gave them.
    pub found: Vec<PathBuf>,
    /// The folders in which there may be more, and why it is not known.
    pub unsearched: Vec<(PathBuf, host::Error)>,
}

impl Manifests {
    fn add(&mut self, found: host::Found) {
        self.found.extend(found.files.into_iter().map(plain));
        self.unsearched.extend(found.unsearched.into_iter().map(|(folder, error)| (plain(folder), error)));
    }
}

/// A path without a `./` that nobody typed.
fn plain(path: PathBuf) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(plain) if !plain.as_os_str().is_empty() => plain.to_owned(),
        _ => path,
    }
}

/// The manifests that these paths name: files, and every `solution.toml` below a folder.
///
/// # Errors
/// A path that does not exist, or a folder without any.
pub fn find(paths: &[PathBuf]) -> Result<Manifests, host::Error> {
    let mut manifests = Manifests::default();
    for path in paths {
        if !host::names_folder(path)? {
            manifests.found.push(path.clone());
            continue;
        }
        let below = SEARCH.below(path);
        if below.files.is_empty() && below.unsearched.is_empty() {
            let message = format!("there is no solution.toml in `{}` or below", path.display());
            return Err(host::Error { message, help: Some("`rmmgen new NAME` makes one".into()) });
        }
        manifests.add(below);
    }
    // One folder holds no manifest twice: links are not followed.
    if paths.len() > 1 {
        let mut seen = BTreeSet::new();
        manifests.found.retain(|path| seen.insert(host::same_file(path)));
    }
    Ok(manifests)
}

/// Loads and renders every solution, for its problems.
pub fn check(manifests: Manifests, progress: &(dyn Fn() + Sync)) -> Vec<Prepared<()>> {
    let mut prepared = each(&manifests.found, progress, |path| {
        Prepared::new(path, Bodies::Parsed, Rendered::can_be_written)
    });
    clashes::clashes(&mut prepared);
    prepared.extend(manifests.unsearched.into_iter().map(Prepared::unsearched));
    prepared
}

/// Loads, renders and plans every solution.
///
/// # Errors
/// Where the other render that is to be compared with cannot be read.
pub fn plan(manifests: Manifests, options: &Options<'_>) -> Result<Vec<Prepared<Planned>>, host::Error> {
    let Manifests { found, unsearched } = manifests;
    let neighbours = Arc::default();
    let other = options.against.map(|name| open(name, &found)).transpose()?;
    let mut prepared = each(&found, options.progress, |path| {
        Prepared::new(path, options.bodies, |rendered| {
            rendered.plan(other.as_ref(), &neighbours, options.detail)
        })
    });
    clashes::clashes(&mut prepared);
    if let Some(other) = &other {
        // What was named and is no manifest is a folder: only there may one be missed.
        let is_folder = |named: &&PathBuf| !found.contains(named);
        let folders: Vec<PathBuf> = options.named.iter().filter(is_folder).cloned().collect();
        against::add_gone(&mut prepared, &folders, other, options.detail)?;
    }
    prepared.extend(unsearched.into_iter().map(Prepared::unsearched));
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

/// Renders by templates what another process of this program asks for, until it asks no more.
///
/// # Errors
/// Where it cannot be heard or answered.
pub fn render_templates() -> std::io::Result<()> {
    host::apart::answer(rendered::apart::answer)
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
        let applied = host::panics::caught(|| apply(&output, plan, permit, wait, &Straight));
        let failure = applied.unwrap_or_else(|panic| Err(Failure::Failed(panic))).err()?;
        Some(Unwritten { output, failure, originals })
    });
    ends.into_iter().flatten().collect()
}
