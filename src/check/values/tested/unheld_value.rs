//! `unheld-value`: a text that its field can never hold does nothing in a criterion.

use super::texts::{Flaw, report};
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::Problems;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unheld-value",
    severity: Severity::Warning,
    what: "A criterion names a text that its field can never hold, beside others that it can, or in order to leave devices out.",
    why: "It does nothing, and whoever reads the group believes it does. While devices still hold a text that was changed, it does: then the outcome remembers it, `text-formerly`.",
    example: "{ field = \"status\", does-not-contain-any-of = [\"Faild\"] }      # excludes nothing",
};

/// Looks at every text that a criterion tests on a field.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    report(context, problems, &CODE, Flaw::Unheld, |flawed| {
        let does = if flawed.tested.excludes { "excludes" } else { "selects" };
        let never =
            format!("this {does} nothing: `{}` can never hold `{}`", flawed.name(), flawed.tested.text);
        match flawed.difference() {
            Some(difference) => format!("{never}, which {difference}"),
            None => never,
        }
    });
}
