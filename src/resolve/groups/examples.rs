//! Examples of what a group selects: what they give is something a device can hold, and what they say is true.

use super::known::Known;
use crate::document::At;
use crate::logic::criteria::{Range, Subjects};
use crate::manifest::{ExampleTable, GivenValue};
use crate::resolve::codes::BAD_EXAMPLE;
use crate::resolve::fields::can_hold;
use crate::resolve::scope::Scope;
use crate::resolve::scope::references::no_such;
use crate::resolve::texts::{lines, name, text};
use crate::solution::{Device, FieldType, Given, GroupExample, Holds, Subject, Value};

/// The examples of a group.
pub(super) fn examples(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    written: &[ExampleTable],
    known: &Known<'_>,
) -> Vec<GroupExample> {
    let numbered = written.iter().enumerate();
    numbered.map(|(index, written)| example(scope, &at.index(index), written, known)).collect()
}

fn example(scope: &mut Scope<'_>, at: &At<'_>, written: &ExampleTable, known: &Known<'_>) -> GroupExample {
    let mut device = Vec::new();
    let mut give = |subject: Subject, holds: Option<Holds>| {
        device.extend(holds.map(|holds| Given { subject, holds }));
    };
    let (devices, fields, properties) = (at.key("device"), at.key("fields"), at.key("property"));
    for (property, value) in written.device.iter().flat_map(|device| device.given()) {
        let at = devices.key(property.word());
        give(Subject::Device(property), device_holds(scope, &at, property, value));
    }
    for (key, value) in &written.fields {
        give(Subject::field(key), field_holds(scope, &fields.key(key), key, value, known));
    }
    for (called, value) in &written.property {
        let at = properties.key(called);
        let subject = scope.platform.subject(name(scope, &at, called));
        let holds = one_text(scope, &at, &subject, value);
        give(subject, holds);
    }
    if written.fields.is_empty() && written.device.is_none() && written.property.is_empty() {
        let help = "`fields = { … }`, `device = { … }`: what the devices hold that it is about";
        scope.problems.at_key(&BAD_EXAMPLE, at, "this example says nothing of a device", help);
    }
    let because = written.because.as_ref().map(|because| text(scope, &at.key("because"), because));
    GroupExample { device, member: written.member, because }
}

fn field_holds(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    key: &str,
    value: &GivenValue,
    known: &Known<'_>,
) -> Option<Holds> {
    let Some(field) = known.fields.get(key) else {
        no_such(scope, scope.document.key(at), "field", key, scope.manifest.field.keys());
        return None;
    };
    match value {
        GivenValue::Exactly(_) => {
            let message = format!("`{}` holds one value, not a list", field.part.name);
            misfit(scope, at, message, "write the value without brackets")
        }
        GivenValue::One(Value::Text(text)) if text.is_empty() && field.field_type == FieldType::Flag => {
            let message = "a flag is true or false, never blank".into();
            misfit(scope, at, message, "true or false, without quotes")
        }
        GivenValue::One(Value::Text(text)) if text.is_empty() => Some(Holds::Blank),
        GivenValue::One(value) => {
            can_hold(scope, at, field, value, &BAD_EXAMPLE).then(|| Holds::Value(value.clone()))
        }
    }
}

fn device_holds(scope: &mut Scope<'_>, at: &At<'_>, device: Device, value: &GivenValue) -> Option<Holds> {
    let subject = Subject::Device(device);
    match (device, value) {
        _ if Subjects::default().range(&subject) == Range::List => texts(scope, at, value),
        (Device::Available, GivenValue::One(value @ Value::Flag(_))) => Some(Holds::Value(value.clone())),
        (Device::Available, _) => {
            misfit(scope, at, "`available` is true or false".into(), "true means online")
        }
        _ => one_text(scope, at, &subject, value),
    }
}

fn one_text(scope: &mut Scope<'_>, at: &At<'_>, subject: &Subject, value: &GivenValue) -> Option<Holds> {
    match value {
        GivenValue::One(Value::Text(text)) if text.is_empty() => Some(Holds::Blank),
        GivenValue::One(Value::Text(text)) => Some(Holds::Value(Value::Text(name(scope, at, text)))),
        _ => {
            let called = match subject {
                Subject::Device(device) => scope.platform.vocabulary.device(*device),
                Subject::Property(name) => name,
                Subject::Field(key) => key,
            };
            let message = format!("`{called}` holds one text");
            misfit(scope, at, message, "put it between quotes")
        }
    }
}

/// What is said of a list: that it holds a text, or all that it holds.
fn texts(scope: &mut Scope<'_>, at: &At<'_>, value: &GivenValue) -> Option<Holds> {
    match value {
        GivenValue::One(Value::Text(text)) if text.is_empty() => Some(Holds::Blank),
        GivenValue::One(Value::Text(text)) => Some(Holds::AtLeast(name(scope, at, text))),
        GivenValue::Exactly(texts) if texts.is_empty() => Some(Holds::Blank),
        GivenValue::Exactly(texts) => Some(Holds::Exactly(lines(scope, at, texts))),
        GivenValue::One(_) => {
            let help = "a text that is among them, or the list of all";
            misfit(scope, at, "these are texts".into(), help)
        }
    }
}

fn misfit(scope: &mut Scope<'_>, at: &At<'_>, message: String, help: &str) -> Option<Holds> {
    scope.problems.at_value(&BAD_EXAMPLE, at, message, help);
    None
}
