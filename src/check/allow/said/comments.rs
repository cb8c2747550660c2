//! `# rmmgen: allow CODE REASON` in bodies.

use super::allowance::{Allowance, Kinds, Scope, kind};
use crate::check::allow::{bad_allowance, fixed_severity};
use crate::check::context::Context;
use crate::check::scripts::Script;
use crate::diag::{Code, Problem, nearest};
use crate::document::Problems;
use crate::powershell;

/// The allowances of all bodies, as far as they can be some.
pub(in crate::check::allow) fn read(
    context: &Context<'_>,
    kinds: Kinds,
    problems: &mut Problems<'_>,
) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    for script in context.scripts() {
        for written in &script.reading.allowances {
            let (code, problem) = allowed(script, kinds, written);
            problems.extend(problem);
            allowances.extend(code.map(|code| Allowance {
                code,
                scope: Scope::Line(script.place(&written.line)),
                place: script.place(&written.range),
                used: false,
                asked: written.has_reason && script.reading.whole,
            }));
        }
    }
    allowances
}

/// What a comment allows, and what is wrong with it. One that only lacks its reason is heeded all the same: that it
/// lacks it is said instead.
fn allowed(
    script: &Script<'_>,
    kinds: Kinds,
    written: &powershell::Allowance,
) -> (Option<&'static Code>, Option<Problem>) {
    let bad = |message: String| script.problem(&bad_allowance::CODE, &written.range, message);
    let form = "# rmmgen: allow CODE REASON";
    let Some(word) = &written.code else {
        return (None, Some(bad("this comment allows nothing".to_owned()).help(form)));
    };
    let Some(code) = kind(kinds, word) else {
        let known = kinds.iter().map(|code| code.word);
        return (None, Some(bad(format!("there is no problem `{word}`")).maybe_help(nearest(word, known))));
    };
    if code.severity.is_certain() {
        return (None, Some(fixed_severity::problem(code).at(script.place(&written.range))));
    }
    let reasonless = || bad("this does not say why".to_owned()).help(form);
    (Some(code), (!written.has_reason).then(reasonless))
}
