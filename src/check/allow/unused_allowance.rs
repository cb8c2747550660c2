//! `unused-allowance`: an allowance of what is not there.

use super::said::allowance::Scope;
use crate::diag::{Code, Problem, Severity};
use crate::solution::PartRef;
use crate::source::Place;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unused-allowance",
    severity: Severity::Warning,
    what: "An `allow` for a kind of warning that its part does not have, or a comment that allows a problem which is not on its line.",
    why: "The reason for it is gone; left standing, it would hide the next one.",
    example: "allow = { unwatched-outcome = \"seen by hand\" }      # on a task whose outcomes all have a group",
};

/// What there is to say of an allowance that is of no use.
pub(super) fn problem(scope: &Scope, code: &Code, place: &Place) -> Problem {
    match scope {
        Scope::Part(part) => in_part(part, code, place),
        Scope::Line(_) => {
            let message = format!("there is no `{}` on its line to be allowed", code.word);
            Problem::new(&CODE, message).at(place.clone()).help("take it out")
        }
    }
}

/// The same in the `allow` of a part.
pub(super) fn in_part(part: &PartRef, code: &Code, place: &Place) -> Problem {
    let message = format!("`{part}` has no `{}` to allow", code.word);
    Problem::new(&CODE, message).at(place.clone()).help("take it out")
}
