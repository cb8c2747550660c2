//! The diff as text and as JSON; Git is the judge of the unified part.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // Writes the files that Git applies the diff to.

mod common;

use std::path::Path;
use std::process::{Command, Stdio};

use common::{bitlocker, edit, solution};
use proptest::prelude::*;
use rmmgen::diff::{self, Change};
use rmmgen::platform::CONNECTWISE;
use rmmgen::report::{self, Counts, FileChange, Files, Old, Palette, SolutionDiff};
use rmmgen::solution::Solution;
use serde_json::{Value, json};
use snapbox::assert_data_eq;

fn diff<'a>(solution: &'a Solution, changes: &'a [Change], files: &[FileChange<'a>]) -> SolutionDiff<'a> {
    SolutionDiff {
        name: &solution.part.name,
        id: solution.part.id,
        manifest: "solution.toml".to_owned(),
        changes,
        files: files.to_vec(),
    }
}

fn created<'a>(path: &'a str, new: &'a str) -> FileChange<'a> {
    FileChange { path: path.into(), old: Old::Absent, new: Some(new.into()), reason: "" }
}

fn updated<'a>(path: &'a str, old: &'a str, new: &'a str) -> FileChange<'a> {
    FileChange { path: path.into(), old: Old::Text(old), new: Some(new.into()), reason: "" }
}

fn removed<'a>(path: &'a str, old: &'a str) -> FileChange<'a> {
    FileChange { path: path.into(), old: Old::Text(old), new: None, reason: "" }
}

/// A real change of the BitLocker solution, with files of every kind.
fn example() -> (Solution, Vec<Change>, Vec<FileChange<'static>>) {
    let old = solution(&bitlocker());
    let value = edit(bitlocker(), "/groups/0/blocks/0/criteria/3/test", json!({ "equal": "Server" }));
    let value = edit(value, "/fields/0/options/2", Value::Null);
    let new = solution(&edit(value, "/faq/0/answer", json!("Yes, always.")));
    let changes = diff::compare(CONNECTWISE, Some(&old), &new);
    let files = vec![
        updated(
            "out/groups/enabled.json",
            "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n",
            "a\nb\nc\nd\nE\nf\ng\nh\ni\nj\nk\nl\n",
        ),
        created("out/docs/new.md", "# New\n"),
        removed("out/docs/old.md", "# Old\nline"),
        FileChange { reason: "edited by hand", ..updated("out/docs/b.md", "x", "y") },
        FileChange { path: "out/lost.md".into(), old: Old::Unknown, new: Some("z\n".into()), reason: "" },
        updated("out/render.json", "{}\n", "{\"a\":1}\n"),
    ];
    (new, changes, files)
}

#[test]
fn as_text() {
    let (new, changes, files) = example();
    let text = report::text(&[diff(&new, &changes, &files)], Files::Unified, &Palette::PLAIN);
    assert_data_eq!(text, snapbox::file!["report/example.txt"].raw());
}

#[test]
fn as_text_in_colour() {
    let (new, changes, files) = example();
    let text = report::text(&[diff(&new, &changes, &files)], Files::Unified, &Palette::COLOUR);
    assert_data_eq!(text.replace('\u{1b}', "␛"), snapbox::file!["report/example.colour.txt"].raw());
    let plain = anstream::adapter::strip_str(&text).to_string();
    assert_eq!(plain, report::text(&[diff(&new, &changes, &files)], Files::Unified, &Palette::PLAIN));
}

#[test]
fn as_json() {
    let (new, changes, files) = example();
    let json = report::json(&[diff(&new, &changes, &files)], &[]);
    assert_data_eq!(json, snapbox::file!["report/example.json"].raw());
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/diff.schema.json");
    assert_data_eq!(report::schema(), snapbox::Data::read_from(path.as_ref(), None).raw());
}

#[test]
fn every_document_is_valid_by_the_published_schema() {
    let (new, changes, files) = example();
    let first = diff::compare(CONNECTWISE, None, &new);
    let documents = [
        report::json(&[], &["broken.toml".into()]),
        report::json(&[diff(&new, &[], &[])], &[]),
        report::json(&[diff(&new, &changes, &files), diff(&new, &first, &[])], &[]),
        report::json(&[diff(&new, &[Change::cannot_compare(&new, "no record")], &files)], &[]),
    ];
    let validator = jsonschema::validator_for(&serde_json::from_str(&report::schema()).unwrap()).unwrap();
    for document in documents {
        let document = serde_json::from_str(&document).unwrap();
        let errors: Vec<String> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{document:#}");
    }
}

#[test]
fn nothing_to_say_is_said() {
    let new = solution(&bitlocker());
    assert_eq!(report::text(&[diff(&new, &[], &[])], Files::Unified, &Palette::PLAIN), "No changes.\n");
    let record = [updated("out/render.json", "{}\n", "{\"a\":1}\n")];
    assert!(diff(&new, &[], &record).counts().is_empty(), "the record alone is no change");
}

#[test]
fn files_may_change_though_nothing_does_in_meaning() {
    let new = solution(&bitlocker());
    let text =
        report::text(&[diff(&new, &[], &[updated("a", "x\n", "y\n")])], Files::Unified, &Palette::PLAIN);
    assert!(text.contains("Nothing changes in meaning.\n"), "{text}");
}

#[test]
fn several_solutions_have_one_count_line() {
    let (new, changes, files) = example();
    let diffs = [diff(&new, &changes, &files), diff(&new, &[], &[]), diff(&new, &changes, &[])];
    let text = report::text(&diffs, Files::Unified, &Palette::PLAIN);
    assert!(
        text.ends_with("\n1 to create, 3 to update, 1 to remove; 4 breaking, 0 caution, 2 cosmetic.\n"),
        "{text}"
    );
    assert_eq!(text.matches("# BitLocker Key Backup (solution.toml)").count(), 2, "only those with changes");
    assert_eq!(Counts::of(&diffs).breaking, 4);
}

/// A folder as it is before the change.
fn folder(files: &[FileChange<'_>]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet"], "");
    for file in files {
        if let Old::Text(text) = file.old {
            let path = folder.path().join(&*file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    folder
}

fn git(folder: &Path, arguments: &[&str], input: &str) {
    use std::io::Write;
    let mut command = Command::new("git");
    command.args(["-c", "core.autocrlf=false"]).args(arguments).current_dir(folder);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("git on PATH");
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}\n{input}", String::from_utf8_lossy(&output.stderr));
}

/// Git takes the whole text, from the first word to the count line, and arrives at the new files.
fn assert_applies(files: &[FileChange<'_>]) {
    let solution = solution(&bitlocker());
    let changes = diff::compare(CONNECTWISE, None, &solution);
    let text = report::text(&[diff(&solution, &changes, files)], Files::Unified, &Palette::PLAIN);
    let folder = folder(files);
    git(folder.path(), &["apply", "--check", "-"], &text);
    git(folder.path(), &["apply", "--whitespace=nowarn", "-"], &text);
    for file in files {
        let found = std::fs::read_to_string(folder.path().join(&*file.path)).ok();
        assert_eq!(found.as_deref(), file.new.as_deref(), "{}\n{text}", file.path);
    }
}

#[test]
fn git_applies_every_kind_of_file_change() {
    assert_applies(&[
        updated("out/a.json", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n"),
        created("out/deep/er/new.md", "# New\n\n- a\n"),
        removed("out/old.md", "# Old\n"),
        updated("no-line-feed.txt", "a\nb", "a\nc"),
        updated("line-feed-gained.txt", "a\nb", "a\nb\n"),
        updated("line-feed-lost.txt", "a\nb\n", "a\nb"),
        created("empty-created.txt", ""),
        removed("empty-removed.txt", ""),
        updated("emptied.txt", "a\n", ""),
        updated("filled.txt", "", "a\n"),
    ]);
}

#[test]
fn git_applies_to_paths_of_any_spelling() {
    let paths = [
        "a b.txt",
        "Größe/ü.txt",
        "a\"quote.txt",
        "back\\slash.txt",
        "tab\there.txt",
        "--- a.txt",
        " lead.txt",
    ];
    let files: Vec<FileChange<'_>> = paths.iter().map(|path| updated(path, "a\n", "b\n")).collect();
    assert_applies(&files);
}

#[test]
fn git_applies_texts_that_look_like_a_diff() {
    let text = "--- a/x\n+++ b/x\n@@ -1 +1 @@\ndiff --git a/x b/x\n\\ No newline at end of file\n";
    assert_applies(&[
        created("new.txt", text),
        removed("old.txt", text),
        updated("both.txt", text, "@@ -1 +1 @@\n-- a/x\n"),
        updated("returns.txt", "a\r\nb\rc\n\u{2028}\u{b}\u{c}\n", "a\nb\rd\n\u{2028}\n"),
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn git_applies_any_change(old in "([ab\r \t-]{0,2}\n){0,12}[ab+]?", new in "([ab\r \t+]{0,2}\n){0,12}[ab@]?") {
        prop_assume!(old != new);
        assert_applies(&[updated("file.txt", &old, &new)]);
    }
}
