//! Tasks: outcomes, parameters and what launches them.

use super::Resolver;
use crate::diag::list;
use crate::document::At;
use crate::manifest::{Launch, OutcomeTable, ParameterTable, Scalar, TaskTable};
use crate::resolve::codes;
use crate::solution::{Kind, Outcome, OutcomeKey, Parameter, ParameterType, PartRef, Report, Task, Value};

impl Resolver<'_> {
    pub(super) fn tasks(&mut self) -> Vec<Task> {
        let table = At::ROOT.key("task");
        let manifest = self.manifest;
        manifest.task.iter().map(|(key, task)| self.task(&table.key(key), key, task)).collect()
    }

    fn task(&mut self, at: &At<'_>, key: &str, table: &TaskTable) -> Task {
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
        task.steps = self.steps(at, table, &task);
        task.schedules = self.schedules(&at.key("schedule"), table, &task);
        task
    }

    fn outcomes(&mut self, at: &At<'_>, table: &TaskTable) -> Vec<Outcome> {
        table.outcome.iter().map(|(key, outcome)| self.declared(&at.key(key), key, outcome)).collect()
    }

    fn declared(&mut self, at: &At<'_>, key: &str, table: &OutcomeTable) -> Outcome {
        self.check_key(at, key);
        let text = self.plain(&at.key("text"), &table.text);
        self.look_alikes(&at.key("text"), &text);
        if let Some(matched) = &table.matched {
            self.look_alikes(&at.key("match"), matched);
        }
        Outcome {
            key: key.into(),
            report: Report::Text { text, matched: table.matched.clone() },
            text_formerly: self.lines(&at.key("text-formerly"), &table.text_formerly),
            meaning: self.prose(&at.key("meaning"), &table.meaning),
            exit_code: table.exit_code,
            unwatched: table.unwatched,
        }
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
                self.problems.twice(
                    &codes::VARIABLE_NAME,
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
            key: key.into(),
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
            self.problems.at_value(
                &codes::VARIABLE_NAME,
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
            self.problems.at_key(
                &codes::MISPLACED_KEY,
                &at.key("accepted"),
                "`accepted` is for a text or a number",
                "a dropdown has `options`",
            );
        }
        if table.range.is_some() && kind != Number {
            self.problems.at_key(
                &codes::MISPLACED_KEY,
                &at.key("range"),
                "`range` is for a number",
                "leave it out",
            );
        }
        if table.range.is_some() && table.accepted.is_some() {
            self.problems.at_key(
                &codes::MISPLACED_KEY,
                &at.key("range"),
                "`accepted` and `range` cannot stand together",
                "keep one",
            );
        }
        for (key, there) in [("default", table.default.is_some()), ("example", table.example.is_some())] {
            if table.secret && there {
                let message =
                    format!("a secret cannot have a `{key}`: it would stand in the script and in Git");
                self.problems.at_key(&codes::MISPLACED_KEY, &at.key(key), message, "leave it out");
            }
        }
    }

    fn accepted(&mut self, at: &At<'_>, table: &ParameterTable) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        if table.accepted.as_ref().is_some_and(Vec::is_empty) {
            self.problems.at_value(
                &codes::EMPTY_LIST,
                at,
                "this list is empty",
                "name the values, or leave the key out",
            );
        }
        for (index, Scalar(value)) in table.accepted.iter().flatten().enumerate() {
            let item = at.index(index);
            let fits = matches!(
                (table.parameter_type, value),
                (ParameterType::Number, Value::Number(_)) | (ParameterType::Text, Value::Text(_))
            );
            if !fits && matches!(table.parameter_type, ParameterType::Number | ParameterType::Text) {
                let message = format!("`{value}` is no {}", table.parameter_type.console().to_lowercase());
                self.problems.at_value(
                    &crate::manifest::codes::WRONG_TYPE,
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
                self.problems.twice(
                    &codes::DUPLICATE_ENTRY,
                    &item,
                    &at.index(first),
                    message,
                    "take one of them out",
                );
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
                self.problems.at_value(&codes::BAD_DEFAULT, &at.key("default"), message, help);
                None
            }
        }
    }
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
