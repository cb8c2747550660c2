//! Custom fields: what they may hold, and what counts when they hold nothing.

use super::Resolver;
use crate::diag::{self, Problem};
use crate::document::At;
use crate::manifest::{FieldTable, Scalar};
use crate::resolve::codes;
use crate::solution::{Field, FieldType, Kind, PartRef, Rule, TEXT_BOX_LENGTH, Value};

impl Resolver<'_> {
    pub(super) fn fields(&mut self) -> Vec<Field> {
        let table = At::ROOT.key("field");
        self.manifest.field.iter().map(|(key, field)| self.field(&table.key(key), key, field)).collect()
    }

    fn field(&mut self, at: &At<'_>, key: &str, table: &FieldTable) -> Field {
        self.field_keys(at, table);
        let part = self.part(at, &PartRef::new(Kind::Field, key), table.common());
        let options = self.options(at, table.field_type == FieldType::Dropdown, table.options.as_deref());
        self.options_formerly(at, table, &options);
        let rule = self.rule(at, table);
        let mut field = Field {
            part,
            level: table.level,
            field_type: table.field_type,
            options,
            options_formerly: table
                .options_formerly
                .iter()
                .map(|(old, new)| (old.clone(), new.clone()))
                .collect(),
            default: None,
            required: table.required,
            editable: table.editable.unwrap_or_else(|| !self.is_written(key)),
            help_text: table.help_text.as_ref().map(|text| self.text(&at.key("help-text"), text)),
            example: table.example.as_ref().map(|text| self.plain(&at.key("example"), text)),
            rule,
            secret: table.secret,
        };
        self.field_example(&at.key("example"), &field);
        field.default = table.default.as_ref().and_then(|default| self.field_default(at, &field, default));
        field
    }

    /// Whether a task of the solution stores something in this field.
    fn is_written(&self, key: &str) -> bool {
        self.manifest
            .task
            .values()
            .flat_map(|task| &task.step)
            .any(|step| step.set_field.as_deref() == Some(key))
    }

    /// Keys that do not go with the field's type.
    fn field_keys(&mut self, at: &At<'_>, table: &FieldTable) {
        let kind = table.field_type;
        let rules = [
            ("pattern", table.pattern.is_some()),
            ("range", table.range.is_some()),
            ("max-length", table.max_length.is_some()),
        ];
        let ruled: Vec<&str> = rules.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        for key in &ruled {
            if kind != FieldType::TextBox {
                let message = format!("`{key}` is for a text box, not for a {}", word(kind));
                self.problems.at_key(
                    &codes::MISPLACED_KEY,
                    &at.key(key),
                    message,
                    "leave it out, or change the type",
                );
            }
        }
        if ruled.len() > 1 && kind == FieldType::TextBox {
            let message = format!("{} cannot stand together", diag::list(&ruled));
            self.problems.at_key(
                &codes::MISPLACED_KEY,
                &at.key(ruled[1]),
                message,
                "the platform takes one rule: write a pattern",
            );
        }
        if kind != FieldType::Dropdown && !table.options_formerly.is_empty() {
            let message = format!("`options-formerly` is for a dropdown, not for a {}", word(kind));
            self.problems.at_key(&codes::MISPLACED_KEY, &at.key("options-formerly"), message, "leave it out");
        }
        for (key, there) in [("default", table.default.is_some()), ("example", table.example.is_some())] {
            if table.secret && there {
                let message =
                    format!("a secret cannot have a `{key}`: it would stand in every page and in Git");
                self.problems.at_key(&codes::MISPLACED_KEY, &at.key(key), message, "leave it out");
            }
        }
    }

    /// A dropdown's options; anything else has none.
    pub(super) fn options(&mut self, at: &At<'_>, dropdown: bool, options: Option<&[String]>) -> Vec<String> {
        let list = at.key("options");
        match options {
            Some(_) if !dropdown => {
                self.problems.at_key(
                    &codes::MISPLACED_KEY,
                    &list,
                    "only a dropdown has `options`",
                    "leave them out, or make it a dropdown",
                );
                return Vec::new();
            }
            None | Some([]) if dropdown => {
                let place =
                    if options.is_some() { self.document.value(&list) } else { self.document.key(at) };
                self.problems.report(
                    &codes::MISSING_OPTIONS,
                    place,
                    "this dropdown has no options",
                    "options = [\"Disabled\", \"Enabled\"]",
                );
            }
            _ => {}
        }
        let options = options.unwrap_or_default();
        for (index, option) in options.iter().enumerate() {
            self.look_alikes(&list.index(index), option);
        }
        self.lines(&list, options)
    }

    fn options_formerly(&mut self, at: &At<'_>, table: &FieldTable, options: &[String]) {
        if table.field_type != FieldType::Dropdown {
            return;
        }
        let renamed = at.key("options-formerly");
        for (old, new) in &table.options_formerly {
            if !options.contains(new) {
                self.not_an_option(&renamed.key(old), new, options);
            }
            if options.contains(old) {
                let message = format!("`{old}` is an option still, not a former one");
                self.problems.at_key(
                    &codes::UNKNOWN_OPTION,
                    &renamed.key(old),
                    message,
                    "old name = new name",
                );
            }
        }
    }

    /// A value that its dropdown does not offer.
    pub(super) fn not_an_option(&mut self, at: &At<'_>, typed: &str, options: &[String]) {
        let problem = Problem::new(&codes::UNKNOWN_OPTION, format!("`{typed}` is not an option"))
            .at(self.document.value(at))
            .maybe_help(self.problems.nearest(typed, options.iter().map(String::as_str)));
        self.problems.push(problem);
    }

    fn rule(&mut self, at: &At<'_>, table: &FieldTable) -> Option<Rule> {
        if let Some(pattern) = &table.pattern {
            if let Err(error) = fancy_regex::Regex::new(pattern) {
                let message = format!("this is no regular expression: {}", first_line(&error.to_string()));
                self.problems.at_value(&codes::BAD_RULE, &at.key("pattern"), message, "`^[0-9]{1,3}$`, say");
            }
            return Some(Rule::Pattern(pattern.clone()));
        }
        if let Some([low, high]) = table.range {
            self.range(&at.key("range"), low, high);
            return Some(Rule::Range(low, high));
        }
        let most = table.max_length?;
        if most == 0 || most as usize > TEXT_BOX_LENGTH {
            let message = format!("a text box cannot hold {most} characters");
            let help = format!("from 1 to {TEXT_BOX_LENGTH}, which is what the platform keeps");
            self.problems.at_value(&codes::BAD_RULE, &at.key("max-length"), message, help);
        }
        Some(Rule::MaxLength(most))
    }

    pub(super) fn range(&mut self, at: &At<'_>, low: i64, high: i64) {
        if low > high {
            let message = format!("nothing is between {low} and {high}");
            self.problems.at_value(&codes::BAD_RULE, at, message, format!("[{high}, {low}]"));
        }
    }

    /// An example that the field itself would not take is no example.
    fn field_example(&mut self, at: &At<'_>, field: &Field) {
        // What stands for a flag is in the words of whoever reads it.
        let is_typed = |example: &&str| !example.is_empty() && field.field_type != FieldType::Flag;
        let Some(example) = field.example.as_deref().filter(is_typed) else { return };
        match why_not(field, &field.holding(example)) {
            None => {}
            Some(Misfit::Option(typed)) => self.not_an_option(at, &typed, &field.options),
            Some(Misfit::Other(message, _)) => {
                let help = "write one that the field takes: it stands on the page as what to type";
                self.problems.at_value(&codes::BAD_EXAMPLE, at, message, help);
            }
        }
    }

    fn field_default(&mut self, at: &At<'_>, field: &Field, default: &Scalar) -> Option<Value> {
        let at = at.key("default");
        match why_not(field, &default.0) {
            None => return Some(default.0.clone()),
            Some(Misfit::Option(typed)) => {
                let problem =
                    Problem::new(&codes::BAD_DEFAULT, format!("the default `{typed}` is not an option"))
                        .at(self.document.value(&at))
                        .maybe_help(self.problems.nearest(&typed, field.options.iter().map(String::as_str)));
                self.problems.push(problem);
            }
            Some(Misfit::Other(message, help)) => {
                self.problems.at_value(&codes::BAD_DEFAULT, &at, message, help);
            }
        }
        None
    }
}

/// Why a field cannot hold a value.
pub enum Misfit {
    /// It is no option of the dropdown.
    Option(String),
    /// What is wrong, and what to write.
    Other(String, String),
}

/// Why this field cannot hold this value, if it cannot.
pub fn why_not(field: &Field, value: &Value) -> Option<Misfit> {
    let other = |message: String, help: &str| Some(Misfit::Other(message, help.to_owned()));
    match (field.field_type, value) {
        (FieldType::Flag, Value::Flag(_)) | (FieldType::Number, Value::Number(_)) => None,
        (FieldType::Flag, Value::Text(text)) => {
            other(format!("a flag cannot be the text `{text}`"), "true or false, without quotes")
        }
        (FieldType::Flag, _) => other(format!("a flag cannot be `{value}`"), "true or false"),
        (FieldType::Number, _) => {
            other(format!("a number cannot be `{value}`"), "a whole number, without quotes")
        }
        (FieldType::Dropdown, Value::Text(text)) if field.options.contains(text) => None,
        (FieldType::Dropdown, value) => Some(Misfit::Option(value.to_string())),
        (FieldType::Date, Value::Text(text)) if is_date(text) => None,
        (FieldType::Date, _) => other(format!("a date cannot be `{value}`"), "\"2025-09-01\""),
        (FieldType::TextBox, Value::Text(text)) => text_misfit(field, text),
        (FieldType::TextBox, value) => {
            other(format!("a text box holds a text, not {value}"), "put it in quotes")
        }
    }
}

/// Why a text box cannot hold a text.
fn text_misfit(field: &Field, text: &str) -> Option<Misfit> {
    let misfit = |message: String, help: String| Some(Misfit::Other(message, help));
    let length = utf16_length(text);
    if text.is_empty() {
        return misfit("an empty text is no value".into(), "leave the key out".into());
    }
    if text.chars().any(char::is_control) {
        return misfit("a text box holds one line".into(), "leave the line break out".into());
    }
    if length > field.max_length() {
        return misfit(
            format!("this text has {length} characters"),
            format!("the field holds {}", field.max_length()),
        );
    }
    match &field.rule {
        Some(Rule::Pattern(pattern)) if !matches_pattern(pattern, text) => misfit(
            format!("`{text}` does not match the field's pattern"),
            format!("the pattern is `{pattern}`"),
        ),
        Some(Rule::Range(low, high)) if !text.parse::<i64>().is_ok_and(|n| (*low..=*high).contains(&n)) => {
            misfit(
                format!("`{text}` is not in the field's range"),
                format!("a whole number from {low} to {high}"),
            )
        }
        _ => None,
    }
}

/// A pattern that is none has been reported where it stands.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    fancy_regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text).unwrap_or(false))
        || fancy_regex::Regex::new(pattern).is_err()
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

fn word(kind: FieldType) -> &'static str {
    match kind {
        FieldType::TextBox => "text box",
        FieldType::Dropdown => "dropdown",
        FieldType::Flag => "flag",
        FieldType::Number => "number",
        FieldType::Date => "date",
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
