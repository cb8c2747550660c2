//! Conditions as they are written, shared ones among them: each criterion with its place, then the blocks.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Resolver;
use super::criteria::Known;
use super::origins::{Shared, Site};
use crate::diag::Problem;
use crate::document::{At, Path};
use crate::logic::conditions::{
    Alternatives, Condition, Growth, MOST_BLOCKS, MOST_CRITERIA, Refusal, Term, finished,
};
use crate::logic::criteria::Subjects;
use crate::manifest::{CriteriaTable, CriterionTable};
use crate::resolve::codes;

impl<'a> Resolver<'a> {
    /// Resolves each shared condition once, after those it uses. Groups then take it as it is.
    pub(super) fn shared_conditions(&mut self, known: &Known<'_>) {
        let table = At::ROOT.key("criteria");
        let manifest = self.manifest;
        for key in self.by_use() {
            let Some(written) = manifest.criteria.get(key) else { continue };
            let at = table.key(key);
            self.check_key(&at, key);
            let condition = self.shared_condition(&at, written, known);
            let alternatives = Rc::new(self.compiled(&condition));
            self.origins.shared.insert(key, Shared { condition, alternatives });
        }
    }

    fn shared_condition(&mut self, at: &At<'_>, written: &'a CriteriaTable, known: &Known<'_>) -> Condition {
        match (&written.all, &written.any) {
            (Some(all), None) => self.all_of(&at.key("all"), all, known),
            (None, Some(any)) => self.any_of(&at.key("any"), any, known),
            (None, None) => {
                let help = "`all = […]` or `any = […]`";
                self.problems.at_key(&codes::EMPTY_BLOCK, at, "this condition says nothing", help);
                nothing()
            }
            (Some(_), Some(_)) => {
                let help = "put one inside the other: `all = [{ any = […] }, …]`";
                self.problems.at_key(
                    &codes::CRITERION_SUBJECT,
                    &at.key("any"),
                    "`all` and `any` stand in one condition",
                    help,
                );
                nothing()
            }
        }
    }

    /// The shared conditions, each after those it uses; without recursion, since a chain may be of any length.
    fn by_use(&mut self) -> Vec<&'a str> {
        let manifest = self.manifest;
        let table = At::ROOT.key("criteria");
        let used = |key: &'a str| uses(&table.key(key), &manifest.criteria[key]);
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        for first in manifest.criteria.keys() {
            let mut path: Vec<(&'a str, std::vec::IntoIter<Used<'a>>)> = Vec::new();
            let mut on_path: BTreeMap<&'a str, usize> = BTreeMap::new();
            if seen.insert(first.as_str()) {
                on_path.insert(first, path.len());
                path.push((first, used(first).into_iter()));
            }
            while let Some((key, rest)) = path.last_mut() {
                let Some(Used { key: next, path: place }) = rest.next() else {
                    on_path.remove(key);
                    order.push(*key);
                    path.pop();
                    continue;
                };
                let Some((next, _)) = manifest.criteria.get_key_value(next) else { continue };
                if seen.insert(next.as_str()) {
                    on_path.insert(next, path.len());
                    path.push((next, used(next).into_iter()));
                } else if let Some(&start) = on_path.get(next.as_str()) {
                    let cycle: Vec<&str> = path[start..].iter().map(|(key, _)| *key).collect();
                    self.cycle(&cycle, &place);
                }
            }
        }
        order
    }

    /// A shared condition that uses itself: by way of `cycle`, whose last uses the first at this place.
    fn cycle(&mut self, cycle: &[&str], place: &Path) {
        const SHOWN: usize = 6;
        let Some(first) = cycle.first() else { return };
        let mut names: Vec<String> = cycle.iter().take(SHOWN).map(|key| format!("`{key}`")).collect();
        if cycle.len() > SHOWN {
            names.push("…".into());
        }
        let message = format!("this never ends: {} uses `{first}`", names.join(" uses "));
        place.look(|at| self.problems.at_value(&codes::CYCLIC_USE, at, message, "take one of the `use` out"));
    }

    /// The number of a place.
    pub(super) fn site(&mut self, at: &At<'_>, table: Option<&'a CriterionTable>) -> usize {
        self.origins.sites.push(Site { path: at.path(), table });
        self.origins.sites.len() - 1
    }

    /// Conditions that must all hold.
    pub(super) fn all_of(
        &mut self,
        at: &At<'_>,
        written: &'a [CriterionTable],
        known: &Known<'_>,
    ) -> Condition {
        let of = self.conditions(at, written, known, "an empty block would match every device");
        Condition::All { at: self.site(at, None), of }
    }

    /// Conditions of which one must hold.
    pub(super) fn any_of(
        &mut self,
        at: &At<'_>,
        written: &'a [CriterionTable],
        known: &Known<'_>,
    ) -> Condition {
        let of = self.conditions(at, written, known, "an empty `any` would match no device");
        Condition::Any { at: self.site(at, None), of }
    }

    fn conditions(
        &mut self,
        at: &At<'_>,
        written: &'a [CriterionTable],
        known: &Known<'_>,
        if_empty: &str,
    ) -> Vec<Condition> {
        if written.is_empty() {
            self.problems.at_value(&codes::EMPTY_BLOCK, at, "there is no criterion here", if_empty);
        }
        let numbered = written.iter().enumerate();
        numbered.map(|(index, table)| self.condition(&at.index(index), table, known)).collect()
    }

    fn condition(&mut self, at: &At<'_>, table: &'a CriterionTable, known: &Known<'_>) -> Condition {
        if !self.one_subject(at, table) || !self.one_operator(at, table) {
            return nothing();
        }
        match (&table.all, &table.any, &table.shared) {
            (Some(all), ..) => self.all_of(&at.key("all"), all, known),
            (_, Some(any), _) => self.any_of(&at.key("any"), any, known),
            (.., Some(shared)) => self.used(&at.key("use"), shared),
            _ => match self.criterion(at, table, known) {
                Some(criterion) => Condition::Is(Term::new(criterion, vec![self.site(at, Some(table))])),
                None => nothing(),
            },
        }
    }

    /// A shared condition in place. What is wrong inside is reported where the condition stands.
    fn used(&mut self, at: &At<'_>, key: &str) -> Condition {
        let manifest = self.manifest;
        if !manifest.criteria.contains_key(key) {
            self.dangling(at, "condition", key, manifest.criteria.keys());
        }
        match self.origins.shared.get(key).map(|shared| Rc::clone(&shared.alternatives)) {
            Some(of) => Condition::Use { at: self.site(at, None), of },
            None => nothing(),
        }
    }

    /// The blocks of a condition; none where they would be too many.
    fn compiled(&mut self, condition: &Condition) -> Alternatives {
        self.compiler.compile(condition).unwrap_or_else(|refusal| {
            self.refused(&refusal);
            Alternatives { blocks: vec![Vec::new()], compiled: false, growth: None }
        })
    }

    /// The blocks of a condition, as a group has them.
    pub(super) fn in_blocks(&mut self, condition: &Condition, subjects: &Subjects) -> Alternatives {
        finished(subjects, self.compiled(condition))
    }

    fn refused(&mut self, refusal: &Refusal) {
        match refusal {
            Refusal::Blocks(growth) => self.too_many_blocks(growth, growth.count()),
            Refusal::Criteria(site) => {
                let message =
                    format!("with this, conditions come to more than {MOST_CRITERIA} criteria in blocks");
                let help = "conditions that use each other twice double each time";
                let place = self.origins.at_site(*site, |at| self.document.value(at));
                self.problems.report(&codes::TOO_LONG, place, message, help);
            }
            Refusal::Again => {}
        }
    }

    /// A condition that comes to so many blocks, by way of what multiplies in it.
    pub(super) fn too_many_blocks(&mut self, growth: &Growth, count: usize) {
        let place = |site: usize| self.origins.at_site(site, |at| self.document.key(at));
        let factors: Vec<String> = growth.factors.iter().map(|(_, count)| count.to_string()).collect();
        let written = match factors.get(..4) {
            Some(first) if factors.len() > 5 => format!("{} × …", first.join(" × ")),
            _ => factors.join(" × "),
        };
        let (product, comes_to) = (growth.count(), format!("and a group has {MOST_BLOCKS} at most"));
        let message = match factors.as_slice() {
            [_] => format!("this comes to {count} blocks, {comes_to}"),
            _ if count == product => {
                format!("this comes to {written} = {count} blocks, {comes_to}")
            }
            _ => format!("this comes to {count} blocks, since {written} = {product} here, {comes_to}"),
        };
        let problem = Problem::new(&codes::TOO_MANY_BLOCKS, message).at(place(growth.at));
        let others = growth.factors.iter().filter(|(site, _)| *site != growth.at).take(3);
        let problem = others.fold(problem, |problem, (site, count)| {
            problem.also(place(*site), format!("{count} alternatives"))
        });
        self.problems.push(problem.help(
            "alternatives that differ in one value are one `contains-any-of`; else make a group of each part",
        ));
    }
}

/// What is wrong in itself, so that nothing else is said of it.
fn nothing() -> Condition {
    Condition::All { at: 0, of: Vec::new() }
}

/// A shared condition that another one uses, and where.
pub(crate) struct Used<'a> {
    pub(crate) key: &'a str,
    path: Path,
}

/// What a shared condition uses, in written order.
pub(crate) fn uses<'a>(at: &At<'_>, written: &'a CriteriaTable) -> Vec<Used<'a>> {
    let mut found = Vec::new();
    for (word, list) in [("all", &written.all), ("any", &written.any)] {
        uses_in(&at.key(word), list.as_deref().unwrap_or_default(), &mut found);
    }
    found
}

pub(crate) fn uses_in<'a>(at: &At<'_>, written: &'a [CriterionTable], found: &mut Vec<Used<'a>>) {
    for (index, table) in written.iter().enumerate() {
        let at = at.index(index);
        if let Some(key) = &table.shared {
            found.push(Used { key, path: at.key("use").path() });
        }
        for (word, list) in [("all", &table.all), ("any", &table.any)] {
            uses_in(&at.key(word), list.as_deref().unwrap_or_default(), found);
        }
    }
}
