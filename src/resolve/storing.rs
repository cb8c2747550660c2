//! What a row stores in a field: whether there is anything to store yet, and whether the field can hold it.

use super::Resolver;
use super::fields::{Misfit, why_not};
use crate::diag::{Code, Problem, list};
use crate::document::At;
use crate::manifest::{StepTable, TaskTable};
use crate::solution::{
    Action, Field, FieldType, Kind, Level, Outcome, Stored, Task, Value, is_output, tokens,
};

impl Resolver<'_> {
    /// Rows with the output of a script, before any script.
    pub(super) fn early_output(&mut self, list: &At<'_>, table: &TaskTable) {
        let first = table.step.iter().position(|step| step.powershell.is_some());
        for (index, step) in table.step.iter().enumerate().take(first.unwrap_or(usize::MAX)) {
            let at = list.index(index);
            for (key, text) in [("log", &step.log), ("value", &step.value)] {
                if text.as_deref().is_some_and(is_output) {
                    let message = "no script has run yet at this row, so `%output%` is nothing here";
                    let problem =
                        Problem::new(Code::EarlyOutput, message).at(self.document.value(&at.key(key)));
                    self.problems.push(match first {
                        Some(script) => problem
                            .also(self.document.value(&list.index(script).key("powershell")), "it runs here")
                            .help("put this row behind the script"),
                        None => problem.help("give the task a script, or write what the row is to say"),
                    });
                }
            }
        }
    }

    pub(super) fn set_field(
        &mut self,
        at: &At<'_>,
        table: &StepTable,
        task: &Task,
        fields: &[Field],
    ) -> Option<Action> {
        let key = table.set_field.as_deref()?;
        if !self.known(&at.key("set-field"), Kind::Field, key) {
            return None;
        }
        let field = fields.iter().find(|field| field.part.key == key)?;
        let before = self.problems.len();
        let value = match (&table.value, &table.outcome) {
            (Some(value), None) => {
                self.stored_text(&at.key("value"), field, value);
                Stored::Text(value.clone())
            }
            (None, Some(outcome)) => {
                let key = self.outcome_key(&at.key("outcome"), outcome, task)?;
                self.stored_outcome_text(&at.key("outcome"), field, task, &key);
                Stored::Outcome(key)
            }
            (Some(_), Some(_)) => {
                let message = "`value` and `outcome` cannot stand together";
                self.at_key(Code::MisplacedKey, &at.key("outcome"), message, "keep one");
                return None;
            }
            (None, None) => {
                let help = "value = \"%output%\" stores what the last script printed";
                self.at_key(Code::MissingKey, at, "this step does not say what it stores", help);
                return None;
            }
        };
        if self.problems.len() == before {
            self.shared_result(&at.key("set-field"), field, &value);
        }
        Some(Action::SetField { field: key.into(), value })
    }

    /// What a device reports or chooses, in a field that it has in common with others.
    fn shared_result(&mut self, at: &At<'_>, field: &Field, value: &Stored) {
        let (is_report, is_choice) = match value {
            Stored::Outcome(_) => (true, false),
            Stored::Text(text) => (is_output(text), field.field_type == FieldType::Flag),
        };
        let whose = match field.level {
            Level::Endpoint => return,
            Level::Site => "site",
            Level::Company => "company",
        };
        let (message, help) = if is_report {
            let message = format!(
                "every device of a {whose} overwrites this field, and the last report stands for all of them"
            );
            (message, "store it in a field of level \"endpoint\"")
        } else if is_choice {
            let message = format!("the run on one device sets this for its whole {whose}");
            (
                message,
                "set a field of level \"endpoint\"; or allow it: allow = { shared-result = \"reason\" }",
            )
        } else {
            return;
        };
        let own = At::ROOT.key("field");
        let problem = Problem::new(Code::SharedResult, message)
            .at(self.document.value(at))
            .also(self.document.value(&own.key(&field.part.key).key("level")), "the field")
            .help(help);
        self.problems.push(problem);
    }

    /// A literal that its field cannot hold. What holds a token is known on the platform only.
    fn stored_text(&mut self, at: &At<'_>, field: &Field, text: &str) {
        if is_output(text) && field.field_type != FieldType::TextBox {
            let message = format!(
                "{} cannot hold a script's line: that is a text, and an error's carries its message",
                typed(field)
            );
            self.unfit_outcome(at, field, message);
        }
        if tokens(text).next().is_some() || text.is_empty() && field.field_type == FieldType::TextBox {
            return;
        }
        match why_not(field, &as_stored(field, text)) {
            None => {}
            Some(Misfit::Option(typed)) => self.not_an_option(at, &typed, &field.options),
            Some(Misfit::Other(message, help)) => {
                // What a row stores is a text, whatever the field's type.
                let help = match field.field_type {
                    FieldType::Flag => "\"true\" or \"false\"".to_owned(),
                    FieldType::Number => "a whole number, in quotes: \"5\"".to_owned(),
                    _ => help,
                };
                self.at_value(Code::UnfitOperator, at, message, help);
            }
        }
    }

    /// An outcome's text that its field cannot hold. How long it may be is asked of all that stores it at once.
    fn stored_outcome_text(&mut self, at: &At<'_>, field: &Field, task: &Task, key: &str) {
        let Some(text) = task.outcome(key).map(Outcome::text) else { return };
        if !can_store(field, text) {
            let message = format!("this outcome's text is `{text}`, and {} cannot hold it", typed(field));
            self.unfit_outcome(at, field, message);
        }
    }

    fn unfit_outcome(&mut self, at: &At<'_>, field: &Field, message: String) {
        let own = At::ROOT.key("field");
        let problem = Problem::new(Code::UnfitOutcome, message)
            .at(self.document.value(at))
            .also(self.document.value(&own.key(&field.part.key).key("type")), "the field")
            .help("store it in a field of type \"text-box\"");
        self.problems.push(match field.options.as_slice() {
            [] => problem,
            options => problem.help(format!("or store one of the options: {}", list(options))),
        });
    }
}

/// Whether a field of this type can hold a text, whatever its rule.
pub(super) fn can_store(field: &Field, text: &str) -> bool {
    field.field_type == FieldType::TextBox || why_not(field, &as_stored(field, text)).is_none()
}

/// A text as a field of its type would hold it.
pub(super) fn as_stored(field: &Field, text: &str) -> Value {
    match (field.field_type, text.to_lowercase().as_str()) {
        (FieldType::Flag, "true") => Value::Flag(true),
        (FieldType::Flag, "false") => Value::Flag(false),
        (FieldType::Number, digits) => digits.parse().map_or(Value::Text(text.into()), Value::Number),
        _ => Value::Text(text.into()),
    }
}

/// ``the flag `Excluded` ``
fn typed(field: &Field) -> String {
    format!("the {} `{}`", field.field_type.console().to_lowercase(), field.part.name)
}
