//! `unscoped-retry`: a task tries again on devices that people took out of where it runs else.

use super::places::{are_sound, group_key, in_words, target};
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::logic::runs::Loop;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unscoped-retry",
    severity: Severity::Warning,
    what: "A task runs again on the devices that reported something, also on those that people have taken out of where it runs else.",
    why: "The group knows the status only: an excluded device keeps it, so the task goes on running where people said that it must not.",
    example: "[group.retry] outcome = \"enable.error\"      # all = [{ use = \"in-scope\" }, { outcome = \"enable.error\" }]",
};

/// Looks at every task that runs on the devices that it reported something of.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for found in context.loops() {
        let Loop::Retries { task, group, scope, device } = found else { continue };
        if !are_sound(context, &[task], &[group, scope]) {
            continue;
        }
        let scope = &scope.part.name;
        let message =
            format!("this group lacks what `{scope}` requires: a device that people took out there is tried again");
        let problem = Problem::new(&CODE, message)
            .at(group_key(context, group))
            .also(target(context, task, group), format!("task `{}` runs on it again", task.part.key))
            .help(format!("for example a device with {}", in_words(context, device)))
            .help(format!("put the criteria of `{scope}` into this group too"));
        problems.push(problem);
    }
}
