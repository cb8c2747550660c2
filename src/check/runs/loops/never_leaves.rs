//! `never-leaves`: a device stays in a group whatever its task reports.

use super::places::{are_sound, group_key, target, tested};
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::logic::runs::Loop;
use crate::logic::values::{CanHold, can_hold};
use crate::solution::{Criterion, Group, Task, Test};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "never-leaves",
    severity: Severity::Warning,
    what: "A group that a task runs on, that is about what the task reports, and that every report keeps a device in.",
    why: "The task runs on these devices for ever; whoever wrote the criterion meant them to leave.",
    example: "[group.retry] outcome = [\"repair.failed\", \"repair.error\"]      # and the task has no other outcome",
};

/// Looks at every group that a task runs on.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for found in context.loops() {
        let Loop::NeverLeaves(task, group) = found else { continue };
        // A text that a field never holds is why a device never leaves, and is said of the text.
        if are_sound(context, &[task], &[group]) && !group.criteria().any(|it| tests_in_vain(context, it)) {
            problems.push(never_leaves(context, task, group));
        }
    }
}

fn never_leaves(context: &Context<'_>, task: &Task, group: &Group) -> Problem {
    let (task_key, group_name) = (&task.part.key, &group.part.key);
    let message = format!("a device never leaves this group: whatever task `{task_key}` reports keeps it in");
    let help =
        format!("let the group wait for fewer of its outcomes, or leave out what `{group_name}` tests on them");
    Problem::new(&CODE, message)
        .at(group_key(context, group))
        .also(target(context, task, group), "and so it runs there again and again")
        .help(help)
}

/// Whether a criterion names a text that its field can never hold.
fn tests_in_vain(context: &Context<'_>, criterion: &Criterion) -> bool {
    let field = tested(criterion).and_then(|key| context.solution.field(key));
    let Some(field) = field else { return false };
    let never = |test: &Test| matches!(can_hold(context.ways(field), test), CanHold::Never(_));
    match &criterion.test {
        Test::ContainsAnyOf(texts) | Test::DoesNotContainAnyOf(texts) => {
            texts.iter().any(|text| never(&Test::ContainsAnyOf(vec![text.clone()])))
        }
        Test::Equal(value) | Test::NotEqual(value) => never(&Test::Equal(value.clone())),
        Test::IsBlank(_) => false,
    }
}
