//! What changed in meaning: one rule a case under `changes/`, and properties over every member of the model.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // Reads its case files.

mod common;

use std::path::{Path, PathBuf};

use common::{bitlocker, edit, everything, solution};
use proptest::prelude::*;
use rmmgen::diff::{self, Change, ChangeKind, Mark, Severity};
use rmmgen::platform::CONNECTWISE;
use rmmgen::report::{Files, Palette, SolutionDiff, text};
use rmmgen::solution::{Action, Solution};
use serde_json::{Map, Value, json};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|it| it == "json")).collect();
    cases.sort();
    assert!(cases.len() > 50, "the cases are gone");
    cases
}

/// The base solution with these edits.
fn edited(case: &Value, side: &str) -> Solution {
    let base = if case["base"] == "everything" { everything() } else { bitlocker() };
    let edits = case[side].as_object().cloned().unwrap_or_default();
    let edited = edits.into_iter().fold(base, |value, (pointer, new)| edit(value, &pointer, new));
    solution(&edited)
}

/// `new` is written on top of `old`.
fn old_and_new(case: &Value) -> (Solution, Solution) {
    let mut new = case.clone();
    let mut both = case["old"].as_object().cloned().unwrap_or_default();
    both.extend(case["new"].as_object().cloned().unwrap_or_default());
    new["new"] = Value::Object(both);
    (edited(case, "old"), edited(&new, "new"))
}

fn shown(solution: &Solution, changes: &[Change]) -> String {
    let diff = SolutionDiff {
        name: &solution.part.name,
        id: solution.part.id,
        manifest: "solution.toml".to_owned(),
        changes,
        files: Vec::new(),
    };
    text(&[diff], Files::Unified, &Palette::PLAIN)
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn one_rule_a_case() {
    let mut wrong = Vec::new();
    for path in cases() {
        let case: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let (old, new) = old_and_new(&case);
        let changes = diff::compare(CONNECTWISE, Some(&old), &new);
        let found: Vec<String> = changes
            .iter()
            .map(|it| format!("{} {} {}", it.severity.word(), word(it.mark), word(it.kind)))
            .collect();
        if json!(found) != case["expect"] {
            wrong.push(format!("{}: {found:#?}\n{}", path.display(), shown(&new, &changes)));
        }
        let golden = snapbox::Data::read_from(&path.with_extension("txt"), None).raw();
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(shown(&new, &changes), golden);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_first_render_is_said_once() {
    let changes = diff::compare(CONNECTWISE, None, &solution(&bitlocker()));
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].kind, changes[0].severity), (ChangeKind::FirstRender, Severity::Cosmetic));
    assert_eq!(changes[0].details, ["4 fields, 4 groups and 1 task"]);
}

#[test]
fn what_could_not_be_compared_reads_as_breaking() {
    let change = Change::cannot_compare(&solution(&bitlocker()), "the record has format 9");
    assert_eq!((change.kind, change.severity), (ChangeKind::CannotCompare, Severity::Breaking));
    assert_eq!(change.details, ["the record has format 9"]);
}

#[test]
fn equal_solutions_have_no_change_though_a_record_keeps_no_script_text() {
    for value in [bitlocker(), everything()] {
        let (recorded, mut new) = (solution(&value), solution(&value));
        for step in new.tasks.iter_mut().flat_map(|task| &mut task.steps) {
            if let Action::Script(script) = &mut step.action {
                script.body.text = "Complete-Task -Outcome good\n".to_owned();
            }
        }
        assert_eq!(diff::compare(CONNECTWISE, Some(&recorded), &new), []);
    }
}

/// Everything that can be done to the value in one place: a leaf changed, a member removed, items swapped. A
/// pointer, and what to put there.
fn mutations(value: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    visit(value, "", &mut |pointer, at| {
        found.extend(replacements(at).into_iter().map(|it| (pointer.to_owned(), it)));
    });
    found
}

/// The mutant, where it is a solution.
fn mutant(value: &Value, (pointer, replacement): &(String, Value)) -> Option<(Value, Solution)> {
    let mut mutant = value.clone();
    *mutant.pointer_mut(pointer).unwrap() = replacement.clone();
    let solution = serde_json::from_value(mutant.clone()).ok()?;
    Some((mutant, solution))
}

fn visit(value: &Value, pointer: &str, act: &mut dyn FnMut(&str, &Value)) {
    act(pointer, value);
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, it)| visit(it, &format!("{pointer}/{index}"), act));
        }
        Value::Object(members) => {
            members.iter().for_each(|(key, it)| visit(it, &format!("{pointer}/{key}"), act));
        }
        _ => {}
    }
}

/// Every word that stands for a choice somewhere in the model.
const WORDS: &[&str] = &[
    "company",
    "site",
    "endpoint",
    "text-box",
    "dropdown",
    "flag",
    "number",
    "date",
    "text",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "tuesday",
    "windows",
    "macos",
    "linux",
    "os-type",
    "available",
    "field",
    "group",
    "task",
    "d0d0d0d0-d0d0-4d0d-8d0d-d0d0d0d0d0d0",
];

fn replacements(at: &Value) -> Vec<Value> {
    match at {
        Value::Null => vec![],
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Number(number) => vec![json!(number.as_i64().unwrap() + 1)],
        Value::String(text) => {
            let word = !text.contains(|it: char| it.is_uppercase() || it.is_whitespace());
            let others = WORDS.iter().filter(|_| word).map(|word| json!(word));
            others.chain([json!(format!("{text}x")), json!(format!("{text}\u{1b}[2J"))]).collect()
        }
        Value::Array(items) => {
            let without = (0..items.len()).map(|index| edit_array(items, |it| drop(it.remove(index))));
            let swapped = (1..items.len()).map(|index| edit_array(items, |it| it.swap(index - 1, index)));
            let doubled = items.iter().map(|item| edit_array(items, |it| it.push(item.clone())));
            without.chain(swapped).chain(doubled).collect()
        }
        Value::Object(members) => {
            let without = members.keys().map(|key| {
                let mut fewer = members.clone();
                fewer.shift_remove(key);
                Value::Object(fewer)
            });
            let renamed = members.iter().map(|(key, value)| {
                let mut other: Map<String, Value> = members.clone();
                other.shift_remove(key);
                other.insert(rename(key), value.clone());
                Value::Object(other)
            });
            without.chain(renamed).collect()
        }
    }
}

fn edit_array(items: &[Value], edit: impl FnOnce(&mut Vec<Value>)) -> Value {
    let mut items = items.to_vec();
    edit(&mut items);
    Value::Array(items)
}

/// The other variant of a choice, where the key is one.
fn rename(key: &str) -> String {
    match key {
        "equal" => "not-equal".to_owned(),
        "not-equal" => "equal".to_owned(),
        "contains-any-of" => "does-not-contain-any-of".to_owned(),
        "does-not-contain-any-of" => "contains-any-of".to_owned(),
        "field" => "property".to_owned(),
        "text" => "outcome".to_owned(),
        "outcome" => "text".to_owned(),
        _ => format!("{key}x"),
    }
}

#[test]
fn every_difference_is_at_least_one_change() {
    let mut tried = 0;
    for base in [bitlocker(), everything()] {
        let old = solution(&base);
        let recorded = serde_json::to_value(&old).unwrap();
        for mutation in mutations(&base) {
            let Some((_, new)) = mutant(&base, &mutation) else { continue };
            let pointer = &mutation.0;
            if serde_json::to_value(&new).unwrap() == recorded {
                continue;
            }
            tried += 1;
            assert_ne!(diff::compare(CONNECTWISE, Some(&old), &new), [], "{pointer}");
            assert_ne!(diff::compare(CONNECTWISE, Some(&new), &old), [], "{pointer}, backwards");
        }
    }
    assert!(tried > 1_000, "only {tried} mutations were tried");
}

#[test]
fn no_removal_that_matters_stands_behind_anything_else() {
    let old = solution(&everything());
    let base = everything();
    for mutation in mutations(&base) {
        let Some((_, new)) = mutant(&base, &mutation) else { continue };
        let changes = diff::compare(CONNECTWISE, Some(&old), &new);
        let rank = |it: &Change| {
            let kept = matches!(it.mark, Mark::Added | Mark::Changed) || it.severity == Severity::Cosmetic;
            (kept, it.severity)
        };
        assert!(changes.is_sorted_by_key(rank), "{}", mutation.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any two solutions compare without a panic, in one way, and never silently.
    #[test]
    fn any_mixture_of_edits(picks in prop::collection::vec(any::<prop::sample::Index>(), 1..8)) {
        let mut value = everything();
        for pick in picks {
            let choices = mutations(&value);
            if let Some((mutant, _)) = mutant(&value, pick.get(&choices)) {
                value = mutant;
            }
        }
        let (old, new) = (solution(&everything()), solution(&value));
        let changes = diff::compare(CONNECTWISE, Some(&old), &new);
        prop_assert_eq!(&changes, &diff::compare(CONNECTWISE, Some(&old), &new));
        prop_assert_eq!(changes.is_empty(), serde_json::to_value(&old).unwrap() == serde_json::to_value(&new).unwrap());
        for line in changes.iter().flat_map(|it| it.details.iter().chain([&it.summary])) {
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
}
