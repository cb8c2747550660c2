//! The rows of tasks as they are written, that store something in a field.

use crate::document::At;
use crate::manifest::Manifest;
use crate::solution::platform::Limits;
use crate::solution::{Field, FieldType, Solution, Stored, Task, can_store, is_output, tokens, why_not};

/// A row that stores something in a field.
pub(crate) struct Store<'c, 'a> {
    /// The row.
    pub at: At<'c>,
    /// The task that it belongs to.
    pub task: &'a Task,
    /// The field.
    pub field: &'a Field,
    /// What is stored.
    pub value: Stored,
}

/// Visits every row that stores something in a field, where both are sound.
pub(super) fn stores<'a>(
    manifest: &Manifest,
    solution: &'a Solution,
    is_sound: impl Fn(&At<'_>, &Field) -> bool,
    mut visit: impl FnMut(&Store<'_, 'a>),
) {
    let table = At::ROOT.key("task");
    for task in &solution.tasks {
        let Some(written) = manifest.task.get(&task.part.key) else { continue };
        let list = table.key(&task.part.key);
        let list = list.key("step");
        for (index, step) in written.step.iter().enumerate() {
            let at = list.index(index);
            let field = step.set_field.as_deref().and_then(|key| solution.field(key));
            let value = match (&step.value, &step.outcome) {
                (Some(value), None) => Stored::Text(value.clone()),
                (None, Some(key)) => Stored::Outcome(key.into()),
                _ => continue,
            };
            if let Some(field) = field.filter(|field| is_sound(&at, field)) {
                visit(&Store { at, task, field, value });
            }
        }
    }
}

impl Store<'_, '_> {
    /// Whether the field can hold what is stored, as far as that is known before the platform replaces tokens.
    pub(crate) fn fits(&self, limits: &Limits) -> bool {
        match &self.value {
            Stored::Outcome(key) => {
                self.task.outcome(key).is_none_or(|it| can_store(limits, self.field, it.text()))
            }
            Stored::Text(text) if is_output(text) && self.field.field_type != FieldType::TextBox => false,
            Stored::Text(text) => {
                !is_literal(self.field, text)
                    || why_not(limits, self.field, &self.field.holding(text)).is_none()
            }
        }
    }
}

/// Whether a text is stored as it is. What holds a token is known on the platform only, and nothing empties a text box.
pub(crate) fn is_literal(field: &Field, text: &str) -> bool {
    tokens(text).next().is_none() && !(text.is_empty() && field.field_type == FieldType::TextBox)
}
