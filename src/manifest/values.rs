//! Values that may be written in more than one way. Their schemas are flat, so that a validator's message is
//! about what was typed and not about alternatives.

use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{
    Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer,
};

use crate::document::At;
use crate::solution::Value;

/// A text, a whole number, or true or false.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar(pub Value);

/// One text, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany {
    /// The texts.
    pub values: Vec<String>,
    /// They were written as a list.
    pub listed: bool,
}

/// What an example gives: one value, or all that a list holds.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum GivenValue {
    One(Value),
    Exactly(Vec<String>),
}

/// A day, written as a TOML date or as a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Date(pub String);

/// A script: the path of its file, or its text.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum FileOrInline {
    File(String),
    Inline(String),
}

/// The fields a script reads: a list of keys, or variable names with the key of each.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Reads {
    List(Vec<String>),
    Named(IndexMap<String, String>),
}

impl Reads {
    /// Each variable with the key of the field it copies, and its place: `at` is that of the whole.
    pub fn each(&self, at: &At<'_>, mut visit: impl FnMut(&At<'_>, &str, &str)) {
        match self {
            Reads::List(keys) => {
                for (index, key) in keys.iter().enumerate() {
                    visit(&at.index(index), &pascal_case(key), key);
                }
            }
            Reads::Named(named) => {
                named.iter().for_each(|(variable, key)| visit(&at.key(variable), variable, key));
            }
        }
    }
}

/// The variables and fields of `reads`, as written.
pub(crate) fn named(reads: &Reads) -> Vec<(String, &str)> {
    match reads {
        Reads::List(keys) => keys.iter().map(|key| (pascal_case(key), key.as_str())).collect(),
        Reads::Named(named) => named.iter().map(|(variable, key)| (variable.clone(), key.as_str())).collect(),
    }
}

/// The default name of the variable a field travels in: `site-id` is `SiteId`.
pub(crate) fn pascal_case(key: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    key.split('-').map(capital).collect()
}

macro_rules! visitor {
    ($target:ty, $expecting:literal, $schema:tt, { $($method:item)* }) => {
        impl<'de> Deserialize<'de> for $target {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Form;
                impl<'de> Visitor<'de> for Form {
                    type Value = $target;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    $($method)*
                }
                deserializer.deserialize_any(Form)
            }
        }

        impl JsonSchema for $target {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($target).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

visitor!(Scalar, "a text, a whole number, or true or false", { "type": ["string", "boolean", "integer"], "minimum": i64::MIN, "maximum": i64::MAX }, {
    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar(Value::Text(text.to_owned())))
    }
    fn visit_bool<E: Error>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar(Value::Flag(flag)))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar(Value::Number(number)))
    }
});

visitor!(OneOrMany, "a text or a list of texts", { "type": ["string", "array"], "items": { "type": "string" } }, {
    fn visit_str<E: Error>(self, text: &str) -> Result<OneOrMany, E> {
        Ok(OneOrMany { values: vec![text.to_owned()], listed: false })
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<OneOrMany, A::Error> {
        let mut values = Vec::new();
        while let Some(text) = items.next_element()? {
            values.push(text);
        }
        Ok(OneOrMany { values, listed: true })
    }
});

visitor!(GivenValue, "a text, a whole number, true or false, or a list of texts", {
    "type": ["string", "boolean", "integer", "array"],
    "items": { "type": "string" },
    "minimum": i64::MIN,
    "maximum": i64::MAX
}, {
    fn visit_str<E: Error>(self, text: &str) -> Result<GivenValue, E> {
        Ok(GivenValue::One(Value::Text(text.to_owned())))
    }
    fn visit_bool<E: Error>(self, flag: bool) -> Result<GivenValue, E> {
        Ok(GivenValue::One(Value::Flag(flag)))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<GivenValue, E> {
        Ok(GivenValue::One(Value::Number(number)))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<GivenValue, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = items.next_element()? {
            texts.push(text);
        }
        Ok(GivenValue::Exactly(texts))
    }
});

visitor!(Date, "a date such as 2025-09-01", { "type": "string", "format": "date" }, {
    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        Ok(Date(text.to_owned()))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        let date = toml::value::Datetime::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Date(date.to_string()))
    }
});

visitor!(FileOrInline, "the path of a file, or a table { inline = '''…''' }", {
    "type": ["string", "object"],
    "properties": { "inline": { "type": "string", "description": "The script's text." } },
    "required": ["inline"],
    "additionalProperties": false
}, {
    fn visit_str<E: Error>(self, path: &str) -> Result<FileOrInline, E> {
        Ok(FileOrInline::File(path.to_owned()))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FileOrInline, A::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            inline: String,
        }
        let table = Table::deserialize(MapAccessDeserializer::new(map))?;
        Ok(FileOrInline::Inline(table.inline))
    }
});

visitor!(Reads, "a list of field keys, or a table of variable names with a field key each", {
    "type": ["array", "object"],
    "items": { "type": "string" },
    "additionalProperties": { "type": "string" }
}, {
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Reads, A::Error> {
        let mut keys = Vec::new();
        while let Some(key) = items.next_element()? {
            keys.push(key);
        }
        Ok(Reads::List(keys))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Reads, A::Error> {
        let mut named = IndexMap::new();
        while let Some((variable, key)) = map.next_entry()? {
            named.insert(variable, key);
        }
        Ok(Reads::Named(named))
    }
});
