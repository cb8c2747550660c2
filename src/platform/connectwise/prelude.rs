//! The script of a task: its body inside a prelude made from the manifest.
//!
//! The platform replaces a token by a value as text, before PowerShell reads the script, so nothing can be escaped. Each
//! value therefore stands alone in a single-quoted here-string, in which only a line that begins with a quote and `@` has
//! a meaning; a character before the value keeps its first line from beginning so. One line of text is never code. A value
//! with a line break could be: rules in `check/secrets` are about text boxes that may hold one.

use std::borrow::Cow;

use minijinja::{Environment, Value as Template, context};

use super::vocabulary::{TOKENS, Words};
use crate::powershell;
use crate::render::bounds;
use crate::solution::platform::Vocabulary;
use crate::solution::platform::script::{Context, Error};
use crate::solution::{Field, FieldType, Outcome, Parameter, ParameterType, Task, Value};

/// The template's name.
const NAME: &str = "script/script.ps1";

/// Renders a script: ASCII, with LF.
pub(super) fn script(environment: &Environment<'_>, context: Context<'_>) -> Result<String, Error> {
    let Context { task, script, tested, limit, .. } = context;
    let on_error = script.on_error.as_ref().or(task.on_error.as_ref());
    let on_error = on_error.filter(|key| task.outcome(key).is_some()).ok_or(Error::NoErrorOutcome)?;
    let barred = barred(task, tested);
    let breaker = breaker(&barred);
    let folded: Vec<String> = barred.iter().map(|text| fold(text)).collect();
    let values = values(context)?;
    let tables: Vec<_> = [PARAMETER, FIELD]
        .into_iter()
        .filter(|table| values.iter().any(|value| value.table == *table))
        .map(code)
        .collect();
    let model = context! {
        help => help(context),
        outcomes => task.outcomes.iter().map(|outcome| model(outcome, &folded, breaker)).collect::<Vec<_>>(),
        on_error => on_error.as_str(),
        limit => code(limit.to_string()),
        barred => array(barred.iter().map(|text| powershell::literal(text))),
        breaker => breaker.to_string(),
        tables => tables,
        values => values.iter().map(|value| value.model()).collect::<Vec<_>>(),
        body => code(powershell::render_body(&script.body.text)),
    };
    bounds::render(environment, NAME, model).map_err(Error::Template)
}

/// What is PowerShell already.
fn code(text: impl Into<String>) -> Template {
    Template::from_safe_string(text.into())
}

fn array(items: impl Iterator<Item = String>) -> Template {
    code(format!("@({})", items.collect::<Vec<_>>().join(", ")))
}

fn help(context: Context<'_>) -> Template {
    let outcomes = context.task.outcomes.iter().map(|outcome| {
        context! { key => code(powershell::comment(&outcome.key)), text => code(powershell::comment(outcome.text())) }
    });
    context! {
        name => code(powershell::comment(&context.task.part.name)),
        description => code(powershell::comment(context.description)),
        outcomes => outcomes.collect::<Vec<_>>(),
    }
}

fn model(outcome: &Outcome, barred: &[String], breaker: char) -> Template {
    context! {
        key => outcome.key.as_str(),
        text => outcome.text(),
        joint => joint(outcome.text(), barred, breaker),
        exit_code => code(outcome.exit_code.to_string()),
    }
}

/// The texts that no detail may hold: what any group waits for, and what any criterion tests. Each once.
fn barred<'a>(task: &'a Task, tested: &[&'a str]) -> Vec<&'a str> {
    let former = task.outcomes.iter().flat_map(|outcome| &outcome.text_formerly).map(String::as_str);
    let own = task.outcomes.iter().map(Outcome::matched).chain(former);
    let mut barred: Vec<_> = own.chain(tested.iter().copied()).collect();
    barred.retain(|text| !text.is_empty());
    barred.sort_unstable();
    barred.dedup();
    barred
}

/// A character that stands in none of these texts. Where one of them occurs in a line, this goes into it:
/// no new occurrence can hold it, so each step leaves one less.
fn breaker(barred: &[&str]) -> char {
    let ascii = "-_.~*'^+=/!,;:?#$&|<>()[]{}\"\\`%@".chars();
    let free = |character: &char| !barred.iter().any(|text| text.contains(*character));
    ascii.chain('\u{A1}'..).find(free).unwrap_or('\u{FFFD}')
}

/// What stands between an outcome's text and a detail: nothing that completes a text that others wait for. What
/// is barred is given folded.
fn joint(text: &str, barred: &[String], breaker: char) -> String {
    let usual = if text.ends_with(char::is_alphanumeric) { ": " } else { " " };
    let (plain, joined) = (fold(text), fold(text) + usual);
    let completes = |barred: &String| joined.contains(barred) && !plain.contains(barred);
    if barred.iter().any(completes) { breaker.to_string() } else { usual.to_owned() }
}

/// A text as it compares without regard to case, one character for one.
fn fold(text: &str) -> String {
    let upper = |character: char| {
        let mut upper = character.to_uppercase();
        if upper.len() == 1 { upper.next().unwrap_or(character) } else { character }
    };
    text.chars().map(upper).collect()
}

const PARAMETER: &str = "$Parameter";
const FIELD: &str = "$Field";

/// A value the platform gives the script, and what is known of it.
struct Given<'a> {
    /// The table the body finds it in.
    table: &'static str,
    /// Its key there.
    key: &'a str,
    /// What a message calls it.
    subject: String,
    /// The variable it travels in.
    variable: &'a str,
    kind: &'static str,
    required: bool,
    default: Option<Value>,
    accepted: Vec<Value>,
    range: Option<(i64, i64)>,
}

/// All values of a script: the task's parameters, then the fields it reads.
fn values(context: Context<'_>) -> Result<Vec<Given<'_>>, Error> {
    let mut values: Vec<_> = context.task.parameters.iter().map(Given::parameter).collect();
    for read in &context.script.reads {
        let field = context.fields.iter().find(|field| field.part.key == read.field);
        let field = field.ok_or_else(|| Error::UnknownField(read.field.to_string()))?;
        values.push(Given::field(field, &name_of(field, context.fields), &read.variable));
    }
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    match values.iter().find(|value| !is_name(value.variable)) {
        Some(value) => Err(Error::BadVariable(value.variable.to_owned())),
        None => Ok(values),
    }
}

/// A field's name; its level stands beside it where others have the name too.
fn name_of<'a>(field: &'a Field, all: &[Field]) -> Cow<'a, str> {
    let name = &field.part.name;
    match all.iter().filter(|other| other.part.name == *name).count() {
        0 | 1 => name.into(),
        _ => format!("{name} ({})", Words.level(field.level)).into(),
    }
}

impl<'a> Given<'a> {
    fn parameter(parameter: &'a Parameter) -> Self {
        let options = parameter.options.iter().cloned().map(Value::Text);
        Given {
            table: PARAMETER,
            key: &parameter.key,
            subject: format!("The parameter {}", parameter.name),
            variable: &parameter.name,
            kind: match parameter.parameter_type {
                ParameterType::Flag => "Flag",
                ParameterType::Number => "Number",
                ParameterType::Text | ParameterType::Dropdown => "Text",
            },
            required: parameter.required && parameter.default.is_none(),
            default: parameter.default.clone(),
            accepted: options.chain(parameter.accepted.iter().cloned()).collect(),
            range: parameter.range,
        }
    }

    /// An unset field counts as its default, and a flag without one as false, unless it must have a value.
    fn field(field: &'a Field, name: &str, variable: &'a str) -> Self {
        let is_false = field.field_type == FieldType::Flag && !field.required;
        Given {
            table: FIELD,
            key: &field.part.key,
            subject: format!("The field {name}"),
            variable,
            kind: match field.field_type {
                FieldType::Flag => "Flag",
                FieldType::Number => "Number",
                FieldType::TextBox | FieldType::Dropdown | FieldType::Date => "Text",
            },
            required: field.required && field.default.is_none(),
            default: field.default.clone().or(is_false.then_some(Value::Flag(false))),
            accepted: Vec::new(),
            range: None,
        }
    }

    fn model(&self) -> Template {
        let bound = |bound: Option<i64>| code(bound.map_or("$null".to_owned(), powershell::number));
        context! {
            table => code(self.table),
            key => self.key,
            token => code(TOKENS.of_name(self.variable)),
            subject => self.subject.as_str(),
            variable => self.variable,
            kind => self.kind,
            required => code(expression(&Value::Flag(self.required))),
            default => code(self.default.as_ref().map_or("$null".to_owned(), expression)),
            accepted => array(self.accepted.iter().map(expression)),
            least => bound(self.range.map(|(least, _)| least)),
            most => bound(self.range.map(|(_, most)| most)),
        }
    }
}

/// A value as PowerShell has it.
fn expression(value: &Value) -> String {
    match value {
        Value::Flag(true) => "$true".to_owned(),
        Value::Flag(false) => "$false".to_owned(),
        Value::Number(number) => powershell::number(*number),
        Value::Text(text) => powershell::literal(text),
    }
}
