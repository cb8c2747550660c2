//! What a field can hold that only tasks write: whether groups that wait for different outcomes can share a device.

use super::manifest::codes;

const MANIFEST: &str = include_str!("../check/bases/conditions.toml");

/// What is wrong with the manifest, with one thing replaced.
fn with(old: &str, new: &str) -> Vec<&'static str> {
    assert!(MANIFEST.contains(old), "{old}");
    codes(&MANIFEST.replacen(old, new, 1))
}

#[test]
fn a_line_holds_no_other_outcome() {
    assert!(codes(MANIFEST).is_empty());
}

#[test]
fn what_stands_around_a_line_may_hold_anything() {
    assert_eq!(with("value = \"%output%\"", "value = \"Update failed? %output%\""), ["overlapping-groups"]);
}

#[test]
fn a_literal_of_any_task_is_among_the_values() {
    let step = |value: &str| {
        format!(
            "[[task.update.step]]\nset-field = \"status\"\nvalue = \"{value}\"\n\n[[task.update.schedule]]"
        )
    };
    let of_one_group = with("[[task.update.schedule]]", &step("Winget is missing"));
    assert_eq!(of_one_group, ["unguarded-store"]);
    let both = step("Everything is up to date, Update failed");
    assert_eq!(with("[[task.update.schedule]]", &both), ["overlapping-groups", "unguarded-store"]);
}

#[test]
fn so_is_the_default() {
    let default = "description = \"What {task.update} reported last.\"\ndefault = \"Everything is up to date; Update failed\"";
    assert_eq!(with("description = \"What {task.update} reported last.\"", default), ["overlapping-groups"]);
}

/// The prelude leaves alone in a detail what the outcome's own text holds in another letter case. That a group waits
/// for it is a mistake of its own all the same.
#[test]
fn a_detail_may_hold_the_outcome_in_another_letter_case() {
    let group = |part: &str| {
        format!(
            "[group.loud]\nname = \"Loud\"\ndescription = \"D.\"\ndisjoint = [\"up-to-date\"]\nall = [{{ field = \"status\", contains-any-of = [\"{part}\"] }}]\n\n[task.update]\n"
        )
    };
    let loud = ["overlapping-groups", "never-held"];
    assert_eq!(with("[task.update]\n", &group("IS UP TO")), loud);
    assert_eq!(with("[task.update]\n", &group("not up to")), ["never-held"]);
    assert_eq!(with("[task.update]\n", &group("up to date:")), ["never-held"]);
}
