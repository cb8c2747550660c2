//! What rules look at: the solution, where it is written, and what is worked out about it once for all of them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Store, stores};
use super::scripts::{Script, scripts};
use super::written;
use crate::diag::Problem;
use crate::document::{At, Document, Problems};
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::logic::runs::{Loop, loops};
use crate::logic::values::{Way, ways};
use crate::manifest::{CriterionTable, Manifest};
use crate::resolve::{Inputs, Layout, Origins};
use crate::solution::platform::{Console, Platform};
use crate::solution::{Field, FieldType, Group, Solution, Task};
use crate::source::Place;

/// A rule: it looks at a solution, and says what it minds.
pub type Rule = fn(&Context<'_>, &mut Problems<'_>);

/// A solution under the rules. Where parts could not be resolved as they are written, it holds the best reading of
/// them: a rule asks whether what it relies on is sound, so that one mistake hides no other.
pub struct Context<'a> {
    /// The platform it is for.
    pub platform: &'a Platform,
    /// The manifest's text.
    pub document: &'a Document,
    /// The manifest as it is written.
    pub manifest: &'a Manifest,
    /// What it is resolved to.
    pub solution: &'a Solution,
    /// Where it is rendered to.
    pub layout: &'a Layout,
    /// Where that is written.
    pub origins: &'a Origins<'a>,
    /// What it may name outside itself.
    pub inputs: &'a dyn Inputs,
    /// Where resolving met an error.
    errors: Vec<Place>,
    subjects: OnceCell<Subjects>,
    sets: Vec<[OnceCell<Sets>; 2]>,
    ways: BTreeMap<&'a str, OnceCell<Vec<Way<'a>>>>,
    scripts: OnceCell<Vec<Script<'a>>>,
    overfilled: OnceCell<BTreeSet<&'a str>>,
    unsound: OnceCell<BTreeSet<&'a str>>,
    loops: OnceCell<Vec<Loop<'a>>>,
}

impl<'a> Context<'a> {
    /// The solution of a manifest, and what kept it from being resolved as it is written.
    pub fn new(
        platform: &'a Platform,
        document: &'a Document,
        manifest: &'a Manifest,
        (solution, layout): (&'a Solution, &'a Layout),
        origins: &'a Origins<'a>,
        inputs: &'a dyn Inputs,
        problems: &[Problem],
    ) -> Self {
        let errors = problems.iter().filter(|problem| problem.is_error());
        Context {
            platform,
            document,
            manifest,
            solution,
            layout,
            origins,
            inputs,
            errors: errors.filter_map(|problem| problem.place.clone()).collect(),
            subjects: OnceCell::new(),
            sets: solution.groups.iter().map(|_| Default::default()).collect(),
            ways: solution.fields.iter().map(|it| (it.part.key.as_str(), OnceCell::new())).collect(),
            scripts: OnceCell::new(),
            overfilled: OnceCell::new(),
            unsound: OnceCell::new(),
            loops: OnceCell::new(),
        }
    }

    /// Whether what stands at this path, a part or a list of a part, was resolved as it is written. What is not
    /// written is sound.
    pub fn is_sound(&self, at: &At<'_>) -> bool {
        !self.errors.iter().any(|place| self.document.holds(at, place))
    }

    /// Whether all parts of this kind were: `field`, `group`, `task`, `criteria`.
    pub fn are_sound(&self, tables: &[&str]) -> bool {
        tables.iter().all(|table| self.is_sound(&At::ROOT.key(table)))
    }

    /// The solution in the words of the platform's console.
    pub fn console(&self) -> Console<'a> {
        Console::new(self.platform, self.solution)
    }

    /// Whether what these keys of a table say was.
    fn is_sound_in(&self, at: &At<'_>, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.is_sound(&at.key(key)))
    }

    /// Whether what a field can hold is known.
    pub fn field_is_sound(&self, key: &str) -> bool {
        const KEYS: [&str; 8] =
            ["type", "options", "options-formerly", "default", "editable", "pattern", "range", "max-length"];
        let has_options =
            |field: &Field| field.field_type != FieldType::Dropdown || !field.options.is_empty();
        self.solution.field(key).is_some_and(has_options)
            && self.is_sound_in(&At::ROOT.key("field").key(key), &KEYS)
    }

    /// Whether what a task reports and stores is known.
    pub fn reports_are_sound(&self, task: &str) -> bool {
        let table = At::ROOT.key("task");
        let at = table.key(task);
        let Some(written) = self.manifest.task.get(task) else { return false };
        let outcomes = at.key("outcome");
        let texts = ["text", "match", "text-formerly"];
        self.is_sound_in(&at, &["on-error", "step"])
            && written.outcome.keys().all(|key| self.is_sound_in(&outcomes.key(key), &texts))
    }

    /// Whether what a task reports is known, and what it runs on.
    pub fn runs_are_sound(&self, task: &Task) -> bool {
        let table = At::ROOT.key("task");
        let schedules = table.key(&task.part.key);
        self.is_all_sound()
            || self.reports_are_sound(&task.part.key)
                && self.is_sound(&schedules.key("schedule"))
                && self.solution.targets(task).all(|group| self.selection_is_sound(group))
    }

    /// Visits every row that was resolved as it is written and stores something in a field that is known.
    pub(crate) fn each_store(&self, visit: impl FnMut(&Store<'_, 'a>)) {
        let is_sound = |at: &At<'_>, field: &Field| self.field_is_sound(&field.part.key) && self.is_sound(at);
        stores(self.manifest, self.solution, is_sound, visit);
    }

    /// The fields in which a row stores what they cannot hold.
    fn overfilled(&self) -> &BTreeSet<&'a str> {
        self.overfilled.get_or_init(|| {
            let mut found = BTreeSet::new();
            self.each_store(|store| {
                if !store.fits(&self.platform.limits) {
                    found.insert(store.field.part.key.as_str());
                }
            });
            found
        })
    }

    /// Whether everything is known that hangs together.
    fn is_all_sound(&self) -> bool {
        self.errors.is_empty() && self.overfilled().is_empty()
    }

    /// Whether all that tasks store in a field is known.
    pub fn writers_are_sound(&self, field: &str) -> bool {
        if self.is_all_sound() {
            return true;
        }
        let may_write = |key: &Option<String>| {
            key.as_ref().is_some_and(|key| key == field || !self.manifest.field.contains_key(key))
        };
        let mut writers =
            self.manifest.task.iter().filter(|(_, task)| task.step.iter().any(|it| may_write(&it.set_field)));
        self.field_is_sound(field)
            && !self.overfilled().contains(field)
            && writers.all(|(key, _)| self.reports_are_sound(key))
    }

    /// Whether what a group selects is known: what it says, the shared conditions that it uses, and what they test.
    pub fn selection_is_sound(&self, group: &Group) -> bool {
        if self.is_all_sound() {
            return true;
        }
        let table = At::ROOT.key("group");
        let at = table.key(&group.part.key);
        let blocks = at.key("block");
        let Some(written) = self.manifest.group.get(&group.part.key) else { return false };
        let count = written.block.as_ref().map_or(0, Vec::len);
        !group.blocks.is_empty()
            && self.is_sound_in(&at, &["all", "any", "outcome"])
            && (0..count).all(|index| self.is_sound(&blocks.index(index).key("all")))
            && self.conditions_are_sound(written.conditions())
            && written.outcome.iter().flat_map(|outcome| &outcome.values).all(|it| self.outcome_is_sound(it))
    }

    /// The same of a shared condition.
    pub fn shared_is_sound(&self, key: &str) -> bool {
        self.is_all_sound() || self.manifest.criteria.contains_key(key) && !self.unsound().contains(key)
    }

    fn conditions_are_sound<'t>(&self, list: impl Iterator<Item = &'t CriterionTable>) -> bool {
        let (tables, shared) = written::own_tables(list);
        tables.into_iter().all(|table| self.criterion_is_sound(table))
            && shared.into_iter().all(|key| self.shared_is_sound(key))
    }

    /// The shared conditions of which it is not known what they select: by themselves, or by one that they use.
    fn unsound(&self) -> &BTreeSet<&'a str> {
        self.unsound.get_or_init(|| {
            let (criteria, mut users) = (At::ROOT.key("criteria"), BTreeMap::<&str, Vec<&str>>::new());
            let (mut found, mut open) = (BTreeSet::new(), Vec::new());
            for (key, written) in &self.manifest.criteria {
                let (tables, used) = written::own_tables(written.conditions());
                let is_known = |key: &&str| self.manifest.criteria.contains_key(*key);
                let is_sound = self.is_sound(&criteria.key(key)) && used.iter().all(is_known);
                if !is_sound || !tables.into_iter().all(|table| self.criterion_is_sound(table)) {
                    open.push(key.as_str());
                }
                used.into_iter().for_each(|it| users.entry(it).or_default().push(key));
            }
            while let Some(key) = open.pop() {
                if found.insert(key) {
                    open.extend(users.get(key).into_iter().flatten());
                }
            }
            found
        })
    }

    /// Whether what a criterion tests is known, but for the shared condition that it uses.
    fn criterion_is_sound(&self, table: &CriterionTable) -> bool {
        let mut outcomes = table.outcome.iter().flat_map(|outcome| &outcome.values);
        table.field.as_ref().is_none_or(|field| self.field_is_sound(field))
            && outcomes.all(|outcome| self.outcome_is_sound(outcome))
    }

    /// Whether what is stored of `task.outcome` is known.
    fn outcome_is_sound(&self, reference: &str) -> bool {
        reference.split_once('.').is_some_and(|(task, outcome)| {
            let mut stored = self.solution.task(task).into_iter().flat_map(|task| task.stored_in(outcome));
            self.reports_are_sound(task) && stored.all(|field| !self.overfilled().contains(&**field))
        })
    }

    /// Whether all groups that may select by a field are known: of the others it is known that they do not.
    pub fn testers_are_sound(&self, field: &str) -> bool {
        if self.is_all_sound() {
            return true;
        }
        let is_other = |key: &String| key != field && self.solution.field(key).is_some();
        let is_elsewhere = |reference: &String| {
            let (task, outcome) = reference.split_once('.').unwrap_or_default();
            let task = self.solution.task(task).filter(|_| self.reports_are_sound(task));
            let stored = task.map(|task| task.stored_in(outcome)).unwrap_or_default();
            !stored.is_empty() && !stored.iter().any(|it| **it == *field)
        };
        let is_unrelated = |table: &&CriterionTable| {
            table.field.as_ref().is_none_or(is_other)
                && table.outcome.iter().flat_map(|outcome| &outcome.values).all(is_elsewhere)
        };
        self.manifest.group.iter().all(|(key, written)| {
            let group = self.solution.groups.iter().find(|group| group.part.key == *key);
            let outcomes = written.outcome.iter().flat_map(|outcome| &outcome.values);
            group.is_some_and(|group| self.selection_is_sound(group))
                || written::tables(self.manifest, written.conditions()).iter().all(is_unrelated)
                    && outcomes.into_iter().all(is_elsewhere)
        })
    }

    /// What criteria test, and what it can hold.
    pub fn subjects(&self) -> &Subjects {
        self.subjects.get_or_init(|| Subjects::of(&[self.console()]))
    }

    /// The blocks of a group, by its index, as sets.
    pub fn sets(&self, group: usize, case: Case) -> &Sets {
        let blocks = &self.solution.groups[group].blocks;
        self.sets[group][case as usize].get_or_init(|| Sets::new(self.subjects(), case, blocks))
    }

    /// Every way in which a value gets into a field.
    pub fn ways(&self, field: &'a Field) -> &[Way<'a>] {
        self.ways[field.part.key.as_str()].get_or_init(|| ways(self.solution, field))
    }

    /// Tasks whose results decide where tasks run.
    pub fn loops(&self) -> &[Loop<'a>] {
        self.loops.get_or_init(|| loops(self.console()))
    }

    /// The scripts of all tasks whose bodies could be read.
    pub fn scripts(&self) -> &[Script<'a>] {
        self.scripts.get_or_init(|| scripts(self.platform, self.manifest, self.solution, self.origins))
    }

    /// Visits each criterion once, where it is written: in a shared condition or in a group.
    pub fn each_criterion(&self, mut visit: impl FnMut(&At<'_>, &CriterionTable)) {
        for site in &self.origins.sites {
            if let Some(table) = site.table {
                site.path.look(|at| visit(at, table));
            }
        }
    }
}
