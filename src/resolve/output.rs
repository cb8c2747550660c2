//! Where and how to write.

use super::codes::{MALFORMED_REFERENCE, PATH_OUTSIDE};
use super::part::is_reserved;
use super::scope::Scope;
use serde::{Deserialize, Serialize};

use crate::document::At;

/// Where a render goes. Paths have `/` and no `.` or `..`, but for `..` at the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The output folder, relative to the manifest.
    pub folder: String,
    /// The folder of the docs pages, relative to the output folder.
    pub pages: String,
    /// What leads from the folder of the docs pages to the manifest's.
    pub manifest: String,
    /// The folder of the tasks' scripts, relative to the output folder.
    pub scripts: String,
    /// What stands before an id in a link.
    pub link_prefix: String,
    /// Paths that are the author's, relative to the output folder.
    pub unmanaged: Vec<String>,
}

/// Where a render goes.
pub(super) fn layout(scope: &mut Scope<'_>) -> Layout {
    let table = &scope.manifest.output;
    let at = At::ROOT.key("output");
    let folder = folder_at(scope, &at.key("folder"), table.folder.as_deref().unwrap_or("out"));
    let pages = table.pages.as_ref().map(|path| folder_at(scope, &at.key("pages"), path));
    let scripts = table.scripts.as_ref().map(|path| folder_at(scope, &at.key("scripts"), path));
    let unmanaged = at.key("unmanaged");
    for (index, pattern) in table.unmanaged.iter().enumerate() {
        folder_at(scope, &unmanaged.index(index), pattern.trim_end_matches('/'));
    }
    let pages = pages.unwrap_or_else(|| tidy(&format!("{folder}/docs")));
    // From the top of the repository, since the way back from `../docs` leads through names.
    let own = scope.inputs.folder();
    let from_top = |path: &str| tidy(&format!("{own}/{path}"));
    let relative = |from: &str, to: &str| relative(&from_top(from), &from_top(to));
    Layout {
        manifest: relative(&pages, "."),
        pages: relative(&folder, &pages),
        scripts: scripts.map_or_else(|| "tasks".into(), |path| relative(&folder, &path)),
        folder,
        link_prefix: link_prefix(scope, &at.key("link-prefix"), table.link_prefix.as_deref()),
        unmanaged: table.unmanaged.clone(),
    }
}

fn link_prefix(scope: &mut Scope<'_>, at: &At<'_>, written: Option<&str>) -> String {
    let prefix = written.unwrap_or("/docs/");
    if !prefix.bytes().all(|b| b.is_ascii_alphanumeric() || b"/:.-_~".contains(&b)) {
        let help = "/docs/, say: letters, digits, / : . - _ ~";
        scope.problems.at_value(&MALFORMED_REFERENCE, at, "a link cannot begin with this", help);
    }
    prefix.to_owned()
}

/// A folder to write to, relative to the manifest. Whether it stays in the repository is for the disk to say.
fn folder_at(scope: &mut Scope<'_>, at: &At<'_>, path: &str) -> String {
    let problem = portable(path).err().or_else(|| {
        let reserved = path.split('/').find(|name| is_reserved(name));
        reserved.map(|name| format!("holds `{name}`, which Windows keeps for a device"))
    });
    if let Some(why) = problem {
        let help = "a path relative to the manifest, with `/`";
        scope.problems.at_value(&PATH_OUTSIDE, at, format!("`{}` {why}", shown(path)), help);
    }
    tidy(path)
}

/// A path in a message: as it is written, but for what cannot be seen.
pub(super) fn shown(path: &str) -> String {
    path.escape_debug().to_string().replace("\\\\", "\\")
}

/// Why a path cannot mean the same on every system.
fn portable(path: &str) -> Result<(), String> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.trim().is_empty() {
        Err("names nothing".into())
    } else if path.starts_with('/') || drive || path.starts_with('~') {
        Err("is absolute".into())
    } else if path.contains('\\') {
        Err("has a `\\`".into())
    } else if path.chars().any(|c| c.is_control() || "<>:\"|?".contains(c)) {
        Err("holds a character that Windows does not take".into())
    } else {
        Ok(())
    }
}

/// Checks that a path stays below where it starts.
pub(super) fn inside(path: &str) -> Result<(), String> {
    portable(path)?;
    match tidy(path).split('/').next() {
        Some("..") => Err("leads out of the manifest's folder".into()),
        Some("" | ".") => Err("names no file".into()),
        _ => Ok(()),
    }
}

/// A path without `.`, doubled `/`, and `..` that could be left out.
fn tidy(path: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    if names.is_empty() { ".".into() } else { names.join("/") }
}

/// How one folder is reached from another, both relative to the same place.
fn relative(from: &str, to: &str) -> String {
    let names = |path: &str| -> Vec<String> {
        path.split('/').filter(|name| *name != ".").map(str::to_owned).collect()
    };
    let (from, to) = (names(from), names(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let path: Vec<String> = up.chain(to[shared..].iter().cloned()).collect();
    if path.is_empty() { ".".into() } else { path.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_tidied() {
        for (path, right) in
            [("a/./b//c/", "a/b/c"), ("a/../b", "b"), ("../../a", "../../a"), ("a/..", "."), ("./", ".")]
        {
            assert_eq!(tidy(path), right);
        }
    }

    #[test]
    fn a_folder_is_reached_from_another() {
        for (from, to, right) in [
            ("out", "out/docs", "docs"),
            ("out", "site/docs", "../site/docs"),
            ("out/a", "../docs", "../../../docs"),
            ("solutions/a/out", "docs/a", "../../../docs/a"),
            ("../out", "../out/docs", "docs"),
            (".", "docs", "docs"),
            ("out", "out", "."),
        ] {
            assert_eq!(relative(from, to), right, "{from} to {to}");
        }
    }

    #[test]
    fn a_body_stays_inside() {
        assert!(inside("scripts/a.ps1").is_ok() && inside("a/../b.ps1").is_ok());
        for path in ["../a", "a/../../b", "/etc/passwd", "C:/x", "c:x", "\\\\host\\x", "a\\b", "", "."] {
            assert!(inside(path).is_err(), "{path}");
        }
    }
}
