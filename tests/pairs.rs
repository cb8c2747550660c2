//! Two mistakes in different parts of one manifest are both said: one hides no other. `ALL_PAIRS=1` tries every pair of
//! cases.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // reads its case files

mod inputs;

use std::collections::BTreeSet;

use inputs::NoFiles;
use inputs::cases::{Case, cases};
use rmmgen::check::load;
use rmmgen::diag::Problem;
use rmmgen::document::{self, Document};
use rmmgen::manifest;
use rmmgen::platform::CONNECTWISE;
use rmmgen::source::{Place, Source};

/// The pairs of cases that are tried.
const PAIRS: usize = 500;

/// Where a mistake hides another one, and why it may.
struct Exception {
    why: &'static str,
    /// The cases that hide others: what their paths begin with, in the folder of cases.
    hiding: &'static [&'static str],
    /// What they hide, by code.
    hidden: &'static [&'static str],
}

const EXCEPTIONS: &[Exception] = &[
    Exception {
        why: "whether an allowance is used is known only where everything could be looked at",
        hiding: &[""],
        hidden: &["unused-allowance"],
    },
    Exception {
        why: "the task runs on other devices, or on such as are not known",
        hiding: &["groups/", "shape/dangling-reference/", "shape/look-alike/", "values/bad-default/"],
        hidden: &["unscoped-retry"],
    },
    Exception {
        why: "the field holds something else, or what is stored in it is not known",
        hiding: &[
            "outcomes/early-output/",
            "outcomes/outcome-not-stored/",
            "outcomes/outcome-too-long/",
            "outcomes/unfit-outcome/",
            "runs/step-action/",
            "runs/unguarded-store/",
            "script/silent-script/",
            "shape/dangling-reference/set-field",
            "shape/look-alike/look-alike-quote",
            "shape/missing-key/step-that-stores-nothing",
            "values/only-by-hand/",
        ],
        hidden: &[
            "inexact-status",
            "letter-case",
            "never-held",
            "never-matches",
            "only-by-hand",
            "overlapping-groups",
            "short-match",
            "unheld-value",
            "unstored-example",
            "unwritable-field",
        ],
    },
    Exception {
        why: "the reference, or the outcome without a field, may be meant to be this part",
        hiding: &["outcomes/outcome-not-stored/", "runs/unguarded-store/", "shape/dangling-reference/"],
        hidden: &["cannot-tell", "unread-field", "unused-criteria", "unwatched-outcome"],
    },
    Exception {
        why: "the dropdown has other options, or is none",
        hiding: &[
            "groups/caught-option/",
            "groups/letter-case/options",
            "groups/unknown-option/",
            "secrets/pasted-value/",
            "shape/look-alike/look-alike-blank-in-an-option",
        ],
        hidden: &["identical-groups", "unknown-option"],
    },
    Exception {
        why: "it does what nothing did: tests a field, reads it, waits for an outcome, has the name",
        hiding: &[
            "groups/identical-groups/",
            "groups/letter-case/",
            "script/unread-value/",
            "values/inexact-status/",
        ],
        hidden: &["near-property", "unread-field", "unwatched-outcome"],
    },
    Exception {
        why: "it is not known what the group selects",
        hiding: &["groups/group-form/"],
        hidden: &["cannot-tell", "unwatched-outcome"],
    },
];

impl Exception {
    fn is_about(&self, hiding: &Case, hidden: &str) -> bool {
        let path = format!("{}/{}/{}", hiding.family(), hiding.code(), hiding.name);
        self.hiding.iter().any(|start| path.starts_with(start)) && self.hidden.contains(&hidden)
    }
}

/// What of a problem is the same whatever else stands in the file: its kind, and what it points at. Its words may name
/// other parts.
fn said(problem: &Problem) -> (&'static str, String) {
    let place = problem.place.as_ref().map(|place| place.source.text[place.range.clone()].to_owned());
    (problem.code.word, place.unwrap_or_default())
}

fn problems(name: &str, text: &str) -> BTreeSet<(&'static str, String)> {
    let checked = load(CONNECTWISE, &Source::new(name, text), &NoFiles);
    checked.problems.iter().map(said).collect()
}

/// The parts that a case is about: those that it changes, and those that its problems point at.
fn touched(case: &Case) -> BTreeSet<String> {
    let checked = load(CONNECTWISE, &Source::new(&case.name, &case.manifest), &NoFiles);
    let here = |place: &Place| place.source.text == case.manifest;
    let places = checked
        .problems
        .iter()
        .flat_map(|problem| problem.place.iter().chain(problem.related.iter().map(|(place, _)| place)));
    let pointed = places.filter(|place| here(place)).filter_map(|place| case.part_at(place.range.start));
    case.parts().into_iter().chain(pointed).collect()
}

/// How far a manifest is read: not as TOML, not as a manifest, or as one. What cannot be read is not looked into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    No,
    AsToml,
    AsManifest,
}

fn read(case: &Case) -> Read {
    let document = Document::new(&Source::new(&case.name, &case.manifest));
    match manifest::read(&document) {
        Ok(_) => Read::AsManifest,
        Err(problems) if problems.iter().any(|it| document::CODES.contains(&it.code)) => Read::No,
        Err(_) => Read::AsToml,
    }
}

/// Brings pairs into an order that looks like chance and is the same each time (splitmix64).
fn shuffle<T>(pairs: &mut [T]) {
    let mut state = 8_u64;
    for index in (1..pairs.len()).rev() {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        pairs.swap(index, usize::try_from(mixed >> 32).unwrap() % (index + 1));
    }
}

#[test]
fn two_mistakes_in_different_parts_are_both_said() {
    let cases = cases();
    let read: Vec<Read> = cases.iter().map(read).collect();
    let touched: Vec<_> = cases.iter().map(touched).collect();
    let alone: Vec<_> = cases.iter().map(|case| problems(&case.name, &case.manifest)).collect();
    let is_apart = |one: usize, other: usize| {
        let is_read = read[one] == read[other] && read[one] != Read::No;
        one < other && is_read && touched[one].is_disjoint(&touched[other])
    };
    let all = (0..cases.len()).flat_map(|one| (0..cases.len()).map(move |other| (one, other)));
    let all = all.filter(|(one, other)| is_apart(*one, *other));
    let mut pairs: Vec<((usize, usize), String)> =
        all.filter_map(|(one, other)| Some(((one, other), cases[one].with(&cases[other])?))).collect();
    let is_all = std::env::var_os("ALL_PAIRS").is_some();
    if !is_all {
        shuffle(&mut pairs);
        pairs.truncate(PAIRS);
    }
    let (mut hidden, mut used) = (String::new(), BTreeSet::new());
    for ((one, other), text) in &pairs {
        let together = problems(&cases[*one].name, text);
        for (this, that) in [(*one, *other), (*other, *one)] {
            for (code, text) in alone[this].difference(&together) {
                if let Some(index) = EXCEPTIONS.iter().position(|it| it.is_about(&cases[that], code)) {
                    used.insert(EXCEPTIONS[index].why);
                    continue;
                }
                let names = [this, that].map(|index| cases[index].path.display().to_string());
                hidden += &format!("{} hides {code} of {}: {text}\n", names[1], names[0]);
            }
        }
    }
    assert!(hidden.is_empty(), "{hidden}");
    assert!(pairs.len() >= PAIRS);
    if is_all {
        let vain = EXCEPTIONS.iter().filter(|it| !used.contains(it.why)).map(|it| it.why);
        assert_eq!(vain.collect::<Vec<_>>(), [""; 0], "exceptions of nothing");
    }
}
