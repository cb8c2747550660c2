//! Secrets in the rows of a task: a token that stands for one, where it would be logged or stored.

use super::Resolver;
use super::steps::named;
use crate::diag::{Code, Problem};
use crate::document::At;
use crate::manifest::{StepTable, TaskTable};
use crate::solution::{Field, tokens};

impl Resolver<'_> {
    /// Looks at every text of a task's rows in which the platform replaces tokens.
    pub(super) fn secret_tokens(&mut self, at: &At<'_>, table: &TaskTable, fields: &[Field]) {
        let list = at.key("step");
        for (index, step) in table.step.iter().enumerate() {
            let at = list.index(index);
            let texts = [("log", &step.log, "logged".to_owned()), ("value", &step.value, stored(step))];
            let is_kept = step.set_field.as_deref().is_some_and(|key| is_secret(fields, key));
            for (key, text, what) in texts {
                for token in text.iter().flat_map(|text| tokens(text)).filter(|_| !is_kept) {
                    if let Some(secret) = secret(table, fields, token) {
                        let message =
                            format!("the secret {secret} would be {what}, where everybody can read it");
                        let problem = Problem::new(Code::SecretInOutput, message)
                            .at(self.document.within(&at.key(key), token))
                            .help(
                                "leave it out: a script reads it where it is used, as $Field or $Parameter",
                            );
                        self.problems.push(problem);
                    }
                }
            }
        }
    }
}

fn stored(step: &StepTable) -> String {
    format!("stored in `{}`", step.set_field.as_deref().unwrap_or_default())
}

fn is_secret(fields: &[Field], key: &str) -> bool {
    fields.iter().any(|field| field.secret && field.part.key == key)
}

/// The secret that a token stands for: a parameter's value, or a field's that a script reads.
fn secret(table: &TaskTable, fields: &[Field], token: &str) -> Option<String> {
    let name = token.strip_prefix('@')?.strip_suffix('@')?;
    let parameter = table
        .parameter
        .iter()
        .find(|(_, parameter)| parameter.secret && parameter.name.eq_ignore_ascii_case(name));
    if let Some((key, _)) = parameter {
        return Some(format!("parameter `{key}`"));
    }
    let reads = table.step.iter().filter_map(|step| step.reads.as_ref()).flat_map(named);
    let mut fields =
        reads.filter(|(variable, key)| variable.eq_ignore_ascii_case(name) && is_secret(fields, key));
    fields.next().map(|(_, key)| format!("field `{key}`"))
}
