//! A small solution to begin with, whose comments teach the language.

use std::path::Path;

use uuid::Uuid;

use super::Exit;
use super::terminal::Terminal;
use crate::disk;
use crate::resolve::as_key;

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
    let key = as_key(name);
    let nameless = !name.chars().any(char::is_alphanumeric);
    if nameless || name.chars().any(char::is_control) || name.chars().count() > 100 {
        terminal
            .err("error: a solution's name is one line of at most 100 characters, with a letter or digit\n");
        return Exit::Broken;
    }
    match disk::create_folder(Path::new(&key), &files(name, Uuid::new_v4())) {
        Ok(()) => {
            terminal.remark(&format!(
                "Made {key}/ with a small solution. Next:\n\n    cd {key}\n    rmmgen generate\n\n"
            ));
            terminal.remark("Its solution.toml explains the language; out/ is meant to be committed.\n");
            if let Ok(Some(top)) = disk::find_top(Path::new(".")) {
                let top = top.display();
                terminal.remark(&format!(
                    "The workflow in {key}/.github works at the top of a repository: {top}\n"
                ));
            }
            Exit::Clean
        }
        Err(error) => {
            terminal.broken(None, &error);
            Exit::Broken
        }
    }
}

/// The files of a new solution of this name and id.
fn files(name: &str, id: Uuid) -> Vec<(String, Vec<u8>)> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, template) in FILES {
        let text = NAMES
            .iter()
            .fold(template.replace("@ID@", &quoted(&id.to_string())), |text, (mark, before, after)| {
                text.replace(mark, &quoted(&format!("{before}{name}{after}")))
            });
        files.push((path.to_owned(), text.into_bytes()));
    }
    files.push(("solution.schema.json".to_owned(), super::schema().into_bytes()));
    files
}
