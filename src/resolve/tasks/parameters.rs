//! Parameters: what whoever launches a task may set.

use super::scripts::variable_name;
use crate::document::At;
use crate::manifest::codes::WRONG_TYPE;
use crate::manifest::{ParameterTable, Scalar, TaskTable};
use crate::resolve::codes::{BAD_DEFAULT, BAD_EXAMPLE, VARIABLE_NAME};
use crate::resolve::fields::{flag_example, options, range};
use crate::resolve::part::check_key;
use crate::resolve::scope::Scope;
use crate::resolve::scope::keys::{misplaced, not_together};
use crate::resolve::texts::{empty_list, firsts, once, plain, text};
use crate::solution::{Parameter, ParameterType, Value, cannot_take};

/// The parameters of a task, in the order of the manifest. The name of each is its token, in any letter case.
pub(super) fn parameters(scope: &mut Scope<'_>, at: &At<'_>, table: &TaskTable) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for (key, written) in &table.parameter {
        let parameter = parameter(scope, &at.key(key), key, written);
        let is_same = |other: &&Parameter| other.name.eq_ignore_ascii_case(&parameter.name);
        if let Some(other) = parameters.iter().find(is_same) {
            let message = format!("`{}` is the name of the parameter `{}` too", parameter.name, other.key);
            let (here, there) = (at.key(key), at.key(&other.key));
            let help = "give each its own name: it is its token";
            scope.problems.twice(&VARIABLE_NAME, &here.key("name"), &there.key("name"), message, help);
        }
        parameters.push(parameter);
    }
    parameters
}

fn parameter(scope: &mut Scope<'_>, at: &At<'_>, key: &str, table: &ParameterTable) -> Parameter {
    check_key(scope, at, key);
    variable_name(scope, scope.document.value(&at.key("name")), &table.name);
    keys(scope, at, table);
    if let Some([low, high]) = table.range {
        range(scope, &at.key("range"), low, high);
    }
    let dropdown = table.parameter_type == ParameterType::Dropdown;
    let mut parameter = Parameter {
        key: key.to_owned(),
        name: table.name.clone(),
        description: text(scope, &at.key("description"), &table.description),
        parameter_type: table.parameter_type,
        required: table.required,
        default: None,
        options: options(scope, at, dropdown, table.options.as_deref()),
        accepted: accepted(scope, &at.key("accepted"), table),
        range: table.range.map(|[low, high]| (low, high)),
        example: table.example.as_ref().map(|example| plain(scope, &at.key("example"), example)),
        secret: table.secret,
    };
    self::example(scope, &at.key("example"), &parameter);
    parameter.default =
        table.default.as_ref().and_then(|it| default(scope, &at.key("default"), &parameter, it));
    parameter
}

/// Keys that do not go with the parameter's type.
fn keys(scope: &mut Scope<'_>, at: &At<'_>, table: &ParameterTable) {
    let accepted = [("accepted", table.accepted.is_some())];
    let range = [("range", table.range.is_some())];
    let given = [("default", table.default.is_some()), ("example", table.example.is_some())];
    let kind = table.parameter_type;
    if !is_typed(kind) {
        let message = |key: &str| format!("`{key}` is for a text or a number");
        misplaced(scope, at, &accepted, message, "a dropdown has `options`");
    }
    if kind != ParameterType::Number {
        misplaced(scope, at, &range, |key| format!("`{key}` is for a number"), "leave it out");
    }
    not_together(scope, at, &[accepted, range].concat(), "keep one");
    if table.secret {
        let message =
            |key: &str| format!("a secret cannot have a `{key}`: it would stand in the script and in Git");
        misplaced(scope, at, &given, message, "leave it out");
    }
}

/// Whether people type the values of this type.
fn is_typed(kind: ParameterType) -> bool {
    matches!(kind, ParameterType::Text | ParameterType::Number)
}

/// The only values that a parameter takes.
fn accepted(scope: &mut Scope<'_>, at: &At<'_>, table: &ParameterTable) -> Vec<Value> {
    if table.accepted.as_ref().is_some_and(Vec::is_empty) {
        empty_list(scope, at, "name the values, or leave the key out");
    }
    let values: Vec<Value> = table.accepted.iter().flatten().map(|Scalar(value)| value.clone()).collect();
    let firsts = firsts(&values);
    for (index, value) in values.iter().enumerate() {
        accepted_value(scope, &at.index(index), table.parameter_type, value);
        once(scope, at, index, firsts[index], &value.to_string());
    }
    values
}

fn accepted_value(scope: &mut Scope<'_>, at: &At<'_>, kind: ParameterType, value: &Value) {
    let fits = match (kind, value) {
        (ParameterType::Number, Value::Number(_)) | (ParameterType::Text, Value::Text(_)) => true,
        _ => !is_typed(kind),
    };
    if !fits {
        let kind = scope.platform.vocabulary.parameter_type(kind).to_lowercase();
        let message = format!("`{value}` is no {kind}");
        let help = "numbers stand without quotes, texts in quotes";
        scope.problems.at_value(&WRONG_TYPE, at, message, help);
    }
    if let Value::Text(text) = value {
        plain(scope, at, text);
    }
}

/// An example that the parameter would not take is no example.
fn example(scope: &mut Scope<'_>, at: &At<'_>, parameter: &Parameter) {
    let Some(text) = parameter.example.as_deref().filter(|text| !text.trim().is_empty()) else { return };
    if parameter.parameter_type == ParameterType::Flag {
        return flag_example(scope, at, text);
    }
    let is_number = parameter.parameter_type == ParameterType::Number;
    let number = text.parse().ok().filter(|_| is_number);
    let value = number.map_or_else(|| Value::Text(text.to_owned()), Value::Number);
    if let Some(help) = cannot_take(parameter, &value) {
        let message = format!("`{text}` is no value for this parameter");
        let help =
            if is_number && number.is_none() { "a whole number, in quotes: \"5\"".into() } else { help };
        scope.problems.at_value(&BAD_EXAMPLE, at, message, help);
    }
}

fn default(scope: &mut Scope<'_>, at: &At<'_>, parameter: &Parameter, default: &Scalar) -> Option<Value> {
    if let Some(help) = cannot_take(parameter, &default.0) {
        let message = format!("`{}` is no value for this parameter", default.0);
        scope.problems.at_value(&BAD_DEFAULT, at, message, help);
        return None;
    }
    Some(default.0.clone())
}
