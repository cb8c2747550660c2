//! What a run of a task stores, and where the device is then.

use std::collections::BTreeMap;

use crate::logic::criteria::Case;
use crate::logic::values::{Meets, Shape, stored};
use crate::solution::{Block, Criterion, FieldWrite, Os, Outcome, Solution, Task};

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
    let mut runs: Vec<Run<'_>> = Vec::new();
    let writes_there = |os: &Os| task.writes().any(|write| write.row.step.os.contains(os));
    let systems: Vec<Os> = Os::ALL.into_iter().filter(writes_there).collect();
    for os in if systems.is_empty() { task.systems() } else { systems } {
        let outcomes: Vec<Option<&Outcome>> = match scripts(task, os) {
            1 => task.outcomes.iter().map(Some).collect(),
            _ => vec![None],
        };
        for outcome in outcomes {
            let broke = outcome.is_some_and(|outcome| task.is_of_error(&outcome.key));
            let run = Run { outcome, stored: state(solution, task, outcome, os), broke };
            if !runs.contains(&run) {
                runs.push(run);
            }
        }
    }
    runs
}

/// The number of scripts that a task runs on a system.
pub(super) fn scripts(task: &Task, os: Os) -> usize {
    task.rows().filter(|row| row.script().is_some() && row.step.os.contains(&os)).count()
}

/// What a task's fields hold after a run on a system where its scripts reported this; where that is not told, what is
/// known of it.
pub(super) fn state<'s>(
    solution: &'s Solution,
    task: &'s Task,
    reported: Option<&'s Outcome>,
    os: Os,
) -> State<'s> {
    let there = task.writes().filter(|write| write.row.step.os.contains(&os));
    let stored = there.filter_map(|write| {
        let outcome = match write.outcome() {
            Some(key) => task.outcome(key),
            None => reported.filter(|_| is_output_of(&write, os)),
        };
        Some((&**write.field, stored(solution.field(write.field)?, write.value, outcome)))
    });
    stored.collect() // the last row counts
}

/// Whether a row stores what a script printed on this system.
pub(super) fn is_output_of(write: &FieldWrite<'_>, os: Os) -> bool {
    write.around_output().is_some() && write.row.last_script(os).is_some()
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
