//! Which outcomes a group is about: the devices that a task targets and that are in the group, or leave it, once they
//! have reported.

use std::rc::Rc;

use super::devices::{in_all, nobody_in};
use super::run::{State, rest};
use crate::logic::criteria::{self, Case, Found, Sets, Subjects};
use crate::logic::values::{Meets, Shape, stored};
use crate::solution::platform::Console;
use crate::solution::{Block, Criterion, Group, Os, Outcome, Solution, Subject, Task, TaskRun};

/// How a group catches an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Catch {
    /// Only the line without a detail behind the outcome's text.
    WithoutDetail,
    /// Also with a detail that no criterion names.
    Always,
}

/// A group that catches an outcome.
#[derive(Clone, Copy, Debug)]
pub struct Caught<'s> {
    /// The group.
    pub group: &'s Group,
    /// The task that reports the outcome.
    pub task: &'s Task,
    /// The outcome.
    pub outcome: &'s Outcome,
    /// How.
    pub how: Catch,
}

/// The groups of a solution, to ask what they do with outcomes. Texts are compared by their letter case.
pub struct Watch<'s> {
    solution: &'s Solution,
    subjects: Subjects,
    /// What the schedules of each task target, whatever the fields hold that it writes; none where it runs elsewhere
    /// too, or where the targets have no device: that is another mistake.
    targets: Vec<Option<Rc<[Block]>>>,
    /// A detail that no criterion names.
    detail: char,
}

/// A run that reports an outcome.
struct Reporting<'s> {
    run: TaskRun<'s>,
    /// What the fields hold then that it is stored in.
    state: State<'s>,
    /// What the task's schedules target, as [`Watch::targets`] has it.
    targets: Option<Rc<[Block]>>,
}

impl<'s> Watch<'s> {
    /// The groups of this solution.
    pub fn new(console: Console<'s>) -> Self {
        let (solution, subjects) = (console.solution, Subjects::of(&[console]));
        let is_live = |block: &&Block| nobody_in(&subjects, std::slice::from_ref(*block)) != Some(true);
        let targets = |task: &Task| {
            let stays = |it: &&Criterion| it.field().is_none_or(|key| !task.writes_to(key));
            let rest = |block: &Block| block.criteria.iter().filter(stays).cloned().collect();
            let blocks = solution.targets(task).flat_map(|group| group.blocks.iter().filter(is_live));
            let blocks = blocks.map(|block| Block { note: None, criteria: rest(block) });
            let blocks: Rc<[Block]> = blocks.collect();
            (task.is_bound_to_groups() && !blocks.is_empty()).then_some(blocks)
        };
        let tested: Vec<String> =
            solution.groups.iter().flat_map(Group::criteria).flat_map(|it| it.test.values()).collect();
        let is_free = |sign: &char| !tested.iter().any(|text| text.contains(*sign));
        Watch {
            solution,
            targets: solution.tasks.iter().map(targets).collect(),
            subjects,
            detail: ('\u{e000}'..='\u{f8ff}').find(is_free).unwrap_or('\u{fffd}'),
        }
    }

    /// The solution.
    pub fn solution(&self) -> &'s Solution {
        self.solution
    }

    /// The groups that catch an outcome.
    pub fn catching(&self, task: &'s Task, outcome: &'s Outcome) -> Vec<(&'s Group, Catch)> {
        let reports = self.reports(task, outcome);
        let groups = self.solution.groups.iter();
        groups.filter_map(|group| Some((group, self.catch(group, &reports)?))).collect()
    }

    /// What every group catches: by task, outcome and group, each in its order.
    pub fn caught(&self) -> Vec<Caught<'s>> {
        let tasks = self.solution.tasks.iter();
        let all = tasks.flat_map(|task| task.outcomes.iter().map(move |outcome| (task, outcome)));
        let of = |(task, outcome)| {
            let caught = move |(group, how)| Caught { group, task, outcome, how };
            self.catching(task, outcome).into_iter().map(caught)
        };
        all.flat_map(of).collect()
    }

    /// The groups that a device leaves by reporting an outcome: it is in the group while the field is unset.
    pub fn excluding(&self, task: &'s Task, outcome: &'s Outcome) -> Vec<&'s Group> {
        let reports = self.reports(task, outcome);
        let leaves = |group: &&Group| reports.iter().any(|report| self.leaves(group, report));
        self.solution.groups.iter().filter(leaves).collect()
    }

    /// Whether a criterion waits for an outcome, be it by its text.
    pub fn waits(&self, criterion: &Criterion, task: &'s Task, outcome: &'s Outcome) -> bool {
        let reports = self.reports(task, outcome);
        let mut states = reports.iter().flat_map(|report| self.variants(report));
        states.any(|(_, state)| is_met(criterion, &state))
    }

    /// Whether an outcome gets into a field of a device that the task targets.
    pub fn is_stored(&self, task: &'s Task, outcome: &'s Outcome) -> bool {
        let is_there = |report: &Reporting<'s>| match &report.targets {
            None => true,
            Some(targets) => {
                let there: Vec<Block> =
                    targets.iter().map(|block| self.subjects.on_system(block, report.run.os)).collect();
                nobody_in(&self.subjects, &there) != Some(true)
            }
        };
        self.reports(task, outcome).iter().any(is_there)
    }

    /// The runs that store an outcome somewhere. What else they store may have changed again when the device is
    /// looked at.
    fn reports(&self, task: &'s Task, outcome: &'s Outcome) -> Vec<Reporting<'s>> {
        let index = self.solution.tasks.iter().position(|it| it.part.key == task.part.key);
        let targets = index.and_then(|index| self.targets[index].clone());
        let told = task.runs().filter(|run| run.outcome.is_none_or(|it| it.key == outcome.key));
        let report = |run: TaskRun<'s>| {
            let writes = run.last_writes().into_iter().filter(|(_, write)| run.may_store(write, outcome));
            let stored = writes.filter_map(|(field, write)| {
                Some((field, stored(self.solution.field(field)?, write.value, Some(outcome))))
            });
            Reporting { run, state: stored.collect(), targets: targets.clone() }
        };
        told.map(report).filter(|report| !report.state.is_empty()).collect()
    }

    /// What the fields hold where the line has no detail, and where it has one.
    fn variants(&self, report: &Reporting<'s>) -> [(Catch, State<'s>); 2] {
        let with = |detail: &str| {
            let line = |shape: &Shape<'s>| match shape {
                Shape::Line { text, around: Some((before, after)) } => {
                    Shape::Text(format!("{before}{text}{detail}{after}"))
                }
                other => other.clone(),
            };
            report.state.iter().map(|(field, shape)| (*field, line(shape))).collect()
        };
        [(Catch::Always, with(&self.detail.to_string())), (Catch::WithoutDetail, with(""))]
    }

    fn catch(&self, group: &Group, reports: &[Reporting<'s>]) -> Option<Catch> {
        let how = |report: &Reporting<'s>| {
            let mut variants = self.variants(report).into_iter();
            variants.find(|(_, state)| self.is_joined(group, report, state)).map(|(catch, _)| catch)
        };
        reports.iter().filter_map(how).max()
    }

    /// Whether a device is in the group, by a criterion that waits for it, where fields hold this.
    fn is_joined(&self, group: &Group, report: &Reporting<'s>, state: &State<'s>) -> bool {
        let waits = |block: &&Block| block.criteria.iter().any(|it| is_met(it, state));
        let within = left(&self.subjects, state, group.blocks.iter().filter(waits), report.run.os);
        match &report.targets {
            _ if within.is_empty() => false,
            None => nobody_in(&self.subjects, &within) != Some(true),
            Some(targets) => {
                let (sets, these, those) =
                    Sets::of_both(&self.subjects, Case::Sensitive, &within, targets.iter());
                sets.find_in_both(these, those) != Found::Nobody
            }
        }
    }

    /// Whether a device that is in the group while a field is unset is not in it any more, by a criterion that
    /// excludes what the field then holds.
    fn leaves(&self, group: &Group, report: &Reporting<'s>) -> bool {
        let [_, (_, state)] = self.variants(report);
        let then = left(&self.subjects, &state, &group.blocks, report.run.os);
        state.keys().any(|field| self.leaves_by(field, group, report, &state, &then))
    }

    fn leaves_by(
        &self,
        field: &str,
        group: &Group,
        report: &Reporting<'s>,
        state: &State<'s>,
        then: &[Block],
    ) -> bool {
        let excludes = |criterion: &Criterion| {
            criterion.test.is_negative()
                && criterion.field().is_some_and(|it| *it == field)
                && meets(state, criterion) == Some(Meets::Never)
        };
        let excluding: Vec<Block> =
            group.blocks.iter().filter(|block| block.criteria.iter().any(excludes)).cloned().collect();
        if excluding.is_empty() {
            return false;
        }
        let field = Subject::field(field);
        let unset = criteria::given(&excluding, &field, &self.subjects.unset(&field), Case::Sensitive);
        let before = unset.into_iter().map(|block| self.subjects.on_system(&block, report.run.os)).collect();
        let everywhere = || vec![Block { note: None, criteria: Vec::new() }];
        let targets = report.targets.as_ref().map_or_else(everywhere, |blocks| blocks.to_vec());
        in_all(&[before, targets]).is_none_or(|within| {
            criteria::difference(&self.subjects, Case::Sensitive, &within, then) != Found::Nobody
        })
    }
}

/// What fields hold, held against a criterion on one of them.
fn meets(state: &State<'_>, criterion: &Criterion) -> Option<Meets> {
    let shape = criterion.field().and_then(|key| state.get(&**key))?;
    Some(shape.meets(&criterion.test, Case::Sensitive))
}

/// Whether a criterion waits for what a field holds.
fn is_met(criterion: &Criterion, state: &State<'_>) -> bool {
    criterion.test.is_positive() && meets(state, criterion).is_some_and(|meets| meets != Meets::Never)
}

/// What is left of blocks on a system where fields hold this.
fn left<'b>(
    subjects: &Subjects,
    state: &State<'_>,
    blocks: impl IntoIterator<Item = &'b Block>,
    os: Os,
) -> Vec<Block> {
    let meets = |shape: &Shape<'_>, criterion: &Criterion| shape.meets(&criterion.test, Case::Sensitive);
    let left = blocks.into_iter().filter_map(|block| rest(state, block, &meets, false));
    left.map(|block| subjects.on_system(&block, os)).collect()
}
