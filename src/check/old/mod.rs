//! The rules as they were: on their way into the folders of their families.

mod alternatives;
mod ambiguous;
mod contract;
mod detail;
mod disjoint;
mod examples;
mod idle_rows;
mod loops;
mod spelling;
mod stored;
mod targeting;
mod tasks;
mod tokens;

use super::Context;
use crate::check;
use crate::document::{Document, Problems};
use crate::manifest::Manifest;
use crate::resolve::Origins;

/// A solution under the rules.
pub(super) struct Check<'a> {
    document: &'a Document,
    manifest: &'a Manifest,
    origins: &'a Origins<'a>,
    problems: Problems<'a>,
    /// What scripts put behind the texts of outcomes.
    details: detail::Details,
}

/// Checks a resolved solution: every problem.
pub(super) fn check<'a>(context: &Context<'a>, mut problems: Problems<'a>) -> Problems<'a> {
    let Context { document, manifest, solution, origins, .. } = *context;
    for family in check::families() {
        family.iter().for_each(|rule| rule(context, &mut problems));
    }
    let mut check = Check { document, manifest, origins, problems, details: detail::Details::new() };
    check.details = detail::all(context);
    check.tasks(&solution.fields, &solution.tasks);
    if !check.problems.list().iter().any(|problem| problem.severity.is_certain()) {
        check.contract(solution);
    }
    check.problems
}
