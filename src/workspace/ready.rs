//! One solution on its way: read, resolved, rendered, compared with what is on disk.

use std::path::Path;

use super::clashes::Identity;
use super::folder::{Folder, parent, read_manifest};
use super::originals::originals;
use super::rendered::rendered;
use super::{Bodies, Compare, Detail, Ready};
use crate::check::load;
use crate::diag::Problem;
use crate::diff::{self, Change};
use crate::host::{self, Output, Root};
use crate::plan::{Plan, Previous, Render, Unmanaged};
use crate::platform::CONNECTWISE;
use crate::solution::Solution;

/// Takes a solution as far as it comes: none where it has problems, which are added.
pub(super) fn ready(
    manifest: &Path,
    problems: &mut Vec<Problem>,
    compare: &Compare<'_>,
    detail: Detail,
    bodies: Bodies,
) -> Result<Option<Ready>, host::Error> {
    let Some(source) = read_manifest(manifest, problems)? else { return Ok(None) };
    let top = host::find_top(parent(manifest))?.unwrap_or_else(|| parent(manifest).to_owned());
    let below_top = host::names_below(&top, parent(manifest))?;
    let folder = Folder {
        root: Root::new(parent(manifest)),
        below_top,
        asks_about_every_body: bodies == Bodies::Parsed,
    };
    let resolved = load(&source, &folder);
    problems.extend(resolved.problems);
    let Some((solution, layout)) = resolved.solution else { return Ok(None) };
    let late = &resolved.late;
    let Some(artifacts) = rendered(&folder, &source, &solution, &layout, late, problems)? else {
        return Ok(None);
    };
    let output = Output::open(parent(manifest), &layout.folder, &top)?;
    let identity = Identity::of(&solution, &output, &artifacts);
    let render = Render::new(&solution, artifacts, Unmanaged::new(&layout.unmanaged));
    let plan = compare(render, &output)?;
    let again = |recorded: &Solution| rendered(&folder, &source, recorded, &layout, late, &mut Vec::new());
    let originals = plan.as_ref().map(|plan| originals(plan, &solution, again)).unwrap_or_default();
    let (name, id) = (solution.part.name.clone(), solution.part.id);
    let changed = plan.as_ref().filter(|plan| !plan.is_empty());
    let told = changed.filter(|_| detail >= Detail::Meaning);
    let changes = told.map(|plan| changes(plan, &solution)).unwrap_or_default();
    let solution = changed.filter(|_| detail == Detail::Solution).map(|_| solution);
    Ok(Some(Ready { name, id, changes, solution, output, plan, originals, identity }))
}

/// What changes in meaning, and whether the render moves.
fn changes(plan: &Plan, new: &Solution) -> Vec<Change> {
    let moved = plan.moved_from().map(|from| Change::moved(new, from));
    meaning(plan, new).into_iter().chain(moved).collect()
}

/// What changes in meaning. Nothing to do means nothing changed; what cannot be compared never reads so.
fn meaning(plan: &Plan, new: &Solution) -> Vec<Change> {
    match plan.previous() {
        Previous::Nothing if plan.has_lost_its_record() => {
            vec![Change::cannot_compare(
                new,
                "files of a render are there, but not its record, `render.json`",
            )]
        }
        Previous::Nothing => diff::compare(CONNECTWISE, None, new),
        Previous::Same => Vec::new(),
        Previous::Record(record) => diff::compare(CONNECTWISE, Some(&record.solution), new),
        Previous::Unreadable(unreadable) => {
            vec![Change::cannot_compare(new, &unreadable.problem.to_string())]
        }
    }
}
