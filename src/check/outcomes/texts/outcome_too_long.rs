//! `outcome-too-long`: an outcome whose text a field that stores it cannot hold.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::solution::{Field, Outcome, Task, utf16_length};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "outcome-too-long",
    severity: Severity::Error,
    what: "An outcome's text is longer than a field that stores it.",
    why: "The platform would cut it, and the group that waits for it would not match.",
    example: "text = \"…more than 300 characters…\"",
};

/// Looks at every outcome, with what stands around it in the rows that store it.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in &context.solution.tasks {
        let at = table.key(&task.part.key);
        let at = at.key("outcome");
        for outcome in &task.outcomes {
            let Some((field, length)) = too_long(context, task, outcome) else { continue };
            let (name, most) = (&field.part.name, context.platform.limits.of(field));
            let message = format!("this text needs {length} characters in `{name}`, which holds {most}");
            let help = "shorten it: what is cut off no longer matches the group that waits for it";
            problems.at_value(&CODE, &at.key(&outcome.key).key("text"), message, help);
        }
    }
}

/// The first field that is too short, and the length that it would need.
fn too_long<'a>(context: &Context<'a>, task: &Task, outcome: &Outcome) -> Option<(&'a Field, usize)> {
    task.stores(&outcome.key).find_map(|write| {
        let field = context.solution.field(write.field).filter(|_| context.field_is_sound(write.field))?;
        let length = utf16_length(outcome.text()) + write.around_output().unwrap_or_default();
        (length > context.platform.limits.of(field)).then_some((field, length))
    })
}
