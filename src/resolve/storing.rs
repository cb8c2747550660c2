//! What a row stores in a field: whether there is anything to store yet, and whether the field can hold it.

use super::Resolver;
use super::fields::why_not;
use crate::document::At;
use crate::manifest::StepTable;
use crate::resolve::codes;
use crate::solution::{Action, Field, FieldType, Kind, Stored, Task};

impl Resolver<'_> {
    pub(super) fn set_field(&mut self, at: &At<'_>, table: &StepTable, task: &Task) -> Option<Action> {
        let key = table.set_field.as_deref()?;
        if !self.known(&at.key("set-field"), Kind::Field, key) {
            return None;
        }
        let value = match (&table.value, &table.outcome) {
            (Some(value), None) => Stored::Text(value.clone()),
            (None, Some(outcome)) => {
                let key = self.outcome_key(&at.key("outcome"), outcome, task)?;
                Stored::Outcome(key)
            }
            (Some(_), Some(_)) => {
                let message = "`value` and `outcome` cannot stand together";
                self.problems.at_key(&codes::MISPLACED_KEY, &at.key("outcome"), message, "keep one");
                return None;
            }
            (None, None) => {
                let help = "value = \"%output%\" stores what the last script printed";
                self.problems.at_key(
                    &crate::manifest::codes::MISSING_KEY,
                    at,
                    "this step does not say what it stores",
                    help,
                );
                return None;
            }
        };
        Some(Action::SetField { field: key.into(), value })
    }
}

/// Whether a field of this type can hold a text, whatever its rule.
pub(crate) fn can_store(field: &Field, text: &str) -> bool {
    field.field_type == FieldType::TextBox || why_not(field, &field.holding(text)).is_none()
}
