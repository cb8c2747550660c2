//! Which devices show what a change of criteria does: such on which a task really starts or stops.

use super::Targeting;
use crate::diff::words::hangs;
use crate::diff::{Scope, words};
use crate::logic::criteria::{self, Case, Contents, Found, Subjects};
use crate::solution::{Block, Field, Group, Os, Solution, Subject, Task};

/// A group before and after a change, and what its schedules launch.
pub(in crate::diff) struct Change<'a> {
    subjects: Subjects,
    old: Vec<Block>,
    new: Vec<Block>,
    launched: Vec<Launched<'a>>,
    /// What a field holds before and after, where that is what changes.
    held: Option<(Subject, [Option<Contents>; 2])>,
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
    /// A group whose criteria change.
    pub(in crate::diff) fn new(scope: &Scope<'a>, old: &Group, new: &'a Group) -> Self {
        Change::between(scope, &new.part.key, old.blocks.clone(), new.blocks.clone())
    }

    /// A group that sees a field hold something else; what it holds is not known where it is none.
    pub(in crate::diff) fn of_held(
        scope: &Scope<'a>,
        group: &'a Group,
        field: &Field,
        held: [Option<Contents>; 2],
    ) -> Self {
        let subject = Subject::field(&*field.part.key);
        let [old, new] = held.each_ref().map(|held| seen(&group.blocks, &subject, held.as_ref()));
        Change { held: Some((subject, held)), ..Change::between(scope, &group.part.key, old, new) }
    }

    fn between(scope: &Scope<'a>, key: &'a str, old: Vec<Block>, new: Vec<Block>) -> Self {
        let launched = scope.new.launched_on(key).map(|task| {
            let was = scope.old.task(&task.part.key);
            let before = was.map(|was| Targets::of(scope.old, was, key)).unwrap_or_default();
            Launched { task, before, after: Targets::of(scope.new, task, key) }
        });
        let launched = launched.collect();
        Change { subjects: Subjects::of(&[scope.before(), scope.after()]), old, new, launched, held: None }
    }

    /// Devices that join and leave; none where that cannot be told.
    pub(in crate::diff) fn moved(&self) -> Option<[Option<String>; 2]> {
        let [joins, leaves] = [self.find(&self.new, &self.old, &[]), self.find(&self.old, &self.new, &[])];
        if [&joins, &leaves].contains(&&Found::CannotTell) {
            return None;
        }
        let chosen =
            |any: Option<String>, chosen: &dyn Fn() -> Option<String>| any.map(|any| chosen().unwrap_or(any));
        Some([chosen(self.words(joins), &|| self.joins()), chosen(self.words(leaves), &|| self.leaves())])
    }

    /// Puts devices that matter in the place of any that join or leave.
    pub(in crate::diff) fn choose(&self, targeting: &mut Targeting) {
        if let Some(device) = targeting.joins.as_mut() {
            *device = self.joins().unwrap_or_else(|| device.clone());
        }
        if let Some(device) = targeting.leaves.as_mut() {
            *device = self.leaves().unwrap_or_else(|| device.clone());
        }
    }

    /// A device on which a task starts.
    fn joins(&self) -> Option<String> {
        self.launched.iter().find_map(|it| self.chosen(it, &self.new, &self.old, &self.before(it)))
    }

    /// A device on which a task stops.
    fn leaves(&self) -> Option<String> {
        self.launched.iter().find_map(|it| self.chosen(it, &self.old, &self.new, &self.after(it)))
    }

    /// A device on which the task has rows and that is in none of its other targets; or one of the two.
    fn chosen(
        &self,
        it: &Launched<'_>,
        within: &[Block],
        outside: &[Block],
        others: &[Block],
    ) -> Option<String> {
        let systems = on_systems(&self.subjects, within, it.task);
        let tries = [(&*systems, others), (within, others), (&*systems, &[])];
        tries.into_iter().find_map(|(within, others)| self.words(self.find(within, outside, others)))
    }

    fn words(&self, found: Found) -> Option<String> {
        match found {
            Found::Device(device) => Some(device.in_words(&self.subjects)),
            Found::Nobody | Found::CannotTell => None,
        }
    }

    /// What the task's other targets select before and after.
    fn before(&self, it: &Launched<'_>) -> Vec<Block> {
        self.targets(&it.before, 0)
    }

    fn after(&self, it: &Launched<'_>) -> Vec<Block> {
        self.targets(&it.after, 1)
    }

    fn targets(&self, targets: &Targets<'_>, side: usize) -> Vec<Block> {
        let blocks: Vec<Block> = targets.groups.iter().flat_map(|group| &group.blocks).cloned().collect();
        match &self.held {
            Some((subject, held)) => seen(&blocks, subject, held[side].as_ref()),
            None => blocks,
        }
    }

    /// What becomes of each task that runs on the group.
    pub(in crate::diff) fn lines(&self, (joins, leaves): (bool, bool)) -> Vec<String> {
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
        match (self.find(&self.new, &self.old, &self.before(it)), it.before.in_words()) {
            (Found::Device(_), None) => Some("it starts on what joins".to_owned()),
            (Found::Device(_), Some(others)) => {
                Some(format!("it starts on what joins, where it did not run already by {others}"))
            }
            (Found::Nobody, others) => others.map(|it| format!("it ran on what joins already, by {it}")),
            (Found::CannotTell, _) => Some("it may start on what joins".to_owned()),
        }
    }

    fn stops(&self, it: &Launched<'_>) -> Option<String> {
        match (self.find(&self.old, &self.new, &self.after(it)), it.after.in_words()) {
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
        criteria::difference(&self.subjects, Case::Sensitive, within, outside.iter().chain(others))
    }
}

/// Blocks as they are where a field holds this, if that is known.
fn seen(blocks: &[Block], subject: &Subject, held: Option<&Contents>) -> Vec<Block> {
    held.map_or(blocks.to_vec(), |held| criteria::given(blocks, subject, held, Case::Sensitive))
}

impl<'a> Targets<'a> {
    /// What the task's schedules target but for this group.
    fn of(solution: &'a Solution, task: &'a Task, but: &str) -> Self {
        let sites = task.schedules.iter().flat_map(|it| &it.sites);
        let companies = task.schedules.iter().flat_map(|it| &it.companies);
        let elsewhere = words::targets(solution, [], sites, companies);
        Targets { groups: solution.targets(task).filter(|group| group.part.key != but).collect(), elsewhere }
    }

    fn in_words(&self) -> Option<String> {
        let groups = hangs::groups(self.groups.iter().copied());
        let all: Vec<String> = groups.into_iter().chain(self.elsewhere.iter().cloned()).collect();
        (!all.is_empty()).then(|| words::list(all))
    }
}

/// The blocks on each system on which the task does anything; none where that is every system.
fn on_systems(subjects: &Subjects, blocks: &[Block], task: &Task) -> Vec<Block> {
    let systems = task.systems();
    let is_some = systems.len() < Os::ALL.len();
    let systems = systems.into_iter().filter(|_| is_some);
    systems.flat_map(|os| blocks.iter().map(move |block| subjects.on_system(block, os))).collect()
}
