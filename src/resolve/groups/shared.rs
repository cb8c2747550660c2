//! Shared conditions, each resolved once, after those it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::blocks::compiled;
use super::conditions::shared_condition;
use super::known::Known;
use crate::document::{At, Path};
use crate::logic::conditions::Compiler;
use crate::manifest::{CriteriaTable, CriterionTable};
use crate::resolve::codes::CYCLIC_USE;
use crate::resolve::origins::Shared;
use crate::resolve::part::check_key;
use crate::resolve::scope::Scope;

/// Resolves each shared condition. Groups then take it as it is.
pub(super) fn shared_conditions(scope: &mut Scope<'_>, known: &Known<'_>, compiler: &mut Compiler) {
    let (table, manifest) = (At::ROOT.key("criteria"), scope.manifest);
    for key in by_use(scope) {
        let Some(written) = manifest.criteria.get(key) else { continue };
        let at = table.key(key);
        check_key(scope, &at, key);
        let condition = shared_condition(scope, &at, written, known);
        let alternatives = Rc::new(compiled(scope, compiler, &condition));
        scope.origins.shared.insert(key, Shared { condition, alternatives });
    }
}

/// The shared conditions, each after those it uses; without recursion, since a chain may be of any length.
fn by_use<'a>(scope: &mut Scope<'a>) -> Vec<&'a str> {
    let (table, manifest) = (At::ROOT.key("criteria"), scope.manifest);
    let used = |key: &'a str| uses(&table.key(key), &manifest.criteria[key]).into_iter();
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for first in manifest.criteria.keys() {
        let mut path: Vec<(&'a str, std::vec::IntoIter<Used<'a>>)> = Vec::new();
        let mut on_path: BTreeMap<&'a str, usize> = BTreeMap::new();
        if seen.insert(first.as_str()) {
            on_path.insert(first, path.len());
            path.push((first, used(first)));
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
                path.push((next, used(next)));
            } else if let Some(&start) = on_path.get(next.as_str()) {
                let cycle: Vec<&str> = path[start..].iter().map(|(key, _)| *key).collect();
                cyclic(scope, &cycle, &place);
            }
        }
    }
    order
}

/// A shared condition that uses itself: by way of `cycle`, whose last uses the first at this place.
fn cyclic(scope: &mut Scope<'_>, cycle: &[&str], place: &Path) {
    const SHOWN: usize = 6;
    let Some(first) = cycle.first() else { return };
    let mut names: Vec<String> = cycle.iter().take(SHOWN).map(|key| format!("`{key}`")).collect();
    if cycle.len() > SHOWN {
        names.push("…".into());
    }
    let message = format!("this never ends: {} uses `{first}`", names.join(" uses "));
    place.look(|at| scope.problems.at_value(&CYCLIC_USE, at, message, "take one of the `use` out"));
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

/// What a list of conditions uses.
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
