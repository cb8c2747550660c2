//! `unwritable-field`: nobody can put a value into a field.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unwritable-field",
    severity: Severity::Warning,
    what: "A field that people may not edit and that no task of the solution writes.",
    why: "It holds its default or nothing for ever, and whatever tests it decides nothing.",
    example: "editable = false      # editable = true, or a step with set-field",
};

/// Looks at every field that people may not edit.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("field");
    let is_written = |key: &str| context.solution.writing(key).next().is_some();
    for field in context.solution.fields.iter().filter(|it| !it.editable && !is_written(&it.part.key)) {
        let key = &field.part.key;
        if !context.writers_are_sound(key) {
            continue;
        }
        let message = "nobody can put a value into this field: people may not edit it, and no task writes it";
        let help = format!("editable = true, or a task with a step `set-field = \"{key}\"`");
        problems.at_key(&CODE, &table.key(key).key("editable"), message, help);
    }
}
