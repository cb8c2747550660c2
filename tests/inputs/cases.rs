//! The cases of `tests/check`: a sound manifest, the one place in which a case differs from it, and what is then said.
//!
//! A case is `<family>/<code>/<case>.toml`:
//!
//! ```toml
//! # What it is about, where its name and the message do not say it.
//! base = "small"                  # bases/small.toml
//! in = "[field.mode]"             # the table that differs, with the tables below it; without it, the whole file
//! find = 'level = "company"'      # whole lines that stand there once
//! replace = 'level = "compny"'
//!
//! message = '''
//! error[unknown-word]: …
//! '''
//! ```
//!
//! The other edits are `remove`, `insert` with `after` or `before`, and `insert` alone, which adds to the end of the
//! table, or of the file. All of them are whole lines; the last line break of a text does not count.
//!
//! A new case is written without its `message`: `SNAPSHOTS=overwrite cargo test --test check` adds it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::files;

const FOLDER: &str = "tests/check";
/// The folder of the manifests that cases start from.
pub(crate) const BASES: &str = "tests/check/bases";

/// A manifest with something to say of it.
#[derive(Debug)]
pub(crate) struct Case {
    /// Its file.
    pub path: PathBuf,
    /// What problems call the manifest.
    pub name: String,
    /// The sound manifest that it starts from.
    pub base: String,
    /// How it differs from that.
    pub edit: Edit,
    /// The manifest.
    pub manifest: String,
    /// What is said of it; empty if that is not known yet.
    pub message: String,
}

/// Lines of a text that others take the place of.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    at: usize,
    gone: usize,
    put: Vec<String>,
}

/// A case as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    base: String,
    r#in: Option<String>,
    find: Option<String>,
    replace: Option<String>,
    remove: Option<String>,
    after: Option<String>,
    before: Option<String>,
    insert: Option<String>,
    message: Option<Spanned<String>>,
}

/// Every case, sorted by path.
pub(crate) fn cases() -> Vec<Case> {
    let families = folders(Path::new(FOLDER)).into_iter().filter(|path| path != Path::new(BASES));
    let codes = families.flat_map(|family| folders(&family));
    codes.flat_map(|code| files(&code, "toml")).map(Case::read).collect()
}

/// The case of this name.
pub(crate) fn case(name: &str) -> Case {
    let mut found: Vec<Case> =
        cases().into_iter().filter(|case| case.path.file_stem().unwrap() == name).collect();
    assert_eq!(found.len(), 1, "cases named {name}");
    found.remove(0)
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

impl Case {
    fn read(path: PathBuf) -> Self {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let broken = |why: String| -> ! { panic!("{}: {why}", path.display()) };
        let text = std::fs::read_to_string(&path).unwrap();
        let written: Written = toml::from_str(&text).unwrap_or_else(|why| broken(why.to_string()));
        let base = Path::new(BASES).join(&written.base).with_extension("toml");
        let base =
            std::fs::read_to_string(&base).unwrap_or_else(|why| broken(format!("{}: {why}", base.display())));
        let edit = written.edit(&base).unwrap_or_else(|why| broken(why));
        let manifest = edited(&base, [&edit]);
        let message = written.message.map(Spanned::into_inner).unwrap_or_default();
        Case { path, name, base, edit, manifest, message }
    }

    /// The folder of its family.
    pub(crate) fn family(&self) -> &str {
        self.folder(2)
    }

    /// The code that it is about: its folder.
    pub(crate) fn code(&self) -> &str {
        self.folder(1)
    }

    fn folder(&self, above: usize) -> &str {
        self.path.ancestors().nth(above).unwrap().file_name().unwrap().to_str().unwrap()
    }

    /// The base with the edits of both; none where these cannot stand together, or start from other bases.
    pub(crate) fn with(&self, other: &Case) -> Option<String> {
        let is_apart = self.base == other.base && !self.edit.overlaps(&other.edit);
        is_apart.then(|| edited(&self.base, [&self.edit, &other.edit]))
    }

    /// The parts of the base that it changes, and those that it adds.
    pub(crate) fn parts(&self) -> BTreeSet<String> {
        self.edit.parts(&self.base)
    }

    /// The part that a byte of its manifest lies in.
    pub(crate) fn part_at(&self, offset: usize) -> Option<String> {
        let end = self.manifest[offset..].find('\n').map_or(self.manifest.len(), |end| offset + end);
        let above = self.manifest[..end].lines().rev();
        above.filter_map(path).map(of_two).next()
    }

    /// Writes what is now said of it into its file.
    pub(crate) fn overwrite(&self, message: &str) {
        let mut text = std::fs::read_to_string(&self.path).unwrap();
        let written: Written = toml::from_str(&text).unwrap();
        match written.message {
            Some(old) => text.replace_range(old.span(), &literal(message)),
            None => text = format!("{}\n\nmessage = {}\n", text.trim_end(), literal(message)),
        }
        std::fs::write(&self.path, text).unwrap();
    }
}

impl Written {
    /// What becomes of the base, or why it does not apply.
    fn edit(&self, base: &str) -> Result<Edit, String> {
        let lines: Vec<&str> = base.lines().collect();
        let (start, end) = match &self.r#in {
            Some(header) => table(&lines, header)?,
            None => (0, lines.len()),
        };
        let texts = [&self.find, &self.replace, &self.remove, &self.after, &self.before, &self.insert]
            .map(Option::as_deref);
        let (found, put) = match texts {
            [Some(find), Some(with), None, None, None, None] => (rows(find), rows(with)),
            [None, None, Some(remove), None, None, None] => (rows(remove), Vec::new()),
            [None, None, None, Some(after), None, Some(insert)] => {
                (rows(after), [rows(after), rows(insert)].concat())
            }
            [None, None, None, None, Some(before), Some(insert)] => {
                (rows(before), [rows(insert), rows(before)].concat())
            }
            [None, None, None, None, None, Some(insert)] => {
                let blanks = lines[start..end].iter().rev().take_while(|line| line.is_empty()).count();
                return Ok(Edit::new(end - blanks, 0, &rows(insert)));
            }
            _ => return Err("find and replace, remove, or insert with after, before or neither".into()),
        };
        let hits: Vec<usize> = (start..end).filter(|at| lines[*at..end].starts_with(&found)).collect();
        match hits[..] {
            [at] => Ok(Edit::new(at, found.len(), &put)),
            _ => {
                let place = self.r#in.as_ref().unwrap_or(&self.base);
                Err(format!("these lines stand {} times in {place}:\n{}", hits.len(), found.join("\n")))
            }
        }
    }
}

impl Edit {
    fn new(at: usize, gone: usize, put: &[&str]) -> Self {
        Edit { at, gone, put: put.iter().map(|line| (*line).to_owned()).collect() }
    }

    fn overlaps(&self, other: &Edit) -> bool {
        self.at < other.at + other.gone && other.at < self.at + self.gone
    }

    /// The parts that it changes or adds: `group.failed`, `solution`. A group is one with the conditions that it uses.
    fn parts(&self, base: &str) -> BTreeSet<String> {
        let lines: Vec<&str> = base.lines().collect();
        let put = self.put.iter().map(String::as_str);
        let changed: Vec<&str> = lines[self.at..self.at + self.gone].iter().copied().chain(put).collect();
        let first = changed.iter().find(|line| !line.is_empty());
        let above = lines[..self.at].iter().rev().find(|line| path(line).is_some());
        let above = above.filter(|_| first.is_none_or(|line| path(line).is_none()));
        let paths = changed.iter().chain(above).filter_map(|line| path(line));
        let named = self.put.iter().flat_map(|line| uses(line)).map(|key| format!("criteria.{key}"));
        let parts: BTreeSet<String> = paths.map(of_two).chain(named).collect();
        let users =
            parts.iter().filter_map(|part| part.strip_prefix("criteria.")).flat_map(|key| users(&lines, key));
        users.collect::<BTreeSet<_>>().union(&parts).cloned().collect()
    }
}

/// The first two keys of a path.
fn of_two(path: &str) -> String {
    path.splitn(3, '.').take(2).collect::<Vec<_>>().join(".")
}

/// The conditions that a line uses.
fn uses(line: &str) -> impl Iterator<Item = &str> {
    line.split("use = \"").skip(1).filter_map(|rest| rest.split('"').next())
}

/// The groups and conditions that use this condition, themselves or through others.
fn users(lines: &[&str], key: &str) -> BTreeSet<String> {
    let (mut part, mut found) = (String::new(), BTreeSet::new());
    for line in lines {
        part = path(line).map_or(part, of_two);
        if uses(line).any(|used| used == key) && found.insert(part.clone()) && part.starts_with("criteria.") {
            found.extend(users(lines, &part["criteria.".len()..]));
        }
    }
    found
}

/// A text with some of its lines replaced.
fn edited<const N: usize>(base: &str, mut edits: [&Edit; N]) -> String {
    let mut lines: Vec<&str> = base.lines().collect();
    // Of two that put lines in at one place, those that open no table belong to the table above.
    edits.sort_by_key(|edit| (edit.at, edit.put.iter().any(|line| path(line).is_some())));
    for edit in edits.into_iter().rev() {
        lines.splice(edit.at..edit.at + edit.gone, edit.put.iter().map(String::as_str));
    }
    lines.join("\n") + "\n"
}

/// The lines of a text, whose last line break does not count.
fn rows(text: &str) -> Vec<&str> {
    text.strip_suffix('\n').unwrap_or(text).split('\n').collect()
}

/// The lines of the table with this header and of the tables below it.
fn table(lines: &[&str], header: &str) -> Result<(usize, usize), String> {
    let path = path(header).ok_or_else(|| format!("`{header}` is no header"))?;
    let starts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at] == header).collect();
    let [start] = starts[..] else {
        return Err(format!("`{header}` stands {} times", starts.len()));
    };
    let below = format!("{path}.");
    let behind = lines[start + 1..].iter();
    let length =
        behind.take_while(|line| self::path(line).is_none_or(|path| path.starts_with(&below))).count();
    Ok((start, start + 1 + length))
}

/// The path of the table whose header this line is.
fn path(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let path = inner.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(inner);
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)).then_some(path)
}

/// A text of lines as TOML, as it is where that is possible.
fn literal(text: &str) -> String {
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains("'''") && !text.contains(control) {
        return format!("'''\n{text}'''");
    }
    let escaped: String = text
        .replace('\\', "\\\\")
        .replace("\"\"\"", "\"\"\\\"")
        .chars()
        .map(|c| if control(c) { format!("\\u{:04X}", u32::from(c)) } else { c.to_string() })
        .collect();
    format!("\"\"\"\n{escaped}\"\"\"")
}
