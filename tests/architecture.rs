//! The list of folders in ARCHITECTURE.md, held to: a folder uses what stands below it only, inside a folder no files
//! use each other in a circle, and a folder has few files. Every path in code counts, not only those in `use` lines;
//! comments, strings and what is compiled for tests only do not.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "reads the sources")]

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sources::{Sources, in_circles};

/// A folder with more files than this gets folders within, by subject.
const MOST_FILES: usize = 8;

/// What does not hold yet, as the test words it. This list may only shrink: a line that is no longer needed fails.
const KNOWN: &str = include_str!("architecture.txt");

/// The place of each folder in ARCHITECTURE.md: its line, and where in the line.
fn places() -> BTreeMap<String, (usize, usize)> {
    let page = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let list = page.split("```").find(|block| block.contains("\ncli/")).expect("the list of folders");
    let mut places = BTreeMap::new();
    for (line, text) in list.lines().enumerate().skip(1) {
        let names = text.split("  ").next().unwrap_or_default().split_whitespace();
        places
            .extend(names.enumerate().map(|(at, name)| (name.trim_end_matches('/').to_owned(), (line, at))));
    }
    places
}

fn unlisted(sources: &Sources) -> Vec<String> {
    let (places, tops) = (places(), sources.tops());
    let unlisted =
        tops.iter().filter(|top| !places.contains_key(*top)).map(|top| format!("{top}: not listed"));
    let absent = places.keys().filter(|name| !tops.contains(*name)).map(|name| format!("{name}: not there"));
    unlisted.chain(absent).collect()
}

fn upward(sources: &Sources) -> Vec<String> {
    let places = places();
    let is_below = |user: &str, used: &str| {
        let (Some(user), Some(used)) = (places.get(user), places.get(used)) else { return false };
        used.0 > user.0 || used.0 == user.0 && used.1 > user.1
    };
    let uses = sources.uses().map(|(user, used)| (user, user.top(), used.top()));
    let upward = uses.filter(|(_, top, used)| top != used && !is_below(top, used));
    upward.map(|(user, _, used)| format!("{user}: uses {used}")).collect()
}

fn circling(sources: &Sources) -> Vec<String> {
    let within = sources.uses().filter(|(user, used)| user.top() == used.top());
    in_circles(&within.collect()).into_iter().map(|file| format!("{file}: in a circle")).collect()
}

fn crowded(sources: &Sources) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (folder, _) in sources.files().filter_map(|file| file.rsplit_once('/')) {
        *counts.entry(folder).or_default() += 1;
    }
    let crowded = counts.into_iter().filter(|(_, count)| *count > MOST_FILES);
    crowded.map(|(folder, _)| format!("{folder}: too many files")).collect()
}

#[test]
fn the_code_is_laid_out_as_listed() {
    let sources = Sources::read(Path::new("src"));
    let found = [unlisted(&sources), upward(&sources), circling(&sources), crowded(&sources)].concat();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let known: BTreeSet<&str> = KNOWN.lines().collect();
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "ARCHITECTURE.md has it otherwise: {new:#?}");
    let mended: Vec<_> = known.difference(&found).collect();
    assert!(mended.is_empty(), "mended, so take it out of tests/architecture.txt: {mended:#?}");
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("a/mod.rs", "mod b;\npub use b::Told;\npub use self::c::{Other as Mine, d::Deep};\nmod c;"),
        ("a/b.rs", "fn f() -> crate::e::E { 'x: loop { super::c::g(\"super::Told\", '\\'', '\"') } }"),
        (
            "a/c/mod.rs",
            "// crate::e::no\n#[cfg(test)]\nmod tests { use crate::e; }\nuse super::super::h::{self, I};",
        ),
        ("a/c/d.rs", "use crate::{a::Told, e::{*}}; /* crate::h */ const S: &str = r#\"crate::h \"\"#;"),
        ("e.rs", "use crate::a::{Mine, Deep as D};"),
        ("h.rs", ""),
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let sources = Sources::read(folder.path());
    let uses: Vec<String> = sources.uses().map(|(user, used)| format!("{user} {used}")).collect();
    let expected = [
        "a/b.rs a/c/mod.rs",
        "a/b.rs e.rs",
        "a/c/mod.rs h.rs",
        "a/c/d.rs a/b.rs",
        "a/c/d.rs e.rs",
        "e.rs a/c/d.rs",
        "e.rs a/c/mod.rs",
    ];
    assert_eq!(uses, expected);
    let circle = in_circles(&sources.uses().collect());
    assert_eq!(
        circle.into_iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["a/b.rs", "a/c/d.rs", "e.rs"]
    );
}
