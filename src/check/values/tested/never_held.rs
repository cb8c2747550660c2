//! `never-held`: a criterion waits for what its field can never hold.

use super::texts::{Flaw, report};
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "never-held",
    severity: Severity::Error,
    what: "A criterion waits for what its field can never hold: no task stores it, it is neither default nor option, and people may not edit the field.",
    why: "The group would stay empty, and an empty group of failures reads as success. Matching compares characters: `failed` is not `FAILED`, and two blanks are not one. A text that a task stored before is held where its outcome remembers it: `text-formerly`.",
    example: "contains-any-of = [\"Not Available\"]      # the outcome's text is \"Key: Not Found\"",
};

/// Looks at every text that a criterion tests on a field.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    report(context, problems, &CODE, Flaw::NeverHeld, |flawed| {
        let never = format!("`{}` can never hold `{}`", flawed.name(), flawed.tested.text);
        match flawed.difference() {
            Some(difference) => format!("{never}: it {difference}"),
            None => never,
        }
    });
}
