//! The bridge over the time in which devices still hold an old value: what groups do with them until then, and what
//! they have to test so that they do the same as with the new one.
//!
//! What a group does with such devices is worked out, not read off its criteria: a group where a field holds a value is
//! blocks over all else, and those for the old and the new value are compared. So a bridge by hand is recognised, an
//! exclusion is told from a selection, and a new default or a lost value says who moves. The device that is shown is one
//! on which a task really starts or stops: it is in none of the task's other targets, on a system for which the task has
//! rows, where there is one.

use crate::diff::words::hangs;
use crate::diff::{Scope, words};
use crate::logic::criteria::{self, Case, Contents, Found, Subjects};
use crate::logic::options;
use crate::solution::platform::Console;
use crate::solution::{Block, Criterion, FieldType, Group, Solution, Subject, Test, Value};

/// A field whose old value has a new one in its place.
pub(in crate::diff) struct Gap<'a> {
    /// The field, by key.
    pub field: &'a str,
    /// What devices hold still.
    pub old: String,
    /// What they are going to hold.
    pub new: String,
    /// What of the old value a contains is to test.
    pub tested: &'a str,
}

/// What groups do with the devices on the old side of a gap.
#[derive(Default)]
pub(in crate::diff) struct Crossing<'a> {
    /// Groups that do the same with both, and select devices with either.
    pub selecting: Vec<&'a Group>,
    /// Groups that do the same with both, and leave out devices with either.
    pub excluding: Vec<&'a Group>,
    /// Groups that select devices with the new value, and not all of them with the old one.
    pub missing: Vec<&'a Group>,
    /// Groups that select devices with the old value, and not all of them with the new one.
    pub keeping: Vec<&'a Group>,
    /// For each criterion that names one of the values, the condition that takes both, as the manifest has it. One that
    /// names an outcome follows the outcome.
    pub bridges: Vec<String>,
}

impl<'a> Crossing<'a> {
    /// What the groups of the new solution do.
    pub(in crate::diff) fn of(console: Console<'a>, gaps: &[Gap<'_>]) -> Self {
        let mut crossing = Crossing::default();
        let (solution, subjects) = (console.solution, Subjects::of(&[console]));
        for group in &solution.groups {
            for gap in gaps {
                crossing.group(solution, &subjects, group, gap);
            }
        }
        crossing
    }

    fn group(&mut self, solution: &Solution, subjects: &Subjects, group: &'a Group, gap: &Gap<'_>) {
        let criteria = || group.criteria();
        let tests = |criterion: &&Criterion| {
            gap.is_on(criterion) && [&gap.old, &gap.new].iter().any(|text| hangs::tests(criterion, text))
        };
        let Some(first) = criteria().find(tests) else { return };
        let [old, new] = [&gap.old, &gap.new].map(|text| gap.side(&group.blocks, text));
        let relation = criteria::relation(subjects, Case::Sensitive, &old, &new);
        let (misses, keeps) = (relation.joins != Found::Nobody, relation.leaves != Found::Nobody);
        if misses {
            add(&mut self.missing, group);
        }
        if keeps {
            add(&mut self.keeping, group);
        }
        if !misses && !keeps {
            add(if first.test.is_negative() { &mut self.excluding } else { &mut self.selecting }, group);
            return;
        }
        for criterion in criteria() {
            let line = gap.bridge(solution, criterion);
            let line = line.map(|it| format!("the bridge in {}: {it}", name(group)));
            self.bridges.extend(line.filter(|line| !self.bridges.contains(line)));
        }
    }

    /// Whether every group does with the old value what it does with the new one.
    pub(in crate::diff) fn is_closed(&self) -> bool {
        self.missing.is_empty() && self.keeping.is_empty()
    }

    /// Whether no group tests either value.
    pub(in crate::diff) fn is_nothing(&self) -> bool {
        self.is_closed() && self.selecting.is_empty() && self.excluding.is_empty()
    }

    /// What becomes of devices that hold the old value.
    pub(in crate::diff) fn lines(&self, scope: &Scope<'_>, what: &str) -> Vec<String> {
        let said = |groups: &[&Group], says: &dyn Fn(String) -> String| {
            hangs::groups(groups.iter().copied()).map(says)
        };
        let missing = said(&self.missing, &|groups| {
            format!("until then, devices that hold the old {what} are missed by {groups}")
        });
        let keeping = self.keeping.iter().map(|group| {
            let tasks = hangs::tasks(scope.new.launched_on(&group.part.key));
            let runs = tasks.map(|tasks| format!(", and {tasks} can run there")).unwrap_or_default();
            let name = name(group);
            format!("until then, devices that hold the old {what} can be in {name}, which leaves out those with the new one{runs}")
        });
        let still = |groups: &[&'a Group], one: &str, several: &str| {
            let verb = if groups.len() == 1 { one } else { several };
            said(groups, &|groups| format!("{groups} still {verb} devices that hold the old {what}"))
        };
        let selecting = still(&self.selecting, "selects", "select");
        let excluding = still(&self.excluding, "leaves out", "leave out");
        missing.into_iter().chain(keeping).chain(selecting).chain(excluding).collect()
    }
}

fn name(group: &Group) -> String {
    hangs::groups([group]).unwrap_or_default()
}

fn add<'a>(groups: &mut Vec<&'a Group>, group: &'a Group) {
    if groups.iter().all(|it| it.part.key != group.part.key) {
        groups.push(group);
    }
}

impl Gap<'_> {
    fn is_on(&self, criterion: &Criterion) -> bool {
        criterion.field().is_some_and(|key| *key == *self.field)
    }

    /// What the blocks select of the devices that hold this.
    fn side(&self, blocks: &[Block], text: &str) -> Vec<Block> {
        let subject = Subject::field(self.field);
        criteria::given(blocks, &subject, &Contents::Text(text.to_owned()), Case::Sensitive)
    }

    /// The condition that does with both values what a criterion does with one of them. It keeps the operator where
    /// that catches no other option.
    fn bridge(&self, solution: &Solution, criterion: &Criterion) -> Option<String> {
        if !self.is_on(criterion) || !criterion.outcomes.is_empty() {
            return None;
        }
        let meets =
            |text: &str| criteria::meets(&criterion.test, &Contents::Text(text.to_owned()), Case::Sensitive);
        let (takes, refuses) = (meets(&self.new), meets(&self.old));
        let adds_old = takes != criterion.test.is_negative();
        let (whole, part) = if adds_old { (&*self.old, self.tested) } else { (&*self.new, &*self.new) };
        (takes != refuses).then(|| self.widened(solution, &criterion.test, whole, part))?
    }

    /// A test that takes one more value, or excludes it.
    fn widened(&self, solution: &Solution, test: &Test, whole: &str, part: &str) -> Option<String> {
        let one = |key: &str, value: String| format!("{{ field = \"{}\", {key} = {value} }}", self.field);
        let is_list_enough = |values: &[String]| !self.catches_another(solution, values, part);
        let more = |values: &[String]| values.iter().cloned().chain([part.to_owned()]).collect::<Vec<_>>();
        let condition = match test {
            Test::Equal(value) => any_of(one, ("equal", toml_value(value)), whole),
            Test::NotEqual(value) => none_of(one, ("not-equal", toml_value(value)), whole),
            Test::ContainsAnyOf(values) if is_list_enough(values) => {
                one("contains-any-of", toml_list(&more(values)))
            }
            Test::ContainsAnyOf(values) => any_of(one, ("contains-any-of", toml_list(values)), whole),
            Test::DoesNotContainAnyOf(values) if is_list_enough(values) => {
                one("does-not-contain-any-of", toml_list(&more(values)))
            }
            Test::DoesNotContainAnyOf(values) => {
                none_of(one, ("does-not-contain-any-of", toml_list(values)), whole)
            }
            Test::IsBlank(_) => return None,
        };
        Some(format!("`{}`", words::one_line(&condition)))
    }

    /// Whether one more part in a list would catch an option that the list does not name.
    fn catches_another(&self, solution: &Solution, values: &[String], part: &str) -> bool {
        let field = solution.field(self.field).filter(|field| field.field_type == FieldType::Dropdown);
        let more: Vec<String> = values.iter().cloned().chain([part.to_owned()]).collect();
        field.is_some_and(|field| options::catches_another(field, &more))
    }
}

/// What was tested, or that it is this value.
fn any_of(one: impl Fn(&str, String) -> String, (key, own): (&str, String), whole: &str) -> String {
    format!("{{ any = [{}, {}] }}", one(key, own), one("equal", hangs::toml_text(whole)))
}

/// What was excluded, and this value too.
fn none_of(one: impl Fn(&str, String) -> String, (key, own): (&str, String), whole: &str) -> String {
    format!("{{ all = [{}, {}] }}", one(key, own), one("not-equal", hangs::toml_text(whole)))
}

fn toml_value(value: &Value) -> String {
    hangs::toml_text(&value.to_string())
}

fn toml_list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| hangs::toml_text(value)).collect();
    format!("[{}]", values.join(", "))
}
