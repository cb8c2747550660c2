//! The JSON artifacts: valid by their published schemas, and by the platform's where they go to the platform.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // snapbox looks for the folder of the tests.

mod common;

use common::{bitlocker, edit, everything, solution};
use rmmgen::platform::CONNECTWISE;
use rmmgen::render::Artifact;
use rmmgen::solution::Solution;
use rmmgen::solution::platform::Console;
use serde_json::{Value, json};
use snapbox::{assert_data_eq, file};

fn rendered(solution: &Solution) -> Vec<Artifact> {
    (CONNECTWISE.artifacts)(Console::new(CONNECTWISE, solution), "tasks")
}

fn schemas() -> Vec<Artifact> {
    rmmgen::render::schemas(CONNECTWISE).collect()
}

fn text(artifact: &Artifact) -> &str {
    std::str::from_utf8(&artifact.bytes).unwrap()
}

fn find<'a>(artifacts: &'a [Artifact], path: &str) -> &'a str {
    text(artifacts.iter().find(|it| it.path == path).unwrap_or_else(|| panic!("no {path}")))
}

fn parsed(artifacts: &[Artifact], path: &str) -> Value {
    serde_json::from_str(find(artifacts, path)).unwrap()
}

/// The schema of an artifact, and the reference to it that the artifact must carry.
fn schema_of(path: &str) -> (&'static str, Option<&'static str>) {
    match path.split('/').next() {
        Some("fields") => ("schemas/field.schema.json", None),
        Some("groups") => ("schemas/group.schema.json", Some("../schemas/group.schema.json")),
        Some("tasks") => ("schemas/task.schema.json", Some("../../schemas/task.schema.json")),
        _ => panic!("an artifact without a schema: {path}"),
    }
}

fn errors(schema: &str, instance: &Value) -> Vec<String> {
    let schema = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    validator.iter_errors(instance).map(|it| format!("{}: {it}", it.instance_path())).collect()
}

#[test]
fn every_artifact_validates_against_its_published_schema() {
    let schemas = schemas();
    for value in [bitlocker(), everything()] {
        for artifact in rendered(&solution(&value)) {
            let instance: Value = serde_json::from_str(text(&artifact)).unwrap();
            let (name, reference) = schema_of(&artifact.path);
            assert_eq!(errors(find(&schemas, name), &instance), [""; 0], "{instance:#}");
            assert_eq!(instance.get("$schema").and_then(Value::as_str), reference, "{}", artifact.path);
        }
    }
}

#[test]
fn a_field_is_a_body_the_platform_takes() {
    let platform = include_str!("platform/custom-field-definition.schema.json");
    for value in [bitlocker(), everything()] {
        let artifacts = rendered(&solution(&value));
        for artifact in artifacts.iter().filter(|it| it.path.starts_with("fields/")) {
            let body = serde_json::from_str(text(artifact)).unwrap();
            assert_eq!(errors(platform, &body), [""; 0], "{body:#}");
        }
    }
}

#[test]
fn the_published_schema_of_fields_is_that_of_the_type() {
    let path = format!("{}/schemas/field.schema.json", env!("CARGO_MANIFEST_DIR"));
    let schema = rmmgen::platform::connectwise::field_schema();
    assert_data_eq!(schema, snapbox::Data::read_from(path.as_ref(), None).raw());
}

/// Every object of a schema, and the values that stand where it does.
fn held(root: &Value, schema: &Value, found: &[&Value], see: &mut dyn FnMut(&Value, &[&Value])) {
    if let Some(name) = schema["$ref"].as_str() {
        return held(root, root.pointer(&name[1..]).unwrap(), found, see);
    }
    if let Some(members) = schema["properties"].as_object() {
        see(schema, found);
        for (key, member) in members {
            let below: Vec<&Value> = found.iter().filter_map(|it| it.get(key)).collect();
            held(root, member, &below, see);
        }
    }
    if schema["items"].is_object() {
        let below: Vec<&Value> = found.iter().filter_map(|it| it.as_array()).flatten().collect();
        held(root, &schema["items"], &below, see);
    }
}

/// The schemas of groups and tasks are written by hand: what they name is rendered somewhere, and they take nothing else.
#[test]
fn the_schemas_name_what_is_rendered_and_nothing_else() {
    let schemas = schemas();
    let artifacts: Vec<Artifact> =
        [bitlocker(), everything()].iter().flat_map(|it| rendered(&solution(it))).collect();
    for folder in ["groups", "tasks"] {
        let of_kind = artifacts.iter().filter(|it| it.path.starts_with(folder));
        let values: Vec<Value> = of_kind.map(|it| serde_json::from_str(text(it)).unwrap()).collect();
        let schema: Value = serde_json::from_str(find(&schemas, schema_of(folder).0)).unwrap();
        let mut objects = 0;
        held(&schema, &schema, &values.iter().collect::<Vec<_>>(), &mut |object, found| {
            objects += 1;
            assert_eq!(object["additionalProperties"], false, "{object:#}");
            for (key, member) in object["properties"].as_object().unwrap() {
                let free = member["type"] == "object" && member["properties"].is_null();
                assert!(free || found.iter().any(|it| it.get(key).is_some()), "nobody renders {key}");
                let always = found.iter().all(|it| it.get(key).is_some());
                let is_required = object["required"].as_array().unwrap().contains(&json!(key));
                assert!(always || !is_required, "{key} is not always there");
            }
        });
        assert!(objects > 4, "{folder}: {objects}");
    }
}

#[test]
fn the_schemas_refuse_what_is_misspelt() {
    let (artifacts, schemas) = (rendered(&solution(&bitlocker())), schemas());
    let mistakes = [
        ("fields/enable.json", "/entityType", json!("company")),
        ("fields/enable.json", "/$schema", json!("x")),
        ("groups/failed.json", "/format", json!(2)),
        ("groups/failed.json", "/id", json!("not an id")),
        ("groups/failed.json", "/blocks/0/criteria/0/operator", json!("contains any of")),
        ("groups/failed.json", "/blocks", json!([])),
        ("tasks/backup/task.json", "/rows/0/row", json!("Powershell Script")),
        ("tasks/backup/task.json", "/rows/0/operatingSystem/0", json!("windows")),
        ("tasks/backup/task.json", "/rows/0/colour", json!("red")),
        ("tasks/backup/task.json", "/schedules/0/every", json!("daily")),
    ];
    for (path, pointer, mistake) in mistakes {
        let wrong = edit(parsed(&artifacts, path), pointer, mistake);
        assert_ne!(errors(find(&schemas, schema_of(path).0), &wrong), [""; 0], "{path} {pointer}");
    }
}

#[test]
fn as_files() {
    let artifacts = rendered(&solution(&bitlocker()));
    assert_data_eq!(find(&artifacts, "fields/enable.json"), file!["json/enable.json"].raw());
    assert_data_eq!(find(&artifacts, "groups/enabled.json"), file!["json/enabled.json"].raw());
    assert_data_eq!(find(&artifacts, "tasks/backup/task.json"), file!["json/backup.task.json"].raw());
    let artifacts = rendered(&solution(&everything()));
    assert_data_eq!(find(&artifacts, "groups/all.json"), file!["json/all.json"].raw());
    assert_data_eq!(find(&artifacts, "tasks/work/task.json"), file!["json/work.task.json"].raw());
}

#[test]
fn a_field_says_what_a_value_must_be() {
    let artifacts = rendered(&solution(&everything()));
    let rule = |key: &str| parsed(&artifacts, &format!("fields/{key}.json"))["validationOptions"].clone();
    assert_eq!(rule("mode"), json!({ "enum": ["Off", "On", "Always"] }));
    assert_eq!(rule("code"), json!({ "regex": "^[A-Z]{3}$" }));
    assert_eq!(rule("note"), json!({ "regex": "^.{0,100}$" }));
    assert_eq!(rule("days"), json!({ "regex": "^(-1|[0-9]|[1-9][0-9]|[1-2][0-9]{2}|3[0-5][0-9]|36[0-5])$" }));
    assert_eq!(rule("seen"), Value::Null);
}

#[test]
fn a_default_is_text_or_null() {
    let artifacts = rendered(&solution(&everything()));
    let default = |key: &str| parsed(&artifacts, &format!("fields/{key}.json"))["defaultValue"].clone();
    assert_eq!(default("mode"), json!("Off"));
    assert_eq!(default("count"), json!("3"));
    assert_eq!(default("flag"), json!("true"));
    assert_eq!(default("seen"), Value::Null);
}

#[test]
fn a_reference_is_a_name_and_a_level_where_two_fields_share_it() {
    let text = json!("{field.days}, {task.work}, {{x}");
    let artifacts = rendered(&solution(&edit(everything(), "/fields/0/part/description", text)));
    assert_eq!(parsed(&artifacts, "fields/mode.json")["description"], "Days (SITE), Work, {x}");
}

#[test]
fn any_text_arrives_intact() {
    let hostile = "\"q\" \\ \u{0}\u{1b}[31m {x} </script> \u{2028} `|` '@ #> \u{1F600}\r\n";
    let value = edit(bitlocker(), "/fields/0/options/0", json!(hostile));
    let value = edit(value, "/tasks/0/steps/1/action/log", json!(hostile));
    let artifacts = rendered(&solution(&value));
    assert_eq!(parsed(&artifacts, "fields/enable.json")["validationOptions"]["enum"][0], hostile);
    assert_eq!(parsed(&artifacts, "tasks/backup/task.json")["rows"][1]["message"], hostile);
}

#[test]
fn files_end_with_one_line_feed_and_hold_no_carriage_return() {
    for artifact in rendered(&solution(&everything())).iter().chain(&schemas()) {
        let text = text(artifact);
        assert!(text.ends_with("}\n") && !text.contains('\r'), "{}", artifact.path);
    }
}
