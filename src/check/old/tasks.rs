//! Rules about tasks by themselves.

use std::collections::BTreeMap;

use super::Check;
use super::tokens::Known;
use crate::check;
use crate::diag::{Problem, list};
use crate::document::At;
use crate::manifest::{Launch, TaskTable, named};
use crate::resolve::codes;
use crate::solution::{
    Action, Field, FieldType, Level, Misfit, Outcome, Step, Stored, Task, as_stored, can_store, is_output,
    tokens, utf16_length, why_not,
};

/// The fewest characters a script's line is tested for: a shorter text stands in almost any message.
pub(super) const SHORTEST_MATCH: usize = 3;

impl Check<'_> {
    /// What is wrong with each task by itself.
    pub(super) fn tasks(&mut self, fields: &[Field], tasks: &[Task]) {
        let table = At::ROOT.key("task");
        let manifest = self.manifest;
        for task in tasks {
            let Some(written) = manifest.task.get(&task.part.key) else { continue };
            let at = table.key(&task.part.key);
            self.outcome_texts(&at.key("outcome"), written, task);
            self.stores(&at.key("step"), written, task, fields);
            self.variables(&at, written, task);
            self.early_output(&at.key("step"), written);
            self.failing(&at, task, &task.steps);
            self.launch(&at, written);
            self.lengths(&at, task, fields);
        }
    }

    fn outcome_texts(&mut self, at: &At<'_>, table: &TaskTable, task: &Task) {
        for (key, outcome) in &table.outcome {
            let at = at.key(key);
            match &outcome.matched {
                Some(matched) => self.matched(&at.key("match"), &outcome.text, matched),
                None => self.short_match(&at.key("text"), &outcome.text),
            }
        }
        self.same_texts(at, &task.outcomes);
        self.former_texts(at, &task.outcomes);
    }

    /// What rows store.
    fn stores(&mut self, list: &At<'_>, table: &TaskTable, task: &Task, fields: &[Field]) {
        for (index, step) in table.step.iter().enumerate() {
            let at = list.index(index);
            if step.powershell.is_some() && task.on_error.is_none() && step.on_error.is_none() {
                let message = "this script has no outcome for an unhandled error";
                let help =
                    "give the task an outcome with the key `error`, or name one: on-error = \"failed\"";
                self.problems.at_key(&check::outcomes::missing_on_error::CODE, &at, message, help);
            }
            let field = step.set_field.as_deref().and_then(|key| fields.iter().find(|it| it.part.key == key));
            let Some(field) = field else { continue };
            let before = self.problems.count();
            let value = match (&step.value, &step.outcome) {
                (Some(value), None) => {
                    self.stored_text(&at.key("value"), field, value);
                    Stored::Text(value.clone())
                }
                (None, Some(key)) if task.outcome(key).is_some() => {
                    self.stored_outcome_text(&at.key("outcome"), field, task, key);
                    Stored::Outcome(key.clone())
                }
                _ => continue,
            };
            if self.problems.count() == before {
                self.shared_result(&at.key("set-field"), field, &value);
            }
        }
    }

    /// Rows with the output of a script, before any script.
    pub(super) fn early_output(&mut self, list: &At<'_>, table: &TaskTable) {
        let first = table.step.iter().position(|step| step.powershell.is_some());
        for (index, step) in table.step.iter().enumerate().take(first.unwrap_or(usize::MAX)) {
            let at = list.index(index);
            for (key, text) in [("log", &step.log), ("value", &step.value)] {
                if text.as_deref().is_some_and(is_output) {
                    let message = "no script has run yet at this row, so `%output%` is nothing here";
                    let problem = Problem::new(&check::runs::early_output::CODE, message)
                        .at(self.document.value(&at.key(key)));
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
        let problem = Problem::new(&check::values::shared_result::CODE, message)
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
            Some(Misfit::Option(typed)) => {
                let options = field.options.iter().map(String::as_str);
                let problem = Problem::new(&codes::UNKNOWN_OPTION, format!("`{typed}` is not an option"))
                    .at(self.document.value(at))
                    .maybe_help(self.problems.nearest(&typed, options));
                self.problems.push(problem);
            }
            Some(Misfit::Other(message, help)) => {
                // What a row stores is a text, whatever the field's type.
                let help = match field.field_type {
                    FieldType::Flag => "\"true\" or \"false\"".to_owned(),
                    FieldType::Number => "a whole number, in quotes: \"5\"".to_owned(),
                    _ => help,
                };
                self.problems.at_value(&codes::UNFIT_OPERATOR, at, message, help);
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
        let problem = Problem::new(&check::outcomes::unfit_outcome::CODE, message)
            .at(self.document.value(at))
            .also(self.document.value(&own.key(&field.part.key).key("type")), "the field")
            .help("store it in a field of type \"text-box\"");
        self.problems.push(match field.options.as_slice() {
            [] => problem,
            options => problem.help(format!("or store one of the options: {}", list(options))),
        });
    }

    /// Variables share one namespace with the parameters; every token that is used is set.
    fn variables(&mut self, at: &At<'_>, table: &TaskTable, task: &Task) {
        // By the name in lower case: the name as written, and the field it copies, which a parameter does not.
        let mut names: BTreeMap<String, (String, Option<&str>)> = BTreeMap::new();
        for parameter in &task.parameters {
            names.insert(parameter.name.to_lowercase(), (parameter.name.clone(), None));
        }
        let list = at.key("step");
        for (index, step) in table.step.iter().enumerate() {
            for (variable, key) in step.reads.iter().flat_map(named) {
                let taken = names.entry(variable.to_lowercase()).or_insert((variable.clone(), Some(key)));
                if *taken != (variable.clone(), Some(key)) {
                    let message = format!("the variable `{variable}` is taken: {}", owner(taken));
                    let help = format!("name another one: reads = {{ OtherName = \"{key}\" }}");
                    self.problems.at_value(
                        &codes::VARIABLE_NAME,
                        &list.index(index).key("reads"),
                        message,
                        help,
                    );
                }
            }
        }
        let known: Vec<Known<'_>> = names
            .values()
            .map(|(name, field)| Known { name, secret: self.is_secret(task, name, *field) })
            .collect();
        for (index, step) in table.step.iter().enumerate() {
            let at = list.index(index);
            for (key, text) in [("log", &step.log), ("value", &step.value)] {
                self.known_tokens(&at.key(key), text.as_deref().unwrap_or_default(), &known);
            }
        }
    }

    /// Outcomes that stop the task before a row that stores the status.
    fn failing(&mut self, at: &At<'_>, task: &Task, steps: &[Step]) {
        let last_store = steps.iter().rposition(|step| match &step.action {
            Action::SetField { value: Stored::Text(text), .. } => is_output(text),
            _ => false,
        });
        let stops = |step: &Step| matches!(step.action, Action::Script(_)) && !step.continue_on_failure;
        if !last_store.is_some_and(|last| steps[..last].iter().any(stops)) {
            return;
        }
        let table = at.key("outcome");
        for outcome in task.outcomes.iter().filter(|outcome| outcome.exit_code != 0) {
            let message = format!(
                "with the exit code {} the task stops, and the status is never stored",
                outcome.exit_code
            );
            let help = "leave the exit code 0, or let the script's row `continue-on-failure = true`";
            self.problems.at_value(
                &check::outcomes::failing_outcome::CODE,
                &table.key(&outcome.key).key("exit-code"),
                message,
                help,
            );
        }
    }

    fn matched(&mut self, at: &At<'_>, text: &str, matched: &str) {
        if !text.contains(matched) {
            let message = format!("`{matched}` is not a part of this outcome's text");
            self.problems.at_value(
                &check::outcomes::match_not_in_text::CODE,
                at,
                message,
                format!("the text is `{text}`, letter for letter"),
            );
        } else {
            self.short_match(at, matched);
        }
    }

    pub(super) fn short_match(&mut self, at: &At<'_>, text: &str) {
        if !text.is_empty() && text.chars().count() < SHORTEST_MATCH {
            let message = format!("`{text}` is too short to be told from other texts");
            let help = format!("at least {SHORTEST_MATCH} characters: groups match by substring");
            self.problems.at_value(&check::outcomes::short_match::CODE, at, message, help);
        }
    }

    /// Former texts: none is too short, is the text still, or could be taken for another outcome.
    fn former_texts(&mut self, table: &At<'_>, outcomes: &[Outcome]) {
        for outcome in outcomes {
            let outcome_at = table.key(&outcome.key);
            let list = outcome_at.key("text-formerly");
            let former = outcome.text_formerly.iter().enumerate().filter(|(_, former)| !former.is_empty());
            for (index, former) in former {
                let at = list.index(index);
                self.short_match(&at, former);
                if outcome.text() == former {
                    let message = format!("`{former}` is this outcome's text still, not a former one");
                    self.problems.at_value(&check::outcomes::former_text::CODE, &at, message, "take it out");
                } else if let Some(other) = outcomes.iter().find(|it| is_taken_for(it, outcome, former)) {
                    self.taken_for(table, &at, former, other);
                }
            }
        }
    }

    /// A former text that does not tell its outcome from another one.
    fn taken_for(&mut self, table: &At<'_>, at: &At<'_>, former: &str, other: &Outcome) {
        let message =
            format!("`{former}` could be a report of the outcome `{}`: `{}`", other.key, other.text());
        let problem = Problem::new(&check::outcomes::former_text::CODE, message)
            .at(self.document.value(at))
            .also(self.document.value(&table.key(&other.key).key("text")), "the other outcome")
            .help("groups match by substring: give that outcome another text, or leave this one out");
        self.problems.push(problem);
    }

    fn launch(&mut self, at: &At<'_>, table: &TaskTable) {
        match (table.launch, table.schedule.is_empty()) {
            (None, true) => {
                let help = "give it a `[[task.….schedule]]`, or say `launch = \"manual\"`";
                self.problems.at_key(&check::runs::launch::CODE, at, "nothing launches this task", help);
            }
            (Some(Launch::Manual), false) => {
                let message = "a schedule launches this task, so it is not manual";
                self.problems.at_key(
                    &check::runs::launch::CODE,
                    &at.key("launch"),
                    message,
                    "leave `launch` out, or the schedule",
                );
            }
            _ => {}
        }
    }

    /// Outcome texts that a field which stores them cannot hold.
    fn lengths(&mut self, at: &At<'_>, task: &Task, fields: &[Field]) {
        let table = at.key("outcome");
        for outcome in &task.outcomes {
            let tight = task.stores_around(&outcome.key).into_iter().find_map(|(key, around)| {
                let field = fields.iter().find(|field| field.part.key == key)?;
                let length = utf16_length(outcome.text()) + around;
                (length > field.max_length()).then_some((field, length))
            });
            if let Some((field, length)) = tight {
                let message = format!(
                    "this text needs {length} characters in `{}`, which holds {}",
                    field.part.name,
                    field.max_length()
                );
                let help = "shorten it: what is cut off no longer matches the group that waits for it";
                self.problems.at_value(
                    &check::outcomes::outcome_too_long::CODE,
                    &table.key(&outcome.key).key("text"),
                    message,
                    help,
                );
            }
        }
    }
}

/// Whether a device that holds a former text of one outcome may be one that reported another, in some letter case.
fn is_taken_for(other: &Outcome, outcome: &Outcome, former: &str) -> bool {
    let former = former.to_lowercase();
    let alike = |text: &str| text.to_lowercase().contains(&former);
    other.key != outcome.key
        && (alike(other.text())
            || former.contains(&other.matched().to_lowercase())
            || other.text_formerly.iter().any(|text| alike(text)))
}

/// ``the flag `Excluded` ``
fn typed(field: &Field) -> String {
    format!("the {} `{}`", field.field_type.console().to_lowercase(), field.part.name)
}

/// What has a variable's name.
fn owner((name, field): &(String, Option<&str>)) -> String {
    match field {
        Some(field) => format!("`{name}` copies `{field}`"),
        None => format!("`{name}` is a parameter"),
    }
}
