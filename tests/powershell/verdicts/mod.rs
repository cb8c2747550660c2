//! What PowerShell 7.6.9 says of texts: a file an area, and whole bodies in `realistic.jsonl`.
//!
//! A valid text has its `tree`: `[type, start, end, child, …]` in UTF-16 units, the types as in
//! `System.Management.Automation.Language` without `Ast`. Any other has its `errors`, the first one first.
//! `environment` marks errors that depend on the types and modules that a machine has loaded.

use std::path::Path;

use serde_json::Value;

use super::shape::Shape;

/// A text and what PowerShell says of it.
pub(crate) struct Case {
    pub id: String,
    pub text: String,
    pub word: Word,
}

pub(crate) enum Word {
    /// Its tree.
    Valid(Vec<Shape>),
    /// Its first error: what it is, and its line.
    Invalid { error: String, line: usize },
    /// The error depends on the machine.
    Unsettled,
}

/// All texts.
pub(crate) fn cases() -> impl Iterator<Item = Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/powershell/verdicts");
    let files = std::fs::read_dir(folder).expect("the folder of the verdicts");
    let mut files: Vec<_> = files.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    files.into_iter().flat_map(|path| {
        let text = std::fs::read_to_string(path).expect("a file of verdicts");
        text.lines().map(case).collect::<Vec<_>>()
    })
}

fn case(line: &str) -> Case {
    let case: Value = serde_json::from_str(line).expect("a line of JSON");
    let text = |key: &str| case[key].as_str().unwrap_or_else(|| panic!("{key} in {line}")).to_owned();
    let word = if case["environment"] == true {
        Word::Unsettled
    } else if let Some(error) = case["errors"].get(0) {
        let line = error["line"].as_u64().expect("a line") as usize;
        Word::Invalid { error: error["id"].as_str().expect("an id").to_owned(), line }
    } else {
        let mut nodes = Vec::new();
        add(&case["tree"], 0, &mut nodes);
        Word::Valid(nodes)
    };
    Case { id: text("id"), text: text("text"), word }
}

fn add(node: &Value, depth: usize, nodes: &mut Vec<Shape>) {
    let number = |at: usize| node[at].as_u64().expect("an offset") as usize;
    let name = node[0].as_str().expect("the name of a node").to_owned();
    nodes.push(Shape { name, start: number(1), end: number(2), depth });
    for child in node.as_array().expect("a node").iter().skip(3) {
        add(child, depth + 1, nodes);
    }
}
