//! Whether a field or a parameter can hold a value, and why not.

use super::platform::Limits;
use super::{Field, FieldType, Parameter, ParameterType, Rule, Value};
use crate::words::quoted_list;

/// Why a field cannot hold a value.
pub enum Misfit {
    /// It is no option of the dropdown.
    Option(String),
    /// What is wrong, and what to write.
    Other(String, String),
}

/// Why this field cannot hold this value, if it cannot.
pub fn why_not(limits: &Limits, field: &Field, value: &Value) -> Option<Misfit> {
    let (message, help) = match (field.field_type, value) {
        (FieldType::Flag, Value::Flag(_)) | (FieldType::Number, Value::Number(_)) => return None,
        (FieldType::Flag, Value::Text(text)) => {
            (format!("a flag cannot be the text `{text}`"), "true or false, without quotes")
        }
        (FieldType::Flag, _) => (format!("a flag cannot be `{value}`"), "true or false"),
        (FieldType::Number, _) => (format!("a number cannot be `{value}`"), "a whole number, without quotes"),
        (FieldType::Dropdown, Value::Text(text)) if field.options.contains(text) => return None,
        (FieldType::Dropdown, value) => return Some(Misfit::Option(value.to_string())),
        (FieldType::Date, Value::Text(text)) if is_date(text) => return None,
        (FieldType::Date, _) => (format!("a date cannot be `{value}`"), "\"2025-09-01\""),
        (FieldType::TextBox, Value::Text(text)) => return text_misfit(limits, field, text),
        (FieldType::TextBox, value) => (format!("a text box holds a text, not {value}"), "put it in quotes"),
    };
    Some(Misfit::Other(message, help.to_owned()))
}

/// Why a text box cannot hold a text.
fn text_misfit(limits: &Limits, field: &Field, text: &str) -> Option<Misfit> {
    let (length, most) = (utf16_length(text), limits.of(field));
    let (message, help) = if text.is_empty() {
        ("an empty text is no value".into(), "leave the key out".into())
    } else if text.chars().any(char::is_control) {
        ("a text box holds one line".into(), "leave the line break out".into())
    } else if length > most {
        (format!("this text has {length} characters"), format!("the field holds {most}"))
    } else {
        match &field.rule {
            Some(Rule::Pattern(pattern)) if !matches_pattern(pattern, text) => (
                format!("`{text}` does not match the field's pattern"),
                format!("the pattern is `{pattern}`"),
            ),
            Some(Rule::Range(low, high))
                if !text.parse::<i64>().is_ok_and(|n| (*low..=*high).contains(&n)) =>
            {
                (
                    format!("`{text}` is not in the field's range"),
                    format!("a whole number from {low} to {high}"),
                )
            }
            _ => return None,
        }
    };
    Some(Misfit::Other(message, help))
}

/// A text that is no regular expression takes everything: it has been reported where it stands.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    fancy_regex::Regex::new(pattern).map_or(true, |regex| regex.is_match(text).unwrap_or(false))
}

/// Whether a field of this type can hold a text, whatever its rule.
pub fn can_store(limits: &Limits, field: &Field, text: &str) -> bool {
    field.field_type == FieldType::TextBox || why_not(limits, field, &field.holding(text)).is_none()
}

/// Whether a text says one of the two values of a flag, in the words of whoever reads it.
pub fn names_flag(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "1",
        "0",
        "checked",
        "unchecked",
        "ticked",
        "unticked",
        "enabled",
        "disabled",
        "selected",
        "set",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text.trim()))
}

/// What to write instead, where a parameter cannot take a value.
pub fn cannot_take(parameter: &Parameter, value: &Value) -> Option<String> {
    use ParameterType::{Dropdown, Flag, Number, Text};
    // A range that holds nothing has been reported where it stands.
    let range = parameter.range.filter(|(low, high)| low <= high);
    match (parameter.parameter_type, value) {
        (Flag, Value::Flag(_)) => None,
        (Flag, _) => Some("true or false, without quotes".into()),
        (Dropdown, Value::Text(text)) if parameter.options.contains(text) => None,
        (Dropdown, _) => Some(one_of(&parameter.options)),
        (Number, Value::Number(number)) => not_accepted(parameter, value).or_else(|| {
            let (low, high) = range.filter(|(low, high)| !(low..=high).contains(&number))?;
            Some(format!("a number from {low} to {high}"))
        }),
        (Number, _) => Some("a whole number, without quotes".into()),
        (Text, Value::Text(text)) if !text.is_empty() => not_accepted(parameter, value),
        (Text, _) => Some("a text in quotes that is not empty".into()),
    }
}

fn not_accepted(parameter: &Parameter, value: &Value) -> Option<String> {
    let accepted = &parameter.accepted;
    (!accepted.is_empty() && !accepted.contains(value)).then(|| one_of(accepted))
}

fn one_of<T: ToString>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("one of {}", quoted_list(&values))
}

/// Length as PowerShell and .NET count it, which is never less than characters.
pub fn utf16_length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.parse::<toml::value::Datetime>().is_ok_and(|date| date.date.is_some() && date.time.is_none())
}
