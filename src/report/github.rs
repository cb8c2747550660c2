//! A diff as GitHub's workflow commands: what changes in meaning, as annotations of the manifests.

use std::fmt::Write;

use super::{Counts, SolutionDiff, commands, ranked};
use crate::diff::{Change, Severity};
use crate::words::one_line;

/// As many annotations of a level as GitHub shows for a step.
const SHOWN: usize = 10;

/// What changes in meaning as workflow commands, deletions and breaking changes first: `error`, `warning` and
/// `notice` for breaking, caution and cosmetic. Where there are more than GitHub shows, the last of a level says how
/// many, and they are listed below. The last line counts. `complete`: every solution could be compared.
pub fn github(diffs: &[SolutionDiff<'_>], complete: bool) -> String {
    let (mut out, mut rest) = (String::new(), String::new());
    if !complete {
        let text = "some solutions could not be compared: `rmmgen check` says why";
        commands::write(&mut out, "error", &[("title", "not compared")], text);
    }
    for severity in [Severity::Breaking, Severity::Caution, Severity::Cosmetic] {
        let found = ranked(diffs).into_iter().filter(|(_, change)| change.severity == severity);
        let found: Vec<_> = found.map(|(index, change)| (diffs[index].manifest.as_str(), change)).collect();
        let shown = if found.len() > SHOWN { SHOWN - 1 } else { found.len() };
        found[..shown].iter().for_each(|(manifest, change)| annotation(&mut out, manifest, change));
        if shown < found.len() {
            let (more, word) = (found.len() - shown, severity.word());
            let text = format!("and {more} more {word} changes: the step's log lists them");
            commands::write(&mut out, level(severity), &[("title", "more")], &text);
        }
        found[shown..].iter().for_each(|(manifest, change)| line(&mut rest, manifest, change));
    }
    let counts = Counts::of(diffs);
    let counts = if complete && counts.is_empty() { "No changes.".to_owned() } else { counts.to_string() };
    format!("{out}{rest}{counts}\n")
}

fn annotation(out: &mut String, manifest: &str, change: &Change) {
    let name = one_line(&change.name);
    let title = format!("{}: {} {name}", change.severity.word(), change.part.kind.label());
    commands::write(out, level(change.severity), &[("file", manifest), ("title", &title)], &told(change));
}

/// What an annotation says, for the log. It begins with a word, so no runner takes it for a command.
fn line(out: &mut String, manifest: &str, change: &Change) {
    let (manifest, name, summary) = (one_line(manifest), one_line(&change.name), one_line(&change.summary));
    let (word, label) = (change.severity.word(), change.part.kind.label());
    let _ = writeln!(out, "{word} {manifest}: {label} {name}: {summary}");
}

fn told(change: &Change) -> String {
    let help = change.help.iter().map(|help| format!("help: {help}"));
    let lines = std::iter::once(change.summary.clone()).chain(change.details.iter().cloned()).chain(help);
    lines.collect::<Vec<_>>().join("\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "error",
        Severity::Caution => "warning",
        Severity::Cosmetic => "notice",
    }
}
