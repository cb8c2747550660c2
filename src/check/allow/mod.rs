//! What the author says of problems: that one is meant where it stands, with a reason, in the `allow` of a part or in a
//! comment at a line of a body; and in `[check]` how grave a kind is in the whole manifest.
//!
//! All of it is heeded once, at the end, over the problems that all stages and rules have found. What can be lowered is
//! said by the severity of a kind, and nowhere else.

mod said;

rules! {
    rules: [],
    // Raised where what the author says is read.
    codes: [bad_allowance, fixed_severity, unknown_code, unused_allowance],
}

use self::said::allowance::{Allowance, Kinds, Scope};
use self::said::parts::{is_late, part_of};
pub use self::said::table::Late;
use self::said::{comments, parts, table};
use super::context::Context;
use crate::diag::Problem;
use crate::document::Problems;

/// What is left of the problems when the author is heeded; and what is to be heeded later.
pub(super) fn heed(context: &Context<'_>, kinds: Kinds, mut problems: Problems<'_>) -> (Vec<Problem>, Late) {
    let comments = comments::read(context, kinds, &mut problems);
    let mut parts = parts::read(context, kinds, &mut problems);
    let verdicts = table::read(context, kinds, &mut problems);
    let mut problems = problems.into_list();
    let unused_comments = apply(context, comments, &mut problems);
    problems.extend(unused_comments);
    let late = parts.extract_if(.., |it| waits(it)).next().map(|it| it.place);
    let unused = apply(context, parts, &mut problems);
    // Where errors stand, not all of a part was looked at yet.
    if !problems.iter().any(Problem::is_error) {
        problems.extend(unused);
    }
    table::weigh(&mut problems, &verdicts);
    (problems, Late::new(verdicts, late))
}

/// Drops what is allowed; returns a problem for each allowance that is of no use.
fn apply(context: &Context<'_>, mut allowances: Vec<Allowance>, problems: &mut Vec<Problem>) -> Vec<Problem> {
    problems.retain(|problem| {
        let is_meant = |it: &&mut Allowance| it.code == problem.code && holds(&it.scope, context, problem);
        let allowance = allowances.iter_mut().find(is_meant);
        allowance.map(|allowance| allowance.used = true).is_none()
    });
    let unused = allowances.iter().filter(|it| it.asked && !it.used);
    unused.map(|it| unused_allowance::problem(&it.scope, it.code, &it.place)).collect()
}

/// Whether only rendering finds what it allows.
fn waits(allowance: &Allowance) -> bool {
    matches!(&allowance.scope, Scope::Part(part) if is_late(allowance.code, part))
}

fn holds(scope: &Scope, context: &Context<'_>, problem: &Problem) -> bool {
    let place = problem.place.as_ref();
    match scope {
        Scope::Part(part) => part_of(context, place) == *part,
        Scope::Line(line) => place.is_some_and(|place| line.holds(place)),
    }
}
