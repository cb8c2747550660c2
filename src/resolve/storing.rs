//! What a row stores in a field: whether there is anything to store yet, and whether the field can hold it.

use super::Resolver;
use super::fields::why_not;
use crate::document::At;
use crate::manifest::StepTable;
use crate::resolve::codes;
use crate::solution::{Action, Field, FieldType, Kind, Stored, Task, Value};

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
        Some(Action::SetField { field: key.to_owned(), value })
    }
}

/// Whether a field of this type can hold a text, whatever its rule.
pub(crate) fn can_store(field: &Field, text: &str) -> bool {
    field.field_type == FieldType::TextBox || why_not(field, &as_stored(field, text)).is_none()
}

/// A text as a field of its type would hold it.
pub(crate) fn as_stored(field: &Field, text: &str) -> Value {
    match (field.field_type, text.to_lowercase().as_str()) {
        (FieldType::Flag, "true") => Value::Flag(true),
        (FieldType::Flag, "false") => Value::Flag(false),
        (FieldType::Number, digits) => digits.parse().map_or(Value::Text(text.into()), Value::Number),
        _ => Value::Text(text.into()),
    }
}
