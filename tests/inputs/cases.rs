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
    /// The manifest.
    pub manifest: String,
    /// What is said of it; empty if that is not known yet.
    pub message: String,
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
        let manifest = written.edited(&base).unwrap_or_else(|why| broken(why));
        let message = written.message.map(Spanned::into_inner).unwrap_or_default();
        Case { path, name, base, manifest, message }
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
    /// The base with this edit, or why it does not apply.
    fn edited(&self, base: &str) -> Result<String, String> {
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
                return Ok(spliced(&lines, end - blanks, 0, &rows(insert)));
            }
            _ => return Err("find and replace, remove, or insert with after, before or neither".into()),
        };
        let hits: Vec<usize> = (start..end).filter(|at| lines[*at..end].starts_with(&found)).collect();
        match hits[..] {
            [at] => Ok(spliced(&lines, at, found.len(), &put)),
            _ => {
                let place = self.r#in.as_ref().unwrap_or(&self.base);
                Err(format!("these lines stand {} times in {place}:\n{}", hits.len(), found.join("\n")))
            }
        }
    }
}

/// The lines of a text, whose last line break does not count.
fn rows(text: &str) -> Vec<&str> {
    text.strip_suffix('\n').unwrap_or(text).split('\n').collect()
}

/// The lines with some of them replaced, as a text.
fn spliced(lines: &[&str], at: usize, gone: usize, put: &[&str]) -> String {
    [&lines[..at], put, &lines[at + gone..]].concat().join("\n") + "\n"
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
