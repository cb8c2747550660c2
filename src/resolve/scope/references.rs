//! Names of parts: whether they name one, and what is said where they do not.

use super::Scope;
use crate::document::At;
use crate::resolve::codes::{DANGLING_REFERENCE, WRONG_KIND};
use crate::solution::{Kind, PartRef};
use crate::source::Place;

/// Whether the manifest defines this part.
pub(in crate::resolve) fn exists(scope: &Scope<'_>, part: &PartRef) -> bool {
    match part.kind {
        Kind::Solution => true,
        Kind::Field => scope.manifest.field.contains_key(&part.key),
        Kind::Group => scope.manifest.group.contains_key(&part.key),
        Kind::Task => scope.manifest.task.contains_key(&part.key),
    }
}

/// Whether a key is one of the manifest's; else a problem with the nearest one.
pub(in crate::resolve) fn known(scope: &mut Scope<'_>, at: &At<'_>, kind: Kind, typed: &str) -> bool {
    let known = exists(scope, &PartRef::new(kind, typed));
    let manifest = scope.manifest;
    match kind {
        Kind::Field if !known => dangling(scope, at, "field", typed, manifest.field.keys()),
        Kind::Group if !known => dangling(scope, at, "group", typed, manifest.group.keys()),
        Kind::Task if !known => dangling(scope, at, "task", typed, manifest.task.keys()),
        _ => {}
    }
    known
}

/// A key that names nothing, or a thing of another kind.
pub(in crate::resolve) fn dangling<'k>(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    wanted: &str,
    typed: &str,
    known: impl Iterator<Item = &'k String>,
) {
    let manifest = scope.manifest;
    let kinds = [
        ("field", manifest.field.contains_key(typed)),
        ("group", manifest.group.contains_key(typed)),
        ("task", manifest.task.contains_key(typed)),
        ("condition", manifest.criteria.contains_key(typed)),
    ];
    let place = scope.document.within(at, typed);
    match kinds.iter().find(|(kind, there)| *kind != wanted && *there) {
        Some((kind, _)) => {
            let message = format!("`{typed}` is a {kind}, not a {wanted}");
            scope.problems.unknown(&WRONG_KIND, place, message, "", known);
        }
        None => no_such(scope, place, wanted, typed, known),
    }
}

/// A word that names nothing of what it could.
pub(in crate::resolve) fn no_such<'k, K: AsRef<str> + ?Sized + 'k>(
    scope: &mut Scope<'_>,
    place: Place,
    what: &str,
    typed: &str,
    known: impl IntoIterator<Item = &'k K>,
) {
    let message = format!("there is no {what} `{typed}`");
    scope.problems.unknown(&DANGLING_REFERENCE, place, message, typed, known);
}

/// A reference that names no part.
pub(in crate::resolve) fn dangling_reference(
    scope: &mut Scope<'_>,
    place: Place,
    message: String,
    typed: &str,
) {
    let known = every_reference(scope);
    scope.problems.unknown(&DANGLING_REFERENCE, place, message, typed, &known);
}

/// Every reference that would be right, as long as advice is given.
pub(in crate::resolve) fn every_reference(scope: &Scope<'_>) -> Vec<String> {
    if !scope.problems.advises() {
        return Vec::new();
    }
    let of = |kind: Kind| move |key: &String| PartRef::new(kind, key).to_string();
    let manifest = scope.manifest;
    let fields = manifest.field.keys().map(of(Kind::Field));
    let groups = manifest.group.keys().map(of(Kind::Group));
    let tasks = manifest.task.keys().map(of(Kind::Task));
    std::iter::once("solution".to_owned()).chain(fields).chain(groups).chain(tasks).collect()
}
