//! Secrets in the manifest: a value of one, and in the rows of a task a token that stands for one, where it would be
//! logged or stored.

use super::Check;
use crate::check;
use crate::diag::Problem;
use crate::document::At;
use crate::manifest::named;
use crate::manifest::{Manifest, StepTable, TaskTable};
use crate::solution::{Field, tokens};

impl Check<'_> {
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
                        let problem = Problem::new(&check::secrets::secret_in_output::CODE, message)
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

/// Values of secrets that are written out. Where one may stand, its `default` and `example` are minded too.
impl Check<'_> {
    pub(super) fn secret_literals(&mut self) {
        self.each_criterion(|resolver, at, criterion| {
            let field = criterion.field.as_deref().filter(|key| holds_secret(resolver.manifest, key));
            let operator = [
                ("equal", criterion.equal.is_some()),
                ("not-equal", criterion.not_equal.is_some()),
                ("contains-any-of", criterion.contains_any_of.is_some()),
                ("does-not-contain-any-of", criterion.does_not_contain_any_of.is_some()),
            ];
            if let (Some(field), Some((key, _))) = (field, operator.into_iter().find(|(_, there)| *there)) {
                resolver.secret_literal(&at.key(key), field, "`is-blank` tells whether there is one");
            }
        });
        let manifest = self.manifest;
        for (key, group) in &manifest.group {
            let table = At::ROOT.key("group");
            let group_at = table.key(key);
            let list = group_at.key("example");
            for (index, example) in group.example.iter().enumerate() {
                for field in example.fields.keys().filter(|key| holds_secret(manifest, key)) {
                    self.secret_literal(&list.index(index).key("fields").key(field), field, "leave it out");
                }
            }
        }
        for (key, task) in &manifest.task {
            let table = At::ROOT.key("task");
            self.secrets_given(&table.key(key), task);
        }
    }

    fn secrets_given(&mut self, at: &At<'_>, task: &TaskTable) {
        let manifest = self.manifest;
        for (index, step) in task.step.iter().enumerate() {
            let Some(field) = step.set_field.as_deref().filter(|key| holds_secret(manifest, key)) else {
                continue;
            };
            if step.value.as_ref().is_some_and(|value| !value.is_empty() && tokens(value).next().is_none()) {
                let help = "value = \"@Name@\" stores a parameter's, which whoever runs the task types";
                self.secret_literal(&at.key("step").index(index).key("value"), field, help);
            }
        }
        for (index, schedule) in task.schedule.iter().enumerate() {
            for key in schedule.parameters.keys() {
                if task.parameter.get(key).is_some_and(|parameter| parameter.secret) {
                    let help = "keep it in a secret field, and have the script read that";
                    self.secret_literal(
                        &at.key("schedule").index(index).key("parameters").key(key),
                        key,
                        help,
                    );
                }
            }
        }
    }

    fn secret_literal(&mut self, at: &At<'_>, key: &str, help: &str) {
        let message = format!("a value of the secret `{key}`: it would stand in what is rendered and in Git");
        self.problems.at_value(&check::secrets::secret_literal::CODE, at, message, help);
    }
}

fn holds_secret(manifest: &Manifest, field: &str) -> bool {
    manifest.field.get(field).is_some_and(|field| field.secret)
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
