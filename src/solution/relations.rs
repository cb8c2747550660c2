//! What hangs on what in a solution: who writes, reads and tests a field, and what runs on a group.

use super::keys::FieldKey;
use super::model::{
    Criterion, Field, FieldType, Group, Outcome, Schedule, Solution, Subject, Task, Test, Value,
};
use super::text::Case;

impl Solution {
    /// The tasks that write this field.
    pub fn writing<'s>(&'s self, field: &'s str) -> impl Iterator<Item = &'s Task> {
        self.tasks.iter().filter(move |task| task.writes_to(field))
    }

    /// The tasks that read this field.
    pub fn reading<'s>(&'s self, field: &'s str) -> impl Iterator<Item = &'s Task> {
        self.tasks.iter().filter(move |task| task.reads_from(field))
    }

    /// The groups that test this field.
    pub fn testing<'s>(&'s self, field: &'s str) -> impl Iterator<Item = &'s Group> {
        self.groups.iter().filter(move |group| group.tests(field).next().is_some())
    }

    /// The groups that a task's schedules target.
    pub fn targets<'s>(&'s self, task: &'s Task) -> impl Iterator<Item = &'s Group> {
        self.groups.iter().filter(|group| task.targets(&group.part.key))
    }

    /// The tasks that a schedule launches on this group.
    pub fn launched_on<'s>(&'s self, group: &'s str) -> impl Iterator<Item = &'s Task> {
        self.tasks.iter().filter(move |task| task.targets(group))
    }
}

impl Task {
    /// Whether one of its schedules targets this group.
    pub fn targets(&self, group: &str) -> bool {
        self.schedules.iter().any(|schedule| schedule.targets(group))
    }

    /// Whether all devices that its schedules launch it on are in the groups that it targets, and there are some.
    pub fn is_bound_to_groups(&self) -> bool {
        let is_bound = |schedule: &Schedule| {
            !schedule.target.is_empty() && schedule.sites.is_empty() && schedule.companies.is_empty()
        };
        !self.schedules.is_empty() && self.schedules.iter().all(is_bound)
    }
}

impl Schedule {
    /// Whether it targets this group.
    pub fn targets(&self, group: &str) -> bool {
        self.target.iter().any(|key| *key == group)
    }
}

impl Group {
    /// Its criteria on this field.
    pub fn tests<'g>(&'g self, field: &'g str) -> impl Iterator<Item = &'g Criterion> {
        self.criteria().filter(move |criterion| criterion.field().is_some_and(|tested| *tested == field))
    }
}

impl Group {
    /// Whether it or the other one says that the two share no device.
    pub fn is_disjoint(&self, other: &Group) -> bool {
        let names = |one: &Group, two: &Group| one.disjoint.iter().any(|key| *key == two.part.key);
        names(self, other) || names(other, self)
    }
}

impl Criterion {
    /// The field that it tests.
    pub fn field(&self) -> Option<&FieldKey> {
        match &self.subject {
            Subject::Field(key) => Some(key),
            _ => None,
        }
    }

    /// Whether the manifest names this outcome in it.
    pub fn names(&self, task: &str, outcome: &str) -> bool {
        self.outcomes.iter().any(|named| named.task == task && named.outcome == outcome)
    }
}

impl Outcome {
    /// Whether a text is taken for a report of it by whoever waits for it, in some letter case.
    pub fn is_recognised_in(&self, text: &str) -> bool {
        Case::Insensitive.contains(text, self.matched())
    }
}

impl Test {
    /// Whether it waits for a text.
    pub fn is_positive(&self) -> bool {
        matches!(self, Test::ContainsAnyOf(_) | Test::Equal(_))
    }

    /// Whether it excludes a text.
    pub fn is_negative(&self) -> bool {
        matches!(self, Test::DoesNotContainAnyOf(_) | Test::NotEqual(_))
    }
}

impl Field {
    /// A text as the field holds it, once something stores it there.
    pub fn holding(&self, text: &str) -> Value {
        let as_text = || Value::Text(text.to_owned());
        match self.field_type {
            FieldType::Flag if text.eq_ignore_ascii_case("true") => Value::Flag(true),
            FieldType::Flag if text.eq_ignore_ascii_case("false") => Value::Flag(false),
            FieldType::Number => text.parse().map_or_else(|_| as_text(), Value::Number),
            _ => as_text(),
        }
    }
}
