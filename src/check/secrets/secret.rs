//! Which values of a body are secrets.

use crate::check::{Context, Script};
use crate::powershell::{Stored, Table, Value};

impl Context<'_> {
    /// Whether the field of this key holds a secret.
    pub(super) fn is_secret_field(&self, key: &str) -> bool {
        self.manifest.field.get(key).is_some_and(|field| field.secret)
    }
}

/// What secret a value is, and the name it is read by.
pub(super) fn secret<'s>(
    context: &'s Context<'_>,
    script: &'s Script<'_>,
    stored: &'s Stored,
) -> Option<(String, &'s str)> {
    match stored {
        Stored::RecoveryPassword(_) => Some(("a recovery password".to_owned(), "RecoveryPassword")),
        Stored::Value(value) if is_secret(context, script, value) => {
            Some((format!("the secret `{}`", value.key), value.key.as_str()))
        }
        Stored::Whole(table, _) => {
            Some((format!("the secret `{}`", secret_in(context, script, *table)?), ""))
        }
        Stored::Value(_) => None,
    }
}

fn is_secret(context: &Context<'_>, script: &Script<'_>, value: &Value) -> bool {
    let is_key = |key: &str| key.eq_ignore_ascii_case(&value.key);
    match value.table {
        Table::Parameter => script.task.parameters.iter().any(|it| it.secret && is_key(&it.key)),
        Table::Field => context.solution.fields.iter().any(|it| it.secret && is_key(&it.part.key)),
    }
}

/// A secret among all that a table holds.
fn secret_in<'s>(context: &'s Context<'_>, script: &'s Script<'_>, table: Table) -> Option<&'s str> {
    match table {
        Table::Parameter => script.task.parameters.iter().find(|it| it.secret).map(|it| it.key.as_str()),
        Table::Field => {
            let mut keys = context.solution.fields.iter().map(|field| field.part.key.as_str());
            let reads = script.reads().unwrap_or_default();
            keys.find(|key| context.is_secret_field(key) && reads.iter().any(|read| read.field == *key))
        }
    }
}
