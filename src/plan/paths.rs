//! Paths of artifacts: the ones handed over to the author, and the ones that cannot stand side by side.

use std::collections::{BTreeMap, BTreeSet};

/// The record's own path.
pub const RECORD: &str = "render.json";

/// The folder of the lock and the journal.
pub const OWN_FOLDER: &str = ".rmmgen";

/// `[output] unmanaged`: paths relative to the output folder that are the author's. Such a file is created
/// if there is none, and from then on never written, removed or compared, not even where it was deleted.
#[derive(Clone, Debug, Default)]
pub struct Unmanaged {
    patterns: Vec<Vec<String>>,
}

impl Unmanaged {
    /// From patterns: a file's path (`docs/a.md`), or a folder's with `/` or `/**` behind it (`docs/`).
    /// `*` stands for any text within a name.
    pub fn new<S: AsRef<str>>(patterns: impl IntoIterator<Item = S>) -> Unmanaged {
        let segments = |pattern: S| {
            let pattern = pattern.as_ref().trim_start_matches("./");
            let whole = pattern.strip_suffix('/').map(|folder| format!("{folder}/**"));
            whole.as_deref().unwrap_or(pattern).split('/').map(String::from).collect()
        };
        Unmanaged { patterns: patterns.into_iter().map(segments).collect() }
    }

    /// Whether the path is the author's.
    pub fn has(&self, path: &str) -> bool {
        self.patterns.iter().any(|pattern| path_matches(pattern, path))
    }
}

fn path_matches(pattern: &[String], path: &str) -> bool {
    let mut names = path.split('/');
    for (at, segment) in pattern.iter().enumerate() {
        let last = at + 1 == pattern.len();
        match names.next() {
            Some(_) if last && segment == "**" => return true,
            Some(name) if name_matches(segment.as_bytes(), name.as_bytes()) => {}
            _ => return false,
        }
    }
    names.next().is_none()
}

/// Whether a name fits a pattern in which `*` stands for any text. Linear: it goes back to the last `*` only.
fn name_matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, n));
            p += 1;
        } else if pattern.get(p) == Some(&name[n]) {
            p += 1;
            n += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            p = at + 1;
            n = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

/// The form in which two paths are one on a file system that ignores letter case.
pub fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// Whether the one path would be a folder of the other, or both are one, on any file system.
pub(crate) fn collide(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    one == other || below(&one, &other) || below(&other, &one)
}

/// The folder that a path is in; empty for the output folder itself.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether the path is below the folder.
pub(crate) fn below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Every pair of paths that cannot stand side by side on every file system: equal, equal but for letter
/// case, one the folder of the other, or one of the names rmmgen keeps for itself (paired with that name).
pub fn collisions<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut taken: BTreeMap<String, &str> = [RECORD, OWN_FOLDER].map(|own| (own.to_string(), own)).into();
    let mut folders: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for path in paths {
        let key = folded(path);
        let mut clash = folders.get(&key).or(taken.get(&key)).copied();
        for (end, _) in key.match_indices('/') {
            clash = clash.or(taken.get(&key[..end]).copied());
            folders.entry(key[..end].to_string()).or_insert(path);
        }
        found.extend(clash.map(|other| (other.to_string(), path.to_string())));
        taken.entry(key).or_insert(path);
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_files_folders_and_parts_of_names() {
        let unmanaged =
            Unmanaged::new(["docs/a.md", "fields/", "groups/**", "tasks/*/script.*", "../site/x-*-y"]);
        for path in
            ["docs/a.md", "fields/x", "fields/x/y", "groups/a.json", "tasks/b/script.ps1", "../site/x-1-2-y"]
        {
            assert!(unmanaged.has(path), "{path}");
        }
        for path in [
            "docs/a.mdx",
            "docs/a.md/x",
            "docs",
            "field",
            "fields",
            "groups",
            "tasks/b/c/script.ps1",
            "site/x-y",
        ] {
            assert!(!unmanaged.has(path), "{path}");
        }
    }

    #[test]
    fn a_hostile_pattern_takes_no_time() {
        assert!(!Unmanaged::new(["*a".repeat(1000)]).has(&"a".repeat(999)));
        assert!(Unmanaged::new(["*a".repeat(1000)]).has(&"ba".repeat(1000)));
    }

    #[test]
    fn paths_that_cannot_stand_side_by_side() {
        let pair = |one: &str, other: &str| (one.to_string(), other.to_string());
        assert_eq!(collisions(["docs/a.md", "docs/b.md", "docs-a", "../docs/a.md"]), []);
        assert_eq!(collisions(["docs/Ä.md", "docs/ä.md"]), [pair("docs/Ä.md", "docs/ä.md")]);
        assert_eq!(collisions(["docs/a", "Docs/A/b"]), [pair("docs/a", "Docs/A/b")]);
        assert_eq!(collisions(["docs/a/b", "docs/a"]), [pair("docs/a/b", "docs/a")]);
        assert_eq!(collisions(["a", "a"]), [pair("a", "a")]);
        assert_eq!(
            collisions(["Render.json", ".rmmgen/lock"]),
            [pair(".rmmgen", ".rmmgen/lock"), pair("render.json", "Render.json")]
        );
    }
}
