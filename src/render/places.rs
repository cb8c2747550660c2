//! Where the files of each part go, and which part a file is of.

use serde::{Deserialize, Serialize};

use crate::resolve::{Layout, PAGES, SCRIPTS};
use crate::solution::{Kind, PartRef};

/// The folders of a render that a manifest can choose, relative to the output folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// The folder of the docs pages.
    pub pages: String,
    /// The folder of the tasks' scripts.
    pub scripts: String,
}

impl From<&Layout> for Places {
    fn from(layout: &Layout) -> Places {
        Places { pages: layout.pages.clone(), scripts: layout.scripts.clone() }
    }
}

impl Default for Places {
    /// Where `[output]` says nothing.
    fn default() -> Places {
        Places { pages: PAGES.into(), scripts: SCRIPTS.into() }
    }
}

/// The path of a part's page in the folder of the pages.
pub(super) fn page(own: &PartRef) -> String {
    match own.kind {
        Kind::Solution => "index.md".to_owned(),
        Kind::Field => format!("fields/{}.md", own.key),
        Kind::Group => format!("groups/{}.md", own.key),
        Kind::Task => format!("tasks/{}.md", own.key),
    }
}

/// The file of a task's script, by its place among the task's scripts.
pub fn script_file(index: usize) -> String {
    if index == 0 { "script.ps1".to_owned() } else { format!("script-{}.ps1", index + 1) }
}

impl Places {
    /// The part that a rendered file of this path is of; none where no part has such a file.
    pub fn owner(&self, path: &str) -> Option<PartRef> {
        let body = path.strip_suffix(".json").and_then(|path| match path.split_once('/')? {
            ("fields", key) => part(Kind::Field, key),
            ("groups", key) => part(Kind::Group, key),
            ("tasks", path) => part(Kind::Task, path.strip_suffix("/task")?),
            _ => None,
        });
        let of_page = || below(path, &self.pages).and_then(owner_of_page);
        let of_script = || below(path, &self.scripts).and_then(owner_of_script);
        body.or_else(of_page).or_else(of_script)
    }
}

fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    if folder == "." { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

fn part(kind: Kind, key: &str) -> Option<PartRef> {
    (!key.is_empty() && !key.contains('/')).then(|| PartRef::new(kind, key))
}

fn owner_of_page(path: &str) -> Option<PartRef> {
    if path == page(&PartRef::solution()) {
        return Some(PartRef::solution());
    }
    match path.strip_suffix(".md")?.split_once('/')? {
        ("fields", key) => part(Kind::Field, key),
        ("groups", key) => part(Kind::Group, key),
        ("tasks", key) => part(Kind::Task, key),
        _ => None,
    }
}

fn owner_of_script(path: &str) -> Option<PartRef> {
    let (key, file) = path.split_once('/')?;
    let number = file.strip_prefix("script-").and_then(|rest| rest.strip_suffix(".ps1"));
    let is_further = number
        .and_then(|number| number.parse().ok())
        .is_some_and(|number: usize| number >= 2 && file == script_file(number - 1));
    (is_further || file == script_file(0)).then(|| part(Kind::Task, key)).flatten()
}
