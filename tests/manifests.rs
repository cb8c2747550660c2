//! Every valid manifest has no problem; every invalid one has just those of the file beside it, and differs from a
//! valid one in one place. `SNAPSHOTS=overwrite cargo test` writes what is printed: read it before it is committed.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // reads its case files

mod inputs;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use inputs::{NoFiles, files};
use rmmgen::check;
use rmmgen::diag;
use rmmgen::resolve::{Resolved, load};
use rmmgen::source::Source;

fn loaded(path: &Path) -> Resolved {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    load(&Source::new(name, text), &NoFiles)
}

fn printed(resolved: &Resolved) -> String {
    let blocks: Vec<String> = resolved.problems.iter().map(diag::render).collect();
    anstream::adapter::strip_str(&(blocks.join("\n\n") + "\n")).to_string()
}

fn manifests(folder: &str) -> Vec<PathBuf> {
    files(&Path::new("tests/manifests").join(folder), "toml")
}

#[test]
fn valid_manifests_have_no_problem() {
    for path in manifests("valid") {
        let resolved = loaded(&path);
        assert!(resolved.problems.is_empty(), "{}\n{}", path.display(), printed(&resolved));
        assert!(resolved.solution.is_some());
    }
}

#[test]
fn invalid_manifests_have_just_their_problems() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS").normalize_paths(false);
    for path in manifests("invalid") {
        let resolved = loaded(&path);
        assert!(!resolved.problems.is_empty(), "{} has no problem", path.display());
        assert.eq(printed(&resolved), snapbox::Data::read_from(&path.with_extension("txt"), None));
    }
}

#[test]
fn an_invalid_manifest_differs_from_a_valid_one_in_one_place() {
    let valid: Vec<String> =
        manifests("valid").iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for path in manifests("invalid") {
        let text = std::fs::read_to_string(&path).unwrap();
        let hunks = valid.iter().map(|valid| places(valid, &text)).min();
        assert_eq!(hunks, Some(1), "{}", path.display());
    }
}

/// In how many places two texts differ.
fn places(a: &str, b: &str) -> usize {
    similar::TextDiff::from_lines(a, b).grouped_ops(0).len()
}

#[test]
fn every_code_has_a_manifest_that_raises_it() {
    // What a single file cannot raise is tested where it arises: other files, folders, solutions, templates, programs.
    let elsewhere = ["body-syntax", "clash", "template", "unused-image"];
    let raised: BTreeSet<&str> = manifests("invalid")
        .iter()
        .flat_map(|path| loaded(path).problems.into_iter().map(|problem| problem.code.word))
        .collect();
    let missing: Vec<&str> = check::codes()
        .map(|code| code.word)
        .filter(|w| !raised.contains(w) && !elsewhere.contains(w))
        .collect();
    assert!(missing.is_empty(), "no invalid manifest raises {missing:?}");
}
