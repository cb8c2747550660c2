//! Solutions that another render has, and that are no longer here: whatever they made on the platform is still there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{Against, Gone};
use crate::diff::{self, Change};
use crate::host::{self, from_here};
use crate::plan::{Plan, Previous, Render};
use crate::platform::CONNECTWISE;
use crate::solution::Solution;
use crate::workspace::planned::{Detail, Planned};
use crate::workspace::prepared::{Prepared, State};

/// Adds the solutions that are in `other` and no longer in these folders.
///
/// # Errors
/// Where `other` cannot be read.
pub(in crate::workspace) fn add_gone(
    prepared: &mut Vec<Prepared<Planned>>,
    folders: &[PathBuf],
    other: &Against,
    detail: Detail,
) -> Result<(), host::Error> {
    let ready = || prepared.iter().filter_map(Prepared::ready);
    let here: BTreeSet<_> = ready().map(|(_, planned)| planned.id).collect();
    let Some(output) = ready().map(|(_, planned)| planned.output.clone()).next() else { return Ok(()) };
    let gone = other.gone(&here, folders, &output)?;
    prepared.extend(gone.into_iter().filter_map(|gone| removed(gone, detail)));
    Ok(())
}

/// A solution of which nothing is left.
fn removed(gone: Gone, detail: Detail) -> Option<Prepared<Planned>> {
    let Gone { manifest, output, seen } = gone;
    let Previous::Record(record) = &seen.previous else { return None };
    let old = &record.solution;
    let nothing = Solution { fields: Vec::new(), groups: Vec::new(), tasks: Vec::new(), ..old.clone() };
    let parts = diff::compare(CONNECTWISE, Some(old), &nothing);
    let changes = std::iter::once(Change::removed(old)).chain(parts).collect();
    let (name, id) = (old.part.name.clone(), old.part.id);
    let planned = Planned {
        name,
        id,
        changes,
        solution: (detail == Detail::Solution).then_some(nothing),
        output,
        plan: Plan::between(Render::nothing(id), seen),
        originals: BTreeMap::new(),
    };
    let state = State::Ready(Box::new(planned));
    Some(Prepared { manifest: from_here(manifest), problems: Vec::new(), identity: None, state })
}
