//! Unified diffs as Git writes them, so that `git apply` takes them.

use std::fmt::Write;

use anstyle::Style;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::{Action, FileChange, Old, Palette};

/// Unchanged lines around each change.
const CONTEXT: usize = 3;

/// The file's diff; the old text must be known.
pub(super) fn write(out: &mut String, file: &FileChange<'_>, palette: &Palette) {
    let old = match file.old {
        Old::Text(text) => text,
        Old::Absent | Old::Unknown => "",
    };
    let (old, new) = (lines(old), lines(file.new.as_deref().unwrap_or_default()));
    header(out, file, old != new, palette);
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    for group in group_diff_ops(operations, CONTEXT) {
        hunk(out, &group, (&old, &new), palette);
    }
}

/// Git's lines end with a line feed and nothing else; a lone carriage return is text.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn header(out: &mut String, file: &FileChange<'_>, differs: bool, palette: &Palette) {
    let (old, new) = (path("a/", &file.path), path("b/", &file.path));
    let mut line = |text: &str| styled(out, palette.heading, text);
    line(&format!("diff --git {old} {new}"));
    match file.action() {
        Action::Create => line("new file mode 100644"),
        Action::Remove => line("deleted file mode 100644"),
        Action::Update => {}
    }
    if !differs {
        return; // An empty file has no hunks, and then Git wants no names either.
    }
    // Git ends a name with a tab where a blank in it could be taken for its end.
    let end = if file.path.contains(' ') && !old.starts_with('"') { "\t" } else { "" };
    match file.action() {
        Action::Create => line("--- /dev/null"),
        _ => line(&format!("--- {old}{end}")),
    }
    match file.action() {
        Action::Remove => line("+++ /dev/null"),
        _ => line(&format!("+++ {new}{end}")),
    }
}

/// The unified diff of a file, as text of its own.
pub fn unified(file: &FileChange<'_>, palette: &Palette) -> String {
    let mut out = String::new();
    write(&mut out, file, palette);
    out
}

/// A path in a header: in quotes where it holds what would end it.
fn path(prefix: &str, path: &str) -> String {
    if !path.chars().any(|it| it.is_ascii_control() || it == '"' || it == '\\') {
        return format!("{prefix}{path}");
    }
    let mut quoted = format!("\"{prefix}");
    for character in path.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            it if it.is_ascii_control() => {
                let _ = write!(quoted, "\\{:03o}", u32::from(it));
            }
            it => quoted.push(it),
        }
    }
    quoted + "\""
}

fn hunk(out: &mut String, group: &[DiffOp], (old, new): (&[&str], &[&str]), palette: &Palette) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let old_range = range(first.old_range().start, last.old_range().end);
    let new_range = range(first.new_range().start, last.new_range().end);
    styled(out, palette.place, &format!("@@ -{old_range} +{new_range} @@"));
    for operation in group {
        if operation.tag() == DiffTag::Equal {
            operation.old_range().for_each(|index| line(out, ' ', old[index], Style::new()));
            continue;
        }
        operation.old_range().for_each(|index| line(out, '-', old[index], palette.removed));
        operation.new_range().for_each(|index| line(out, '+', new[index], palette.added));
    }
}

/// First line and number of lines; where there is none, the line before.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        count => format!("{},{count}", start + 1),
    }
}

fn line(out: &mut String, sign: char, text: &str, style: Style) {
    let content = text.strip_suffix('\n');
    let _ = writeln!(out, "{style}{sign}{}{style:#}", content.unwrap_or(text));
    if content.is_none() {
        out.push_str("\\ No newline at end of file\n");
    }
}

fn styled(out: &mut String, style: Style, text: &str) {
    let _ = writeln!(out, "{style}{text}{style:#}");
}
