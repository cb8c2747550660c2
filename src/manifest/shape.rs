//! From a document to a manifest. serde reads it; where it stops at the first thing that does not fit, the
//! manifest's own JSON Schema finds all of them.

use std::sync::LazyLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{ValidationError, Validator};
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::Manifest;
use crate::diag::Problem;
use crate::document::{At, Document, Unread};
use crate::manifest::codes;
use crate::words::{close_match, nearest, quoted_list};

/// The manifest's JSON Schema, which finds just what serde refuses: draft-07, which the TOML editors read.
pub fn schema() -> Json {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<Manifest>();
    schema.insert("title".into(), "rmmgen solution manifest".into());
    schema.insert("description".into(), "A solution for an RMM platform, as rmmgen reads it.".into());
    let mut schema = schema.into();
    drop_null(&mut schema);
    bound(&mut schema);
    schema
}

/// TOML has no null: an optional key is one that may be left out, and nothing more.
fn drop_null(schema: &mut Json) {
    let is_null = |schema: &Json| *schema == "null" || schema.get("type").is_some_and(|word| word == "null");
    match schema {
        Json::Array(items) => items.iter_mut().for_each(drop_null),
        Json::Object(keys) => {
            for word in ["type", "anyOf"] {
                if let Some(Json::Array(several)) = keys.get_mut(word) {
                    several.retain(|one| !is_null(one));
                }
            }
            if let Some(Json::Array(types)) = keys.get_mut("type")
                && types.len() == 1
            {
                let only = types.remove(0);
                keys.insert("type".into(), only);
            }
            if let Some(Json::Array(one)) = keys.remove("anyOf") {
                keys.insert("allOf".into(), one.into());
            }
            keys.retain(|key, value| !(key == "default" && value.is_null()));
            keys.values_mut().for_each(drop_null);
        }
        _ => {}
    }
}

/// Says how far the types of whole numbers reach: their formats are words that a validator does not know.
fn bound(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(bound),
        Json::Object(keys) => {
            let limits = match keys.get("format").and_then(Json::as_str) {
                Some("int64") => Some((i64::MIN, i64::MAX)),
                Some("int32") => Some((i32::MIN.into(), i32::MAX.into())),
                Some("uint32") => Some((0, u32::MAX.into())),
                _ => None,
            };
            if let Some((minimum, maximum)) = limits {
                keys.insert("minimum".into(), minimum.into());
                keys.insert("maximum".into(), maximum.into());
            }
            keys.values_mut().for_each(bound);
        }
        _ => {}
    }
}

/// The schema for [`Document::to_json`], where a date of TOML is null.
fn with_dates(mut schema: Json) -> Json {
    match &mut schema {
        Json::Array(items) => items.iter_mut().for_each(|item| *item = with_dates(item.take())),
        Json::Object(keys) => {
            keys.values_mut().for_each(|value| *value = with_dates(value.take()));
            if keys.get("format").is_some_and(|format| format == "date") {
                keys.insert("type".into(), serde_json::json!(["string", "null"]));
            }
        }
        _ => {}
    }
    schema
}

static SCHEMA: LazyLock<Json> = LazyLock::new(schema);
static VALIDATOR: LazyLock<Option<Validator>> =
    LazyLock::new(|| jsonschema::draft7::new(&with_dates(SCHEMA.clone())).ok());

/// Reads a manifest.
///
/// # Errors
/// Every syntax error, else every error of shape: unknown and missing keys, values of a wrong type, words that
/// are not in their list.
pub fn read(document: &Document) -> Result<Manifest, Vec<Problem>> {
    document.read().map_err(|unread| match unread {
        Unread::Syntax(problems) => problems,
        Unread::Shape(first) => shape_problems(document, &first),
    })
}

/// Every error of shape that the schema finds: none just where serde accepts the document.
pub fn shape_errors(document: &Document) -> Vec<Problem> {
    let json = document.to_json();
    let errors = VALIDATOR.iter().flat_map(|validator| validator.iter_errors(&json));
    errors.flat_map(|error| problems_of(document, &error)).collect()
}

fn shape_problems(document: &Document, first: &toml::de::Error) -> Vec<Problem> {
    let mut problems = shape_errors(document);
    // A test sees to it that this never happens.
    if problems.is_empty() {
        let place = document.place(first.span().unwrap_or(0..0));
        problems.push(Problem::new(&codes::WRONG_TYPE, first.message().to_owned()).at(place));
    }
    problems
}

/// What an error of the validator means to an author. Rules on texts are ours to check, with words of their own.
fn problems_of(document: &Document, error: &ValidationError<'_>) -> Vec<Problem> {
    let path = error.instance_path();
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            unexpected.iter().map(|key| unknown_key(document, path, key)).collect()
        }
        ValidationErrorKind::Required { property } => {
            vec![missing_key(document, path, property.as_str().unwrap_or_default())]
        }
        ValidationErrorKind::Type { kind } => vec![wrong_type(document, path, kind, error.instance())],
        ValidationErrorKind::Enum { options } => {
            vec![unknown_word(document, path, options, error.instance())]
        }
        ValidationErrorKind::MinItems { .. } | ValidationErrorKind::MaxItems { .. } => {
            let message = format!("{} takes two numbers, the lowest and the highest", name(path));
            vec![Problem::new(&codes::WRONG_TYPE, message).at(located(document, path, Document::value))]
        }
        ValidationErrorKind::Minimum { limit } => vec![out_of_range(document, path, "at least", limit)],
        ValidationErrorKind::Maximum { limit } => vec![out_of_range(document, path, "at most", limit)],
        _ => Vec::new(),
    }
}

fn out_of_range(document: &Document, path: &Location, word: &str, limit: &Json) -> Problem {
    Problem::new(&codes::WRONG_TYPE, format!("{} is out of range", name(path)))
        .at(located(document, path, Document::value))
        .help(format!("{word} {limit}"))
}

fn unknown_key(document: &Document, path: &Location, key: &str) -> Problem {
    let known = known_keys(path);
    let place = located(document, &path.join(key), Document::key);
    let message = match name_of_table(path) {
        Some(table) => format!("`{key}` is no key of {table}"),
        None => format!("`{key}` is no key of a manifest"),
    };
    Problem::new(&codes::UNKNOWN_KEY, message).at(place).maybe_help(
        nearest(key, known.iter().map(String::as_str))
            .or_else(|| Some(format!("its keys: {}", quoted_list(&known)))),
    )
}

fn missing_key(document: &Document, path: &Location, key: &str) -> Problem {
    let table = name_of_table(path).unwrap_or_else(|| "the manifest".into());
    let help = match key {
        "schema" => Some("write `schema = 1` at the top, the version of the language".to_owned()),
        "id" => Some("`id`: any new UUID, such as `rmmgen new` writes; it stays for good, since other ids are derived from it".to_owned()),
        _ => known_description(path, key).map(|text| format!("`{key}`: {text}")),
    };
    Problem::new(&codes::MISSING_KEY, format!("{table} has no `{key}`"))
        .at(located(document, path, Document::key))
        .maybe_help(help)
}

fn wrong_type(document: &Document, path: &Location, kind: &TypeKind, found: &Json) -> Problem {
    let types: Vec<String> = match kind {
        TypeKind::Single(one) => vec![one.to_string()],
        TypeKind::Multiple(several) => several.iter().map(|one| one.to_string()).collect(),
    };
    let wanted: Vec<&str> =
        TYPES.iter().filter(|(json, _)| types.iter().any(|one| one == json)).map(|(_, word)| *word).collect();
    let place = located(document, path, Document::value);
    let typed = place.source.text.get(place.range.clone()).unwrap_or_default();
    let is_time = found.is_null() && !typed.contains('-');
    let word = if is_time { "a time" } else { found_word(found) };
    let help = match found {
        Json::Null if types.iter().any(|one| one == "string") => quoted(path, typed, is_time),
        _ => retyped(path, &types, found),
    };
    let message = format!("{} takes {}, not {word}", name(path), either(&wanted));
    Problem::new(&codes::WRONG_TYPE, message).at(place).maybe_help(help)
}

/// A date or time of TOML's as the text that was meant; a time of day has no seconds here.
fn quoted(path: &Location, typed: &str, is_time: bool) -> Option<String> {
    let text = if is_time { typed.get(..5)? } else { typed };
    Some(format!("{}\"{text}\", in quotes", assignment(path)))
}

/// `key = `; nothing for an item of a list.
fn assignment(path: &Location) -> String {
    match path.into_iter().last() {
        Some(LocationSegment::Property(key)) => format!("{key} = "),
        _ => String::new(),
    }
}

/// The value as it was meant, where only its quotes or brackets are wrong.
fn retyped(path: &Location, types: &[String], found: &Json) -> Option<String> {
    let takes = |kind: &str| types.iter().any(|one| one == kind);
    let start = assignment(path);
    let written = found.as_str().map_or_else(|| found.to_string(), |text| format!("{text:?}"));
    match found {
        Json::String(text) if takes("boolean") && (text == "true" || text == "false") => {
            Some(format!("{start}{text}, without quotes"))
        }
        Json::String(text) if (takes("integer") || takes("number")) && text.parse::<i64>().is_ok() => {
            Some(format!("{start}{text}, without quotes"))
        }
        Json::Number(_) | Json::Bool(_) if types == ["string"] && !found.is_f64() => {
            Some(format!("{start}\"{written}\", in quotes"))
        }
        Json::String(_) if takes("array") && written.len() <= 80 => Some(format!("{start}[{written}]")),
        Json::Array(several) if takes("string") && written.len() <= 80 => match (several.as_slice(), &*start)
        {
            ([Json::String(one)], _) => Some(format!("{start}{one:?}")),
            (_, "equal = ") => Some("`contains-any-of` takes a list".to_owned()),
            (_, "not-equal = ") => Some("`does-not-contain-any-of` takes a list".to_owned()),
            _ => None,
        },
        _ => None,
    }
}

fn unknown_word(document: &Document, path: &Location, options: &Json, found: &Json) -> Problem {
    let words: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let place = located(document, path, Document::value);
    match found.as_str() {
        Some(typed) => {
            // `text` for `text-box`, and the other way round.
            let begins =
                |word: &&&str| typed.len() > 2 && (word.starts_with(typed) || typed.starts_with(**word));
            let meant = close_match(typed, &words).or_else(|| words.iter().find(begins).copied());
            let help = match meant {
                Some(word) => format!("did you mean `{word}`?"),
                None => nearest(typed, words.iter().copied())
                    .unwrap_or_else(|| format!("it is one of {}", quoted_list(&words))),
            };
            Problem::new(&codes::UNKNOWN_WORD, format!("{} cannot be `{typed}`", name(path)))
                .at(place)
                .help(help)
        }
        None => Problem::new(
            &codes::WRONG_TYPE,
            format!("{} takes a text, not {}", name(path), found_word(found)),
        )
        .at(place)
        .help(format!("it is one of {}", quoted_list(&words))),
    }
}

/// JSON's types in people's words, the likeliest first.
const TYPES: [(&str, &str); 6] = [
    ("string", "a text"),
    ("integer", "a whole number"),
    ("number", "a number"),
    ("boolean", "true or false"),
    ("array", "a list"),
    ("object", "a table"),
];

/// `a`, `a or b`, `a, b, or c`.
fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first, second] => format!("{first} or {second}"),
        [start @ .., last] => format!("{}, or {last}", start.join(", ")),
    }
}

fn found_word(found: &Json) -> &'static str {
    match found {
        Json::String(_) => "a text",
        Json::Number(number) if number.is_f64() => "a number with a fraction",
        Json::Number(_) => "a number",
        Json::Bool(_) => "true or false",
        Json::Array(_) => "a list",
        Json::Object(_) => "a table",
        Json::Null => "a date",
    }
}

/// The last key of a path, as people call it.
fn name(path: &Location) -> String {
    let mut steps: Vec<String> = Vec::new();
    for segment in path {
        match segment {
            LocationSegment::Property(key) => steps = vec![format!("`{key}`")],
            LocationSegment::Index(index) => steps.push(format!("item {}", index + 1)),
        }
    }
    match steps.as_slice() {
        [] => "the manifest".into(),
        [key] => key.clone(),
        [key, rest @ ..] => format!("{} of {key}", rest.join(", ")),
    }
}

/// `[field.enable]`, or the item of a list; none for the manifest itself.
fn name_of_table(path: &Location) -> Option<String> {
    let mut header = String::new();
    let mut item = String::new();
    for segment in path {
        match segment {
            LocationSegment::Property(key) => {
                header = if header.is_empty() { key.to_string() } else { format!("{header}.{key}") };
                item.clear();
            }
            LocationSegment::Index(index) => item = format!(" (number {})", index + 1),
        }
    }
    (!header.is_empty()).then(|| format!("`{header}`{item}"))
}

fn located(
    document: &Document,
    path: &Location,
    place: impl Fn(&Document, &At<'_>) -> crate::source::Place,
) -> crate::source::Place {
    let steps: Vec<LocationSegment<'_>> = path.into_iter().collect();
    descend(&At::ROOT, &steps, &|at| place(document, at))
}

fn descend<R>(at: &At<'_>, steps: &[LocationSegment<'_>], then: &dyn Fn(&At<'_>) -> R) -> R {
    match steps {
        [] => then(at),
        [LocationSegment::Property(key), rest @ ..] => descend(&at.key(key), rest, then),
        [LocationSegment::Index(index), rest @ ..] => descend(&at.index(*index), rest, then),
    }
}

/// The part of the schema that describes the value at this path.
fn schema_at(path: &Location) -> Option<&'static Json> {
    let mut schema = resolved(&SCHEMA)?;
    for segment in path {
        schema = match segment {
            LocationSegment::Property(key) => schema
                .pointer("/properties")
                .and_then(|properties| properties.get(key.as_ref()))
                .or_else(|| schema.get("additionalProperties"))?,
            LocationSegment::Index(_) => schema.get("items")?,
        };
        schema = resolved(schema)?;
    }
    Some(schema)
}

/// Follows a reference, an optional value's `anyOf` and a described reference's `allOf`.
fn resolved(schema: &'static Json) -> Option<&'static Json> {
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        return resolved(SCHEMA.pointer(reference.strip_prefix('#')?)?);
    }
    match schema.get("anyOf").or_else(|| schema.get("allOf")).and_then(Json::as_array) {
        Some(alternatives) => resolved(alternatives.first()?),
        None => Some(schema),
    }
}

fn known_keys(path: &Location) -> Vec<String> {
    let properties = schema_at(path).and_then(|schema| schema.get("properties")).and_then(Json::as_object);
    properties.into_iter().flatten().map(|(key, _)| key.clone()).collect()
}

fn known_description(path: &Location, key: &str) -> Option<String> {
    let property = schema_at(path)?.get("properties")?.get(key)?;
    property.get("description")?.as_str().map(|text| text.replace('\n', " "))
}
