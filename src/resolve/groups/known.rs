//! What criteria can name, by key.

use std::collections::BTreeMap;

use crate::solution::{Field, Task};

/// The fields and tasks that are resolved already.
pub(super) struct Known<'s> {
    pub(super) fields: BTreeMap<&'s str, &'s Field>,
    pub(super) tasks: BTreeMap<&'s str, &'s Task>,
}

impl<'s> Known<'s> {
    pub(super) fn new(fields: &'s [Field], tasks: &'s [Task]) -> Self {
        Known {
            fields: fields.iter().map(|field| (field.part.key.as_str(), field)).collect(),
            tasks: tasks.iter().map(|task| (task.part.key.as_str(), task)).collect(),
        }
    }
}
