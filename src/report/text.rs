//! A diff for people.

use std::fmt::Write;

use anstyle::Style;

use super::{Counts, FileChange, Old, Palette, SolutionDiff, unified};
use crate::diff::{Change, Mark, Severity};
use crate::words::one_line;

/// How the files of a diff are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// A line each.
    Listed,
    /// Line by line, as unified diffs.
    Unified,
}

/// The whole diff: for each solution what changes in meaning and then its unified diffs, and one count line at
/// the end. `git apply` takes it as it is, and reads nothing but the diffs.
pub fn text(diffs: &[SolutionDiff<'_>], files: Files, palette: &Palette) -> String {
    let counts = Counts::of(diffs);
    if counts.is_empty() {
        return "No changes.\n".to_owned();
    }
    let mut out = String::new();
    for diff in diffs.iter().filter(|diff| !diff.counts().is_empty()) {
        solution(&mut out, diff, files, palette);
    }
    let _ = writeln!(out, "{counts}");
    out
}

fn solution(out: &mut String, diff: &SolutionDiff<'_>, files: Files, palette: &Palette) {
    let heading = format!("# {} ({})", one_line(diff.name), one_line(&diff.manifest));
    line(out, palette.heading, &heading);
    out.push('\n');
    if diff.changes.is_empty() {
        out.push_str("    Nothing changes in meaning.\n");
    }
    for it in diff.changes {
        change(out, it, palette);
    }
    out.push('\n');
    for it in diff.files() {
        match files {
            Files::Unified => file(out, it, palette),
            Files::Listed => listed(out, it, palette),
        }
    }
    if files == Files::Listed && diff.files().next().is_some() {
        out.push('\n');
    }
}

/// ```text
///   ~ caution   Group Enabled: the category changes
///       Custom → Security
/// ```
fn change(out: &mut String, change: &Change, palette: &Palette) {
    let (sign, sign_style) = mark(change.mark, palette);
    let severity = severity(change.severity, palette);
    let (word, name) = (change.severity.word(), one_line(&change.name));
    let label = change.part.kind.label();
    let _ = write!(out, "{sign_style}{sign:>3}{sign_style:#} {severity}{word:<8}{severity:#}  ");
    let _ = writeln!(out, "{label} {name}: {}", change.summary);
    for detail in &change.details {
        let _ = writeln!(out, "      {detail}");
    }
    if let Some(help) = &change.help {
        let _ = writeln!(out, "      help: {help}");
    }
}

/// `  + out/docs/groups/enabled.md`
fn listed(out: &mut String, file: &FileChange<'_>, palette: &Palette) {
    let (sign, style) = match (file.old, &file.new) {
        (Old::Absent, _) => ("+", palette.added),
        (_, Some(_)) => ("~", palette.caution),
        (_, None) => ("-", palette.removed),
    };
    let reason = if file.reason.is_empty() { String::new() } else { format!(" ({})", one_line(file.reason)) };
    let _ = writeln!(out, "{style}{sign:>3}{style:#} {}{reason}", one_line(&file.path));
}

fn mark(mark: Mark, palette: &Palette) -> (&'static str, Style) {
    match mark {
        Mark::Removed => ("-", palette.removed),
        Mark::Replaced => ("-/+", palette.removed),
        Mark::Changed => ("~", palette.caution),
        Mark::Added => ("+", palette.added),
    }
}

fn severity(severity: Severity, palette: &Palette) -> Style {
    match severity {
        Severity::Breaking => palette.breaking,
        Severity::Caution => palette.caution,
        Severity::Cosmetic => Style::new(),
    }
}

fn file(out: &mut String, file: &FileChange<'_>, palette: &Palette) {
    let path = one_line(&file.path);
    if !file.reason.is_empty() {
        line(out, palette.place, &format!("# {path}: {}", one_line(file.reason)));
    }
    match (file.old, &file.new) {
        (Old::Unknown, new) => {
            let action = if new.is_some() { "updated" } else { "removed" };
            let words = "what stands there now is not known, so its diff cannot be shown";
            line(out, palette.place, &format!("# {path}: {action}; {words}"));
        }
        _ => unified::write(out, file, palette),
    }
    out.push('\n');
}

fn line(out: &mut String, style: Style, text: &str) {
    let _ = writeln!(out, "{style}{text}{style:#}");
}
