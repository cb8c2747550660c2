//! A small solution to begin with, whose comments teach the language.

use std::path::Path;

use uuid::Uuid;

use super::schema::schema;
use crate::cli::terminal::{Exit, Terminal};
use crate::host;
use crate::resolve::{as_key, is_reserved};
use crate::solution::look_alike;

/// The files of a new solution: path and template.
const FILES: [(&str, &str); 4] = [
    ("solution.toml", include_str!("new/solution.toml")),
    ("scripts/check-disk-space.ps1", include_str!("new/check-disk-space.ps1")),
    (".gitattributes", include_str!("new/gitattributes")),
    (".github/workflows/rmmgen.yml", include_str!("new/workflow.yml")),
];

/// What the manifest's template leaves to be said, and how it follows from the solution's name.
const NAMES: [(&str, &str, &str); 7] = [
    ("@ENABLED_GROUP@", "", " Enabled"),
    ("@ATTENTION_GROUP@", "", " Needs Attention"),
    ("@ENABLE@", "Enable ", ""),
    ("@EXCLUDE@", "Exclude From ", ""),
    ("@STATUS@", "", " Status"),
    ("@TASK@", "Check ", ""),
    ("@NAME@", "", ""),
];

/// Makes the folder.
pub(super) fn new(name: &str, terminal: &Terminal) -> Exit {
    let name = name.trim();
    if let Some((message, help)) = unfit(name) {
        return terminal.broken(None, &host::Error { message, help: Some(help.to_owned()) });
    }
    let key = folder(name);
    match host::create_folder(Path::new(&key), &files(name, Uuid::new_v4())) {
        Ok(()) => {
            terminal.remark(&format!(
                "Made {key}/ with a small solution. Next:\n\n    cd {key}\n    rmmgen generate\n\n"
            ));
            terminal.remark("Its solution.toml explains the language; out/ is meant to be committed.\n");
            if let Ok(Some(top)) = host::find_top(Path::new(".")) {
                let top = top.display();
                terminal.remark(&format!(
                    "The workflow in {key}/.github works at the top of a repository: {top}\n"
                ));
            }
            Exit::Clean
        }
        Err(error) => terminal.broken(None, &error),
    }
}

/// Why a text cannot be a solution's name, and what to do about it.
fn unfit(name: &str) -> Option<(String, &'static str)> {
    let said = name.escape_debug();
    if !name.chars().any(char::is_alphanumeric) {
        Some((format!("`{said}` cannot be a solution's name"), "it needs a letter or a digit"))
    } else if name.chars().any(char::is_control) || name.chars().count() > 100 {
        Some(("this cannot be a solution's name".into(), "one line of at most 100 characters"))
    } else {
        let (c, what, instead) = look_alike::first(name)?;
        Some((format!("`{said}` holds a {what} (U+{:04X})", c as u32), instead))
    }
}

/// The folder of a solution of this name: one that every system can have.
fn folder(name: &str) -> String {
    match as_key(name) {
        _ if !name.chars().any(|c| c.is_ascii_alphanumeric()) => "solution".into(),
        key if is_reserved(&key) => format!("{key}-solution"),
        key => key,
    }
}

/// The files of a new solution of this name and id.
fn files(name: &str, id: Uuid) -> Vec<(String, Vec<u8>)> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let names = NAMES.map(|(mark, before, after)| (mark, quoted(&format!("{before}{name}{after}"))));
    let values: Vec<_> = names.into_iter().chain([("@ID@", quoted(&id.to_string()))]).collect();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, template) in FILES {
        files.push((path.to_owned(), filled(template, &values).into_bytes()));
    }
    files.push(("solution.schema.json".to_owned(), schema().into_bytes()));
    files
}

/// The template with each mark replaced, in one pass: a name may look like a mark.
fn filled(template: &str, values: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('@') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match values.iter().find(|(mark, _)| rest.starts_with(mark)) {
            Some((mark, value)) => {
                text.push_str(value);
                rest = &rest[mark.len()..];
            }
            None => {
                text.push('@');
                rest = &rest[1..];
            }
        }
    }
    text + rest
}
