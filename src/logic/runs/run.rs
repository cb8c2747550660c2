//! What a run of a task stores, and where the device is then.

use std::collections::BTreeMap;

use crate::logic::criteria::Case;
use crate::logic::values::{Meets, Shape, stored};
use crate::solution::{Block, Criterion, FieldWrite, Outcome, Solution, Task, TaskRun};

/// What fields hold that a device's last runs wrote, by the fields' keys.
pub type State<'s> = BTreeMap<&'s str, Shape<'s>>;

/// One way in which a run of a task can end.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<'s> {
    /// What its scripts reported; none where it has none.
    pub outcome: Option<&'s Outcome>,
    /// What it has stored.
    pub stored: State<'s>,
    /// It is the outcome of an unhandled error.
    pub broke: bool,
}

/// Every way in which a run of a task can end that may store something. Where several scripts run on one system, the
/// outcome in a field is not told.
pub fn runs<'s>(solution: &'s Solution, task: &'s Task) -> Vec<Run<'s>> {
    let writes = |run: &TaskRun<'_>| run.writes().next().is_some();
    let is_idle = !task.runs().any(|run| writes(&run));
    let mut runs: Vec<Run<'_>> = Vec::new();
    for run in task.runs().filter(|run| is_idle || writes(run)) {
        let broke = run.outcome.is_some_and(|outcome| task.is_of_error(&outcome.key));
        let run = Run { outcome: run.outcome, stored: state(solution, &run), broke };
        if !runs.contains(&run) {
            runs.push(run);
        }
    }
    runs
}

/// What a task's fields hold after a run; where that is not told, what is known of it.
pub(super) fn state<'s>(solution: &'s Solution, run: &TaskRun<'s>) -> State<'s> {
    let stored = |(key, write): (&'s str, FieldWrite<'s>)| {
        Some((key, stored(solution.field(key)?, write.value, run.stored(&write))))
    };
    run.last_writes().into_iter().filter_map(stored).collect()
}

/// What the rows of a task store of an outcome, and where.
pub fn lines<'s>(
    solution: &'s Solution,
    task: &'s Task,
    outcome: &'s Outcome,
) -> impl Iterator<Item = (&'s str, Shape<'s>)> {
    task.stores(&outcome.key).filter_map(|write| {
        Some((&**write.field, stored(solution.field(write.field)?, write.value, Some(outcome))))
    })
}

/// Whether a task stores anything in a field but blank.
pub fn fills(solution: &Solution, task: &Task, field: &str) -> bool {
    let blank = Shape::Text(String::new());
    runs(solution, task).iter().filter_map(|run| run.stored.get(field)).any(|shape| *shape != blank)
}

/// Which devices are in some blocks once their fields hold this: blocks over everything else. Where a stored value is
/// known in part, those that certainly are, or those that may be; whether letter case counts is not known either.
pub fn after(state: &State<'_>, blocks: &[Block], certainly: bool) -> Vec<Block> {
    let meets = |shape: &Shape<'_>, criterion: &Criterion| {
        let [one, other] = Case::BOTH.map(|case| shape.meets(&criterion.test, case));
        if one == other { one } else { Meets::Perhaps }
    };
    blocks.iter().filter_map(|block| rest(state, block, &meets, certainly)).collect()
}

/// What is left of a block where fields hold this; none where no device can be in it.
pub(super) fn rest(
    state: &State<'_>,
    block: &Block,
    meets: &dyn Fn(&Shape<'_>, &Criterion) -> Meets,
    certainly: bool,
) -> Option<Block> {
    let mut criteria = Vec::new();
    for criterion in &block.criteria {
        let shape = criterion.field().and_then(|key| state.get(&**key));
        match shape.map(|shape| meets(shape, criterion)) {
            None => criteria.push(criterion.clone()),
            Some(Meets::Always) => {}
            Some(Meets::Perhaps) if !certainly => {}
            Some(Meets::Perhaps | Meets::Never) => return None,
        }
    }
    Some(Block { note: None, criteria })
}
