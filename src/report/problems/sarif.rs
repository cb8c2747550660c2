//! Problems as SARIF 2.1.0, the format of code scanners.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Checked, Failure, Paths, Span, level, told};
use crate::check;
use crate::diag::{Code, Problem};
use crate::render::json as artifact;
use crate::source::Place;
use crate::words::hex;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// The problems of all manifests as one run of a code scanner.
pub fn sarif(checked: &[Checked<'_>], paths: &Paths<'_>) -> String {
    let mut prints = Prints::default();
    let results: Vec<Value> = checked
        .iter()
        .flat_map(|solution| solution.problems.iter().map(|problem| (solution.manifest, problem)))
        .map(|(manifest, problem)| result(problem, manifest, paths, &mut prints))
        .collect();
    let rules: Vec<Value> = check::codes().map(rule).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "rmmgen",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "invocations": [invocation(checked)],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    String::from_utf8(artifact::pretty(&log)).expect("JSON is UTF-8")
}

/// A kind of problem, as `rmmgen explain` has it.
fn rule(info: &Code) -> Value {
    let example: String = info.example.lines().map(|line| format!("    {line}\n")).collect();
    let help = format!("Why it matters: {}\n\nFor example:\n\n{example}", info.why);
    json!({
        "id": info.word,
        "shortDescription": message(info.what),
        "fullDescription": message(&format!("{} {}", info.what, info.why)),
        "help": message(&help),
        "defaultConfiguration": { "level": level(info.severity) },
    })
}

/// Whether the run came to its end, and what it broke on.
fn invocation(checked: &[Checked<'_>]) -> Value {
    let broken = checked.iter().filter_map(|solution| Some((solution.manifest, solution.failure?)));
    let notifications: Vec<Value> =
        broken.map(|(manifest, failure)| notification(manifest, &failure)).collect();
    json!({
        "executionSuccessful": notifications.is_empty(),
        "toolExecutionNotifications": notifications,
    })
}

fn notification(manifest: &str, failure: &Failure<'_>) -> Value {
    json!({
        "level": "error",
        "message": message(&told(failure.message, failure.help)),
        "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(manifest) } } }],
    })
}

fn result(problem: &Problem, manifest: &str, paths: &Paths<'_>, prints: &mut Prints) -> Value {
    let location = match &problem.place {
        Some(place) => location(place, paths),
        None => json!({ "physicalLocation": { "artifactLocation": { "uri": uri(manifest) } } }),
    };
    let mut result = json!({
        "ruleId": problem.code.word,
        "ruleIndex": check::codes().position(|code| code == problem.code),
        "level": level(problem.severity),
        "message": message(&told(&problem.message, &problem.help)),
        "locations": [location],
        "partialFingerprints": { "problem/v1": prints.of(problem, manifest) },
    });
    if !problem.related.is_empty() {
        result["relatedLocations"] = problem.related.iter().map(|it| related(it, paths)).collect();
    }
    result
}

fn related((place, word): &(Place, String), paths: &Paths<'_>) -> Value {
    let mut location = location(place, paths);
    location["message"] = message(word);
    location
}

fn location(place: &Place, paths: &Paths<'_>) -> Value {
    let Span { file, start: (line, column), end: (end_line, end_column) } = Span::new(place, paths);
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&file) },
        "region": {
            "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
        },
    } })
}

/// A message. Braces would be places for arguments and `[word](1)` a link, so neither is left as it is.
fn message(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}").replace("](", "] (") })
}

/// A path as a reference: relative where the path is, and never taken for a scheme.
fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    let root = match path {
        path if path.starts_with('/') => "file://",
        _ if drive => "file:///",
        _ => "",
    };
    path.bytes().fold(root.to_owned(), |mut uri, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
        uri
    })
}

/// What tells a problem from others, wherever its line moves to: its kind, the manifest, and the text of the line.
#[derive(Default)]
struct Prints {
    seen: BTreeMap<String, usize>,
}

impl Prints {
    fn of(&mut self, problem: &Problem, manifest: &str) -> String {
        let line = match &problem.place {
            Some(place) => place.source.text[place.lines()].trim(),
            None => &problem.message,
        };
        let mut hash = Sha256::new();
        for part in [problem.code.word, manifest, line] {
            hash.update(part);
            hash.update([0]);
        }
        let print = hex(&hash.finalize()[..16]);
        let count = self.seen.entry(print.clone()).or_default();
        *count += 1;
        format!("{print}:{count}")
    }
}
