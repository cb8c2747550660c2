//! What of a solution is known as it is written, where resolving met errors: a rule asks only about the parts that it
//! relies on, so that one mistake hides no other.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::rows::{Store, stores};
use super::written;
use crate::diag::Code;
use crate::document::At;
use crate::manifest::CriterionTable;
use crate::resolve::codes::{DUPLICATE_ENTRY, EMPTY_TEXT, LOOK_ALIKE, TOO_LONG};
use crate::solution::{Criterion, Field, FieldType, Group, OutcomeRef, Task};
use crate::source::Place;

impl<'a> Context<'a> {
    /// Whether what stands at this path, a part or a list of a part, was resolved as it is written. What is not
    /// written is sound.
    pub fn is_sound(&self, at: &At<'_>) -> bool {
        self.errors_in(at).next().is_none()
    }

    /// Whether conditions come to more than can be looked at.
    pub fn is_too_long(&self) -> bool {
        self.errors.iter().any(|(_, code)| *code == &TOO_LONG)
    }

    /// The errors that resolving met in what stands at this path.
    fn errors_in(&self, at: &At<'_>) -> impl Iterator<Item = &(Place, &'static Code)> {
        self.errors.iter().filter(|(place, _)| self.document.holds(at, place))
    }

    /// Whether all parts of this kind were: `field`, `group`, `task`, `criteria`.
    pub fn are_sound(&self, tables: &[&str]) -> bool {
        tables.iter().all(|table| self.is_sound(&At::ROOT.key(table)))
    }

    /// Whether what these keys of a table say was.
    fn is_sound_in(&self, at: &At<'_>, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.is_sound(&at.key(key)))
    }

    /// Whether the values are known that a field can have. A default, or who may edit it, says nothing of them; nor does
    /// a rule of a text box, since any text may be tested. An option that is none is one as it is written.
    pub fn domain_is_sound(&self, key: &str) -> bool {
        let Some(field) = self.solution.field(key) else { return false };
        let has_options = field.field_type != FieldType::Dropdown || !field.options.is_empty();
        has_options && self.is_sound(&At::ROOT.key("field").key(key).key("type"))
    }

    /// Whether what a field can hold is known, by its default, by who may edit it and by what it held before.
    pub fn field_is_sound(&self, key: &str) -> bool {
        let keys = ["options-formerly", "default", "editable"];
        self.domain_is_sound(key) && self.is_sound_in(&At::ROOT.key("field").key(key), &keys)
    }

    /// Whether what a task reports and stores is known.
    pub fn reports_are_sound(&self, task: &str) -> bool {
        let table = At::ROOT.key("task");
        let at = table.key(task);
        let Some(written) = self.manifest.task.get(task) else { return false };
        let outcomes = at.key("outcome");
        // A text that looks like another one is printed as it is written, and none is no former one.
        let is_known =
            |at: &At<'_>, harmless: &[&Code]| self.errors_in(at).all(|(_, code)| harmless.contains(code));
        self.rows_are_sound(&at.key("step"), written.step.len())
            && written.outcome.keys().all(|key| {
                let at = outcomes.key(key);
                is_known(&at.key("text"), &[&LOOK_ALIKE])
                    && is_known(&at.key("match"), &[&LOOK_ALIKE])
                    && is_known(&at.key("text-formerly"), &[&LOOK_ALIKE, &DUPLICATE_ENTRY, &EMPTY_TEXT])
            })
    }

    /// Whether it is known what the rows of this list store. What a script reads, and what is in it, does not matter.
    fn rows_are_sound(&self, list: &At<'_>, count: usize) -> bool {
        const OTHER: [&str; 8] = [
            "powershell",
            "on-error",
            "reads",
            "timeout-seconds",
            "run-as",
            "log",
            "note",
            "continue-on-failure",
        ];
        (0..count).all(|index| {
            let at = list.index(index);
            let is_other = |place: &Place| OTHER.iter().any(|key| self.document.holds(&at.key(key), place));
            self.errors_in(&at).all(|(place, _)| is_other(place))
        }) && (count > 0 || self.is_sound(list))
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
        let is_sound =
            |at: &At<'_>, field: &Field| self.domain_is_sound(&field.part.key) && self.is_sound(at);
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
        let mut writers = self.manifest.task.keys().filter(|key| self.may_write(key, field));
        self.field_is_sound(field)
            && !self.overfilled().contains(field)
            && writers.all(|key| self.reports_are_sound(key))
    }

    /// Whether a row of a task names this field, or one that there is not.
    fn may_write(&self, task: &str, field: &str) -> bool {
        let rows = self.manifest.task.get(task).into_iter().flat_map(|task| &task.step);
        let mut named = rows.filter_map(|row| row.set_field.as_ref());
        named.any(|key| key == field || !self.manifest.field.contains_key(key))
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

    /// Whether what a criterion tests is known, whatever else its group says.
    pub fn test_is_sound(&self, criterion: &Criterion) -> bool {
        let is_sound = |it: &OutcomeRef| self.outcome_is_sound(&format!("{}.{}", it.task, it.outcome));
        criterion.field().is_none_or(|field| self.domain_is_sound(field))
            && criterion.outcomes.iter().all(is_sound)
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
        table.field.as_ref().is_none_or(|field| self.domain_is_sound(field))
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
            let (key, outcome) = reference.split_once('.').unwrap_or_default();
            self.solution.task(key).is_some_and(|task| {
                let stored = task.stored_in(outcome);
                let is_stored = stored.iter().any(|it| **it == *field);
                let is_known = self.reports_are_sound(key) && task.outcome(outcome).is_some();
                match self.may_write(key, field) {
                    true => is_known && !stored.is_empty() && !is_stored,
                    false => !is_known || !stored.is_empty(),
                }
            })
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
}
