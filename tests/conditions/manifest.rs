//! The groups of a whole manifest as blocks. `SNAPSHOTS=overwrite cargo test` writes them anew.

use rmmgen::check::load;
use rmmgen::logic::criteria::Subjects;
use rmmgen::platform::CONNECTWISE;
use rmmgen::resolve::{Inputs, Unreadable};
use rmmgen::solution::platform::Console;
use rmmgen::solution::{Group, Solution};
use rmmgen::source::Source;
use snapbox::{Assert, Data};

struct NoFiles;

impl Inputs for NoFiles {
    fn read(&self, _: &str) -> Result<std::sync::Arc<Source>, Unreadable> {
        Err(Unreadable::Failed("does not exist".into()))
    }
}

/// The kinds of problems of a manifest.
pub(crate) fn codes(text: &str) -> Vec<&'static str> {
    let resolved = load(CONNECTWISE, &Source::new("solution.toml", text), &NoFiles);
    resolved.problems.iter().map(|problem| problem.code.word).collect()
}

const MANIFEST: &str = include_str!("../check/bases/conditions.toml");

fn solution(text: &str) -> Solution {
    let resolved = load(CONNECTWISE, &Source::new("conditions.toml", text), &NoFiles);
    resolved.solution.expect("it has no error").0
}

fn written(solution: &Solution, group: &Group) -> String {
    let subjects = Subjects::of(&[Console::new(CONNECTWISE, solution)]);
    let mut text = format!("{}\n", group.part.name);
    for (block, number) in group.blocks.iter().zip(1..) {
        let note = block.note.as_ref().map_or("", |note| note.source());
        text += &format!("  Block {number} {note}\n").replace(" \n", "\n");
        for criterion in &block.criteria {
            let (name, test) = (subjects.name(&criterion.subject), &criterion.test);
            text += &format!(
                "    {name} | {} | {}\n",
                CONNECTWISE.vocabulary.operator(test),
                test.values().join(", ")
            );
        }
    }
    text
}

#[test]
#[allow(clippy::disallowed_methods)] // snapbox looks for the folder of the tests
fn groups_of_a_manifest_come_to_these_blocks() {
    let solution = solution(MANIFEST);
    let groups: Vec<String> = solution.groups.iter().map(|group| written(&solution, group)).collect();
    let expected = Data::read_from(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conditions/blocks.txt"),
        None,
    );
    Assert::new().action_env("SNAPSHOTS").eq(groups.join("\n"), expected);
}

/// Whoever still holds an option that is none any more is in the groups that it was in.
#[test]
fn a_group_keeps_its_blocks_where_a_dropdown_loses_an_option() {
    const GROUP: &str = r#"
[group.chosen]
name = "Chosen"
description = "Devices of companies that chose anything."
any = [
  { all = [{ field = "mode", not-equal = "Disabled" }, { field = "mode", is-blank = false }, { field = "create", equal = true }] },
  { field = "mode", contains-any-of = ["Workstations", "Servers", "All"] },
]
"#;
    let with = |options: &str| {
        let text =
            MANIFEST.replacen(r#"options = ["Disabled", "Workstations", "Servers", "All"]"#, options, 1);
        assert!(text.contains(options));
        let solution = solution(&(text + GROUP));
        written(&solution, solution.group("chosen").unwrap())
    };
    let before = with(r#"options = ["Disabled", "Workstations", "Servers", "All", "Pilot"]"#);
    assert_eq!(before.matches("Block").count(), 2, "{before}");
    assert_eq!(with(r#"options = ["Disabled", "Workstations", "Servers", "All"]"#), before);
}
