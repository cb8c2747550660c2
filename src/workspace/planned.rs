//! A solution as it is planned: its render compared with an earlier one, and what that means.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::against::Against;
use super::output::{Neighbours, Output, originals};
use super::rendered::Rendered;
use crate::diff::{self, Change};
use crate::host;
use crate::plan::{Plan, Previous, Render, Territory, Unmanaged};
use crate::platform::CONNECTWISE;
use crate::render::Places;
use crate::solution::Solution;

/// A rendered solution, compared with an earlier render.
#[derive(Debug)]
pub struct Planned {
    /// The solution's name.
    pub name: String,
    /// The solution's id.
    pub id: Uuid,
    /// What changes in meaning, if that was asked for.
    pub changes: Vec<Change>,
    /// The solution, if it was asked for; none where nothing is to be done.
    pub solution: Option<Solution>,
    /// Where it is written.
    pub output: Output,
    /// What would change.
    pub plan: Plan,
    /// What the last render wrote where a hand has edited since, by path; what cannot be told is left out.
    pub originals: BTreeMap<String, Vec<u8>>,
}

/// How much is told of what a solution's plan means. What is not asked for is not kept: there may be thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Files only.
    Files,
    /// What changes in meaning.
    Meaning,
    /// That, and the solution itself.
    Solution,
}

impl Rendered {
    /// Compares it with what is in its output folder, or with another render in its place.
    pub(super) fn plan(
        self,
        other: Option<&Against>,
        neighbours: &Arc<Neighbours>,
        detail: Detail,
    ) -> Result<Planned, host::Error> {
        let Rendered { loaded, artifacts } = self;
        let (solution, output) = (&loaded.solution, &loaded.output.clone().among(neighbours));
        let unmanaged = Unmanaged::new(&loaded.layout.unmanaged);
        let territory = Territory::of(solution, &loaded.layout.folder, Places::from(&loaded.layout));
        let render = Render::new(solution, artifacts, unmanaged, territory);
        let plan = match other {
            None => output.observe(&render).map(|seen| Plan::new(render, seen))?,
            Some(other) => other.seen(&render, output).map(|seen| Plan::between(render, seen))?,
        };
        let again = |recorded: &Solution| loaded.artifacts_of(recorded, &mut Vec::new());
        let originals = originals(&plan, solution, again);
        let is_told = detail >= Detail::Meaning && !plan.is_empty();
        Ok(Planned {
            name: solution.part.name.clone(),
            id: solution.part.id,
            changes: if is_told { changes(&plan, solution) } else { Vec::new() },
            originals,
            output: output.clone(),
            solution: (detail == Detail::Solution && !plan.is_empty()).then_some(loaded.solution),
            plan,
        })
    }
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
        Previous::Conflict(conflict) => match &conflict.base {
            Some(base) => diff::compare(CONNECTWISE, Some(&base.solution), new),
            None => vec![Change::cannot_compare(
                new,
                "its record is in a merge conflict, and Git has none of before the merge",
            )],
        },
        Previous::Unreadable(unreadable) => {
            vec![Change::cannot_compare(new, &unreadable.problem.to_string())]
        }
    }
}
