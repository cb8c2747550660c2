//! What the last render wrote where a hand has edited since.

use std::collections::BTreeMap;

use crate::host;
use crate::plan::{Plan, Previous, Reason, Sha256};
use crate::render::Artifact;
use crate::solution::{Action, Solution};

/// Renders the recorded solution again for the files that were edited by hand: the record holds only their hashes,
/// which say whether what is rendered now is what was rendered then.
pub(in crate::workspace) fn originals(
    plan: &Plan,
    solution: &Solution,
    rendered: impl Fn(&Solution) -> Result<Option<Vec<Artifact>>, host::Error>,
) -> BTreeMap<String, Vec<u8>> {
    let is_edited = |path: &str| {
        plan.entries().iter().any(|entry| entry.reason == Reason::EditedByHand && entry.path == path)
    };
    let Previous::Record(record) = plan.previous() else { return BTreeMap::new() };
    if !plan.entries().iter().any(|entry| is_edited(&entry.path)) {
        return BTreeMap::new();
    }
    let artifacts = rendered(&with_bodies(record.solution.clone(), solution)).ok().flatten();
    let was_written = |artifact: &Artifact| {
        is_edited(&artifact.path) && record.files.get(&artifact.path) == Some(&Sha256::of(&artifact.bytes))
    };
    let found = artifacts.into_iter().flatten().filter(was_written);
    found.map(|artifact| (artifact.path, artifact.bytes.into_owned())).collect()
}

/// A recorded solution with the scripts' bodies that have not changed since.
fn with_bodies(mut recorded: Solution, now: &Solution) -> Solution {
    let bodies: Vec<_> =
        now.tasks.iter().flat_map(|task| task.scripts()).map(|script| &script.body).collect();
    for step in recorded.tasks.iter_mut().flat_map(|task| &mut task.steps) {
        if let Action::Script(script) = &mut step.action
            && let Some(same) = bodies.iter().find(|body| body.sha256 == script.body.sha256)
        {
            script.body.text.clone_from(&same.text);
        }
    }
    recorded
}
