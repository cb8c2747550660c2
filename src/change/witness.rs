//! Which devices show what a change of criteria does: such on which a task really starts or stops.

use super::criteria::Targeting;
use super::{Scope, hangs, words};
use crate::criteria::{Case, Found, Sets, Subjects};
use crate::solution::{Block, Criterion, Device, Group, Os, Solution, Subject, Task, Test, Value};

/// A group before and after a change, and what its schedules launch.
pub(super) struct Change<'a> {
    subjects: Subjects,
    old: &'a [Block],
    new: &'a [Block],
    launched: Vec<Launched<'a>>,
}

/// A task that a schedule launches on the group, with its other targets.
struct Launched<'a> {
    task: &'a Task,
    before: Targets<'a>,
    after: Targets<'a>,
}

#[derive(Default)]
struct Targets<'a> {
    groups: Vec<&'a Group>,
    /// Sites and companies: who is in them is not known.
    elsewhere: Vec<String>,
}

impl<'a> Change<'a> {
    pub(super) fn new(scope: &Scope<'a>, old: &'a Group, new: &'a Group) -> Self {
        let key = &new.part.key;
        let launched = hangs::launched_on(scope.new, key).map(|task| {
            let was = scope.old.task(&task.part.key);
            let before = was.map(|was| Targets::of(scope.old, was, key)).unwrap_or_default();
            Launched { task, before, after: Targets::of(scope.new, task, key) }
        });
        let launched = launched.collect();
        Change {
            subjects: Subjects::of(&[scope.old, scope.new]),
            old: &old.blocks,
            new: &new.blocks,
            launched,
        }
    }

    /// Puts devices that matter in the place of any that join or leave.
    pub(super) fn choose(&self, targeting: &mut Targeting) {
        let chosen =
            |device: &Option<String>, within, outside, others: &dyn Fn(&Launched<'a>) -> Vec<Block>| {
                device.as_ref()?;
                let mut tries = self.launched.iter().flat_map(|it| {
                    let systems = on_systems(within, it.task);
                    let others = others(it);
                    [(systems.clone(), others.clone()), (within.to_vec(), others), (systems, Vec::new())]
                });
                tries.find_map(|(within, others)| match self.find(&within, outside, &others) {
                    Found::Device(device) => Some(device.in_words(&self.subjects)),
                    Found::Nobody | Found::CannotTell => None,
                })
            };
        let joins = chosen(&targeting.joins, self.new, self.old, &|it| it.before.blocks());
        let leaves = chosen(&targeting.leaves, self.old, self.new, &|it| it.after.blocks());
        targeting.joins = joins.or(targeting.joins.take());
        targeting.leaves = leaves.or(targeting.leaves.take());
    }

    /// What becomes of each task that runs on the group.
    pub(super) fn lines(&self, targeting: &Targeting) -> Vec<String> {
        let (joins, leaves) = targeting.moves();
        let line = |it: &Launched<'_>| {
            let starts = joins.then(|| self.starts(it)).flatten();
            let stops = leaves.then(|| self.stops(it)).flatten();
            let then: Vec<String> = starts.into_iter().chain(stops).collect();
            let then = match then.is_empty() {
                true => "as far as letter case counts, nothing changes for it".to_owned(),
                false => then.join(", and "),
            };
            format!("the target of task {}: {then}", words::one_line(&it.task.part.name))
        };
        self.launched.iter().map(line).collect()
    }

    fn starts(&self, it: &Launched<'_>) -> Option<String> {
        match (self.find(self.new, self.old, &it.before.blocks()), it.before.in_words()) {
            (Found::Device(_), None) => Some("it starts on what joins".to_owned()),
            (Found::Device(_), Some(others)) => {
                Some(format!("it starts on what joins, where it did not run already by {others}"))
            }
            (Found::Nobody, others) => others.map(|it| format!("it ran on what joins already, by {it}")),
            (Found::CannotTell, _) => Some("it may start on what joins".to_owned()),
        }
    }

    fn stops(&self, it: &Launched<'_>) -> Option<String> {
        match (self.find(self.old, self.new, &it.after.blocks()), it.after.in_words()) {
            (Found::Device(_), None) => Some("it stops on what leaves".to_owned()),
            (Found::Device(_), Some(others)) => {
                Some(format!("it stops on what leaves, but where it still runs by {others}"))
            }
            (Found::Nobody, others) => others.map(|it| format!("it still runs on what leaves, by {it}")),
            (Found::CannotTell, _) => Some("it may stop on what leaves".to_owned()),
        }
    }

    /// A device that is in some blocks and in none of the others.
    fn find(&self, within: &[Block], outside: &[Block], others: &[Block]) -> Found {
        let all = within.iter().chain(outside).chain(others);
        let (first, end) = (within.len(), within.len() + outside.len() + others.len());
        Sets::new(&self.subjects, Case::Sensitive, all).find(0..first, first..end)
    }
}

impl<'a> Targets<'a> {
    /// What the task's schedules target but for this group.
    fn of(solution: &'a Solution, task: &'a Task, but: &str) -> Self {
        let targeted = |group: &&Group| {
            group.part.key != but && task.schedules.iter().any(|it| it.target.contains(&group.part.key))
        };
        let sites = task.schedules.iter().flat_map(|it| &it.sites);
        let companies = task.schedules.iter().flat_map(|it| &it.companies);
        let elsewhere = words::targets(solution, [], sites, companies);
        Targets { groups: solution.groups.iter().filter(targeted).collect(), elsewhere }
    }

    fn blocks(&self) -> Vec<Block> {
        self.groups.iter().flat_map(|group| &group.blocks).cloned().collect()
    }

    fn in_words(&self) -> Option<String> {
        let groups = (!self.groups.is_empty()).then(|| hangs::groups(&self.groups));
        let all: Vec<String> = groups.into_iter().chain(self.elsewhere.iter().cloned()).collect();
        (!all.is_empty()).then(|| words::list(all))
    }
}

/// The blocks on each system on which the task does anything; none where that is every system.
fn on_systems(blocks: &[Block], task: &Task) -> Vec<Block> {
    let runs = |os: &Os| task.steps.iter().any(|step| step.os.contains(os));
    let systems: Vec<Os> = [Os::Windows, Os::Macos, Os::Linux].into_iter().filter(runs).collect();
    let on = |os: Os, block: &Block| {
        let mut block = block.clone();
        block.criteria.push(Criterion {
            subject: Subject::Device(Device::OsType),
            test: Test::Equal(Value::Text(os_type(os).to_owned())),
            outcomes: Vec::new(),
        });
        block
    };
    let is_some = systems.len() < 3;
    let systems = systems.into_iter().filter(|_| is_some);
    systems.flat_map(|os| blocks.iter().map(move |block| on(os, block))).collect()
}

/// A system as devices report it.
fn os_type(os: Os) -> &'static str {
    match os {
        Os::Windows => "Windows",
        Os::Macos => "Darwin",
        Os::Linux => "Linux",
    }
}
