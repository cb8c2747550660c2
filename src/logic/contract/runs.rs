//! What a run of a task stores, and where the device is then.

use std::collections::BTreeMap;

use super::shape::{Meets, Shape};
use super::values::{holds_output, stored};
use crate::logic::criteria::Case;
use crate::solution::{Action, Block, Criterion, Group, Outcome, Solution, Stored, Subject, Task};

/// What fields hold that a device's last runs wrote, by the fields' keys.
pub type State<'s> = BTreeMap<&'s str, Shape<'s>>;

/// One way in which a run of a task can end.
#[derive(Clone, Debug)]
pub struct Run<'s> {
    /// What its scripts reported; none where it has none.
    pub outcome: Option<&'s Outcome>,
    /// What it has stored.
    pub stored: State<'s>,
    /// It is the outcome of an unhandled error.
    pub broke: bool,
}

/// Every way in which a run of a task can end. Of a task with several scripts the outcome in a field is not told.
pub fn runs<'s>(solution: &'s Solution, task: &'s Task) -> Vec<Run<'s>> {
    let outcomes: Vec<Option<&Outcome>> = match task.scripts().count() {
        1 => task.outcomes.iter().map(Some).collect(),
        _ => vec![None],
    };
    let run = |outcome: Option<&'s Outcome>| Run {
        outcome,
        stored: stores(solution, task, outcome),
        broke: outcome.is_some_and(|outcome| is_on_error(task, outcome)),
    };
    outcomes.into_iter().map(run).collect()
}

fn stores<'s>(solution: &'s Solution, task: &'s Task, reported: Option<&'s Outcome>) -> State<'s> {
    let rows = task.steps.iter().enumerate().filter_map(|(index, step)| match &step.action {
        Action::SetField { field, value } => {
            let outcome = match value {
                Stored::Outcome(key) => task.outcome(key),
                Stored::Text(text) => reported.filter(|_| holds_output(&task.steps[..index], text)),
            };
            Some((field.as_str(), stored(solution.field(field)?, value, outcome)))
        }
        _ => None,
    });
    rows.collect() // the last row counts
}

fn is_on_error(task: &Task, outcome: &Outcome) -> bool {
    let keys = task.scripts().map(|script| &script.on_error).chain([&task.on_error]);
    keys.flatten().any(|key| *key == outcome.key)
}

/// The fields that a task writes, by key.
pub fn writes(task: &Task) -> impl Iterator<Item = &str> {
    task.steps.iter().filter_map(|step| match &step.action {
        Action::SetField { field, .. } => Some(field.as_str()),
        _ => None,
    })
}

/// What the rows of a task store of an outcome, and where.
pub fn lines<'s>(
    solution: &'s Solution,
    task: &'s Task,
    outcome: &'s Outcome,
) -> impl Iterator<Item = (&'s str, Shape<'s>)> {
    task.steps.iter().enumerate().filter_map(move |(index, step)| match &step.action {
        Action::SetField { field, value } => {
            let is_stored = match value {
                Stored::Outcome(key) => *key == outcome.key,
                Stored::Text(text) => holds_output(&task.steps[..index], text),
            };
            let field = solution.field(field).filter(|_| is_stored)?;
            Some((field.part.key.as_str(), stored(field, value, Some(outcome))))
        }
        _ => None,
    })
}

/// Whether a task stores anything in a field but blank.
pub fn fills(solution: &Solution, task: &Task, field: &str) -> bool {
    let blank = Shape::Text(String::new());
    runs(solution, task).iter().filter_map(|run| run.stored.get(field)).any(|shape| *shape != blank)
}

/// The groups that a task's schedules target.
pub fn targets<'s>(solution: &'s Solution, task: &'s Task) -> Vec<&'s Group> {
    let aims = |group: &&Group| task.schedules.iter().any(|it| it.target.contains(&group.part.key));
    solution.groups.iter().filter(aims).collect()
}

/// The field that a criterion tests.
pub(super) fn tested(criterion: &Criterion) -> Option<&str> {
    match &criterion.subject {
        Subject::Field(key) => Some(key),
        _ => None,
    }
}

/// Which devices are in some blocks once their fields hold this: blocks over everything else. Where a stored value is
/// known in part, those that certainly are, or those that may be.
pub fn after(state: &State<'_>, blocks: &[Block], certainly: bool) -> Vec<Block> {
    blocks.iter().filter_map(|block| rest(state, block, certainly)).collect()
}

fn rest(state: &State<'_>, block: &Block, certainly: bool) -> Option<Block> {
    let mut criteria = Vec::new();
    for criterion in &block.criteria {
        let shape = tested(criterion).and_then(|key| state.get(key));
        match shape.map(|shape| in_either_case(shape, criterion)) {
            None => criteria.push(criterion.clone()),
            Some(Meets::Always) => {}
            Some(Meets::Perhaps) if !certainly => {}
            Some(Meets::Perhaps | Meets::Never) => return None,
        }
    }
    Some(Block { note: None, criteria })
}

/// Whether letter case counts is not known.
fn in_either_case(shape: &Shape<'_>, criterion: &Criterion) -> Meets {
    let [one, other] = Case::BOTH.map(|case| shape.meets(&criterion.test, case));
    if one == other { one } else { Meets::Perhaps }
}
