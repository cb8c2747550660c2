//! JSON Schemas, derived from the types that are serialised, so that the two cannot disagree. Draft-07, which editors
//! read.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::pretty;

/// A type's schema, as a file.
pub(crate) fn schema<T: JsonSchema>(title: &str) -> String {
    let absent = RecursiveTransform(absent_is_not_null);
    let generator = SchemaSettings::draft07().for_serialize().with_transform(absent).into_generator();
    let mut schema = generator.into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    String::from_utf8(pretty(&schema)).expect("JSON is UTF-8")
}

/// A member that may be absent is never null: that is how it is written.
fn absent_is_not_null(schema: &mut Schema) {
    let required = schema.get("required").cloned().unwrap_or_default();
    let required: Vec<&str> = required.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let Some(Value::Object(members)) = schema.get_mut("properties") else { return };
    let optional = members.iter_mut().filter(|(name, _)| !required.contains(&name.as_str()));
    optional.filter_map(|(_, member)| member.as_object_mut()).for_each(remove_null);
}

fn remove_null(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|it| it != "null");
        if let [only] = types.as_slice() {
            schema["type"] = only.clone();
        }
    }
    let Some(Value::Array(mut choices)) = schema.remove("anyOf") else { return };
    choices.retain(|it| it["type"] != "null");
    match choices.pop() {
        Some(Value::Object(only)) if choices.is_empty() => {
            for (name, value) in only {
                schema.entry(name).or_insert(value);
            }
        }
        last => {
            choices.extend(last);
            schema.insert("anyOf".to_owned(), choices.into());
        }
    }
}

/// An id: the only spelling we write.
pub(crate) fn id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "string",
        "format": "uuid",
        "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    })
}
