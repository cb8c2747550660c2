//! A base has no problem; a case has just those of its message, and differs from its base in one place.
//! `SNAPSHOTS=overwrite cargo test --test check` writes what is said into the cases: read it before it is committed.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // reads its case files

mod inputs;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use inputs::cases::{BASES, Case, cases};
use inputs::{NoFiles, files};
use rmmgen::check;
use rmmgen::check::{Checked as Resolved, load};
use rmmgen::diag;
use rmmgen::platform::CONNECTWISE;
use rmmgen::source::Source;
use similar::TextDiff;

/// The folders of `tests/check`, by what a problem is about.
const FAMILIES: [&str; 10] =
    ["allow", "groups", "outcomes", "prose", "record", "runs", "script", "secrets", "shape", "values"];

fn loaded(name: &str, text: &str) -> Resolved {
    load(CONNECTWISE, &Source::new(name, text), &NoFiles)
}

fn raised(case: &Case) -> BTreeSet<&'static str> {
    let problems = loaded(&case.name, &case.manifest).problems;
    problems.iter().map(|problem| problem.code.word).collect()
}

fn printed(resolved: &Resolved) -> String {
    let blocks: Vec<String> = resolved.problems.iter().map(diag::render).collect();
    anstream::adapter::strip_str(&(blocks.join("\n\n") + "\n")).to_string()
}

#[test]
fn bases_have_no_problem() {
    for path in files(Path::new(BASES), "toml") {
        let resolved = loaded("base.toml", &std::fs::read_to_string(&path).unwrap());
        assert!(resolved.problems.is_empty(), "{}\n{}", path.display(), printed(&resolved));
        assert!(resolved.solution.is_some());
    }
}

#[test]
fn cases_have_just_their_problems() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut wrong = String::new();
    for case in cases() {
        let resolved = loaded(&case.name, &case.manifest);
        assert!(!resolved.problems.is_empty(), "{} has no problem", case.path.display());
        let printed = printed(&resolved);
        if printed == case.message {
            continue;
        }
        if overwrite {
            case.overwrite(&printed);
            continue;
        }
        let path = case.path.to_string_lossy();
        let diff = TextDiff::from_lines(&case.message, &printed);
        wrong += &diff.unified_diff().header(&path, "what is said now").to_string();
    }
    assert!(
        wrong.is_empty(),
        "{wrong}\nSNAPSHOTS=overwrite cargo test --test check    # writes what is said now"
    );
}

#[test]
fn a_case_differs_from_its_base_in_one_place() {
    for case in cases() {
        assert_eq!(places(&case.base, &case.manifest), 1, "{}", case.path.display());
    }
}

/// In how many places two texts differ.
fn places(a: &str, b: &str) -> usize {
    TextDiff::from_lines(a, b).grouped_ops(0).len()
}

#[test]
fn a_case_lies_in_the_folder_of_its_code() {
    let mut families: BTreeMap<String, String> = BTreeMap::new();
    for case in cases() {
        let path = case.path.display();
        assert!(raised(&case).contains(case.code()), "{path} does not raise `{}`", case.code());
        assert!(FAMILIES.contains(&case.family()), "{path}: no family `{}`", case.family());
        let family = families.entry(case.code().to_owned()).or_insert_with(|| case.family().to_owned());
        assert_eq!(family, case.family(), "`{}` has two families", case.code());
    }
}

#[test]
fn every_code_has_a_case_that_raises_it() {
    // What a single file cannot raise is tested where it arises: other files, folders, solutions, templates, programs.
    let elsewhere = ["body-syntax", "clash", "template", "unused-image"];
    let raised: BTreeSet<&str> = cases().iter().flat_map(raised).collect();
    let missing: Vec<&str> = check::codes()
        .map(|code| code.word)
        .filter(|w| !raised.contains(w) && !elsewhere.contains(w))
        .collect();
    assert!(missing.is_empty(), "no case raises {missing:?}");
}
