//! `fields/<key>.json`: the exact body of the platform's custom-field definition API, and nothing else, so that
//! it can be posted as it is.

use schemars::JsonSchema;
use serde::Serialize;

use super::range::range_regex;
use crate::solution::platform::Console;
use crate::solution::{Field, FieldType, Level, Rule, Value};

/// The body of `POST /api/platform/v1/custom-field/definitions`.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
pub(super) struct FieldBody<'a> {
    /// The level. Cannot be changed once created.
    entity_type: EntityType,
    /// The name the console shows.
    #[schemars(length(min = 1))]
    name: &'a str,
    /// One line.
    description: String,
    /// The type. Cannot be changed once created.
    attribute_type: AttributeType,
    /// What a value must be; absent: anything of the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    validation_options: Option<ValidationOptions<'a>>,
    /// What an unset field counts as; null: nothing.
    default_value: Option<String>,
    /// People may change it; false where only a task writes it.
    is_editable: bool,
}

/// The platform's word for a level.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum EntityType {
    Client,
    Site,
    Endpoint,
}

/// The platform's word for a type.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum AttributeType {
    String,
    Enum,
    Boolean,
    Integer,
    Datetime,
}

/// Either of the two.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum ValidationOptions<'a> {
    /// A pattern the whole value must have.
    Regex(String),
    /// The options, in order.
    Enum(#[schemars(length(min = 1))] &'a [String]),
}

impl<'a> FieldBody<'a> {
    pub(super) fn new(console: Console<'_>, field: &'a Field) -> Self {
        FieldBody {
            entity_type: entity_type(field.level),
            name: &field.part.name,
            description: console.plain(&field.part.description),
            attribute_type: attribute_type(field.field_type),
            validation_options: validation(field),
            default_value: field.default.as_ref().map(default_value),
            is_editable: field.editable,
        }
    }
}

fn entity_type(level: Level) -> EntityType {
    match level {
        Level::Company => EntityType::Client,
        Level::Site => EntityType::Site,
        Level::Endpoint => EntityType::Endpoint,
    }
}

fn attribute_type(field_type: FieldType) -> AttributeType {
    match field_type {
        FieldType::TextBox => AttributeType::String,
        FieldType::Dropdown => AttributeType::Enum,
        FieldType::Flag => AttributeType::Boolean,
        FieldType::Number => AttributeType::Integer,
        FieldType::Date => AttributeType::Datetime,
    }
}

fn validation(field: &Field) -> Option<ValidationOptions<'_>> {
    if !field.options.is_empty() {
        return Some(ValidationOptions::Enum(&field.options));
    }
    let regex = match field.rule.as_ref()? {
        Rule::Pattern(pattern) => pattern.clone(),
        Rule::Range(low, high) => range_regex(*low, *high),
        Rule::MaxLength(most) => format!("^.{{0,{most}}}$"),
    };
    Some(ValidationOptions::Regex(regex))
}

/// The API takes every default as text. A boolean's is spelt as JSON spells it, unlike in criteria.
fn default_value(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        other => other.to_string(),
    }
}
