//! `changelog-order`: entries of the changelog that do not stand newest first.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::solution::is_date;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "changelog-order",
    severity: Severity::Error,
    what: "Entries of the changelog that do not stand newest first, or two of one day.",
    why: "The first entry dates the pages.",
    example: "date = 2025-01-01 before date = 2025-02-01",
};

/// Looks at each entry and the one above it.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let list = At::ROOT.key("changelog");
    for (index, pair) in context.solution.changelog.windows(2).enumerate() {
        let [above, change] = pair else { continue };
        if above.date <= change.date && is_date(&change.date) {
            let message = format!("{} stands below {}", change.date, above.date);
            let (at, first) = (list.index(index + 1), list.index(index));
            let help = "newest first, one entry a day";
            problems.twice(&CODE, &at.key("date"), &first.key("date"), message, help);
        }
    }
}
