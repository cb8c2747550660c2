//! What is to be done in the console: real edits by snapshot, and properties over every member of the model.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // reads its snapshots

mod common;

use std::path::Path;
use std::process::Command;

use common::{bitlocker, edit, everything, solution};
use rmmgen::diff::checklist::{Section, checklist, markdown};
use rmmgen::platform::CONNECTWISE;
use rmmgen::solution::Solution;
use serde_json::{Value, json};
use snapbox::assert_data_eq;

fn printed(old: Option<&Solution>, new: &Solution) -> String {
    markdown(&new.part.name, "solution.toml", &checklist(CONNECTWISE, old, new))
}

fn from_bitlocker(edits: &[(&str, Value)]) -> String {
    let new = edits.iter().fold(bitlocker(), |value, (pointer, new)| edit(value, pointer, new.clone()));
    printed(Some(&solution(&bitlocker())), &solution(&new))
}

#[test]
fn from_nothing_it_is_the_whole_set_up() {
    assert_data_eq!(printed(None, &solution(&everything())), snapbox::file!["checklist/everything.md"].raw());
}

#[test]
fn from_one_render_to_the_next() {
    let printed = from_bitlocker(&[
        ("/fields/0/options/2", json!(null)),
        ("/groups/0/blocks/0/criteria/3/test", json!({ "equal": "Server" })),
        ("/groups/0/blocks/1/criteria/0", json!(null)),
        ("/groups/1/part/name", json!("Keys Not Saved")),
        ("/tasks/0/outcomes/1/report/text/text", json!("FAILED badly")),
        ("/tasks/0/schedules/0/at", json!("02:00")),
        ("/tasks/0/steps/1", json!(null)),
    ]);
    assert_data_eq!(printed, snapbox::file!["checklist/change.md"].raw());
}

#[test]
fn what_is_deleted_goes_last() {
    let mut old = bitlocker();
    for list in ["fields", "groups", "tasks"] {
        let mut item = old[list][0].clone();
        item["part"]["id"] = json!("00000000-0000-4000-8000-000000000001");
        item["part"]["key"] = json!("gone");
        item["part"]["name"] = json!("Gone");
        old[list].as_array_mut().unwrap().insert(0, item);
    }
    let new = edit(bitlocker(), "/fields/0/type", json!("text-box"));
    let new = edit(new, "/fields/0/options", json!([]));
    let new = edit(new, "/fields/0/part/name", json!("Another Name"));
    assert_data_eq!(
        printed(Some(&solution(&old)), &solution(&new)),
        snapbox::file!["checklist/deleted.md"].raw()
    );
}

/// Every member in turn, with other things in its place.
fn mutants(value: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    visit(value, "", &mut |pointer, at| {
        let other = match at {
            Value::Bool(flag) => vec![json!(!flag)],
            Value::Number(number) => vec![json!(number.as_i64().unwrap() + 1)],
            Value::String(text) => vec![json!(format!("{text}x"))],
            Value::Array(items) if items.len() > 1 => {
                vec![items.iter().skip(1).cloned().collect(), items.iter().rev().cloned().collect()]
            }
            _ => Vec::new(),
        };
        found.extend(other.into_iter().filter(|other| other != at).map(|other| (pointer.to_owned(), other)));
    });
    found
}

fn visit(value: &Value, pointer: &str, see: &mut dyn FnMut(&str, &Value)) {
    see(pointer, value);
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, it)| visit(it, &format!("{pointer}/{key}"), see));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, it)| visit(it, &format!("{pointer}/{index}"), see));
        }
        _ => {}
    }
}

/// Members of a part that the console does not show: they are for pages, for the tool, or for whoever reads them.
const UNSEEN: [&str; 18] = [
    "id",
    "key",
    "formerly",
    "title",
    "summary",
    "remarks",
    "listed-under",
    "keywords",
    "tags",
    "example",
    "secret",
    "options-formerly",
    "meaning",
    "unwatched",
    "disjoint",
    "examples",
    "manual",
    "file",
];

fn is_seen(pointer: &str) -> bool {
    let members: Vec<&str> = pointer.split('/').skip(1).collect();
    let note = members.last() == Some(&"note") && members[0] == "groups";
    let criteria = members.contains(&"outcomes") && members[0] == "groups";
    let order =
        members.len() == 1 || (members[0] == "tasks" && members.len() == 3 && members[2] == "outcomes");
    !note && !criteria && !order && !members.iter().any(|member| UNSEEN.contains(member))
}

/// Whether a part names another one, by key or in a text.
fn names(part: &Value, other: &str) -> bool {
    let text = part.to_string();
    text.contains(&format!("\"{other}\"")) || text.contains(&format!(".{other}}}"))
}

fn lines_of<'s>(sections: &'s [Section], part: &Value) -> &'s [String] {
    let id = part["part"]["id"].as_str().unwrap();
    sections.iter().find(|it| it.id.to_string() == id).map_or(&[], |section| &section.lines)
}

/// A changed member that the console shows has a line; a part that did not change has none, unless it names or runs on
/// what did.
#[test]
fn every_member_that_is_seen_has_a_line_and_nothing_else_has() {
    let mut seen = 0;
    for base in [everything(), bitlocker()] {
        let old = solution(&base);
        for (pointer, other) in mutants(&base) {
            let mut mutant = base.clone();
            *mutant.pointer_mut(&pointer).unwrap() = other;
            let Ok(new) = serde_json::from_value::<Solution>(mutant.clone()) else { continue };
            let sections = checklist(CONNECTWISE, Some(&old), &new);
            let members: Vec<&str> = pointer.split('/').skip(1).collect();
            let ([list @ ("fields" | "groups" | "tasks"), index, ..], true) =
                (members.as_slice(), members.len() > 2)
            else {
                continue;
            };
            let index: usize = index.parse().unwrap();
            if is_seen(&pointer) {
                seen += 1;
                let lines = lines_of(&sections, &mutant[list][index]);
                assert!(!lines.is_empty(), "{pointer} has no line: {sections:#?}");
            }
            let changed = base[list][index]["part"]["key"].as_str().unwrap();
            for kind in ["fields", "groups"] {
                for (at, part) in mutant[kind].as_array().unwrap().iter().enumerate() {
                    let same = (kind, at) != (*list, index) && !names(part, changed);
                    assert!(!same || lines_of(&sections, part).is_empty(), "{pointer}: {sections:#?}");
                }
            }
        }
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn nothing_is_to_be_done_where_only_pages_change() {
    for base in [everything(), bitlocker()] {
        let old = solution(&base);
        assert_eq!(checklist(CONNECTWISE, Some(&old), &old), []);
        let mut docs = old.clone();
        docs.faq.clear();
        docs.changelog.clear();
        docs.part.keywords.push("more".to_owned());
        for part in docs.fields.iter_mut().map(|field| &mut field.part) {
            part.title = Some("Another".to_owned());
            part.tags.push("more".to_owned());
        }
        assert_eq!(checklist(CONNECTWISE, Some(&old), &docs), []);
    }
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The README's story: a tag on what stands in the console makes it the list of what is not yet done there.
#[test]
fn a_tag_on_what_is_deployed_makes_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path();
    let git = |arguments: &[&str]| {
        let mut all = vec!["-c", "user.name=a", "-c", "user.email=a@b.example"];
        all.extend(arguments);
        run(top, "git", &all)
    };
    let commit = || {
        run(top, env!("CARGO_BIN_EXE_rmmgen"), &["generate", "--quiet"]);
        git(&["add", "--all"]);
        git(&["commit", "--quiet", "--message", "a change"]);
    };
    let todo = || {
        run(top, env!("CARGO_BIN_EXE_rmmgen"), &["diff", "--against", "deployed", "--format", "checklist"])
    };
    git(&["init", "--quiet"]);
    git(&["commit", "--quiet", "--allow-empty", "--message", "nothing yet"]);
    git(&["tag", "deployed"]);
    std::fs::create_dir(top.join("scripts")).unwrap();
    for file in ["solution.toml", "scripts/backup-bitlocker-keys.ps1"] {
        std::fs::copy(file, top.join(file)).unwrap();
    }
    commit();
    let all = todo();
    assert!(all.contains("SETTINGS > Custom Fields: create `Enable BitLocker Key Backup`"), "{all}");
    git(&["tag", "--force", "deployed"]);
    assert_eq!(todo(), "Nothing is to be done in the console since that render.\n");
    let manifest = std::fs::read_to_string("solution.toml").unwrap();
    std::fs::write(
        top.join("solution.toml"),
        manifest.replacen("every = \"1 day\"", "every = \"2 days\"", 1),
    )
    .unwrap();
    commit();
    let line =
        "- [ ] AUTOMATION > Tasks > BitLocker Recovery Key Backup, schedule 1: Every `1 day` to `2 days`\n";
    assert!(todo().contains(line), "{}", todo());
    assert_eq!(todo().matches("- [ ]").count(), 1);
    git(&["tag", "--force", "deployed"]);
    assert_eq!(todo(), "Nothing is to be done in the console since that render.\n");
}
