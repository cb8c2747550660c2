//! Custom fields: what they may hold, and what counts when they hold nothing.

use super::codes::{BAD_DEFAULT, BAD_EXAMPLE, BAD_RULE, MISPLACED_KEY, MISSING_OPTIONS, UNKNOWN_OPTION};
use super::part::part;
use super::scope::Scope;
use super::scope::keys::{misplaced, not_together};
use super::texts::{lines, look_alikes, plain, text};
use crate::diag::Code;
use crate::document::At;
use crate::manifest::{FieldTable, Scalar};
use crate::solution::{Field, FieldType, Kind, Misfit, PartRef, Rule, Value, names_flag, why_not};

/// The fields, in the order of the manifest.
pub(super) fn fields(scope: &mut Scope<'_>) -> Vec<Field> {
    let (table, manifest) = (At::ROOT.key("field"), scope.manifest);
    manifest.field.iter().map(|(key, written)| field(scope, &table.key(key), key, written)).collect()
}

fn field(scope: &mut Scope<'_>, at: &At<'_>, key: &str, table: &FieldTable) -> Field {
    keys(scope, at, table);
    let part = part(scope, at, &PartRef::new(Kind::Field, key), table.common());
    let options = options(scope, at, table.field_type == FieldType::Dropdown, table.options.as_deref());
    options_formerly(scope, &at.key("options-formerly"), table, &options);
    let mut field = Field {
        part,
        level: table.level,
        field_type: table.field_type,
        options,
        options_formerly: table.options_formerly.clone().into_iter().collect(),
        default: None,
        required: table.required,
        editable: table.editable.unwrap_or_else(|| !is_written(scope, key)),
        help_text: table.help_text.as_ref().map(|written| text(scope, &at.key("help-text"), written)),
        example: table.example.as_ref().map(|written| plain(scope, &at.key("example"), written)),
        rule: rule(scope, at, table),
        secret: table.secret,
    };
    example(scope, &at.key("example"), &field);
    field.default = table.default.as_ref().and_then(|it| default(scope, &at.key("default"), &field, it));
    field
}

/// Whether a task of the solution stores something in this field.
fn is_written(scope: &Scope<'_>, key: &str) -> bool {
    let mut steps = scope.manifest.task.values().flat_map(|task| &task.step);
    steps.any(|step| step.set_field.as_deref() == Some(key))
}

/// Keys that do not go with the field's type.
fn keys(scope: &mut Scope<'_>, at: &At<'_>, table: &FieldTable) {
    let rules = [
        ("pattern", table.pattern.is_some()),
        ("range", table.range.is_some()),
        ("max-length", table.max_length.is_some()),
    ];
    let formerly = [("options-formerly", !table.options_formerly.is_empty())];
    let given = [("default", table.default.is_some()), ("example", table.example.is_some())];
    let kind = word(scope, table.field_type);
    if table.field_type == FieldType::TextBox {
        not_together(scope, at, &rules, "the platform takes one rule: write a pattern");
    } else {
        let message = |key: &str| format!("`{key}` is for a text box, not for a {kind}");
        misplaced(scope, at, &rules, message, "leave it out, or change the type");
    }
    if table.field_type != FieldType::Dropdown {
        let message = |key: &str| format!("`{key}` is for a dropdown, not for a {kind}");
        misplaced(scope, at, &formerly, message, "leave it out");
    }
    if table.secret {
        let message =
            |key: &str| format!("a secret cannot have a `{key}`: it would stand in every page and in Git");
        misplaced(scope, at, &given, message, "leave it out");
    }
}

/// A dropdown's options; anything else has none.
pub(super) fn options(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    dropdown: bool,
    written: Option<&[String]>,
) -> Vec<String> {
    let list = at.key("options");
    let options = written.unwrap_or_default();
    if !dropdown && written.is_some() {
        let help = "leave them out, or make it a dropdown";
        scope.problems.at_key(&MISPLACED_KEY, &list, "only a dropdown has `options`", help);
        return Vec::new();
    } else if dropdown && options.is_empty() {
        let place = written.map_or_else(|| scope.document.key(at), |_| scope.document.value(&list));
        let help = "options = [\"Disabled\", \"Enabled\"]";
        scope.problems.report(&MISSING_OPTIONS, place, "this dropdown has no options", help);
    }
    for (index, option) in options.iter().enumerate() {
        look_alikes(scope, &list.index(index), option);
    }
    lines(scope, &list, options)
}

fn options_formerly(scope: &mut Scope<'_>, at: &At<'_>, table: &FieldTable, options: &[String]) {
    if table.field_type != FieldType::Dropdown {
        return;
    }
    for (old, new) in &table.options_formerly {
        if !options.contains(new) {
            not_an_option(scope, &at.key(old), new, options);
        }
        if options.contains(old) {
            let message = format!("`{old}` is an option still, not a former one");
            scope.problems.at_key(&UNKNOWN_OPTION, &at.key(old), message, "old name = new name");
        }
    }
}

/// A value that its dropdown does not offer.
fn not_an_option(scope: &mut Scope<'_>, at: &At<'_>, typed: &str, options: &[String]) {
    let message = format!("`{typed}` is not an option");
    scope.problems.unknown(&UNKNOWN_OPTION, scope.document.value(at), message, typed, options);
}

/// Whether a field can hold a value, by its type and by what its options were called; else a problem.
pub(super) fn can_hold(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    field: &Field,
    value: &Value,
    code: &'static Code,
) -> bool {
    match why_not(&scope.platform.limits, field, value) {
        None => return true,
        Some(Misfit::Option(typed)) if field.options_formerly.contains_key(&typed) => return true,
        Some(Misfit::Option(typed)) => not_an_option_of(scope, at, field, &typed),
        Some(Misfit::Other(message, help)) => scope.problems.at_value(code, at, message, help),
    }
    false
}

/// A value that a dropdown does not offer, where another table tells which dropdown.
pub(super) fn not_an_option_of(scope: &mut Scope<'_>, at: &At<'_>, field: &Field, typed: &str) {
    let message = format!("`{typed}` is not an option of `{}`", field.part.name);
    scope.problems.unknown(&UNKNOWN_OPTION, scope.document.value(at), message, typed, &field.options);
}

fn rule(scope: &mut Scope<'_>, at: &At<'_>, table: &FieldTable) -> Option<Rule> {
    if let Some(pattern) = &table.pattern {
        if let Err(error) = fancy_regex::Regex::new(pattern) {
            let error = error.to_string();
            let message =
                format!("this is no regular expression: {}", error.lines().next().unwrap_or_default());
            scope.problems.at_value(&BAD_RULE, &at.key("pattern"), message, "`^[0-9]{1,3}$`, say");
        }
        return Some(Rule::Pattern(pattern.clone()));
    }
    if let Some([low, high]) = table.range {
        range(scope, &at.key("range"), low, high);
        return Some(Rule::Range(low, high));
    }
    let most = table.max_length?;
    let longest = scope.platform.limits.text_box;
    if most == 0 || most as usize > longest {
        let message = format!("a text box cannot hold {most} characters");
        let help = format!("from 1 to {longest}, which is what the platform keeps");
        scope.problems.at_value(&BAD_RULE, &at.key("max-length"), message, help);
    }
    Some(Rule::MaxLength(most))
}

/// Says so where a range holds no number.
pub(super) fn range(scope: &mut Scope<'_>, at: &At<'_>, low: i64, high: i64) {
    if low > high {
        let message = format!("nothing is between {low} and {high}");
        scope.problems.at_value(&BAD_RULE, at, message, format!("[{high}, {low}]"));
    }
}

/// An example that the field itself would not take is no example.
fn example(scope: &mut Scope<'_>, at: &At<'_>, field: &Field) {
    let Some(example) = field.example.as_deref().filter(|example| !example.trim().is_empty()) else { return };
    if field.field_type == FieldType::Flag {
        return flag_example(scope, at, example);
    }
    match why_not(&scope.platform.limits, field, &field.holding(example)) {
        None => {}
        Some(Misfit::Option(typed)) => not_an_option(scope, at, &typed, &field.options),
        Some(Misfit::Other(message, _)) => {
            let help = "write one that the field takes: it stands on the page as what to type";
            scope.problems.at_value(&BAD_EXAMPLE, at, message, help);
        }
    }
}

/// What stands for a flag is in the words of whoever reads it; but it is one of its two values.
pub(super) fn flag_example(scope: &mut Scope<'_>, at: &At<'_>, example: &str) {
    if !names_flag(example) {
        let message = format!("a flag cannot be `{example}`");
        scope.problems.at_value(
            &BAD_EXAMPLE,
            at,
            message,
            "\"true\" or \"false\"; \"yes\", \"checked\" and the like will do",
        );
    }
}

fn default(scope: &mut Scope<'_>, at: &At<'_>, field: &Field, default: &Scalar) -> Option<Value> {
    match why_not(&scope.platform.limits, field, &default.0) {
        None => return Some(default.0.clone()),
        Some(Misfit::Option(typed)) => {
            let message = format!("the default `{typed}` is not an option");
            scope.problems.unknown(&BAD_DEFAULT, scope.document.value(at), message, &typed, &field.options);
        }
        Some(Misfit::Other(message, help)) => scope.problems.at_value(&BAD_DEFAULT, at, message, help),
    }
    None
}

fn word(scope: &Scope<'_>, kind: FieldType) -> String {
    scope.platform.vocabulary.field_type(kind).to_lowercase()
}
