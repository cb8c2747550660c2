//! The program's source files, and which uses which.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// A module by its path below the crate: `["plan", "record"]`.
type Module = Vec<String>;

/// A source file, by its path below `src`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct File(String);

impl File {
    /// The folder, or the file without its ending, that stands in the list.
    pub(crate) fn top(&self) -> &str {
        self.0.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What stands in a file.
struct Content {
    /// Every path of a `use` or elsewhere that begins in this crate, from its root.
    paths: BTreeSet<Module>,
    /// Where a name leads that the file hands on: `pub use`. Handing on is no use.
    handed_on: BTreeMap<String, Module>,
}

/// All files but the crate's roots.
pub(crate) struct Sources {
    modules: BTreeMap<Module, File>,
    contents: BTreeMap<Module, Content>,
}

impl Sources {
    pub(crate) fn read(src: &Path) -> Sources {
        let mut modules = BTreeMap::new();
        for path in rust_files(src) {
            let below = path.strip_prefix(src).unwrap().to_str().unwrap().replace('\\', "/");
            let mut module: Module = below.trim_end_matches(".rs").split('/').map(String::from).collect();
            if module.last().is_some_and(|last| last == "mod") {
                module.pop();
            }
            let is_root = matches!(below.as_str(), "lib.rs" | "main.rs");
            let is_test = below.ends_with("/tests.rs");
            if !is_root && !is_test {
                modules.insert(module, File(below));
            }
        }
        let text = |file: &File| fs::read_to_string(src.join(&file.0)).unwrap();
        let contents = modules
            .iter()
            .map(|(module, file)| (module.clone(), Content::new(&text(file), module, &modules)))
            .collect();
        Sources { modules, contents }
    }

    /// The names that stand in the list.
    pub(crate) fn tops(&self) -> BTreeSet<String> {
        self.modules.values().map(|file| file.top().to_owned()).collect()
    }

    /// The path of every file.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.modules.values().map(|file| file.0.as_str())
    }

    /// Which file uses which.
    pub(crate) fn uses(&self) -> impl Iterator<Item = (&File, &File)> {
        self.contents.iter().flat_map(move |(module, content)| {
            let user = &self.modules[module];
            let used: BTreeSet<_> = content.paths.iter().filter_map(|path| self.file_of(path)).collect();
            used.into_iter().filter(move |used| *used != user).map(move |used| (user, used))
        })
    }

    /// The file in which what a path names stands. A name that a module only hands on stands where it comes from.
    fn file_of(&self, path: &[String]) -> Option<&File> {
        let length = (1..=path.len()).rev().find(|length| self.modules.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        let from = rest.first().and_then(|name| self.contents[module].handed_on.get(name));
        match from {
            Some(from) if from.as_slice() != path => {
                let whole: Module = from.iter().chain(&rest[1..]).cloned().collect();
                self.file_of(&whole)
            }
            _ => self.modules.get(module),
        }
    }
}

impl Content {
    fn new(text: &str, module: &Module, modules: &BTreeMap<Module, File>) -> Content {
        let tokens = without_tests(&tokens(text));
        let children: BTreeSet<&str> = modules
            .keys()
            .filter(|other| other.len() == module.len() + 1 && other.starts_with(module))
            .filter_map(|other| other.last().map(String::as_str))
            .collect();
        let mut content = Content { paths: BTreeSet::new(), handed_on: BTreeMap::new() };
        let (mut at, mut words) = (0, BTreeSet::new());
        while at < tokens.len() {
            let is_public = tokens[at] == "use" && at > 0 && matches!(tokens[at - 1].as_str(), "pub" | ")");
            let start = at + usize::from(tokens[at] == "use");
            let mut found = Vec::new();
            let mut end = start;
            if starts_here(&tokens, start, &children) {
                end = path(&tokens, start, &mut Vec::new(), &mut found);
            }
            for names in &found {
                let whole = from_root(&names.0, module);
                match is_public {
                    true => drop(content.handed_on.insert(names.1.clone(), whole)),
                    false => drop(content.paths.insert(whole)),
                }
            }
            if end == start {
                // `mod text;` beside `pub use text::text` is no use of the latter, and a method has a name of its own.
                if at == 0 || !matches!(tokens[at - 1].as_str(), "mod" | ".") {
                    words.insert(tokens[at].as_str());
                }
                end += usize::from(start == at);
            }
            at = end;
        }
        // What it hands on and uses as well.
        let used = content.handed_on.iter().filter(|(name, _)| words.contains(name.as_str()));
        content.paths.extend(used.map(|(_, whole)| whole.clone()));
        content
    }
}

/// Whether a path of this crate begins at a token.
fn starts_here(tokens: &[String], at: usize, children: &BTreeSet<&str>) -> bool {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let before = |back: usize| at.checked_sub(back).map_or("", token);
    // Behind `pub(in` stands who may use it.
    let is_visibility = before(1) == "in" && before(2) == "(";
    let is_first = !matches!(before(1), "::" | ".") && !is_visibility;
    let known = matches!(token(at), "crate" | "super" | "self") || children.contains(token(at));
    is_first && known && token(at + 1) == "::"
}

/// Reads a path with its groups, and returns where it ends. Each path found has the name that it goes by here.
fn path(
    tokens: &[String],
    mut at: usize,
    before: &mut Vec<String>,
    found: &mut Vec<(Module, String)>,
) -> usize {
    let depth = before.len();
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    loop {
        match token(at) {
            "{" => {
                at += 1;
                while token(at) != "}" && at < tokens.len() {
                    at = path(tokens, at, before, found);
                    at += usize::from(token(at) == ",");
                }
                at += 1;
                break;
            }
            "*" => {
                found.push((before.clone(), "*".to_owned()));
                at += 1;
                break;
            }
            name => before.push(name.to_owned()),
        }
        let goes_on = token(at + 1) == "::" && (is_name(token(at + 2)) || matches!(token(at + 2), "{" | "*"));
        if goes_on {
            at += 2;
            continue;
        }
        let renamed = token(at + 1) == "as";
        let name = if renamed { token(at + 2) } else { token(at) };
        found.push((before.clone(), name.to_owned()));
        at += if renamed { 3 } else { 1 };
        break;
    }
    before.truncate(depth);
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// A path as it is written in a module, from the crate's root.
fn from_root(names: &[String], module: &Module) -> Module {
    let mut whole = module.clone();
    for (index, name) in names.iter().enumerate() {
        match name.as_str() {
            "crate" => whole.clear(),
            "super" => drop(whole.pop()),
            "self" if index == 0 || index + 1 == names.len() => {}
            name => whole.push(name.to_owned()),
        }
    }
    whole
}

/// The words and signs of a source text, without comments, strings and characters.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = string(rest) {
            length
        } else if first == '\'' {
            character(rest)
        } else if is_name(rest) || first.is_ascii_digit() {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        let is_code = !token.starts_with("//") && !token.starts_with("/*") && !token.contains(['"', '\'']);
        if is_code && !first.is_whitespace() {
            tokens.push(token.to_owned());
        }
        rest = after;
    }
    tokens
}

/// The length of a string that begins here.
fn string(rest: &str) -> Option<usize> {
    let raw = rest.trim_start_matches('b');
    let marked = rest.len() - raw.len() <= 1 && raw.starts_with('r');
    let signs = raw.trim_start_matches('r');
    let hashes = signs.len() - signs.trim_start_matches('#').len();
    if marked && raw.len() - signs.len() == 1 && signs[hashes..].starts_with('"') {
        let start = rest.len() - signs.len() + hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        return Some(start + rest[start..].find(&close)? + close.len());
    }
    let start = rest.strip_prefix('b').unwrap_or(rest).starts_with('"').then(|| rest.find('"'))?? + 1;
    let mut escaped = false;
    let end = rest[start..].find(|c: char| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some(start + end + 1)
}

/// The length of a character, or of the sign of a lifetime, whose name is then a word of its own.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => rest[3..].find('\'').map_or(rest.len(), |end| end + 4),
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

/// The tokens without the items that are compiled for tests only.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().map(String::as_str).take(mark.len()).eq(mark) {
            at = end_of_item(tokens, at + mark.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Where the item ends that begins here: behind its block, or at its semicolon.
fn end_of_item(tokens: &[String], mut at: usize) -> usize {
    let mut depth = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        let ends = depth == 0 && matches!(tokens[at].as_str(), "}" | ";");
        at += 1;
        if ends {
            break;
        }
    }
    at
}

/// The files that lead back to themselves.
pub(crate) fn in_circles<'a>(uses: &BTreeSet<(&'a File, &'a File)>) -> BTreeSet<&'a File> {
    let is_reached = |start: &'a File| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(file) = open.pop() {
            open.extend(
                uses.iter().filter(|(user, used)| *user == file && seen.insert(*used)).map(|(_, used)| used),
            );
        }
        seen.contains(start)
    };
    uses.iter().map(|(user, _)| *user).filter(|file| is_reached(file)).collect()
}

/// Every source file in a folder and below, sorted.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
