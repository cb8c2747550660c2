//! Conditions as they are written: each criterion with its place.

use std::rc::Rc;

use super::criteria::{all_and_any, criterion, subject};
use super::known::Known;
use crate::document::At;
use crate::logic::conditions::{Condition, Term};
use crate::manifest::{CriteriaTable, CriterionTable};
use crate::resolve::codes::EMPTY_BLOCK;
use crate::resolve::origins::Site;
use crate::resolve::scope::Scope;
use crate::resolve::scope::references::dangling;

/// A condition of its own: `all` or `any`.
pub(super) fn shared_condition<'a>(
    scope: &mut Scope<'a>,
    at: &At<'_>,
    written: &'a CriteriaTable,
    known: &Known<'_>,
) -> Condition {
    match (&written.all, &written.any) {
        (Some(all), None) => return all_of(scope, &at.key("all"), all, known),
        (None, Some(any)) => return any_of(scope, &at.key("any"), any, known),
        (Some(_), Some(_)) => all_and_any(scope, at),
        (None, None) => {
            let help = "`all = […]` or `any = […]`";
            scope.problems.at_key(&EMPTY_BLOCK, at, "this condition says nothing", help);
        }
    }
    nothing()
}

/// The number of a place.
pub(super) fn site<'a>(scope: &mut Scope<'a>, at: &At<'_>, table: Option<&'a CriterionTable>) -> usize {
    scope.origins.sites.push(Site { path: at.path(), table });
    scope.origins.sites.len() - 1
}

/// Conditions that must all hold.
pub(super) fn all_of<'a>(
    scope: &mut Scope<'a>,
    at: &At<'_>,
    written: &'a [CriterionTable],
    known: &Known<'_>,
) -> Condition {
    let of = conditions(scope, at, written, known, "an empty block would match every device");
    Condition::All { at: site(scope, at, None), of }
}

/// Conditions of which one must hold.
pub(super) fn any_of<'a>(
    scope: &mut Scope<'a>,
    at: &At<'_>,
    written: &'a [CriterionTable],
    known: &Known<'_>,
) -> Condition {
    let of = conditions(scope, at, written, known, "an empty `any` would match no device");
    Condition::Any { at: site(scope, at, None), of }
}

fn conditions<'a>(
    scope: &mut Scope<'a>,
    at: &At<'_>,
    written: &'a [CriterionTable],
    known: &Known<'_>,
    if_empty: &str,
) -> Vec<Condition> {
    if written.is_empty() {
        scope.problems.at_value(&EMPTY_BLOCK, at, "there is no criterion here", if_empty);
    }
    let numbered = written.iter().enumerate();
    numbered.map(|(index, table)| condition(scope, &at.index(index), table, known)).collect()
}

fn condition<'a>(
    scope: &mut Scope<'a>,
    at: &At<'_>,
    table: &'a CriterionTable,
    known: &Known<'_>,
) -> Condition {
    if subject(scope, at, table).is_none() {
        return nothing();
    }
    match (&table.all, &table.any, &table.shared) {
        (Some(all), ..) => all_of(scope, &at.key("all"), all, known),
        (_, Some(any), _) => any_of(scope, &at.key("any"), any, known),
        (.., Some(shared)) => used(scope, &at.key("use"), shared),
        _ => match criterion(scope, at, table, known) {
            Some(criterion) => Condition::Is(Term::new(criterion, vec![site(scope, at, Some(table))])),
            None => nothing(),
        },
    }
}

/// A shared condition in place. What is wrong inside is reported where the condition stands.
fn used(scope: &mut Scope<'_>, at: &At<'_>, key: &str) -> Condition {
    let manifest = scope.manifest;
    if !manifest.criteria.contains_key(key) {
        dangling(scope, at, "condition", key, manifest.criteria.keys());
    }
    match scope.origins.shared.get(key).map(|shared| Rc::clone(&shared.alternatives)) {
        Some(of) => Condition::Use { at: site(scope, at, None), of },
        None => nothing(),
    }
}

/// What is wrong in itself, so that nothing else is said of it.
fn nothing() -> Condition {
    Condition::All { at: 0, of: Vec::new() }
}
