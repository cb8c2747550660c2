//! A criterion: what is tested, how, and with which values; and outcomes turned into the texts they print.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use super::Resolver;
use super::fields::{Misfit, why_not};
use super::storing::can_store;
use super::texts::firsts;
use crate::diag::{self, Problem};
use crate::document::At;
use crate::manifest::{CriterionTable, OneOrMany, Scalar};
use crate::resolve::codes;
use crate::solution::{
    Action, Criterion, Device, Field, FieldKey, FieldType, Kind, Outcome, OutcomeRef, Subject, Task, Test,
    Value,
};

/// What criteria can name.
pub(super) struct Known<'s> {
    pub fields: BTreeMap<&'s str, &'s Field>,
    pub tasks: BTreeMap<&'s str, &'s Task>,
}

impl Known<'_> {
    pub(super) fn new<'s>(fields: &'s [Field], tasks: &'s [Task]) -> Known<'s> {
        Known {
            fields: fields.iter().map(|field| (field.part.key.as_str(), field)).collect(),
            tasks: tasks.iter().map(|task| (task.part.key.as_str(), task)).collect(),
        }
    }
}

impl Resolver<'_> {
    /// A criterion that has one subject and, where it needs one, one operator.
    pub(super) fn criterion(
        &mut self,
        at: &At<'_>,
        table: &CriterionTable,
        known: &Known<'_>,
    ) -> Option<Criterion> {
        if let Some(outcome) = &table.outcome {
            return self.outcome(&at.key("outcome"), outcome, known);
        }
        let test = self.test(at, table, known)?;
        let subject = match (&table.field, table.device, &table.property) {
            (Some(field), ..) => Subject::field(field),
            (_, Some(device), _) => Subject::Device(device),
            (_, _, Some(property)) => Subject::called(self.name(&at.key("property"), property)),
            _ => return None,
        };
        Some(Criterion { subject, test, outcomes: Vec::new() })
    }

    pub(super) fn one_subject(&mut self, at: &At<'_>, table: &CriterionTable) -> bool {
        let subjects = [
            ("field", table.field.is_some()),
            ("device", table.device.is_some()),
            ("property", table.property.is_some()),
            ("outcome", table.outcome.is_some()),
            ("use", table.shared.is_some()),
            ("all", table.all.is_some()),
            ("any", table.any.is_some()),
        ];
        let written: Vec<&str> =
            subjects.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        match written.as_slice() {
            [_] => return true,
            [] => self.problems.at_value(
                &codes::CRITERION_SUBJECT,
                at,
                "this criterion does not say what it tests",
                "`field`, `device`, `property`, `outcome` or `use`; or `all` or `any` with a list of conditions",
            ),
            ["all", "any"] => self.problems.at_key(
                &codes::CRITERION_SUBJECT,
                &at.key("any"),
                "`all` and `any` stand in one condition",
                "put one inside the other: `all = [{ any = […] }, …]`",
            ),
            [_, second, ..] => {
                let message = format!("this criterion tests {} at once", diag::list(&written));
                self.problems.at_key(&codes::CRITERION_SUBJECT, &at.key(second), message, "write a criterion for each");
            }
        }
        false
    }

    pub(super) fn one_operator(&mut self, at: &At<'_>, table: &CriterionTable) -> bool {
        let operators = [
            ("equal", table.equal.is_some()),
            ("not-equal", table.not_equal.is_some()),
            ("contains-any-of", table.contains_any_of.is_some()),
            ("does-not-contain-any-of", table.does_not_contain_any_of.is_some()),
            ("is-blank", table.is_blank.is_some()),
        ];
        let written: Vec<&str> =
            operators.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        let alone = [
            ("use", table.shared.is_some()),
            ("outcome", table.outcome.is_some()),
            ("all", table.all.is_some()),
            ("any", table.any.is_some()),
        ];
        let alone = alone.into_iter().find(|(_, there)| *there).map(|(key, _)| key);
        match written.as_slice() {
            [] if alone.is_some() => return true,
            [_] if alone.is_none() => return true,
            [] => {
                let help = "`equal`, `not-equal`, `contains-any-of`, `does-not-contain-any-of` or `is-blank`";
                self.problems.at_value(
                    &codes::CRITERION_OPERATOR,
                    at,
                    "this criterion has no operator",
                    help,
                );
            }
            [first, ..] if let Some(alone) = alone => {
                let message = format!("`{first}` does not go with `{alone}`");
                self.problems.at_key(&codes::CRITERION_OPERATOR, &at.key(first), message, "leave it out");
            }
            [.., second] => {
                let message = format!("this criterion has {} at once", diag::list(&written));
                self.problems.at_key(
                    &codes::CRITERION_OPERATOR,
                    &at.key(second),
                    message,
                    "write a criterion for each",
                );
            }
        }
        false
    }

    /// The operator with its values, where they fit what is tested.
    fn test(&mut self, at: &At<'_>, table: &CriterionTable, known: &Known<'_>) -> Option<Test> {
        if let Some(key) = &table.field
            && !self.known(&at.key("field"), Kind::Field, key)
        {
            return None;
        }
        let tested = Tested::of(table, known);
        if let Some(blank) = table.is_blank {
            return self.is_blank(&at.key("is-blank"), &tested, blank);
        }
        let scalar =
            table.equal.as_ref().map(|v| ("equal", v)).or(table.not_equal.as_ref().map(|v| ("not-equal", v)));
        if let Some((key, value)) = scalar {
            let fits = match value.0 == Value::Text(String::new()) {
                true => self.compared_with_nothing(&at.key(key), key == "equal"),
                false => self.compared(&at.key(key), &tested, value),
            };
            let test = if key == "equal" { Test::Equal } else { Test::NotEqual };
            return fits.then(|| test(value.0.clone()));
        }
        let (key, values, test): (_, _, fn(Vec<String>) -> Test) =
            match (&table.contains_any_of, &table.does_not_contain_any_of) {
                (Some(values), _) => ("contains-any-of", values, Test::ContainsAnyOf),
                (_, Some(values)) => ("does-not-contain-any-of", values, Test::DoesNotContainAnyOf),
                _ => return None,
            };
        self.contained(&at.key(key), &tested, values).then(|| test(values.clone()))
    }

    fn is_blank(&mut self, at: &At<'_>, tested: &Tested<'_>, blank: bool) -> Option<Test> {
        if tested.is_flag() {
            let message = format!("{} is true or false, never blank", tested.what());
            let help = match blank {
                true => "`equal = false`: an unset flag counts as its default",
                false => "take it out: every device meets it",
            };
            self.problems.at_key(&codes::UNFIT_OPERATOR, at, message, help);
            return None;
        }
        Some(Test::IsBlank(blank))
    }

    fn compared_with_nothing(&mut self, at: &At<'_>, equal: bool) -> bool {
        let help = format!("`is-blank = {equal}`");
        self.problems.at_value(&codes::EMPTY_LIST, at, "nothing equals the empty text", help);
        false
    }

    /// Whether a value fits what it is compared with.
    fn compared(&mut self, at: &At<'_>, tested: &Tested<'_>, value: &Scalar) -> bool {
        if let Value::Text(text) = &value.0 {
            self.name(at, text);
        }
        let misfit = match tested {
            Tested::Field(field) => match (&value.0, field.field_type) {
                (Value::Text(text), FieldType::Dropdown) if field.options_formerly.contains_key(text) => None,
                // A criterion may well wait for what the rule of a text box forbids.
                (Value::Text(_), FieldType::TextBox) => None,
                _ => why_not(field, &value.0),
            },
            Tested::Available if !matches!(value.0, Value::Flag(_)) => {
                Some(Misfit::Other("`available` is true or false".into(), "true means online".into()))
            }
            Tested::Text(_) if !matches!(value.0, Value::Text(_)) => Some(Misfit::Other(
                format!("{} is a text, not {}", tested.what(), value.0),
                "put it in quotes".into(),
            )),
            _ => None,
        };
        match misfit {
            None => return true,
            Some(Misfit::Option(typed)) => self.not_a_value_of(at, tested, &typed),
            Some(Misfit::Other(message, help)) => {
                self.problems.at_value(&codes::UNFIT_OPERATOR, at, message, help);
            }
        }
        false
    }

    fn not_a_value_of(&mut self, at: &At<'_>, tested: &Tested<'_>, typed: &str) {
        if let Tested::Field(field) = tested {
            let place = self.document.value(at);
            let problem = Problem::new(
                &codes::UNKNOWN_OPTION,
                format!("`{typed}` is not an option of `{}`", field.part.name),
            )
            .at(place)
            .maybe_help(self.problems.nearest(typed, field.options.iter().map(String::as_str)));
            self.problems.push(problem);
        }
    }

    /// Whether the texts of a contains operator fit what is tested.
    fn contained(&mut self, at: &At<'_>, tested: &Tested<'_>, values: &[String]) -> bool {
        if !tested.holds_text() {
            let message = format!("{} holds no text that could contain another one", tested.what());
            self.problems.at_key(&codes::UNFIT_OPERATOR, at, message, "use `equal` or `not-equal`");
            return false;
        }
        let before = self.problems.count();
        if values.is_empty() {
            self.problems.at_value(&codes::EMPTY_LIST, at, "this list is empty", "name at least one text");
        }
        let firsts = firsts(values);
        for (index, value) in values.iter().enumerate() {
            let item = at.index(index);
            if value.is_empty() {
                self.problems.at_value(
                    &codes::EMPTY_LIST,
                    &item,
                    "every text contains the empty one",
                    "`is-blank`, perhaps?",
                );
                continue;
            }
            if let Some(first) = firsts[index] {
                let message = format!("`{value}` stands twice in this list");
                self.problems.twice(
                    &codes::DUPLICATE_ENTRY,
                    &item,
                    &at.index(first),
                    message,
                    "take one of them out",
                );
                continue;
            }
            self.name(&item, value);
            if let Tested::Field(field) = tested
                && field.field_type == FieldType::Dropdown
                && !field.options.contains(value)
                && !field.options_formerly.contains_key(value)
            {
                self.not_a_value_of(&item, tested, value);
            }
        }
        self.problems.count() == before
    }

    /// `task.outcome`, one or several: the field that stores the task's output contains their texts, or former ones,
    /// which stand last.
    pub(super) fn outcome(
        &mut self,
        at: &At<'_>,
        written: &OneOrMany,
        known: &Known<'_>,
    ) -> Option<Criterion> {
        if written.values.is_empty() {
            self.problems.at_value(
                &codes::EMPTY_LIST,
                at,
                "this list is empty",
                "name at least one outcome: \"task.outcome\"",
            );
            return None;
        }
        let mut found: Vec<(FieldKey, OutcomeRef, &Outcome)> = Vec::new();
        for (index, reference) in written.values.iter().enumerate() {
            let item = at.index(index);
            let at = if written.listed { &item } else { at };
            let (field, name, outcome) = self.stored_outcome(at, reference, known)?;
            if found.first().is_some_and(|(first, ..)| *first != field) {
                let message = "these outcomes are stored in different fields";
                self.problems.at_value(
                    &codes::OUTCOME_NOT_STORED,
                    at,
                    message,
                    "write a block for each field",
                );
                return None;
            }
            found.push((field, name, outcome));
        }
        let subject = Subject::Field(found.first()?.0.clone());
        let texts = found.iter().map(|(.., outcome)| outcome.matched());
        let former = found.iter().flat_map(|(.., outcome)| outcome.former_matches());
        // Two tasks may print the same text.
        let texts: IndexSet<&str> = texts.chain(former).collect();
        let texts = texts.into_iter().map(str::to_owned).collect();
        let outcomes = found.into_iter().map(|(_, name, _)| name).collect();
        Some(Criterion { subject, test: Test::ContainsAnyOf(texts), outcomes })
    }

    /// The field an outcome is stored in, its name, and the outcome.
    fn stored_outcome<'s>(
        &mut self,
        at: &At<'_>,
        written: &str,
        known: &Known<'s>,
    ) -> Option<(FieldKey, OutcomeRef, &'s Outcome)> {
        let Some((task_key, key)) = written.split_once('.') else {
            let all: Vec<String> = known.tasks.values().flat_map(|task| outcome_references(task)).collect();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            self.unknown(at, "outcome", written, &all);
            return None;
        };
        if !self.known(at, Kind::Task, task_key) {
            return None;
        }
        let task = known.tasks.get(task_key)?;
        let Some(outcome) = task.outcome(key) else {
            let keys: Vec<&str> = task.outcomes.iter().map(|outcome| outcome.key.as_str()).collect();
            self.unknown(at, "outcome", key, &keys);
            return None;
        };
        let mut fields = task.stored_in(key);
        // What a row stores in vain has been said at the row.
        let is_said = task.writes().any(|it| it.around_output().is_some() || it.stores(key));
        fields.retain(|field| {
            known.fields.get(field.as_str()).is_none_or(|field| can_store(field, outcome.text()))
        });
        if fields.is_empty() && (is_said || !self.steps_are_sound(task)) {
            return None;
        }
        let [field] = fields.as_slice() else {
            self.not_in_one_field(at, task_key, &fields);
            return None;
        };
        let reference = OutcomeRef { task: task_key.into(), outcome: key.into() };
        Some(((*field).clone(), reference, outcome))
    }

    /// Whether each step as written became a row: else what is stored is not known.
    fn steps_are_sound(&self, task: &Task) -> bool {
        let rows = task.rows().filter(|row| !matches!(row.step.action, Action::ReadField { .. })).count();
        self.manifest.task.get(&task.part.key).is_some_and(|table| table.step.len() == rows)
    }

    fn not_in_one_field(&mut self, at: &At<'_>, task: &str, fields: &[&FieldKey]) {
        let (message, help) = match fields {
            [] => (
                format!("`{task}` stores its outcome in no field that a group could test"),
                "give the task a step `set-field = \"…\"` with `value = \"%output%\"`",
            ),
            several => (
                format!("`{task}` stores its outcome in {}", diag::list(several)),
                "write a criterion on the field that is meant",
            ),
        };
        self.problems.at_value(&codes::OUTCOME_NOT_STORED, at, message, help);
    }
}

fn outcome_references(task: &Task) -> Vec<String> {
    task.outcomes.iter().map(|outcome| format!("{}.{}", task.part.key, outcome.key)).collect()
}

/// What a criterion tests, as far as its operators depend on it.
enum Tested<'s> {
    Field(&'s Field),
    Available,
    Text(String),
}

impl<'s> Tested<'s> {
    fn of(table: &CriterionTable, known: &'s Known<'_>) -> Tested<'s> {
        let field = table.field.as_deref().and_then(|key| known.fields.get(key).copied());
        match (field, table.device, &table.property) {
            (Some(field), ..) => Tested::Field(field),
            (_, Some(Device::Available), _) => Tested::Available,
            (_, Some(device), _) => Tested::Text(format!("`{}`", device.console())),
            (.., property) => Tested::Text(format!("`{}`", property.as_deref().unwrap_or_default())),
        }
    }

    fn what(&self) -> String {
        match self {
            Tested::Field(field) => {
                format!("the {} `{}`", field.field_type.console().to_lowercase(), field.part.name)
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
