//! What serde accepts is just what the published schema finds no error of shape in: so an editor and the program
//! agree, and no problem of shape is ever told in serde's own words.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // tests set up folders of their own

mod inputs;

use std::fs;
use std::path::Path;

use inputs::cases::{BASES, cases};
use inputs::files;
use rmmgen::document::{Document, Unread};
use rmmgen::manifest::{Manifest, shape_errors};
use rmmgen::source::Source;
use toml::{Table, Value};

/// Values of every type, and of the sizes and forms that a type may not take.
const VALUES: &str = r#"
values = ["", "x", "2025-01-01", 1, 0, -1, 5000000000, -9223372036854775808, 1.0, 1.5, inf, true, 2025-01-01,
  2025-01-01T10:00:00Z, 10:00:00, [], ["x"], ["x", "y"], [1], [1, 2], [1, 2, 3], [1.0, 2], ["x", 1], [[]], [{}], {}, { x = 1 },
  { inline = "x" }, { inline = 1 }, { x = "y" }, { company = {} }, { site = "x" },
  [2025-01-01], { inline = "x", y = 1 }]
"#;

#[test]
fn serde_and_the_schema_agree_on_every_manifest() {
    for path in files(Path::new(BASES), "toml") {
        agree(&fs::read_to_string(&path).unwrap(), &path.display().to_string());
    }
    for case in cases() {
        agree(&case.manifest, &case.name);
    }
    agree(&fs::read_to_string("solution.toml").unwrap(), "solution.toml");
    agree(
        include_str!("../src/cli/verbs/new/solution.toml").replace('@', "\"").as_str(),
        "the manifest of `rmmgen new`",
    );
}

#[test]
fn serde_and_the_schema_agree_on_every_mutation() {
    let values: Table = VALUES.parse().unwrap();
    let values = values["values"].as_array().unwrap();
    let mut count = 0;
    let manifest: Table = fs::read_to_string("tests/shape/everything.toml").unwrap().parse().unwrap();
    assert!(agree(&manifest.to_string(), "everything"));
    for path in paths(&Value::Table(manifest.clone())) {
        for mutation in mutations(values) {
            let mut mutant = Value::Table(manifest.clone());
            mutation.apply(&mut mutant, &path);
            agree(&mutant.to_string(), &format!("{mutation:?} at {path:?}"));
            count += 1;
        }
    }
    assert!(count > 5_000, "only {count} mutants");
}

#[test]
fn numbers_beyond_every_type_are_shape_errors() {
    for (from, to) in [
        ("schema = 1", "schema = 99999999999999999999"),
        ("range = [1, 365]", "range = [1, -99999999999999999999]"),
        ("default = 30", "default = 0xFFFFFFFFFFFFFFFFFF"),
    ] {
        let text = fs::read_to_string("tests/check/bases/small.toml").unwrap();
        assert!(text.contains(from));
        assert!(!agree(&text.replace(from, to), to));
    }
}

/// Whether both accept a text; that they agree is asserted. Texts that are no TOML have no shape.
fn agree(text: &str, about: &str) -> bool {
    let document = Document::new(&Source::new("solution.toml", text));
    let errors = shape_errors(&document);
    match document.read::<Manifest>() {
        Err(Unread::Syntax(_)) => return false,
        Ok(_) => assert!(errors.is_empty(), "{about}: serde accepts what the schema refuses: {errors:?}"),
        Err(Unread::Shape(error)) => assert!(!errors.is_empty(), "{about}: only serde refuses: {error}"),
    }
    errors.is_empty()
}

/// A step into a value.
#[derive(Clone, Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// The path of every key and element.
fn paths(value: &Value) -> Vec<Vec<Step>> {
    let children: Vec<(Step, &Value)> = match value {
        Value::Table(table) => table.iter().map(|(key, value)| (Step::Key(key.clone()), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, value)| (Step::Index(index), value)).collect()
        }
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (step, child) in children {
        found.push(vec![step.clone()]);
        found.extend(paths(child).into_iter().map(|rest| [vec![step.clone()], rest].concat()));
    }
    found
}

/// A change at a path.
#[derive(Debug)]
enum Mutation<'a> {
    Drop,
    Add,
    Set(&'a Value),
}

fn mutations(values: &[Value]) -> impl Iterator<Item = Mutation<'_>> {
    [Mutation::Drop, Mutation::Add].into_iter().chain(values.iter().map(Mutation::Set))
}

impl Mutation<'_> {
    fn apply(&self, root: &mut Value, path: &[Step]) {
        let (last, parents) = path.split_last().unwrap();
        let parent = parents.iter().fold(root, |value, step| match step {
            Step::Key(key) => &mut value[key.as_str()],
            Step::Index(index) => &mut value[*index],
        });
        match (self, parent, last) {
            (Mutation::Drop, Value::Table(table), Step::Key(key)) => drop(table.remove(key)),
            (Mutation::Drop, Value::Array(items), Step::Index(index)) => drop(items.remove(*index)),
            (Mutation::Add, parent, _) => add(parent, last),
            (Mutation::Set(new), Value::Table(table), Step::Key(key)) => {
                drop(table.insert(key.clone(), (*new).clone()));
            }
            (Mutation::Set(new), Value::Array(items), Step::Index(index)) => items[*index] = (*new).clone(),
            (_, parent, last) => unreachable!("{last:?} of {parent}"),
        }
    }
}

/// An unknown key beside, and in the table itself if it is one.
fn add(parent: &mut Value, last: &Step) {
    let unknown = || ("unknown-key".to_owned(), Value::Integer(1));
    match (parent, last) {
        (Value::Table(table), Step::Key(key)) => match table.get_mut(key) {
            Some(Value::Table(inner)) => inner.extend([unknown()]),
            _ => table.extend([unknown()]),
        },
        (Value::Array(items), Step::Index(index)) => match &mut items[*index] {
            Value::Table(inner) => inner.extend([unknown()]),
            _ => items.push(Value::Integer(1)),
        },
        (parent, last) => unreachable!("{last:?} of {parent}"),
    }
}

#[test]
fn everything_holds_every_key_of_the_schema() {
    let text = fs::read_to_string("tests/shape/everything.toml").unwrap();
    let schema = rmmgen::manifest::schema();
    let tables = schema["definitions"].as_object().unwrap().values().chain([&schema]);
    for key in tables.filter_map(|table| table["properties"].as_object()).flat_map(|keys| keys.keys()) {
        assert!(text.contains(key.as_str()), "`{key}` is not in tests/shape/everything.toml");
    }
}

#[test]
fn a_missing_schema_says_what_to_write() {
    let text = fs::read_to_string("tests/shape/everything.toml").unwrap().replace("schema = 1\n", "");
    let problems = shape_errors(&Document::new(&Source::new("solution.toml", text)));
    let help: Vec<&str> = problems.iter().flat_map(|problem| &problem.help).map(String::as_str).collect();
    assert_eq!(help, ["write `schema = 1` at the top, the version of the language"]);
}
