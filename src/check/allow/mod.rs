//! What the author says of problems: that one is meant where it stands, with a reason, in the `allow` of a part or in a
//! comment at a line of a body; and in `[check]` how grave a kind is in the whole manifest.
//!
//! All of it is heeded once, at the end, over the problems that all stages and rules have found. A certain error cannot
//! be lowered: there is nothing sound to render, or the script surely fails.

mod comments;
mod parts;
mod table;

rules! {
    rules: [],
    // Raised where what the author says is read.
    codes: [bad_allowance, fixed_severity, unknown_code, unused_allowance],
}

use self::parts::part_of;
pub use self::table::Late;
use super::{Context, script, secrets};
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::solution::PartRef;
use crate::source::Place;

/// The author's word that the problems of a kind are meant somewhere.
struct Allowance {
    code: &'static Code,
    scope: Scope,
    /// Where it is written.
    place: Place,
    used: bool,
    /// Whether all was looked at in which there could be something to allow.
    asked: bool,
}

/// Where an allowance holds.
enum Scope {
    /// In a part, the bodies of a task among it; in what is no part's, for the solution.
    Part(PartRef),
    /// At a line of a body.
    Line(Place),
}

/// What is left of the problems when the author is heeded; and what is to be heeded later.
pub(super) fn heed(context: &Context<'_>, mut problems: Problems<'_>) -> (Vec<Problem>, Late) {
    let comments = comments::read(context, &mut problems);
    let parts = parts::read(context, &mut problems);
    let late = table::read(context, &mut problems);
    let mut problems = problems.into_list();
    // Where errors stand, not all of a part was looked at yet.
    let is_sound = !problems.iter().any(Problem::is_error);
    apply(context, comments, true, &mut problems);
    apply(context, parts, is_sound, &mut problems);
    late.weigh(&mut problems);
    (problems, late)
}

/// Drops what is allowed, and minds what is allowed in vain.
fn apply(
    context: &Context<'_>,
    mut allowances: Vec<Allowance>,
    minds_unused: bool,
    problems: &mut Vec<Problem>,
) {
    problems.retain(|problem| {
        let is_meant = |it: &&mut Allowance| it.code == problem.code && it.scope.holds(context, problem);
        let allowance = allowances.iter_mut().find(is_meant);
        allowance.map(|allowance| allowance.used = true).is_none()
    });
    let unused = allowances.iter().filter(|it| minds_unused && it.asked && !it.used);
    problems.extend(unused.map(|it| unused_allowance::problem(&it.scope, it.code, &it.place)));
}

impl Scope {
    fn holds(&self, context: &Context<'_>, problem: &Problem) -> bool {
        let place = problem.place.as_ref();
        match self {
            Scope::Part(part) => part_of(context, place) == *part,
            Scope::Line(line) => place.is_some_and(|place| line.holds(place)),
        }
    }
}

/// Whether nobody can decide otherwise. Where values go is followed on the safe side, so what is said of that may be
/// wrong though it is an error.
pub fn is_certain(code: &Code) -> bool {
    code.severity == Severity::Error && code != &secrets::secret_in_output::CODE
}

/// Whether this kind of problem was looked for.
fn is_asked(context: &Context<'_>, code: &Code) -> bool {
    code != &script::form::doubtful_syntax::CODE || context.inputs.reads_syntax()
}
