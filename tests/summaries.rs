//! The diff for a pull request: Markdown that fits a comment, and GitHub's annotations.
#![allow(clippy::disallowed_methods)] // reads its snapshots
#![allow(clippy::unwrap_used)]

mod common;

use common::{bitlocker, edit, solution};
use markdown::mdast::Node;
use proptest::prelude::*;
use rmmgen::diff::{self, Change};
use rmmgen::platform::CONNECTWISE;
use rmmgen::report::{self, FileChange, Old, SolutionDiff};
use rmmgen::solution::Solution;
use serde_json::json;
use snapbox::assert_data_eq;

fn diff<'a>(solution: &'a Solution, changes: &'a [Change], files: &[FileChange<'a>]) -> SolutionDiff<'a> {
    let (name, id) = (&solution.part.name, solution.part.id);
    SolutionDiff { name, id, manifest: "a/solution.toml".to_owned(), changes, files: files.to_vec() }
}

fn github(diffs: &[SolutionDiff<'_>], complete: bool) -> String {
    report::github(diffs, complete)
}

/// A change that deletes, one that breaks and one that is cosmetic, with files of every kind.
fn example() -> (Solution, Vec<Change>, Vec<FileChange<'static>>) {
    let old = solution(&bitlocker());
    let value = edit(bitlocker(), "/groups/0/blocks/0/criteria/3/test", json!({ "equal": "Server" }));
    let value = edit(value, "/fields/0/options/2", json!(null));
    let value = edit(value, "/tasks/0/outcomes/0/report/text/text", json!("Every `key` is *saved*"));
    let new = solution(&edit(value, "/faq/0/answer", json!("Yes, always.")));
    let changes = diff::compare(CONNECTWISE, Some(&old), &new);
    let files = vec![
        FileChange { path: "out/new.md".into(), old: Old::Absent, new: Some("# New\n".into()), reason: "" },
        FileChange { path: "out/old.md".into(), old: Old::Text("# Old\n"), new: None, reason: "" },
        FileChange {
            path: "out/b.md".into(),
            old: Old::Text("x"),
            new: Some("y".into()),
            reason: "edited by hand",
        },
    ];
    (new, changes, files)
}

#[test]
fn as_markdown() {
    let (new, changes, files) = example();
    assert_data_eq!(
        report::markdown(&[diff(&new, &changes, &files)], true),
        snapbox::file!["report/summary.md"].raw()
    );
}

#[test]
fn as_annotations() {
    let (new, changes, files) = example();
    let mut many = changes.clone();
    many.extend(vec![changes[0].clone(); 9]);
    assert_data_eq!(
        github(&[diff(&new, &many, &files)], true),
        snapbox::file!["report/summary.github.txt"].raw()
    );
}

#[test]
fn what_was_not_compared_never_reads_as_no_changes() {
    let new = solution(&bitlocker());
    let none = [diff(&new, &[], &[])];
    assert_eq!(report::markdown(&none, true), "No changes.\n");
    assert_eq!(github(&none, true), "No changes.\n");
    for written in [report::markdown(&none, false), github(&none, false)] {
        assert!(!written.contains("No changes") && written.contains("could not be compared"), "{written}");
    }
}

/// Whatever there is, a comment holds it; what is gravest is there, and what is missing is counted.
#[test]
fn a_comment_says_what_it_cut() {
    let (new, changes, files) = example();
    let breaking: Vec<Change> =
        changes.iter().filter(|it| it.severity == diff::Severity::Breaking).cloned().collect();
    let cosmetic: Vec<Change> =
        changes.iter().filter(|it| it.severity == diff::Severity::Cosmetic).cloned().collect();
    let mut first = cosmetic[0].clone();
    first.details = vec!["*".repeat(70_000)];
    let loud = vec![first; 100];
    let many = vec![breaking[0].clone(); 40];
    let mut diffs = vec![diff(&new, &loud, &files); 30];
    diffs.push(diff(&new, &many, &files));
    let written = report::markdown(&diffs, true);
    assert!(written.len() < 65_536 && written.len() > 60_000, "{}", written.len());
    assert_eq!(written.matches("- **breaking**").count(), 40, "all that is grave is there");
    let (breaking, cosmetic) = (written.find("**breaking**").unwrap(), written.find("**cosmetic**").unwrap());
    assert!(breaking < cosmetic, "what is grave comes first, whatever its solution");
    let cut = written.lines().find(|line| line.starts_with("Cut, to fit a comment: ")).unwrap();
    let number = |what: &str| -> usize {
        let before = cut.split(what).next().filter(|before| before.len() < cut.len()).unwrap();
        before.trim_end().rsplit(' ').next().unwrap().parse().unwrap()
    };
    let shown = written.matches("- **cosmetic**").count();
    assert_eq!(number("cosmetic changes"), 30 * 100 - shown);
    assert_eq!(number("changes without their details"), shown);
    let listed = written.matches("<details>").count();
    assert_eq!(number("files"), (31 - listed) * files.len());
}

/// The nodes of a Markdown text that are of these kinds.
fn active(node: &Node) -> usize {
    let here = match node {
        Node::Html(html) if ["<details>", "</details>"].iter().any(|ours| html.value.starts_with(ours)) => 0,
        Node::Html(_) | Node::Link(_) | Node::Image(_) | Node::ImageReference(_) | Node::LinkReference(_) => {
            1
        }
        Node::Heading(heading) if heading.depth != 3 => 1,
        Node::Table(_) | Node::Definition(_) | Node::ThematicBreak(_) | Node::Delete(_) => 1,
        _ => 0,
    };
    here + node.children().into_iter().flatten().map(active).sum::<usize>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_that_an_author_wrote_is_taken_for_markdown(
        text in "([a-z`*_<>\\[\\]()!#|~:/.@&\n\r -]|https://a\\.b|<b>|\\PC){0,24}",
    ) {
        let (mut new, mut changes, _) = example();
        new.part.name.clone_from(&text);
        for change in &mut changes {
            change.name.clone_from(&text);
            change.summary.clone_from(&text);
            change.details = vec![text.clone(), format!("`{text}` → `{text}`")];
            change.help = Some(text.clone());
        }
        let files = [FileChange { path: (&text).into(), old: Old::Absent, new: Some("".into()), reason: &text }];
        let mut it = diff(&new, &changes, &files);
        it.manifest.clone_from(&text);
        let written = report::markdown(std::slice::from_ref(&it), true);
        let tree = markdown::to_mdast(&written, &markdown::ParseOptions::gfm()).unwrap();
        prop_assert_eq!(active(&tree), 0, "{}", written);
        let commands = github(&[it], true);
        prop_assert_eq!(commands.lines().count(), changes.len() + 1);
        prop_assert_eq!(commands.matches(['\r', '\n']).count(), changes.len() + 1);
    }
}
