//! Examples of what a group selects: what they give is something a device can hold, and what they say is true.

use super::Resolver;
use super::criteria::Known;
use super::fields::{Misfit, why_not};
use crate::diag::Problem;
use crate::document::At;
use crate::logic::criteria::{Range, Subjects};
use crate::manifest::{ExampleTable, GivenValue};
use crate::resolve::codes;
use crate::solution::{Device, Field, FieldType, Given, GroupExample, Holds, Kind, PartRef, Subject, Value};

impl Resolver<'_> {
    /// The examples of a group.
    pub(super) fn examples(
        &mut self,
        at: &At<'_>,
        written: &[ExampleTable],
        known: &Known<'_>,
    ) -> Vec<GroupExample> {
        let numbered = written.iter().enumerate();
        numbered.map(|(index, example)| self.example(&at.index(index), example, known)).collect()
    }

    fn example(&mut self, at: &At<'_>, written: &ExampleTable, known: &Known<'_>) -> GroupExample {
        let mut device = Vec::new();
        for (property, value) in written.device.iter().flat_map(|device| device.given()) {
            let table = at.key("device");
            device.extend(self.device_given(&table.key(property.word()), property, value));
        }
        for (key, value) in &written.fields {
            let table = at.key("fields");
            device.extend(self.field_given(&table.key(key), key, value, known));
        }
        for (name, value) in &written.property {
            let table = at.key("property");
            let name = self.name(&table.key(name), name);
            let subject = Subject::called(name.clone());
            device.extend(self.text_given(&table.key(&name), subject, value));
        }
        if written.fields.is_empty() && written.device.is_none() && written.property.is_empty() {
            let help = "`fields = { … }`, `device = { … }`: what the devices hold that it is about";
            self.problems.at_key(&codes::BAD_EXAMPLE, at, "this example says nothing of a device", help);
        }
        let because = written.because.as_ref().map(|because| self.text(&at.key("because"), because));
        GroupExample { device, member: written.member, because }
    }

    fn field_given(
        &mut self,
        at: &At<'_>,
        key: &str,
        value: &GivenValue,
        known: &Known<'_>,
    ) -> Option<Given> {
        if !self.exists(&PartRef::new(Kind::Field, key)) {
            let keys = self.manifest.field.keys().map(String::as_str);
            let problem = Problem::new(&codes::DANGLING_REFERENCE, format!("there is no field `{key}`"))
                .at(self.document.key(at))
                .maybe_help(self.problems.nearest(key, keys));
            self.problems.push(problem);
            return None;
        }
        let field = known.fields.get(key)?;
        let subject = Subject::field(key);
        match value {
            GivenValue::Exactly(_) => self.misfit(
                at,
                format!("`{}` holds one value, not a list", field.part.name),
                "write the value without brackets",
            ),
            GivenValue::One(Value::Text(text)) if text.is_empty() && field.field_type == FieldType::Flag => {
                self.misfit(
                    at,
                    "a flag is true or false, never blank".into(),
                    "true or false, without quotes",
                )
            }
            GivenValue::One(Value::Text(text)) if text.is_empty() => {
                Some(Given { subject, holds: Holds::Blank })
            }
            GivenValue::One(value) if self.field_holds(at, field, value) => {
                Some(Given { subject, holds: Holds::Value(value.clone()) })
            }
            GivenValue::One(_) => None,
        }
    }

    /// Whether a field can hold a value, by its type and by what its options were called.
    fn field_holds(&mut self, at: &At<'_>, field: &Field, value: &Value) -> bool {
        match why_not(field, value) {
            None => return true,
            Some(Misfit::Option(typed)) if field.options_formerly.contains_key(&typed) => return true,
            Some(Misfit::Option(typed)) => {
                let message = format!("`{typed}` is not an option of `{}`", field.part.name);
                let options = field.options.iter().map(String::as_str);
                let problem = Problem::new(&codes::UNKNOWN_OPTION, message)
                    .at(self.document.value(at))
                    .maybe_help(self.problems.nearest(&typed, options));
                self.problems.push(problem);
            }
            Some(Misfit::Other(message, help)) => {
                self.problems.at_value(&codes::BAD_EXAMPLE, at, message, help);
            }
        }
        false
    }

    fn device_given(&mut self, at: &At<'_>, device: Device, value: &GivenValue) -> Option<Given> {
        let subject = Subject::Device(device);
        if Subjects::default().range(&subject) == Range::List {
            return self.list_given(at, subject, value);
        }
        match (device, value) {
            (Device::Available, GivenValue::One(Value::Flag(_))) => {
                let GivenValue::One(value) = value else { return None };
                Some(Given { subject, holds: Holds::Value(value.clone()) })
            }
            (Device::Available, _) => {
                self.misfit(at, "`available` is true or false".into(), "true means online")
            }
            _ => self.text_given(at, subject, value),
        }
    }

    fn text_given(&mut self, at: &At<'_>, subject: Subject, value: &GivenValue) -> Option<Given> {
        let GivenValue::One(Value::Text(text)) = value else {
            let message = format!("`{}` holds one text", Subjects::default().name(&subject));
            return self.misfit(at, message, "put it between quotes");
        };
        let holds = match text.is_empty() {
            true => Holds::Blank,
            false => Holds::Value(Value::Text(self.name(at, text))),
        };
        Some(Given { subject, holds })
    }

    /// What is said of a list: that it holds a text, or all that it holds.
    fn list_given(&mut self, at: &At<'_>, subject: Subject, value: &GivenValue) -> Option<Given> {
        let holds = match value {
            GivenValue::One(Value::Text(text)) if text.is_empty() => Holds::Blank,
            GivenValue::One(Value::Text(text)) => Holds::AtLeast(self.name(at, text)),
            GivenValue::Exactly(texts) if texts.is_empty() => Holds::Blank,
            GivenValue::Exactly(texts) => Holds::Exactly(self.lines(at, texts)),
            GivenValue::One(_) => {
                let help = "a text that is among them, or the list of all";
                return self.misfit(at, "these are texts".into(), help);
            }
        };
        Some(Given { subject, holds })
    }

    fn misfit(&mut self, at: &At<'_>, message: String, help: &str) -> Option<Given> {
        self.problems.at_value(&codes::BAD_EXAMPLE, at, message, help);
        None
    }
}
