//! The rules as they were: on their way into the folders of their families.

mod alike;
mod alternatives;
mod ambiguous;
mod contract;
mod criteria_in_use;
mod detail;
mod disjoint;
mod examples;
mod held;
mod idle_rows;
mod loops;
mod names;
mod one_line;
mod pasted;
mod said;
mod secrets;
mod spelling;
mod stored;
mod syntax;
mod targeting;
mod tasks;
mod tokens;
mod verdicts;

pub use verdicts::Late;

use super::Context;
use crate::check;
use crate::diag::Problem;
use crate::document::{Document, Problems};
use crate::manifest::Manifest;
use crate::resolve::{Inputs, Origins};
use crate::solution::platform::Platform;

/// A solution under the rules.
pub(super) struct Check<'a> {
    platform: &'a Platform,
    document: &'a Document,
    manifest: &'a Manifest,
    inputs: &'a dyn Inputs,
    origins: &'a Origins<'a>,
    problems: Problems<'a>,
    /// What scripts put behind the texts of outcomes.
    details: detail::Details,
}

/// Checks a resolved solution: every problem, and what the author says of those that are only found later.
pub(super) fn check<'a>(
    context: &Context<'a>,
    inputs: &'a dyn Inputs,
    mut problems: Problems<'a>,
) -> (Vec<Problem>, Late) {
    let Context { platform, document, manifest, solution, origins, .. } = *context;
    for family in check::families() {
        family.iter().for_each(|rule| rule(context, &mut problems));
    }
    let mut check =
        Check { platform, document, manifest, inputs, origins, problems, details: detail::Details::new() };
    check.record(solution);
    check.options(solution);
    check.scripts(solution);
    check.tasks(&solution.fields, &solution.tasks);
    check.names(solution);
    if !check.problems.list().iter().any(Problem::is_error) {
        check.contract(solution);
    }
    let late = check.verdicts();
    (check.problems.into_list(), late)
}
