//! How long it takes to compare two groups of 50 blocks with 12 criteria each: `cargo bench --bench criteria`.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // It is about the clock.

use std::time::{Duration, Instant};

use rmmgen::logic::criteria::{Case, Found, Range, Relation, Subjects, Usual, relation};
use rmmgen::solution::{Block, Criterion, Device, Subject, Test, Value};

const BLOCKS: usize = 50;
const CRITERIA: usize = 12;
const ROUNDS: usize = 200;

/// Numbers by chance, the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % bound
    }
}

fn subjects() -> Subjects {
    let options = (0..6).map(|option| format!("Option {option}")).collect();
    let dropdown = Range::OneOf { options, default: None };
    let text = Range::Text { usual: Usual::Anything, default: None };
    let kinds = [Range::Flag { default: false }, dropdown, text];
    (0..10).fold(Subjects::default(), |subjects, field| {
        subjects.with(&format!("field-{field}"), kinds[field % kinds.len()].clone())
    })
}

/// Words of which some stand in others.
fn word(chance: &mut Chance) -> String {
    let length = 1 + chance.below(3);
    (0..length).map(|_| ["Failed", "Not ", "Available", "Saved ", "Key "][chance.below(5)]).collect()
}

fn criterion(chance: &mut Chance, subject: usize) -> Criterion {
    let field = |number: usize| Subject::field(format!("field-{number}"));
    let (subject, kind) = match subject {
        10 => (Subject::Device(Device::OsType), 2),
        11 => (Subject::Device(Device::InstalledSoftwareName), 2),
        number => (field(number), number % 3),
    };
    let option = format!("Option {}", chance.below(6));
    let test = match (kind, chance.below(5)) {
        (0, _) => Test::Equal(Value::Flag(chance.below(2) == 0)),
        (1, 0..=2) => Test::ContainsAnyOf(vec![option, format!("Option {}", chance.below(6))]),
        (1, _) => Test::NotEqual(Value::Text(option)),
        (_, 0) => Test::Equal(Value::Text(word(chance))),
        (_, 1) => Test::DoesNotContainAnyOf((0..4).map(|_| word(chance)).collect()),
        _ => Test::ContainsAnyOf((0..3).map(|_| word(chance)).collect()),
    };
    Criterion { subject, test, outcomes: Vec::new() }
}

fn block(chance: &mut Chance) -> Block {
    Block { note: None, criteria: (0..CRITERIA).map(|subject| criterion(chance, subject)).collect() }
}

fn group(chance: &mut Chance) -> Vec<Block> {
    (0..BLOCKS).map(|_| block(chance)).collect()
}

/// The same devices, written in another order.
fn shuffled(chance: &mut Chance, old: &[Block]) -> Vec<Block> {
    let mut new = old.to_vec();
    for index in (1..new.len()).rev() {
        new.swap(index, chance.below(index + 1));
        new[index].criteria.rotate_left(5);
    }
    new
}

/// With one criterion less.
fn loosened(chance: &mut Chance, old: &[Block]) -> Vec<Block> {
    let mut new = shuffled(chance, old);
    new[BLOCKS / 2].criteria.pop();
    new
}

/// Every block is cut in two by a criterion of its own, and the halves are put together again by nothing but proof.
fn halved(chance: &mut Chance, old: &[Block]) -> Vec<Block> {
    let halves = old[..BLOCKS / 2].iter().flat_map(|block| {
        let text = word(chance);
        let half = |test: Test| {
            let criterion =
                Criterion { subject: Subject::Property("Domain".into()), test, outcomes: Vec::new() };
            Block { note: None, criteria: block.criteria.iter().cloned().chain([criterion]).collect() }
        };
        [half(Test::ContainsAnyOf(vec![text.clone()])), half(Test::DoesNotContainAnyOf(vec![text]))]
    });
    halves.collect()
}

/// Few criteria a block, so that nearly all blocks overlap.
fn loose(chance: &mut Chance) -> Vec<Block> {
    let mut blocks = group(chance);
    for block in &mut blocks {
        block.criteria.rotate_left(chance.below(CRITERIA));
        block.criteria.truncate(3);
    }
    blocks
}

fn measure(what: &str, subjects: &Subjects, make: impl Fn(&mut Chance) -> (Vec<Block>, Vec<Block>)) {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut times, mut last, mut untold) = (Vec::new(), None, 0);
    for _ in 0..ROUNDS {
        let (old, new) = make(&mut chance);
        let start = Instant::now();
        let relation = relation(subjects, Case::Sensitive, &old, &new);
        times.push(start.elapsed());
        let Relation { joins, leaves, stays } = &relation;
        untold += usize::from([joins, leaves, stays].contains(&&Found::CannotTell));
        last = Some(relation);
    }
    times.sort();
    let millis = |time: &Duration| time.as_secs_f64() * 1000.0;
    let (median, worst) = (millis(&times[ROUNDS / 2]), millis(&times[ROUNDS - 1]));
    let answer = last.map(|it| [it.joins, it.leaves, it.stays].map(|found| found != Found::Nobody));
    println!(
        "{what:40} median {median:7.3} ms  worst {worst:7.3} ms  cannot tell {untold}/{ROUNDS}  e.g. {answer:?}"
    );
}

fn main() {
    let subjects = subjects();
    println!(
        "{BLOCKS} blocks of {CRITERIA} criteria against {BLOCKS} of {CRITERIA}; joins, leaves, stays; {ROUNDS} rounds"
    );
    measure("unrelated", &subjects, |chance| (group(chance), group(chance)));
    measure("the same in another order", &subjects, |chance| {
        let old = group(chance);
        let new = shuffled(chance, &old);
        (old, new)
    });
    measure("one criterion less", &subjects, |chance| {
        let old = group(chance);
        let new = loosened(chance, &old);
        (old, new)
    });
    measure("every block cut in two", &subjects, |chance| {
        let old = group(chance)[..BLOCKS / 2].to_vec();
        let new = halved(chance, &old);
        (old, new)
    });
    measure("blocks of 3 criteria that overlap", &subjects, |chance| (loose(chance), loose(chance)));
}
