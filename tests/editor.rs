//! What an editor makes of the published schema: the language server of Even Better TOML is asked about the places of
//! tests/editor/places.toml, and has nothing to say of sound manifests. It runs where Node is and `npm ci` was run in
//! tests/editor; with `REQUIRE_EDITOR=1` it is a failure that it cannot.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a test reads its environment and files, and starts programs

mod inputs;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use inputs::cases::{BASES, Case, cases};
use inputs::files;
use serde::Deserialize;
use serde_json::{Value, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/editor");
const CURSOR: char = '‸';
const SCHEMA: &str = "#:schema ./solution.schema.json\n";
const SOLUTION: &str = r#"schema = 1
[solution]
id = "fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9"
name = "S"
description = "S"
"#;

#[derive(Deserialize)]
struct Places {
    place: Vec<Place>,
}

/// A place in a manifest, and what the server says there. places.toml explains it.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Place {
    text: String,
    #[serde(default)]
    whole: bool,
    cannot: Option<String>,
    keys_of: Option<String>,
    #[serde(default)]
    offers: Vec<String>,
    offers_just: Option<Vec<String>>,
    hover: Option<String>,
    errors: Option<Vec<String>>,
    dies: Option<String>,
}

/// What the server says.
#[derive(Debug, Deserialize)]
struct Answer {
    #[serde(default)]
    offered: Vec<String>,
    hover: Option<String>,
    #[serde(default)]
    errors: Vec<Found>,
    died: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Found {
    line: usize,
    message: String,
}

impl Place {
    fn question(&self) -> Value {
        let text = format!("{}{}", self.head(), self.text);
        let position = text.find(CURSOR).map(|at| {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            json!({ "line": before.matches('\n').count(), "character": before[start..].encode_utf16().count() })
        });
        json!({ "text": text.replace(CURSOR, ""), "position": position })
    }

    /// What stands above the text.
    fn head(&self) -> String {
        format!("{SCHEMA}{}", if self.whole { "" } else { SOLUTION })
    }

    /// What an answer does not meet.
    fn misses(&self, answer: &Answer) -> Vec<String> {
        let mut misses = Vec::new();
        let mut expect = |what: &str, met: bool, found: &dyn std::fmt::Debug| {
            if !met {
                misses.push(format!("{what}, but found {found:?}"));
            }
        };
        expect(&format!("dies: {:?}", self.dies), answer.died == self.dies, &answer.died);
        let offered: BTreeSet<&str> = answer.offered.iter().map(String::as_str).collect();
        let named: BTreeSet<&str> =
            offered.iter().copied().filter(|it| !it.is_empty() && !it.contains('.')).collect();
        for wanted in &self.offers {
            expect(&format!("offers {wanted}"), offered.contains(wanted.as_str()), &offered);
        }
        if let Some(just) = &self.offers_just {
            let just: BTreeSet<&str> = just.iter().map(String::as_str).collect();
            expect(&format!("offers just {just:?}"), named == just, &named);
        }
        if let Some(table) = &self.keys_of {
            let keys = keys_of(table);
            let keys: BTreeSet<&str> = keys.iter().map(String::as_str).collect();
            expect(&format!("offers just the keys of {table}"), named == keys, &named);
        }
        if let Some(hover) = &self.hover {
            expect(&format!("shows {hover:?}"), answer.hover.as_ref() == Some(hover), &answer.hover);
        }
        if let Some(errors) = &self.errors {
            let found = self.errors_of(answer);
            expect(
                &format!("finds {errors:#?}"),
                found.iter().collect::<BTreeSet<_>>() == errors.iter().collect(),
                &found,
            );
        }
        misses
    }

    /// The errors of an answer, once each: of a table, the server marks the header and every entry.
    fn errors_of(&self, answer: &Answer) -> Vec<String> {
        let above = self.head().lines().count();
        let mut found: Vec<(usize, &str)> = Vec::new();
        for error in &answer.errors {
            match found.iter_mut().find(|(_, message)| *message == error.message) {
                Some((line, _)) => *line = error.line.min(*line),
                None => found.push((error.line, &error.message)),
            }
        }
        found
            .into_iter()
            .map(|(line, message)| format!("{}: {message}", line + 1 - above.min(line)))
            .collect()
    }
}

#[test]
fn the_language_server_says_what_it_should_at_every_place() {
    let (last, places): (Vec<Place>, Vec<Place>) =
        places().into_iter().partition(|place| place.dies.is_some());
    let questions: Vec<Value> = places.iter().map(Place::question).collect();
    let Some(mut answers) = ask(&questions) else { return };
    answers.extend(last.iter().flat_map(|place| server(&[place.question()])));
    let mut misses = Vec::new();
    for (place, answer) in places.iter().chain(&last).zip(&answers) {
        let about = place.cannot.as_ref().map(|what| format!("\n(it cannot {what})")).unwrap_or_default();
        let found = place.misses(answer);
        misses.extend(
            (!found.is_empty()).then(|| format!("{}{about}\n-> {}\n", place.text, found.join("\n-> "))),
        );
    }
    assert!(misses.is_empty(), "{} of {} places:\n\n{}", misses.len(), answers.len(), misses.join("\n"));
}

#[test]
fn the_language_server_has_nothing_to_say_of_sound_manifests() {
    let mut paths = files(Path::new(BASES), "toml");
    paths.push("solution.toml".into());
    let mut texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let new = include_str!("../src/cli/verbs/new/solution.toml").replace('@', "\"");
    texts.push(new.replace("\"ID\"", "\"fecda0ff-5a3e-4cc5-b6a7-fd37732aa2e9\""));
    let Some(answers) = ask(&texts.iter().map(|text| whole(text)).collect::<Vec<_>>()) else { return };
    for (text, answer) in texts.iter().zip(&answers) {
        assert!(answer.errors.is_empty(), "{:#?} in\n{text}", answer.errors);
    }
}

/// Kinds of problems that a schema can tell. The others take more than the shape of a manifest; `wrong-type` would be one,
/// were dates no texts to the server.
const TOLD: [&str; 12] = [
    "bad-time",
    "criterion-operator",
    "criterion-subject",
    "fixed-severity",
    "group-form",
    "malformed-id",
    "missing-key",
    "step-action",
    "unknown-code",
    "unknown-key",
    "unknown-schema",
    "unknown-word",
];

/// Cases of those kinds that stand in a script, which is a text to the server.
const IN_A_SCRIPT: [&str; 1] = ["comment-at-a-certain-error.toml"];

#[test]
fn the_language_server_finds_errors_where_the_program_does() {
    let cases = cases();
    let Some(answers) = ask(&cases.iter().map(|case| whole(&case.manifest)).collect::<Vec<_>>()) else {
        return;
    };
    let says = |case: &Case, what: &str| case.message.lines().any(|line| line.starts_with(what));
    for (case, answer) in cases.iter().zip(&answers) {
        let path = case.path.display();
        let found = !answer.errors.is_empty();
        assert!(!found || says(case, "error["), "{path}: the editor finds {:#?}", answer.errors);
        if IN_A_SCRIPT.iter().any(|name| case.path.ends_with(name)) {
            continue;
        }
        for code in TOLD.iter().filter(|code| says(case, &format!("error[{code}]"))) {
            assert!(found, "{path}: the editor finds no {code}");
        }
    }
}

/// Whoever adds a table to the language adds a place for it.
#[test]
fn every_table_has_a_place() {
    let places: Places =
        toml::from_str(&fs::read_to_string(format!("{FOLDER}/places.toml")).unwrap()).unwrap();
    let asked: BTreeSet<&str> = places.place.iter().filter_map(|place| place.keys_of.as_deref()).collect();
    let schema = rmmgen::manifest::schema();
    let tables = schema["definitions"].as_object().unwrap().iter();
    for (table, _) in tables.filter(|(_, schema)| schema["properties"].is_object()) {
        assert!(
            asked.contains(table.as_str()),
            "no place of tests/editor/places.toml has `keys-of = \"{table}\"`"
        );
    }
}

fn places() -> Vec<Place> {
    let text = fs::read_to_string(format!("{FOLDER}/places.toml")).unwrap();
    toml::from_str::<Places>(&text).unwrap().place
}

/// The keys of a table of the language.
fn keys_of(table: &str) -> Vec<String> {
    let schema = rmmgen::manifest::schema();
    let table = if table == "Manifest" { &schema } else { &schema["definitions"][table] };
    table["properties"].as_object().unwrap().keys().cloned().collect()
}

/// The question what is wrong in a whole manifest.
fn whole(text: &str) -> Value {
    let head = if text.starts_with("#:schema") { "" } else { SCHEMA };
    json!({ "text": format!("{head}{text}"), "position": null })
}

/// The server's answers; none where it cannot be asked.
fn ask(questions: &[Value]) -> Option<Vec<Answer>> {
    let missing = if !Path::new(FOLDER).join("node_modules/@taplo/lsp").exists() {
        Some("tests/editor/node_modules: run `npm ci` in tests/editor")
    } else if Command::new("node").arg("--version").output().is_err() {
        Some("`node` on PATH")
    } else {
        None
    };
    if let Some(missing) = missing {
        let required = std::env::var_os("REQUIRE_EDITOR").is_some_and(|value| value == "1");
        assert!(!required, "REQUIRE_EDITOR=1, and there is no {missing}");
        let skipped = format!("skipped: no editor was asked, since there is no {missing}");
        writeln!(std::io::stderr(), "{skipped}").expect("stderr takes text");
        return None;
    }
    let answers = server(questions);
    for (answer, question) in answers.iter().zip(questions) {
        assert!(answer.died.is_none(), "the server died ({:?}) of\n{}", answer.died, question["text"]);
    }
    assert_eq!(answers.len(), questions.len());
    Some(answers)
}

/// The answers of a server of its own, as far as it comes.
fn server(questions: &[Value]) -> Vec<Answer> {
    let mut server = Command::new("node")
        .args([&format!("{FOLDER}/server.mjs"), env!("CARGO_MANIFEST_DIR")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped()) // where the server writes what it died of
        .spawn()
        .unwrap();
    server.stdin.take().unwrap().write_all(Value::from(questions).to_string().as_bytes()).unwrap();
    let output = server.wait_with_output().unwrap();
    assert!(output.status.success(), "server.mjs: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
