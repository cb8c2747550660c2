//! Groups and their criteria: shared conditions put in place, outcomes turned into the texts they print.

use std::collections::{BTreeMap, BTreeSet};

use super::Resolver;
use super::fields::{Misfit, why_not};
use super::texts::firsts;
use crate::diag::{self, Code, Problem};
use crate::document::At;
use crate::manifest::{CriterionTable, GroupTable, OneOrMany, Scalar};
use crate::solution::{
    Action, Block, Criterion, Device, Field, FieldType, Group, Kind, OutcomeRef, PartRef, Subject, Task,
    Test, Value,
};

/// The most criteria that `use` may put in place in one solution. Ours: they can double with every line.
const MOST_COPIED: usize = 100_000;

/// What criteria can name.
pub(super) struct Known<'s> {
    pub fields: BTreeMap<&'s str, &'s Field>,
    pub tasks: BTreeMap<&'s str, &'s Task>,
}

impl<'a> Resolver<'a> {
    pub(super) fn groups(&mut self, fields: &[Field], tasks: &[Task]) -> Vec<Group> {
        let known = Known {
            fields: fields.iter().map(|field| (field.part.key.as_str(), field)).collect(),
            tasks: tasks.iter().map(|task| (task.part.key.as_str(), task)).collect(),
        };
        self.shared_conditions(&known);
        let table = At::ROOT.key("group");
        let manifest = self.manifest;
        manifest.group.iter().map(|(key, group)| self.group(&table.key(key), key, group, &known)).collect()
    }

    /// Resolves each shared condition once, after those it uses. Groups then take it as it is.
    fn shared_conditions(&mut self, known: &Known<'_>) {
        let table = At::ROOT.key("criteria");
        let manifest = self.manifest;
        for key in self.by_use() {
            let Some(condition) = manifest.criteria.get(key) else { continue };
            let at = table.key(key);
            self.check_key(&at, key);
            let criteria = self.all(&at.key("all"), &condition.all, known);
            self.shared.insert(key, criteria);
        }
    }

    /// The shared conditions, each after those it uses; without recursion, since a chain may be of any length.
    fn by_use(&mut self) -> Vec<&'a str> {
        let manifest = self.manifest;
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        for first in manifest.criteria.keys() {
            let mut path: Vec<(&'a str, usize)> = Vec::new();
            let mut on_path: BTreeMap<&'a str, usize> = BTreeMap::new();
            if seen.insert(first.as_str()) {
                on_path.insert(first, path.len());
                path.push((first, 0));
            }
            while let Some((key, next)) = path.last_mut() {
                let (key, index) = (*key, *next);
                *next += 1;
                let Some(criterion) = manifest.criteria[key].all.get(index) else {
                    path.pop();
                    on_path.remove(key);
                    order.push(key);
                    continue;
                };
                let used = criterion.shared.as_deref().and_then(|used| manifest.criteria.get_key_value(used));
                let Some((used, _)) = used else { continue };
                if seen.insert(used.as_str()) {
                    on_path.insert(used, path.len());
                    path.push((used, 0));
                } else if let Some(&start) = on_path.get(used.as_str()) {
                    self.cycle(&path[start..], index);
                }
            }
        }
        order
    }

    /// A shared condition that uses itself: by way of `cycle`, whose last uses the first in its criterion `index`.
    fn cycle(&mut self, cycle: &[(&str, usize)], index: usize) {
        const SHOWN: usize = 6;
        let Some(((first, _), (last, _))) = cycle.first().zip(cycle.last()) else { return };
        let table = At::ROOT.key("criteria");
        let mut names: Vec<String> = cycle.iter().take(SHOWN).map(|(key, _)| format!("`{key}`")).collect();
        if cycle.len() > SHOWN {
            names.push("…".into());
        }
        let message = format!("this never ends: {} uses `{first}`", names.join(" uses "));
        let at = table.key(last);
        let (at, help) = (at.key("all"), "take one of the `use` out");
        self.at_value(Code::CyclicUse, &at.index(index).key("use"), message, help);
    }

    fn group(&mut self, at: &At<'_>, key: &str, table: &'a GroupTable, known: &Known<'_>) -> Group {
        let part = self.part(at, &PartRef::new(Kind::Group, key), table.common());
        self.group_form(at, table);
        Group {
            part,
            category: table.category.as_ref().map(|category| self.name(&at.key("category"), category)),
            note: table.note.as_ref().map(|note| self.text(&at.key("note"), note)),
            blocks: self.blocks(at, table, known),
        }
    }

    fn group_form(&mut self, at: &At<'_>, table: &GroupTable) {
        let forms = [
            ("block", table.block.is_some()),
            ("all", table.all.is_some()),
            ("outcome", table.outcome.is_some()),
        ];
        let written: Vec<&str> = forms.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        match written.as_slice() {
            [_] => {}
            [] => self.at_key(
                Code::GroupForm,
                at,
                "this group does not say which devices it selects",
                "`[[group.….block]]` with `all = […]`, one flat `all = […]`, or `outcome = \"task.outcome\"`",
            ),
            [_, second, ..] => {
                let message = format!("{} cannot stand together", diag::list(&written));
                self.at_key(Code::GroupForm, &at.key(second), message, "put the criteria into blocks");
            }
        }
    }

    fn blocks(&mut self, at: &At<'_>, table: &'a GroupTable, known: &Known<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(written) = &table.block {
            let list = at.key("block");
            if written.is_empty() {
                self.at_value(
                    Code::EmptyBlock,
                    &list,
                    "this group has no block",
                    "without one it selects nothing",
                );
            }
            for (index, block) in written.iter().enumerate() {
                let at = list.index(index);
                let note = block.note.as_ref().map(|note| self.text(&at.key("note"), note));
                blocks.push(Block { note, criteria: self.all(&at.key("all"), &block.all, known) });
            }
        } else if let Some(all) = &table.all {
            blocks.push(Block { note: None, criteria: self.all(&at.key("all"), all, known) });
        } else if let Some(outcome) = &table.outcome {
            let criteria = self.outcome(&at.key("outcome"), outcome, known).into_iter().collect();
            blocks.push(Block { note: None, criteria });
        }
        blocks
    }

    /// Criteria that must all hold.
    fn all(&mut self, at: &At<'_>, written: &[CriterionTable], known: &Known<'_>) -> Vec<Criterion> {
        if written.is_empty() {
            self.at_value(
                Code::EmptyBlock,
                at,
                "there is no criterion here",
                "an empty block would match every device",
            );
        }
        let mut criteria = Vec::new();
        for (index, criterion) in written.iter().enumerate() {
            criteria.extend(self.criterion(&at.index(index), criterion, known));
        }
        criteria
    }

    fn criterion(&mut self, at: &At<'_>, table: &CriterionTable, known: &Known<'_>) -> Vec<Criterion> {
        if !self.one_subject(at, table) || !self.one_operator(at, table) {
            return Vec::new();
        }
        if let Some(shared) = &table.shared {
            return self.shared(&at.key("use"), shared);
        }
        if let Some(outcome) = &table.outcome {
            return self.outcome(&at.key("outcome"), outcome, known).into_iter().collect();
        }
        let Some(test) = self.test(at, table, known) else { return Vec::new() };
        let subject = match (&table.field, table.device, &table.property) {
            (Some(field), ..) => Subject::Field(field.clone()),
            (_, Some(device), _) => Subject::Device(device),
            (_, _, Some(property)) => Subject::Property(self.name(&at.key("property"), property)),
            _ => return Vec::new(),
        };
        vec![Criterion { subject, test, outcomes: Vec::new() }]
    }

    fn one_subject(&mut self, at: &At<'_>, table: &CriterionTable) -> bool {
        let subjects = [
            ("field", table.field.is_some()),
            ("device", table.device.is_some()),
            ("property", table.property.is_some()),
            ("outcome", table.outcome.is_some()),
            ("use", table.shared.is_some()),
        ];
        let written: Vec<&str> =
            subjects.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        match written.as_slice() {
            [_] => return true,
            [] => self.at_value(
                Code::CriterionSubject,
                at,
                "this criterion does not say what it tests",
                "`field`, `device`, `property`, `outcome` or `use`",
            ),
            [_, second, ..] => {
                let message = format!("this criterion tests {} at once", diag::list(&written));
                self.at_key(Code::CriterionSubject, &at.key(second), message, "write a criterion for each");
            }
        }
        false
    }

    fn one_operator(&mut self, at: &At<'_>, table: &CriterionTable) -> bool {
        let operators = [
            ("equal", table.equal.is_some()),
            ("not-equal", table.not_equal.is_some()),
            ("contains-any-of", table.contains_any_of.is_some()),
            ("does-not-contain-any-of", table.does_not_contain_any_of.is_some()),
            ("is-blank", table.is_blank.is_some()),
        ];
        let written: Vec<&str> =
            operators.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        let alone = table.shared.is_some() || table.outcome.is_some();
        match written.as_slice() {
            [] if alone => return true,
            [_] if !alone => return true,
            [] => {
                let help = "`equal`, `not-equal`, `contains-any-of`, `does-not-contain-any-of` or `is-blank`";
                self.at_value(Code::CriterionOperator, at, "this criterion has no operator", help);
            }
            [first, ..] if alone => {
                let message = format!("`{first}` does not go with `use` or `outcome`");
                self.at_key(Code::CriterionOperator, &at.key(first), message, "leave it out");
            }
            [.., second] => {
                let message = format!("this criterion has {} at once", diag::list(&written));
                self.at_key(Code::CriterionOperator, &at.key(second), message, "write a criterion for each");
            }
        }
        false
    }

    /// A shared condition in place. What is wrong inside is reported where the condition stands.
    fn shared(&mut self, at: &At<'_>, key: &str) -> Vec<Criterion> {
        let manifest = self.manifest;
        if !manifest.criteria.contains_key(key) {
            self.dangling(at, "condition", key, manifest.criteria.keys());
        }
        let criteria = self.shared.get(key).map(Vec::as_slice).unwrap_or_default();
        let before = self.copied;
        self.copied += criteria.len();
        match self.copied {
            ..=MOST_COPIED => criteria.to_vec(),
            _ if before > MOST_COPIED => Vec::new(),
            _ => {
                let message =
                    format!("with this, shared conditions come to more than {MOST_COPIED} criteria");
                self.at_value(
                    Code::TooLong,
                    at,
                    message,
                    "conditions that use each other twice double each time",
                );
                Vec::new()
            }
        }
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
            let fits = self.compared(&at.key(key), &tested, value);
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
            self.at_key(
                Code::UnfitOperator,
                at,
                message,
                "`equal = false`: an unset flag counts as its default",
            );
            return None;
        }
        Some(Test::IsBlank(blank))
    }

    /// Whether a value fits what it is compared with.
    fn compared(&mut self, at: &At<'_>, tested: &Tested<'_>, value: &Scalar) -> bool {
        if value.0 == Value::Text(String::new()) {
            self.at_value(Code::EmptyList, at, "nothing equals the empty text", "`is-blank = true`");
            return false;
        }
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
            Some(Misfit::Other(message, help)) => self.at_value(Code::UnfitOperator, at, message, help),
        }
        false
    }

    fn not_a_value_of(&mut self, at: &At<'_>, tested: &Tested<'_>, typed: &str) {
        if let Tested::Field(field) = tested {
            let place = self.document.value(at);
            let problem = Problem::new(
                Code::UnknownOption,
                format!("`{typed}` is not an option of `{}`", field.part.name),
            )
            .at(place)
            .maybe_help(self.nearest(typed, field.options.iter().map(String::as_str)));
            self.problems.push(problem);
        }
    }

    /// Whether the texts of a contains operator fit what is tested.
    fn contained(&mut self, at: &At<'_>, tested: &Tested<'_>, values: &[String]) -> bool {
        if !tested.holds_text() {
            let message = format!("{} holds no text that could contain another one", tested.what());
            self.at_key(Code::UnfitOperator, at, message, "use `equal` or `not-equal`");
            return false;
        }
        let before = self.problems.len();
        if values.is_empty() {
            self.at_value(Code::EmptyList, at, "this list is empty", "name at least one text");
        }
        let firsts = firsts(values);
        for (index, value) in values.iter().enumerate() {
            let item = at.index(index);
            if value.is_empty() {
                self.at_value(
                    Code::EmptyList,
                    &item,
                    "every text contains the empty one",
                    "`is-blank`, perhaps?",
                );
                continue;
            }
            if let Some(first) = firsts[index] {
                let message = format!("`{value}` stands twice in this list");
                self.twice(Code::DuplicateEntry, &item, &at.index(first), message, "take one of them out");
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
        self.problems.len() == before
    }

    /// `task.outcome`, one or several: the field that stores the task's output contains their texts.
    fn outcome(&mut self, at: &At<'_>, written: &OneOrMany, known: &Known<'_>) -> Option<Criterion> {
        if written.values.is_empty() {
            self.at_value(
                Code::EmptyList,
                at,
                "this list is empty",
                "name at least one outcome: \"task.outcome\"",
            );
            return None;
        }
        let mut found: Vec<(String, OutcomeRef, String)> = Vec::new();
        for (index, reference) in written.values.iter().enumerate() {
            let item = at.index(index);
            let at = if written.listed { &item } else { at };
            let (field, outcome, text) = self.stored_outcome(at, reference, known)?;
            if found.first().is_some_and(|(first, ..)| *first != field) {
                let message = "these outcomes are stored in different fields";
                self.at_value(Code::OutcomeNotStored, at, message, "write a block for each field");
                return None;
            }
            found.push((field, outcome, text));
        }
        let subject = Subject::Field(found.first()?.0.clone());
        let (outcomes, texts) = found.into_iter().map(|(_, outcome, text)| (outcome, text)).unzip();
        Some(Criterion { subject, test: Test::ContainsAnyOf(texts), outcomes })
    }

    /// The field an outcome is stored in, the outcome, and the text it is recognised by.
    fn stored_outcome(
        &mut self,
        at: &At<'_>,
        written: &str,
        known: &Known<'_>,
    ) -> Option<(String, OutcomeRef, String)> {
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
        let fields = task.stores(key);
        if fields.is_empty() && !self.steps_are_sound(task) {
            return None;
        }
        let [field] = fields.as_slice() else {
            self.not_in_one_field(at, task_key, &fields);
            return None;
        };
        let reference = OutcomeRef { task: task_key.to_owned(), outcome: key.to_owned() };
        Some(((*field).to_owned(), reference, outcome.matched().to_owned()))
    }

    /// Whether each step as written became a row: else what is stored is not known.
    fn steps_are_sound(&self, task: &Task) -> bool {
        let rows = task.steps.iter().filter(|step| !matches!(step.action, Action::ReadField { .. })).count();
        self.manifest.task.get(&task.part.key).is_some_and(|table| table.step.len() == rows)
    }

    fn not_in_one_field(&mut self, at: &At<'_>, task: &str, fields: &[&str]) {
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
        self.at_value(Code::OutcomeNotStored, at, message, help);
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
