//! A criterion: what is tested, how, and with which values.

use super::known::Known;
use super::outcomes;
use crate::document::At;
use crate::manifest::CriterionTable;
use crate::resolve::codes::{CRITERION_OPERATOR, CRITERION_SUBJECT, EMPTY_LIST, UNFIT_OPERATOR};
use crate::resolve::fields::{can_hold, not_an_option_of};
use crate::resolve::scope::Scope;
use crate::resolve::scope::keys::{Choice, exactly_one, written};
use crate::resolve::scope::references;
use crate::resolve::texts::{empty_list, firsts, name, once};
use crate::solution::platform::Platform;
use crate::solution::{Criterion, Device, Field, FieldType, Kind, Subject, Test, Value};

const SUBJECT: Choice = Choice {
    code: &CRITERION_SUBJECT,
    none: (
        "this criterion does not say what it tests",
        "`field`, `device`, `property`, `outcome` or `use`; or `all` or `any` with a list of conditions",
    ),
    several: ("this criterion tests {} at once", "write a criterion for each"),
};

const OPERATOR: Choice = Choice {
    code: &CRITERION_OPERATOR,
    none: (
        "this criterion has no operator",
        "`equal`, `not-equal`, `contains-any-of`, `does-not-contain-any-of` or `is-blank`",
    ),
    several: ("this criterion has {} at once", "write a criterion for each"),
};

/// The key that says what a criterion tests, where it is one, with an operator if it needs one.
pub(super) fn subject(scope: &mut Scope<'_>, at: &At<'_>, table: &CriterionTable) -> Option<&'static str> {
    let subjects = [
        ("field", table.field.is_some()),
        ("device", table.device.is_some()),
        ("property", table.property.is_some()),
        ("outcome", table.outcome.is_some()),
        ("use", table.shared.is_some()),
        ("all", table.all.is_some()),
        ("any", table.any.is_some()),
    ];
    let operators = [
        ("equal", table.equal.is_some()),
        ("not-equal", table.not_equal.is_some()),
        ("contains-any-of", table.contains_any_of.is_some()),
        ("does-not-contain-any-of", table.does_not_contain_any_of.is_some()),
        ("is-blank", table.is_blank.is_some()),
    ];
    if written(&subjects) == ["all", "any"] {
        all_and_any(scope, at);
        return None;
    }
    let subject = exactly_one(scope, at, &subjects, &SUBJECT)?;
    if matches!(subject, "field" | "device" | "property") {
        exactly_one(scope, at, &operators, &OPERATOR)?;
    } else if let Some(first) = written(&operators).first() {
        let message = format!("`{first}` does not go with `{subject}`");
        scope.problems.at_key(&CRITERION_OPERATOR, &at.key(first), message, "leave it out");
        return None;
    }
    Some(subject)
}

/// Two lists of conditions in one.
pub(super) fn all_and_any(scope: &mut Scope<'_>, at: &At<'_>) {
    let help = "put one inside the other: `all = [{ any = […] }, …]`";
    let message = "`all` and `any` stand in one condition";
    scope.problems.at_key(&CRITERION_SUBJECT, &at.key("any"), message, help);
}

/// A criterion that has one subject and, where it needs one, one operator.
pub(super) fn criterion(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    table: &CriterionTable,
    known: &Known<'_>,
) -> Option<Criterion> {
    if let Some(outcome) = &table.outcome {
        return outcomes::criterion(scope, &at.key("outcome"), outcome, known);
    }
    let test = test(scope, at, table, known)?;
    let subject = match (&table.field, table.device, &table.property) {
        (Some(field), ..) => Subject::field(field),
        (_, Some(device), _) => Subject::Device(device),
        (_, _, Some(property)) => scope.platform.subject(name(scope, &at.key("property"), property)),
        _ => return None,
    };
    Some(Criterion { subject, test, outcomes: Vec::new() })
}

/// The operator with its values, where they fit what is tested.
fn test(scope: &mut Scope<'_>, at: &At<'_>, table: &CriterionTable, known: &Known<'_>) -> Option<Test> {
    if let Some(key) = &table.field
        && !references::known(scope, &at.key("field"), Kind::Field, key)
    {
        return None;
    }
    let tested = Tested::of(scope.platform, table, known);
    if let Some(blank) = table.is_blank {
        return may_be_blank(scope, &at.key("is-blank"), &tested, blank).then_some(Test::IsBlank(blank));
    }
    if let Some(value) = &table.equal {
        let fits = compared(scope, &at.key("equal"), &tested, &value.0, "is-blank = true");
        return fits.then(|| Test::Equal(value.0.clone()));
    }
    if let Some(value) = &table.not_equal {
        let fits = compared(scope, &at.key("not-equal"), &tested, &value.0, "is-blank = false");
        return fits.then(|| Test::NotEqual(value.0.clone()));
    }
    if let Some(texts) = &table.contains_any_of {
        let fit = contained(scope, &at.key("contains-any-of"), &tested, texts);
        return fit.then(|| Test::ContainsAnyOf(texts.clone()));
    }
    let texts = table.does_not_contain_any_of.as_ref()?;
    let fit = contained(scope, &at.key("does-not-contain-any-of"), &tested, texts);
    fit.then(|| Test::DoesNotContainAnyOf(texts.clone()))
}

fn may_be_blank(scope: &mut Scope<'_>, at: &At<'_>, tested: &Tested<'_>, blank: bool) -> bool {
    if tested.is_flag() {
        let message = format!("{} is true or false, never blank", tested.what(scope.platform));
        let help = match blank {
            true => "`equal = false`: an unset flag counts as its default",
            false => "take it out: every device meets it",
        };
        scope.problems.at_key(&UNFIT_OPERATOR, at, message, help);
    }
    !tested.is_flag()
}

/// Whether a value fits what it is compared with.
fn compared(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    tested: &Tested<'_>,
    value: &Value,
    instead_of_nothing: &str,
) -> bool {
    if let Value::Text(text) = value {
        if text.is_empty() {
            let help = format!("`{instead_of_nothing}`");
            scope.problems.at_value(&EMPTY_LIST, at, "nothing equals the empty text", help);
            return false;
        }
        name(scope, at, text);
    }
    let (message, help) = match (tested, value) {
        // A criterion may well wait for what the rule of a text box forbids.
        (Tested::Field(field), Value::Text(_)) if field.field_type == FieldType::TextBox => return true,
        (Tested::Field(field), _) => return can_hold(scope, at, field, value, &UNFIT_OPERATOR),
        (Tested::Available, Value::Flag(_)) | (Tested::Text(_), Value::Text(_)) => return true,
        (Tested::Available, _) => ("`available` is true or false".to_owned(), "true means online"),
        (Tested::Text(_), _) => {
            (format!("{} is a text, not {value}", tested.what(scope.platform)), "put it in quotes")
        }
    };
    scope.problems.at_value(&UNFIT_OPERATOR, at, message, help);
    false
}

/// Whether the texts of a contains operator fit what is tested.
fn contained(scope: &mut Scope<'_>, at: &At<'_>, tested: &Tested<'_>, texts: &[String]) -> bool {
    if !tested.holds_text() {
        let message = format!("{} holds no text that could contain another one", tested.what(scope.platform));
        scope.problems.at_key(&UNFIT_OPERATOR, at, message, "use `equal` or `not-equal`");
        return false;
    }
    if texts.is_empty() {
        empty_list(scope, at, "name at least one text");
    }
    let firsts = firsts(texts);
    let mut fit = !texts.is_empty();
    for (index, text) in texts.iter().enumerate() {
        fit &= once(scope, at, index, firsts[index], text) && fits(scope, &at.index(index), tested, text);
    }
    fit
}

/// Whether a text can be in what is tested.
fn fits(scope: &mut Scope<'_>, at: &At<'_>, tested: &Tested<'_>, text: &str) -> bool {
    if text.is_empty() {
        let message = "every text contains the empty one";
        scope.problems.at_value(&EMPTY_LIST, at, message, "`is-blank`, perhaps?");
        return false;
    }
    name(scope, at, text);
    match tested {
        Tested::Field(field) if field.field_type == FieldType::Dropdown => {
            let is_option =
                field.options.iter().any(|it| it == text) || field.options_formerly.contains_key(text);
            if !is_option {
                not_an_option_of(scope, at, field, text);
            }
            is_option
        }
        _ => true,
    }
}

/// What a criterion tests, as far as its operators depend on it.
enum Tested<'s> {
    Field(&'s Field),
    Available,
    Text(String),
}

impl<'s> Tested<'s> {
    fn of(platform: &Platform, table: &CriterionTable, known: &'s Known<'_>) -> Tested<'s> {
        let field = table.field.as_deref().and_then(|key| known.fields.get(key).copied());
        match (field, table.device, &table.property) {
            (Some(field), ..) => Tested::Field(field),
            (_, Some(Device::Available), _) => Tested::Available,
            (_, Some(device), _) => Tested::Text(format!("`{}`", platform.vocabulary.device(device))),
            (.., property) => Tested::Text(format!("`{}`", property.as_deref().unwrap_or_default())),
        }
    }

    fn what(&self, platform: &Platform) -> String {
        match self {
            Tested::Field(field) => {
                let kind = platform.vocabulary.field_type(field.field_type).to_lowercase();
                format!("the {kind} `{}`", field.part.name)
            }
            Tested::Available => "`available`".into(),
            Tested::Text(name) => name.clone(),
        }
    }

    fn is_flag(&self) -> bool {
        match self {
            Tested::Field(field) => field.field_type == FieldType::Flag,
            Tested::Available => true,
            Tested::Text(_) => false,
        }
    }

    fn holds_text(&self) -> bool {
        match self {
            Tested::Field(field) => matches!(field.field_type, FieldType::TextBox | FieldType::Dropdown),
            Tested::Available => false,
            Tested::Text(_) => true,
        }
    }
}
