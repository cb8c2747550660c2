//! The rules as they were: on their way into the folders of their families.

mod idle_rows;
mod loops;
mod tasks;
mod tokens;

use super::Context;
use crate::check;
use crate::document::{Document, Problems};
use crate::manifest::Manifest;

/// A solution under the rules.
pub(super) struct Check<'a> {
    document: &'a Document,
    manifest: &'a Manifest,
    problems: Problems<'a>,
}

/// Checks a resolved solution: every problem.
pub(super) fn check<'a>(context: &Context<'a>, mut problems: Problems<'a>) -> Problems<'a> {
    let Context { document, manifest, solution, .. } = *context;
    for family in check::families() {
        family.iter().for_each(|rule| rule(context, &mut problems));
    }
    let mut check = Check { document, manifest, problems };
    check.tasks(&solution.tasks);
    if !check.problems.list().iter().any(|problem| problem.severity.is_certain()) {
        check.loops(solution);
        check.idle_rows(solution);
    }
    check.problems
}
