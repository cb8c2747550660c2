//! `# rmmgen: allow CODE REASON` in bodies.

use super::{Allowance, Scope, bad_allowance, fixed_severity, is_asked, is_certain};
use crate::check::{self, Context, Script};
use crate::diag::{Code, Problem, nearest};
use crate::document::Problems;
use crate::powershell;

/// The allowances of all bodies, as far as they can be some.
pub(super) fn read(context: &Context<'_>, problems: &mut Problems<'_>) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    for script in context.scripts() {
        for written in &script.reading.allowances {
            let (code, problem) = allowed(script, written);
            problems.extend(problem.map(|problem| problem.at(script.place(&written.range))));
            allowances.extend(code.map(|code| Allowance {
                code,
                scope: Scope::Line(script.place(&written.line)),
                place: script.place(&written.range),
                used: false,
                asked: written.has_reason && script.reading.whole && is_asked(context, code),
            }));
        }
    }
    allowances
}
