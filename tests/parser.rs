//! The parser of PowerShell, held to PowerShell 7.6.9's own: its verdict on 5,571 texts and 158 whole bodies, and what
//! it says of texts that nobody wrote (`powershell/differ`).
#![allow(clippy::disallowed_methods)] // a test reads its data and its environment

#[path = "powershell/differ/mod.rs"]
mod differ;
#[path = "powershell/shape.rs"]
mod shape;
#[path = "powershell/verdicts/mod.rs"]
mod verdicts;

use std::collections::BTreeMap;
use std::fmt::Write;

use differ::{Difference, Engine, Mutants, Random, difference, smallest};
use rmmgen::powershell::syntax::{self, parse};
use shape::{Shape, shape};
use verdicts::{Case, Word, cases};

/// Texts in which we miss an error, with the reason: at most one of a hundred.
const ACCEPTED: &[(&str, &str)] = &[];

/// The first node of two trees that differs, as text.
fn first_difference(theirs: &[Shape], ours: &[Shape]) -> Option<String> {
    let at = theirs.iter().zip(ours).position(|(theirs, ours)| theirs != ours);
    let at = at.or((theirs.len() != ours.len()).then_some(theirs.len().min(ours.len())))?;
    Some(format!("theirs {:?}, ours {:?}", theirs.get(at), ours.get(at)))
}

fn fail(what: &str, found: &[String]) {
    let shown = found.iter().take(40).fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").expect("a String takes everything");
        text
    });
    assert!(found.is_empty(), "{} {what}:\n{shown}", found.len());
}

#[test]
fn every_valid_text_is_read_as_powershell_reads_it() {
    let mut found = Vec::new();
    let mut read = 0;
    for Case { id, text, word } in cases() {
        let Word::Valid(theirs) = word else { continue };
        read += 1;
        let ours = parse(&text);
        if let Some(fault) = ours.faults.first() {
            found.push(format!("{id}: refused: {}\n    {text:?}", fault.message()));
        } else if let Some(difference) = first_difference(&theirs, &shape(&ours.tree, &text)) {
            found.push(format!("{id}: {difference}\n    {text:?}"));
        }
    }
    assert!(read > 3_800, "only {read} texts");
    fail("valid texts are read otherwise", &found);
}

#[test]
fn no_invalid_text_is_accepted() {
    let mut found = Vec::new();
    let mut excepted = Vec::new();
    let mut read = 0;
    for Case { id, text, word } in cases() {
        let Word::Invalid { error, .. } = word else { continue };
        read += 1;
        if !parse(&text).faults.is_empty() {
            continue;
        }
        match ACCEPTED.iter().find(|exception| exception.0 == id) {
            Some(_) => excepted.push(id),
            None => found.push(format!("{id}: {error}\n    {text:?}")),
        }
    }
    assert!(read > 1_850, "only {read} texts");
    fail("invalid texts are accepted", &found);
    assert_eq!(excepted.len(), ACCEPTED.len(), "an exception that is none any more");
    assert!(ACCEPTED.len() * 100 <= read, "more than one of a hundred is excepted");
}

#[test]
fn the_first_error_stands_on_powershells_line() {
    let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut read, mut wrong) = (0, 0);
    for Case { id, text, word } in cases() {
        let Word::Invalid { error, line } = word else { continue };
        let parsed = parse(&text);
        let Some(fault) = parsed.faults.first() else { continue };
        read += 1;
        let ours = line_of(&text, fault.span.start as usize);
        if ours != line {
            wrong += 1;
            let said = format!("{id}: line {line}, ours {ours}: {}\n    {text:?}", fault.message());
            others.entry(error).or_default().push(said);
        }
    }
    let shown = others.iter().map(|(error, said)| format!("{error}\n{}", said.join("\n")));
    assert!(wrong * 20 <= read, "{wrong} of {read}:\n{}", shown.collect::<Vec<_>>().join("\n"));
}

/// The line of a place, from 1. A CR alone ends one too.
fn line_of(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let breaks = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
    1 + breaks - usize::from(before.ends_with('\r') && text[at..].starts_with('\n'))
}

#[test]
fn mutants_are_read_as_powershell_reads_them() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let Some(mut engine) = Engine::start() else {
        let required = std::env::var_os("REQUIRE_PWSH").is_some_and(|value| value == "1");
        assert!(!required, "REQUIRE_PWSH=1, and there is no pwsh on PATH");
        eprintln!("skipped: there is no pwsh on PATH, so no mutant was tried");
        return;
    };
    let valid = |case: Case| matches!(case.word, Word::Valid(_)).then_some(case.text);
    let seeds = cases().filter_map(valid).collect();
    let mut mutants = Mutants { seeds, random: Random(number("DIFFER_SEED", 1)) };
    let mut left = number("DIFFER_TEXTS", 5_000) as usize;
    let mut found: Vec<(String, Difference)> = Vec::new();
    while left > 0 && found.len() < number("DIFFER_MOST", 20) as usize {
        let texts: Vec<String> = mutants.by_ref().take(left.min(500)).collect();
        left -= texts.len();
        let verdicts = engine.ask(&texts);
        for (text, verdict) in texts.iter().zip(&verdicts) {
            let Some(difference) = difference(text, verdict) else { continue };
            let smallest = smallest(text, &difference, &mut engine);
            if !found.contains(&smallest) {
                println!("{:?}\n    {:?}", smallest.0, smallest.1);
                found.push(smallest);
            }
        }
    }
    let shown = found.iter().map(|(text, difference)| format!("{text:?}\n    {difference:?}"));
    fail("texts are read otherwise", &shown.collect::<Vec<_>>());
}

/// Ways to nest, each with what stands in the middle and what closes it.
const NESTS: [(&str, &str, &str); 18] = [
    ("(", "1", ")"),
    ("{", "", "}"),
    ("$(", "1", ")"),
    ("@(", "1", ")"),
    ("@{a=", "1", "}"),
    ("\"$(", "1", ")\""),
    ("if (1) {", "", "}"),
    ("[a[", "b", "]]"),
    ("$a[", "1", "]"),
    ("$a.b(", "1", ")"),
    ("-not ", "1", ""),
    ("- ", "1", ""),
    (", ", "1", ""),
    ("$a = ", "1", ""),
    ("1 ? 2 : ", "3", ""),
    ("try {", "", "} catch { }"),
    ("function f {", "", "}"),
    ("F (", "1", ")"),
];

/// Links of chains, which do not nest.
const CHAINS: [&str; 10] =
    ["[int]", "$a:", "1 + ", "F | ", "$a, ", "if (1) { } else", "F && ", "a.b.", "1..", "$x = 1\n"];

/// In a thread whose stack is as small as that of a program on Windows; without optimization a call takes more of it.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(if cfg!(debug_assertions) { 8 << 20 } else { 1 << 20 })
        .spawn(run)
        .expect("a thread");
    thread.join().expect("no panic");
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    on_a_small_stack(|| {
        for (open, middle, close) in NESTS {
            // Each level of a text in a text counts all that is left of it.
            let deep = if open.contains('"') { 1_000 } else { 50_000 };
            for (depth, closes) in [(deep, true), (deep, false), (499, true)] {
                let close = if closes { close.repeat(depth) } else { String::new() };
                let parsed = parse(&(open.repeat(depth) + middle + &close));
                let deep = parsed.faults.iter().any(|fault| fault.problem == syntax::Problem::TooDeep);
                let said = deep || !closes && !parsed.faults.is_empty();
                assert!(depth == 499 || said, "{open} {depth}: {:?}", parsed.faults.first());
            }
        }
    });
}

#[test]
fn chains_have_no_limit() {
    on_a_small_stack(|| {
        for link in CHAINS {
            let parsed = parse(&link.repeat(100_000));
            let deep = parsed.faults.iter().any(|fault| fault.problem == syntax::Problem::TooDeep);
            assert!(!deep, "{link}");
            assert_eq!(parsed.tree.walk(parsed.tree.root()).count(), parsed.tree.len() * 2, "{link}");
        }
        let method = format!("class A {{ [int] F() {{ $a = 1; return {}1 }} }}", "$a + ".repeat(100_000));
        assert_eq!(parse(&method).faults, []);
    });
}

/// Bodies cut off anywhere, and mutants, with every place in the text and in order.
#[test]
fn nothing_panics_and_every_place_is_one_of_the_text() {
    let seeds: Vec<String> = cases().map(|case| case.text).collect();
    for (number, text) in seeds.iter().enumerate() {
        let mut end = number % 7;
        while end < text.len() {
            hold(&text[..text.floor_char_boundary(end)]);
            end += 1 + text.len() / 6;
        }
    }
    for text in (Mutants { seeds, random: Random(3) }).take(4_000) {
        hold(&text);
    }
}

fn hold(text: &str) {
    let parsed = parse(text);
    for id in parsed.tree.ids() {
        let node = parsed.tree.node(id);
        assert!(text.get(node.span.range()).is_some(), "{node:?} in {text:?}");
        parsed.tree.each_child(id, |child| assert!(child < id, "{text:?}"));
    }
    for fault in &parsed.faults {
        assert!(text.get(fault.span.range()).is_some(), "{fault:?} in {text:?}");
        assert!(!fault.message().is_empty(), "{fault:?}");
    }
    for comment in &parsed.comments {
        assert!(text[comment.range()].starts_with(['#', '<']), "{comment:?} in {text:?}");
    }
}
