//! Where and how to write.

use serde::{Deserialize, Serialize};

use super::codes::{FILE_NAME, MALFORMED_REFERENCE, PATH_OUTSIDE};
use super::part::is_reserved;
use super::scope::Scope;
use crate::document::At;
use crate::manifest::{FileOrInline, Manifest};

/// The folder beside the manifest with the author's own templates.
pub const TEMPLATES: &str = "templates";

/// The folder beside the manifest with the pages' images.
pub const IMAGES: &str = "images";

/// The folder of the docs pages in the output folder, where `[output]` says nothing.
pub const PAGES: &str = "docs";

/// The folder of the tasks' scripts in the output folder, where `[output]` says nothing.
pub const SCRIPTS: &str = "tasks";

/// The most characters of a path in a message.
const LONGEST_SHOWN: usize = 60;

const OWN_FOLDER: &str = "choose a folder of its own, such as `out`";

/// The most bytes of a file's or folder's name, on any system.
const LONGEST_NAME: usize = 255;

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
    let folder = output_folder(scope, &at.key("folder"), table.folder.as_deref().unwrap_or("out"));
    let pages = table.pages.as_ref().map(|path| folder_at(scope, &at.key("pages"), path));
    let scripts = table.scripts.as_ref().map(|path| folder_at(scope, &at.key("scripts"), path));
    let unmanaged = at.key("unmanaged");
    for (index, pattern) in table.unmanaged.iter().enumerate() {
        written_path(scope, &unmanaged.index(index), pattern.trim_end_matches('/'), |_| Ok(()));
    }
    let pages = pages.unwrap_or_else(|| tidy(&format!("{folder}/{PAGES}")));
    // From the top of the repository, since the way back from `../docs` leads through names.
    let own = scope.inputs.folder();
    let from_top = |path: &str| tidy(&format!("{own}/{path}"));
    let relative = |from: &str, to: &str| relative(&from_top(from), &from_top(to));
    Layout {
        manifest: relative(&pages, "."),
        pages: relative(&folder, &pages),
        scripts: scripts.map_or_else(|| SCRIPTS.into(), |path| relative(&folder, &path)),
        folder,
        link_prefix: link_prefix(scope, &at.key("link-prefix"), table.link_prefix.as_deref()),
        unmanaged: table.unmanaged.clone(),
    }
}

/// The output folder. A search for manifests does not enter one, so that it cannot hold its own manifest.
fn output_folder(scope: &mut Scope<'_>, at: &At<'_>, path: &str) -> String {
    let folder = folder_at(scope, at, path);
    if !path.trim().is_empty() && folder.split('/').all(|name| matches!(name, "." | "..")) {
        let message = format!("`{}` holds the manifest itself", shown(path));
        scope.problems.at_value(&PATH_OUTSIDE, at, message, OWN_FOLDER);
    }
    folder
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
    let bodies = folders_of_bodies(scope.manifest);
    written_path(scope, at, path, |path| is_free(path, &bodies));
    tidy(path)
}

/// Says what keeps a path from being written to on some system, or by the rest of the manifest.
fn written_path(
    scope: &mut Scope<'_>,
    at: &At<'_>,
    path: &str,
    is_free: impl Fn(&str) -> Result<(), String>,
) {
    let names = || names_are_sound(path).map_err(|why| (&FILE_NAME, why, "choose another name"));
    let free = || is_free(&tidy(path)).map_err(|why| (&PATH_OUTSIDE, why, OWN_FOLDER));
    let portable =
        portable(path).map_err(|why| (&PATH_OUTSIDE, why, "a path relative to the manifest, with `/`"));
    if let Err((code, why, help)) = portable.and_then(|()| names()).and_then(|()| free()) {
        scope.problems.at_value(code, at, format!("`{}` {why}", shown(path)), help);
    }
}

/// Whether a render may be written to this folder, which is relative to the manifest.
pub fn may_be_written(path: &str) -> bool {
    portable(path).is_ok() && names_are_sound(path).is_ok() && is_free(&tidy(path), &[]).is_ok()
}

/// The folders of the script bodies, relative to the manifest.
fn folders_of_bodies(manifest: &Manifest) -> Vec<String> {
    let steps = manifest.task.iter().flat_map(|(_, task)| &task.step);
    let files = steps.filter_map(|step| match &step.powershell {
        Some(FileOrInline::File(path)) => Some(tidy(path)),
        _ => None,
    });
    files.map(|file| file.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned()).collect()
}

/// Why a name in a path cannot be a folder's on every system.
fn names_are_sound(path: &str) -> Result<(), String> {
    for name in path.split('/').filter(|name| !matches!(*name, "" | "." | "..")) {
        if is_reserved(name) {
            return Err(format!("holds `{name}`, which Windows keeps for a device"));
        }
        if name.ends_with(['.', ' ']) {
            return Err(format!("holds `{name}`, and Windows drops the dot or blank at its end"));
        }
        if name.len() > LONGEST_NAME {
            return Err(format!("holds a name of {} bytes; {LONGEST_NAME} is the most", name.len()));
        }
    }
    Ok(())
}

/// Why a folder is not free to be written to.
fn is_free(path: &str, bodies: &[String]) -> Result<(), String> {
    let is = |name: &str| path.split('/').any(|part| part.eq_ignore_ascii_case(name));
    let own = [TEMPLATES, IMAGES]
        .into_iter()
        .find(|own| path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(own)));
    if is(".git") {
        Err("is Git's own folder, or in it".into())
    } else if let Some(own) = own {
        Err(format!("is the folder of the author's own {own}, or in it"))
    } else if path != "." && bodies.iter().any(|body| body.eq_ignore_ascii_case(path)) {
        Err("holds script bodies".into())
    } else {
        Ok(())
    }
}

/// A path in a message: as it is written, but for what cannot be seen, and as much of it as tells which it is.
pub(super) fn shown(path: &str) -> String {
    let shown = path.escape_debug().to_string().replace("\\\\", "\\");
    match shown.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
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
