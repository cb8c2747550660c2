//! Plans as a report takes them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use super::output::Output;
use super::planned::Planned;
use super::prepared::Prepared;
use crate::plan::{Entry, Plan, Reason};
use crate::report::{self, FileChange, Old, Palette, SolutionDiff};

/// What a hand changed in a rendered file, as a diff from the last render to the file; from the new render where
/// the last one cannot be told.
pub fn edit(plan: &Plan, output: &Output, path: &str, originals: &BTreeMap<String, Vec<u8>>) -> String {
    let Some(entry) = plan.entries().iter().find(|entry| entry.path == path) else { return String::new() };
    let original = originals.get(path).map(Vec::as_slice).or_else(|| plan.new_text(entry));
    let found = entry.old.as_deref().and_then(text).map(|found| found.replace("\r\n", "\n"));
    let path = output.in_repository(path).into();
    let old = original.and_then(text).map_or(Old::Absent, Old::Text);
    let change = FileChange { path, old, new: found.map(Cow::Owned), reason: "" };
    report::unified(&change, &Palette::COLOUR)
}

/// The diffs of all solutions that came through. `name` says how their manifests are called.
pub fn diffs<'a>(prepared: &'a [Prepared<Planned>], name: &dyn Fn(&Path) -> String) -> Vec<SolutionDiff<'a>> {
    let diff = |(manifest, planned): (&Path, &'a Planned)| SolutionDiff {
        name: &planned.name,
        id: planned.id,
        manifest: name(manifest),
        changes: &planned.changes,
        files: planned.plan.entries().iter().map(|entry| file(planned, entry)).collect(),
    };
    prepared.iter().filter_map(Prepared::ready).map(diff).collect()
}

fn file<'a>(Planned { plan, output, .. }: &'a Planned, entry: &'a Entry) -> FileChange<'a> {
    FileChange {
        path: output.in_repository(&entry.path).into(),
        old: match entry.old.as_deref().map(text) {
            None => Old::Absent,
            Some(None) => Old::Unknown,
            Some(Some(text)) => Old::Text(text),
        },
        new: new_text(plan, entry),
        // Where that is not plain from the manifest.
        reason: match entry.reason {
            Reason::EditedByHand | Reason::Foreign => entry.reason.words(),
            Reason::Changed | Reason::Missing | Reason::LeftOver => "",
        },
    }
}

/// What a file will hold, with the line ends it has now: after a checkout with CRLF a diff is of the lines that change,
/// and `git apply` takes it.
fn new_text<'a>(plan: &'a Plan, entry: &'a Entry) -> Option<Cow<'a, str>> {
    let new = plan.new_text(entry).and_then(text)?;
    let has_crlf = entry.old.as_deref().and_then(text).is_some_and(|old| old.contains("\r\n"));
    Some(if has_crlf { new.replace('\n', "\r\n").into() } else { new.into() })
}

/// A file's text; none where it is not UTF-8.
fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
