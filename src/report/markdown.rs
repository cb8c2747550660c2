//! A diff as Markdown that fits a comment on a pull request: what changes in meaning, then which files.

use std::fmt::Write;

use super::{Action, Counts, SolutionDiff};
use crate::diff::Change;
use crate::render::markdown as safe;
use crate::words::one_line;

/// The most bytes it has. GitHub takes 65,536 characters in a comment.
const ROOM: usize = 65_000;
/// What is kept free for the counts and for what was cut.
const FRAME: usize = 1_000;

/// The diff as Markdown. Deletions and breaking changes have the first claim on the room there is, whatever their
/// solution; what was cut is counted at the top. `complete`: every solution could be compared.
pub fn markdown(diffs: &[SolutionDiff<'_>], complete: bool) -> String {
    let mut page = Page::new(diffs);
    page.take_changes();
    page.take_files();
    page.write(Counts::of(diffs), complete)
}

/// What goes onto the page, within its room.
struct Page<'a> {
    diffs: &'a [SolutionDiff<'a>],
    sections: Vec<Section>,
    room: usize,
    cut: Cut,
}

/// A solution's part of the page.
struct Section {
    heading: String,
    /// The changes that fit, and when the first of them came: what is gravest comes first.
    changes: String,
    rank: usize,
    files: String,
}

/// What did not fit.
#[derive(Default)]
struct Cut {
    changes: [usize; 3],
    details: usize,
    files: usize,
}

impl<'a> Page<'a> {
    fn new(diffs: &'a [SolutionDiff<'a>]) -> Self {
        let section = |diff: &SolutionDiff<'_>| Section {
            heading: heading(diff),
            changes: String::new(),
            rank: usize::MAX,
            files: String::new(),
        };
        let sections = diffs.iter().map(section).collect();
        Page { diffs, sections, room: ROOM - FRAME, cut: Cut::default() }
    }

    /// Puts the changes on the page, the gravest first: whole where there is room, else as a line.
    fn take_changes(&mut self) {
        for (rank, (index, change)) in super::ranked(self.diffs).into_iter().enumerate() {
            let Some(text) = self.change(index, change) else {
                self.cut.changes[change.severity as usize] += 1;
                continue;
            };
            let section = &mut self.sections[index];
            section.rank = section.rank.min(rank);
            section.changes += &text;
        }
    }

    /// The change as far as there is room for it. What is plainly too long is not even escaped.
    fn change(&mut self, index: usize, change: &Change) -> Option<String> {
        if change.summary.len() + change.name.len() > self.room {
            return None;
        }
        let line = line(change);
        if change.details.iter().map(String::len).sum::<usize>() <= self.room {
            let whole = line.clone() + &details(change);
            if self.fits(index, whole.len()) {
                return Some(whole);
            }
        }
        let fits = self.fits(index, line.len());
        self.cut.details += usize::from(fits);
        fits.then_some(line)
    }

    /// Puts the files on the page that there is room for.
    fn take_files(&mut self) {
        let diffs = self.diffs;
        for (index, diff) in diffs.iter().enumerate().filter(|(_, diff)| diff.files().next().is_some()) {
            let files = files(diff);
            if self.fits(index, files.len()) {
                self.sections[index].files = files;
            } else {
                self.cut.files += diff.files().count();
            }
        }
    }

    /// Takes this much room in a section, and what its heading needs where it is the first. Whether there is so much.
    fn fits(&mut self, index: usize, length: usize) -> bool {
        let section = &self.sections[index];
        let heading = if section.is_empty() { section.heading.len() + 1 } else { 0 };
        let left = self.room.checked_sub(length + heading);
        self.room = left.unwrap_or(self.room);
        left.is_some()
    }

    fn write(mut self, counts: Counts, complete: bool) -> String {
        let mut out = if counts.is_empty() { String::new() } else { format!("**{counts}**\n") };
        if complete && counts.is_empty() {
            out.push_str("No changes.\n");
        } else if !complete {
            out.push_str("\n**Some solutions could not be compared: `rmmgen check` says why.**\n");
        }
        out.push_str(&self.cut.words());
        self.sections.sort_by_key(|section| section.rank);
        for section in self.sections.iter().filter(|section| !section.is_empty()) {
            let _ = write!(out, "{}{}{}", section.heading, section.changes, section.files);
        }
        out
    }
}

impl Section {
    fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.files.is_empty()
    }
}

impl Cut {
    /// One line that says what is missing; nothing where nothing is.
    fn words(&self) -> String {
        let [breaking, caution, cosmetic] = self.changes;
        let missing = [
            (breaking, "breaking changes"),
            (caution, "changes that ask for caution"),
            (cosmetic, "cosmetic changes"),
            (self.details, "changes without their details"),
            (self.files, "files"),
        ];
        let missing: Vec<String> = missing
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if missing.is_empty() {
            return String::new();
        }
        format!("\nCut, to fit a comment: {}. `rmmgen diff` shows all.\n", missing.join(", "))
    }
}

fn heading(diff: &SolutionDiff<'_>) -> String {
    let name = safe::text(&one_line(diff.name)).into_owned();
    format!("\n### {name} ({})\n\n", safe::code(&one_line(&diff.manifest)))
}

/// `- **breaking** Group Enabled: the criteria are loosened`
fn line(change: &Change) -> String {
    let label = change.part.kind.label();
    let name = safe::text(&one_line(&change.name)).into_owned();
    format!("- **{}** {label} {name}: {}\n", change.severity.word(), words(&change.summary))
}

fn details(change: &Change) -> String {
    let details = change.details.iter().map(|detail| format!("  - {}\n", words(detail)));
    let help = change.help.iter().map(|help| format!("  - help: {}\n", words(help)));
    details.chain(help).collect()
}

/// The files, folded up: a line each.
fn files(diff: &SolutionDiff<'_>) -> String {
    let mut list = String::new();
    for file in diff.files() {
        let sign = match file.action() {
            Action::Create => '+',
            Action::Update => '!',
            Action::Remove => '-',
        };
        let reason =
            if file.reason.is_empty() { String::new() } else { format!(" ({})", one_line(file.reason)) };
        let _ = writeln!(list, "{sign} {}{reason}", one_line(&file.path));
    }
    let Counts { create, update, remove, .. } = diff.counts();
    let summary = format!("Files: {create} to create, {update} to update, {remove} to remove");
    format!("\n<details><summary>{summary}</summary>\n\n{}\n\n</details>\n", safe::fenced("diff", &list))
}

/// A sentence of a change: what stands between backticks in it is a value.
fn words(sentence: &str) -> String {
    let sentence = one_line(sentence);
    if sentence.trim().is_empty() {
        return safe::code(""); // a list item without a word would underline the line above
    }
    let pieces: Vec<&str> = sentence.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return safe::text(&sentence).into_owned();
    }
    let shown = |(index, piece): (usize, &&str)| match index % 2 {
        0 => between(piece),
        _ => safe::code(piece),
    };
    pieces.iter().enumerate().map(shown).collect()
}

/// Text between values: the blanks at its ends are not at the ends of the line.
fn between(piece: &str) -> String {
    let core = piece.trim_matches(' ');
    match piece.split_once(core) {
        Some((before, after)) if !core.is_empty() => format!("{before}{}{after}", safe::text(core)),
        _ => piece.to_owned(),
    }
}
