//! Keys of a table that exclude each other, or go with each other.

use super::Scope;
use crate::diag::{Code, list};
use crate::document::At;
use crate::resolve::codes::MISPLACED_KEY;

/// A key, and whether it is written.
pub(in crate::resolve) type Key = (&'static str, bool);

/// Keys of which a table has just one: what is said where it has none, and where it has several.
pub(in crate::resolve) struct Choice {
    /// Of both problems.
    pub(in crate::resolve) code: &'static Code,
    /// Message and advice where none is written.
    pub(in crate::resolve) none: (&'static str, &'static str),
    /// Message, in which `{}` is the list of the keys, and advice where several are.
    pub(in crate::resolve) several: (&'static str, &'static str),
}

/// The keys that are written.
pub(in crate::resolve) fn written(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().filter(|(_, there)| *there).map(|(key, _)| *key).collect()
}

/// The one key that is written.
pub(in crate::resolve) fn exactly_one(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    keys: &[Key],
    choice: &Choice,
) -> Option<&'static str> {
    let written = written(keys);
    let (place, (message, help)) = match written.as_slice() {
        [only] => return Some(only),
        [] => (scope.document.key(at), choice.none),
        [_, second, ..] => (scope.document.key(&at.key(second)), choice.several),
    };
    scope.problems.report(choice.code, place, message.replace("{}", &list(&written)), help);
    None
}

/// Keys that are of no use where they stand.
pub(in crate::resolve) fn misplaced(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    keys: &[Key],
    say: impl Fn(&str) -> String,
    help: &str,
) {
    for key in written(keys) {
        scope.problems.at_key(&MISPLACED_KEY, &at.key(key), say(key), help);
    }
}

/// Of two keys that say the same, the second.
pub(in crate::resolve) fn not_together(scope: &mut Scope<'_>, at: &At<'_>, keys: &[Key], help: &str) -> bool {
    let written = written(keys);
    let [_, second, ..] = written.as_slice() else { return false };
    let message = format!("{} cannot stand together", list(&written));
    scope.problems.at_key(&MISPLACED_KEY, &at.key(second), message, help);
    true
}
