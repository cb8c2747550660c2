//! What is found in a body, whatever its manifest declares; and what it reports.

mod breaches;
mod console;
mod habits;
mod late_types;
mod reports;
mod slips;
mod text;

pub(crate) use reports::reports;
pub use reports::{Mistake, Report, Reported};
pub(crate) use text::in_text;

use super::control::Ends;
use super::finding::{Finding, FindingKind};
use super::syntax::Parsed;
use super::view::Form;

/// What is found in the code of a body.
pub(crate) fn in_code(form: &Form<'_>, parsed: &Parsed) -> Vec<Finding> {
    [
        breaches::breaches(form),
        habits::habits(form, parsed),
        slips::slips(form),
        console::console(form),
        late_types::late_types(form),
    ]
    .concat()
}

/// Where a script that reports may end without an outcome, and what nothing comes to.
pub(crate) fn of_ends(ends: Ends) -> impl Iterator<Item = Finding> {
    let returns = ends.returns.into_iter().map(|range| Finding { kind: FindingKind::BareReturn, range });
    let dead = ends.dead.into_iter().map(|range| Finding { kind: FindingKind::DeadCode, range });
    returns.chain(ends.last.map(|range| Finding { kind: FindingKind::OpenEnd, range })).chain(dead)
}
