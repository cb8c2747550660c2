//! `re-admission`: two tasks can send a device back and forth.

use super::hops::report;
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "re-admission",
    severity: Severity::Note,
    what: "What one task reports can put a device where another one runs, and what that one reports can put it back.",
    why: "A repair and its check may well work like this. Two features that write one field may not.",
    example: "[group.failed] outcome = \"check.failed\"   [group.repaired] outcome = \"repair.done\"",
};

/// Looks at every two tasks of which each can put devices where the other one runs.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    report(context, problems, &CODE, false, |_, path| {
        (format!("devices can go back and forth: {path}"), None)
    });
}
