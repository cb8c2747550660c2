//! Tasks: outcomes, parameters and what launches them.

use super::Resolver;
use super::fields::utf16_length;
use crate::diag::{Code, Problem, list};
use crate::document::At;
use crate::manifest::{Launch, OutcomeTable, ParameterTable, Scalar, TaskTable};
use crate::solution::{
    Field, Kind, Outcome, OutcomeKey, Parameter, ParameterType, PartRef, Report, Task, Value,
};

/// The fewest characters a script's line is tested for: a shorter text stands in almost any message.
pub(super) const SHORTEST_MATCH: usize = 3;

impl Resolver<'_> {
    pub(super) fn tasks(&mut self, fields: &[Field]) -> Vec<Task> {
        let table = At::ROOT.key("task");
        let manifest = self.manifest;
        manifest.task.iter().map(|(key, task)| self.task(&table.key(key), key, task, fields)).collect()
    }

    fn task(&mut self, at: &At<'_>, key: &str, table: &TaskTable, fields: &[Field]) -> Task {
        let part = self.part(at, &PartRef::new(Kind::Task, key), table.common());
        let outcomes = self.outcomes(&at.key("outcome"), table);
        let parameters = self.parameters(&at.key("parameter"), table);
        let mut task = Task {
            part,
            category: table.category.as_ref().map(|category| self.name(&at.key("category"), category)),
            manual: table.launch == Some(Launch::Manual),
            on_error: None,
            outcomes,
            parameters,
            schedules: Vec::new(),
            steps: Vec::new(),
        };
        task.on_error = self.on_error(at, table, &task);
        task.steps = self.steps(at, table, &task, fields);
        self.body_tasks.resize(self.bodies.len(), key.to_owned());
        task.schedules = self.schedules(&at.key("schedule"), table, &task);
        self.launch(at, table);
        self.lengths(at, &task, fields);
        task
    }

    fn outcomes(&mut self, at: &At<'_>, table: &TaskTable) -> Vec<Outcome> {
        let outcomes: Vec<Outcome> =
            table.outcome.iter().map(|(key, outcome)| self.declared(&at.key(key), key, outcome)).collect();
        self.same_texts(at, &outcomes);
        self.former_texts(at, &outcomes);
        outcomes
    }

    fn declared(&mut self, at: &At<'_>, key: &str, table: &OutcomeTable) -> Outcome {
        self.check_key(at, key);
        let text = self.plain(&at.key("text"), &table.text);
        self.look_alikes(&at.key("text"), &text);
        let matched = table.matched.as_ref().map(|matched| self.matched(&at.key("match"), &text, matched));
        if matched.is_none() {
            self.short_match(&at.key("text"), &text);
        }
        Outcome {
            key: key.into(),
            report: Report::Text { text, matched },
            text_formerly: self.lines(&at.key("text-formerly"), &table.text_formerly),
            meaning: self.prose(&at.key("meaning"), &table.meaning),
            exit_code: table.exit_code,
            unwatched: table.unwatched,
        }
    }

    fn matched(&mut self, at: &At<'_>, text: &str, matched: &str) -> String {
        self.look_alikes(at, matched);
        if !text.contains(matched) {
            let message = format!("`{matched}` is not a part of this outcome's text");
            self.at_value(
                Code::MatchNotInText,
                at,
                message,
                format!("the text is `{text}`, letter for letter"),
            );
        } else {
            self.short_match(at, matched);
        }
        matched.to_owned()
    }

    pub(super) fn short_match(&mut self, at: &At<'_>, text: &str) {
        if !text.is_empty() && text.chars().count() < SHORTEST_MATCH {
            let message = format!("`{text}` is too short to be told from other texts");
            let help = format!("at least {SHORTEST_MATCH} characters: groups match by substring");
            self.at_value(Code::ShortMatch, at, message, help);
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
                    self.at_value(Code::FormerText, &at, message, "take it out");
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
        let problem = Problem::new(Code::FormerText, message)
            .at(self.document.value(at))
            .also(self.document.value(&table.key(&other.key).key("text")), "the other outcome")
            .help("groups match by substring: give that outcome another text, or leave this one out");
        self.problems.push(problem);
    }

    /// The outcome of an unhandled error: the one the task names, else the one with the key `error`.
    fn on_error(&mut self, at: &At<'_>, table: &TaskTable, task: &Task) -> Option<OutcomeKey> {
        if let Some(key) = &table.on_error {
            return self.outcome_key(&at.key("on-error"), key, task);
        }
        task.outcome("error").map(|outcome| outcome.key.clone())
    }

    /// The key of an outcome of this task.
    pub(super) fn outcome_key(&mut self, at: &At<'_>, key: &str, task: &Task) -> Option<OutcomeKey> {
        if task.outcome(key).is_some() {
            return Some(key.into());
        }
        let keys: Vec<&str> = task.outcomes.iter().map(|outcome| outcome.key.as_str()).collect();
        self.unknown(at, "outcome", key, &keys);
        None
    }

    fn parameters(&mut self, at: &At<'_>, table: &TaskTable) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (key, written) in &table.parameter {
            let parameter = self.parameter(&at.key(key), key, written);
            let taken = parameters.iter().find(|other| other.name.eq_ignore_ascii_case(&parameter.name));
            if let Some(other) = taken {
                let message =
                    format!("`{}` is the name of the parameter `{}` too", parameter.name, other.key);
                let (here, there) = (at.key(key), at.key(&other.key));
                self.twice(
                    Code::VariableName,
                    &here.key("name"),
                    &there.key("name"),
                    message,
                    "give each its own name: it is its token",
                );
            }
            parameters.push(parameter);
        }
        parameters
    }

    fn parameter(&mut self, at: &At<'_>, key: &str, table: &ParameterTable) -> Parameter {
        self.check_key(at, key);
        self.variable_name(&at.key("name"), &table.name);
        self.parameter_keys(at, table);
        if let Some([low, high]) = table.range {
            self.range(&at.key("range"), low, high);
        }
        let dropdown = table.parameter_type == ParameterType::Dropdown;
        let mut parameter = Parameter {
            key: key.to_owned(),
            name: table.name.clone(),
            description: self.text(&at.key("description"), &table.description),
            parameter_type: table.parameter_type,
            required: table.required,
            default: None,
            options: self.options(at, dropdown, table.options.as_deref()),
            accepted: self.accepted(&at.key("accepted"), table),
            range: table.range.map(|[low, high]| (low, high)),
            example: table.example.as_ref().map(|example| self.plain(&at.key("example"), example)),
            secret: table.secret,
        };
        parameter.default =
            table.default.as_ref().and_then(|default| self.parameter_default(at, &parameter, default));
        parameter
    }

    pub(super) fn variable_name(&mut self, at: &At<'_>, name: &str) {
        if !super::steps::is_variable(name) {
            let message = format!("`{}` cannot be a variable's name", name.escape_debug());
            self.at_value(
                Code::VariableName,
                at,
                message,
                "letters, digits and `_`: it becomes the token @Name@",
            );
        }
    }

    fn parameter_keys(&mut self, at: &At<'_>, table: &ParameterTable) {
        use ParameterType::{Number, Text};
        let kind = table.parameter_type;
        let accepts = matches!(kind, Text | Number);
        if table.accepted.is_some() && !accepts {
            self.at_key(
                Code::MisplacedKey,
                &at.key("accepted"),
                "`accepted` is for a text or a number",
                "a dropdown has `options`",
            );
        }
        if table.range.is_some() && kind != Number {
            self.at_key(Code::MisplacedKey, &at.key("range"), "`range` is for a number", "leave it out");
        }
        if table.range.is_some() && table.accepted.is_some() {
            self.at_key(
                Code::MisplacedKey,
                &at.key("range"),
                "`accepted` and `range` cannot stand together",
                "keep one",
            );
        }
        for (key, there) in [("default", table.default.is_some()), ("example", table.example.is_some())] {
            if table.secret && there {
                let message =
                    format!("a secret cannot have a `{key}`: it would stand in the script and in Git");
                self.at_key(Code::MisplacedKey, &at.key(key), message, "leave it out");
            }
        }
    }

    fn accepted(&mut self, at: &At<'_>, table: &ParameterTable) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        if table.accepted.as_ref().is_some_and(Vec::is_empty) {
            self.at_value(Code::EmptyList, at, "this list is empty", "name the values, or leave the key out");
        }
        for (index, Scalar(value)) in table.accepted.iter().flatten().enumerate() {
            let item = at.index(index);
            let fits = matches!(
                (table.parameter_type, value),
                (ParameterType::Number, Value::Number(_)) | (ParameterType::Text, Value::Text(_))
            );
            if !fits && matches!(table.parameter_type, ParameterType::Number | ParameterType::Text) {
                let message = format!("`{value}` is no {}", table.parameter_type.console().to_lowercase());
                self.at_value(
                    Code::WrongType,
                    &item,
                    message,
                    "numbers stand without quotes, texts in quotes",
                );
            }
            if let Value::Text(text) = value {
                self.plain(&item, text);
            }
            if let Some(first) = values.iter().position(|other| other == value) {
                let message = format!("`{value}` stands twice in this list");
                self.twice(Code::DuplicateEntry, &item, &at.index(first), message, "take one of them out");
            }
            values.push(value.clone());
        }
        values
    }

    fn parameter_default(&mut self, at: &At<'_>, parameter: &Parameter, default: &Scalar) -> Option<Value> {
        match cannot_take(parameter, &default.0) {
            None => Some(default.0.clone()),
            Some(help) => {
                let message = format!("`{}` is no value for this parameter", default.0);
                self.at_value(Code::BadDefault, &at.key("default"), message, help);
                None
            }
        }
    }

    fn launch(&mut self, at: &At<'_>, table: &TaskTable) {
        match (table.launch, table.schedule.is_empty()) {
            (None, true) => {
                let help = "give it a `[[task.….schedule]]`, or say `launch = \"manual\"`";
                self.at_key(Code::Launch, at, "nothing launches this task", help);
            }
            (Some(Launch::Manual), false) => {
                let message = "a schedule launches this task, so it is not manual";
                self.at_key(Code::Launch, &at.key("launch"), message, "leave `launch` out, or the schedule");
            }
            _ => {}
        }
    }

    /// Outcome texts that a field which stores them cannot hold.
    fn lengths(&mut self, at: &At<'_>, task: &Task, fields: &[Field]) {
        let table = at.key("outcome");
        for outcome in &task.outcomes {
            let tight = task.stores(&outcome.key).find_map(|write| {
                let field = fields.iter().find(|field| *write.field == field.part.key)?;
                let length = utf16_length(outcome.text()) + write.around_output().unwrap_or_default();
                (length > field.max_length()).then_some((field, length))
            });
            if let Some((field, length)) = tight {
                let message = format!(
                    "this text needs {length} characters in `{}`, which holds {}",
                    field.part.name,
                    field.max_length()
                );
                let help = "shorten it: what is cut off no longer matches the group that waits for it";
                self.at_value(Code::OutcomeTooLong, &table.key(&outcome.key).key("text"), message, help);
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

/// Why a parameter cannot take a value, as advice.
pub(super) fn cannot_take(parameter: &Parameter, value: &Value) -> Option<String> {
    match (parameter.parameter_type, value) {
        (ParameterType::Flag, Value::Flag(_)) => None,
        (ParameterType::Flag, _) => Some("true or false, without quotes".into()),
        (ParameterType::Dropdown, Value::Text(text)) if parameter.options.contains(text) => None,
        (ParameterType::Dropdown, _) => Some(format!("one of {}", list(&parameter.options))),
        (ParameterType::Number, Value::Number(number)) => {
            // A range that holds nothing has been reported where it stands.
            let outside =
                parameter.range.filter(|(low, high)| low <= high && !(low..=high).contains(&number));
            not_accepted(parameter, value)
                .or_else(|| outside.map(|(low, high)| format!("a number from {low} to {high}")))
        }
        (ParameterType::Number, _) => Some("a whole number, without quotes".into()),
        (ParameterType::Text, Value::Text(text)) if !text.is_empty() => not_accepted(parameter, value),
        (ParameterType::Text, _) => Some("a text in quotes that is not empty".into()),
    }
}

fn not_accepted(parameter: &Parameter, value: &Value) -> Option<String> {
    let accepted = &parameter.accepted;
    (!accepted.is_empty() && !accepted.contains(value))
        .then(|| format!("one of {}", list(&accepted.iter().map(ToString::to_string).collect::<Vec<_>>())))
}
