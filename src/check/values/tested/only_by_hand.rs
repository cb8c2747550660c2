//! `only-by-hand`: a criterion waits for a text that only people put into a field that tasks write.

use super::texts::{Flaw, report};
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "only-by-hand",
    severity: Severity::Warning,
    what: "A criterion waits for a text that only people can put into the field, though scripts report into it.",
    why: "What people type into a status is overwritten by the next run; more often the text is misspelt.",
    example: "[field.status] editable = true      # and a group that waits for what no script reports",
};

/// Looks at every text that a criterion tests on a field.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    report(context, problems, &CODE, Flaw::OnlyByHand, |flawed| {
        let (name, text) = (flawed.name(), &flawed.tested.text);
        match flawed.difference() {
            Some(difference) => format!("no task stores `{text}` in `{name}`: it {difference}"),
            None => format!("only people can put `{text}` into `{name}`: no task stores it"),
        }
    });
}
