//! The manifest's schema as it is published, for editors. It is the one that this program validates with, and more: what
//! our reader words itself (a criterion without an operator, a misspelt kind of problem), an editor finds by the schema
//! alone. `tests/editor` asks the language server of Even Better TOML about it.
//!
//! Its form is for that server as much as its content:
//! - It overflows its stack on a property of the form `{description, allOf: [{$ref}]}` that refers to an enum, so whatever
//!   is referred to with a description is inlined.
//! - It offers every part of a `oneOf` or `anyOf` of a table as a value without a name. It does not look into `then`
//!   and `dependencies`, so that is where they stand.
//! - It offers the keys of a table also in the table around it, and their values where the table is a value. Kinds of
//!   problems are many. Those of `[check]` stand in an `allOf` beside `properties`, which it looks into only within the
//!   table itself; those of `allow`, which is mostly a value, are patterns: it explains them, and offers none.
//! - It counts an item's place in a list twice: a criterion of `all` is at `all[0][0]` to it. So whatever stands in a
//!   list says that its own `items` are the same again, which means nothing for a table or a text.

use serde_json::{Map, Value as Json, json};

use super::{SCHEMA, shape};
use crate::diag::Code;

/// Tables that take exactly one of some keys.
const EXACTLY_ONE: [(&str, &[&str]); 4] = [
    ("CriteriaTable", &["all", "any"]),
    ("CriterionTable", &["field", "device", "property", "outcome", "use", "all", "any"]),
    ("GroupTable", &["block", "all", "any", "outcome"]),
    ("StepTable", &["powershell", "log", "set-field"]),
];

/// Keys of a table that take exactly one of some others with them.
const WITH_ONE: [(&str, &[&str], &[&str]); 2] = [
    (
        "CriterionTable",
        &["field", "device", "property"],
        &["equal", "not-equal", "contains-any-of", "does-not-contain-any-of", "is-blank"],
    ),
    ("StepTable", &["set-field"], &["value", "outcome"]),
];

/// Keys of a table that stand alone.
const ALONE: [(&str, &[&str]); 1] = [("CriterionTable", &["outcome", "use", "all", "any"])];

/// The manifest's JSON Schema, for editors, with these kinds of problems.
pub fn published(kinds: impl Iterator<Item = &'static Code>) -> Json {
    let mut schema = shape::schema();
    let tables = schema["definitions"].clone();
    inline(&mut schema, &tables);
    schema["properties"]["schema"]["const"] = SCHEMA.into();
    for (table, keys) in EXACTLY_ONE {
        let table = &mut schema["definitions"][table];
        table["if"] = true.into();
        table["then"] = one_of(keys);
    }
    for (table, keys, others) in WITH_ONE {
        for key in keys {
            schema["definitions"][table]["dependencies"][key] = one_of(others);
        }
    }
    for (table, keys) in ALONE {
        for key in keys {
            schema["definitions"][table]["dependencies"][key] = json!({ "maxProperties": 1 });
        }
    }
    name_kinds(&mut schema, kinds);
    drop_unused(&mut schema);
    count_twice(&mut schema);
    schema
}

/// Exactly one of these keys is there.
fn one_of(keys: &[&str]) -> Json {
    let there: Vec<Json> = keys.iter().map(|key| json!({ "required": [key] })).collect();
    json!({ "oneOf": there })
}

/// Puts what is referred to in the place of every reference that has a description of its own.
fn inline(schema: &mut Json, tables: &Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(|item| inline(item, tables)),
        Json::Object(keys) => {
            let reference = keys.get("allOf").and_then(|all| all.get(0)?.get("$ref")?.as_str());
            if let Some(Json::Object(table)) = reference.and_then(|reference| tables.get(name_of(reference)))
            {
                let mut inlined = table.clone();
                keys.remove("allOf");
                inlined.append(keys);
                *keys = inlined;
            }
            keys.values_mut().for_each(|value| inline(value, tables));
        }
        _ => {}
    }
}

/// The name of the table that a reference refers to.
fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

/// `[check]` takes every kind of problem, of which errors only as "deny"; `allow` takes those that may be lowered.
fn name_kinds(schema: &mut Json, kinds: impl Iterator<Item = &'static Code>) {
    let kinds: Vec<&'static Code> = kinds.collect();
    let (errors, lowerable): (Vec<&Code>, Vec<&Code>) =
        kinds.iter().copied().partition(|kind| kind.severity.is_error());
    let allowable = kinds.iter().copied().filter(|kind| !kind.severity.is_certain());
    let description = schema["properties"]["check"]["description"].clone();
    let tables = &mut schema["definitions"];
    let verdict = |kind: &&Code| (kind.word.to_owned(), described(&tables["Verdict"], kind));
    let errors: Vec<&str> = errors.iter().map(|kind| kind.word).collect();
    let errors = format!("^({})$", errors.join("|"));
    tables["CheckTable"] = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": lowerable.iter().map(verdict).collect::<Map<_, _>>(),
        "patternProperties": { errors: { "enum": ["deny"], "description": "An error, which stays one." } },
        "description": description,
    });
    let text = json!({ "type": "string" });
    let reason = |kind: &Code| (format!("^{}$", kind.word), described(&text, kind));
    tables["AllowTable"] = json!({
        "type": "object",
        "additionalProperties": false,
        "patternProperties": allowable.map(reason).collect::<Map<_, _>>(),
        "description": "Kinds of problems that are meant here, each with the reason: { code = \"reason\" }.",
    });
    keep_inside(&mut schema["properties"]["check"], "CheckTable");
    keep_inside(&mut schema["properties"]["solution"]["properties"]["allow"], "AllowTable");
    for part in ["FieldTable", "GroupTable", "TaskTable"] {
        keep_inside(&mut schema["definitions"][part]["properties"]["allow"], "AllowTable");
    }
}

/// A value that says what a kind of problem means.
fn described(value: &Json, kind: &Code) -> Json {
    let mut value = value.clone();
    value["description"] = kind.what.into();
    value
}

/// Has a property hold this table, whose keys are not offered in the table around it.
fn keep_inside(property: &mut Json, table: &str) {
    if let Json::Object(keys) = property {
        keys.remove("additionalProperties");
        keys.insert("properties".into(), json!({}));
        keys.insert("allOf".into(), json!([{ "$ref": format!("#/definitions/{table}") }]));
    }
}

/// Leaves out the tables that nothing refers to any more.
fn drop_unused(schema: &mut Json) {
    let text = schema.to_string();
    if let Some(tables) = schema["definitions"].as_object_mut() {
        tables.retain(|name, _| text.contains(&format!("\"#/definitions/{name}\"")));
    }
}

/// Says of whatever stands in a list that its items are the same again.
fn count_twice(schema: &mut Json) {
    let mut listed = Vec::new();
    references_in_lists(schema, &mut listed);
    for reference in listed {
        schema["definitions"][name_of(&reference)]["items"] = json!({ "$ref": reference });
    }
}

fn references_in_lists(schema: &Json, found: &mut Vec<String>) {
    match schema {
        Json::Array(items) => items.iter().for_each(|item| references_in_lists(item, found)),
        Json::Object(keys) => {
            let reference = keys.get("items").and_then(|items| items.get("$ref")?.as_str());
            found.extend(reference.map(str::to_owned));
            keys.values().for_each(|value| references_in_lists(value, found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_about_keys_that_its_table_has() {
        let tables = &shape::schema()["definitions"];
        let rules = EXACTLY_ONE.into_iter().chain(ALONE);
        let rules = rules
            .chain(WITH_ONE.into_iter().flat_map(|(table, keys, others)| [(table, keys), (table, others)]));
        for (table, keys) in rules {
            for key in keys {
                assert!(tables[table]["properties"][key].is_object(), "{table} has no `{key}`");
            }
        }
    }
}
