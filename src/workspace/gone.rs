//! Solutions that another render has, and that are no longer here: whatever they made on the platform is still there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::clashes::Identity;
use super::{Detail, Prepared, Ready, State};
use crate::diff::{self, Change};
use crate::host::{self, Against, Gone};
use crate::plan::{Plan, Render};
use crate::platform::CONNECTWISE;
use crate::solution::Solution;

/// Adds the solutions that are in `other` and no longer in these folders.
///
/// # Errors
/// Where `other` cannot be read.
pub fn gone(
    prepared: &mut Vec<Prepared>,
    folders: &[PathBuf],
    other: &Against,
    detail: Detail,
) -> Result<(), host::Error> {
    let ready = prepared.iter().filter_map(|solution| match &solution.state {
        State::Ready(ready) => Some(ready),
        _ => None,
    });
    let here: BTreeSet<_> = ready.clone().map(|ready| ready.id).collect();
    let Some(output) = ready.map(|ready| ready.output.clone()).next() else { return Ok(()) };
    let gone = other.gone(&here, folders, &output)?;
    prepared.extend(gone.into_iter().map(|gone| removed(gone, detail)));
    Ok(())
}

/// A solution of which nothing is left.
fn removed(gone: Gone, detail: Detail) -> Prepared {
    let Gone { manifest, earlier, output } = gone;
    let old = earlier.record.solution.clone();
    let nothing = Solution { fields: Vec::new(), groups: Vec::new(), tasks: Vec::new(), ..old.clone() };
    let parts = diff::compare(CONNECTWISE, Some(&old), &nothing);
    let ready = Ready {
        name: old.part.name.clone(),
        id: old.part.id,
        changes: std::iter::once(Change::removed(&old)).chain(parts).collect(),
        solution: (detail == Detail::Solution).then_some(nothing),
        output,
        plan: Some(Plan::between(Render::nothing(old.part.id), Some(earlier))),
        originals: BTreeMap::new(),
        identity: Identity::default(),
    };
    let manifest = host::from_here(manifest);
    Prepared { manifest, problems: Vec::new(), state: State::Ready(Box::new(ready)) }
}
