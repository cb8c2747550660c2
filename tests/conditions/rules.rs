//! What a condition comes to, one rule a test. A criterion is written as `subject operator values`.

use std::rc::Rc;

use super::world;
use rmmgen::logic::conditions::{Compiler, Condition, Growth, Refusal, Term, finished};
use rmmgen::logic::criteria::{Range, Subjects};
use rmmgen::solution::{Criterion, OutcomeRef, Subject, Test, Value};

/// `on` and `off` are flags, `choice` is a dropdown, everything else a text.
fn subjects() -> Subjects {
    let flags = ["on", "off"];
    let subjects =
        flags.iter().fold(Subjects::default(), |all, key| all.with(key, Range::Flag { default: false }));
    let options = ["A", "B"].map(str::to_owned).to_vec();
    subjects.with("choice", Range::OneOf { options, default: Some("A".to_owned()) })
}

fn criterion(subject: &str, operator: &str, values: &str) -> Criterion {
    let list = || values.split(' ').map(str::to_owned).collect();
    let test = match operator {
        "=" => Test::Equal(Value::Text(values.to_owned())),
        "!=" => Test::NotEqual(Value::Text(values.to_owned())),
        "has" => Test::ContainsAnyOf(list()),
        _ => Test::DoesNotContainAnyOf(list()),
    };
    Criterion { subject: Subject::field(subject), test, outcomes: Vec::new() }
}

fn is(words: &str) -> Condition {
    let mut words = words.splitn(3, ' ');
    let mut word = || words.next().unwrap();
    Condition::Is(Term::new(criterion(word(), word(), word()), vec![0]))
}

fn all(of: impl IntoIterator<Item = Condition>) -> Condition {
    Condition::All { at: 1, of: of.into_iter().collect() }
}

fn any(of: impl IntoIterator<Item = Condition>) -> Condition {
    Condition::Any { at: 2, of: of.into_iter().collect() }
}

fn each(words: &[&str]) -> Vec<Condition> {
    words.iter().map(|words| is(words)).collect()
}

/// The blocks, each as its criteria.
fn compiled(condition: &Condition) -> Vec<String> {
    let alternatives = Compiler::default().compile(condition).unwrap();
    let said = |criterion: &Criterion| {
        let Subject::Field(subject) = &criterion.subject else { unreachable!() };
        let operator = match criterion.test {
            Test::Equal(_) => "=",
            Test::NotEqual(_) => "!=",
            Test::ContainsAnyOf(_) => "has",
            _ => "lacks",
        };
        format!("{subject} {operator} {}", criterion.test.values().join(" "))
    };
    let blocks = world::blocks(&finished(&subjects(), alternatives));
    blocks.iter().map(|block| block.criteria.iter().map(said).collect::<Vec<_>>().join(", ")).collect()
}

#[test]
fn any_is_a_block_each() {
    assert_eq!(compiled(&any(each(&["a = 1", "b = 1", "c = 1"]))), ["a = 1", "b = 1", "c = 1"]);
}

#[test]
fn the_leftmost_varies_slowest() {
    let condition = all([any(each(&["a = 1", "b = 1"])), is("c = 1"), any(each(&["d = 1", "e = 1"]))]);
    let blocks = ["a = 1, c = 1, d = 1", "a = 1, c = 1, e = 1", "b = 1, c = 1, d = 1", "b = 1, c = 1, e = 1"];
    assert_eq!(compiled(&condition), blocks);
}

#[test]
fn what_has_no_any_stays_as_it_is_written() {
    let twice = all([is("a = 1"), all(each(&["b = 1", "a = 1"])), is("a = 1")]);
    assert_eq!(compiled(&twice), ["a = 1, b = 1, a = 1, a = 1"]);
}

#[test]
fn a_criterion_stands_in_a_block_once() {
    let condition =
        all([any(each(&["a = 1", "b = 1"])), is("c = 1"), is("c = 1"), is("d has 1 2"), is("d has 2 1")]);
    assert_eq!(compiled(&condition), ["a = 1, c = 1, d has 1 2", "b = 1, c = 1, d has 1 2"]);
}

#[test]
fn equal_blocks_stand_once() {
    let ab = || all(each(&["a = 1", "b = 1"]));
    let ba = all(each(&["b = 1", "a = 1"]));
    assert_eq!(compiled(&any([ab(), is("c = 1"), ab(), ba])), ["a = 1, b = 1", "c = 1"]);
}

#[test]
fn a_block_inside_another_one_goes() {
    let narrow = || all(each(&["a = 1", "b = 1"]));
    assert_eq!(compiled(&any([narrow(), is("c = 1"), is("a = 1")])), ["c = 1", "a = 1"]);
    // By what the criteria mean, not only by their words.
    let condition = any([all(each(&["a = 1", "b = 2"])), is("a != 2"), is("c = 1")]);
    assert_eq!(compiled(&condition), ["a != 2", "c = 1"]);
}

#[test]
fn a_block_that_is_inside_in_one_reading_of_letter_case_stays() {
    let condition = any([all(each(&["a has FAILED", "b = 1"])), is("a has failed")]);
    assert_eq!(compiled(&condition), ["a has FAILED, b = 1", "a has failed"]);
}

#[test]
fn a_block_that_nobody_meets_goes_unless_it_is_the_last() {
    let condition = all([any(each(&["on = True", "a = 1"])), is("on = False")]);
    assert_eq!(compiled(&condition), ["a = 1, on = False"]);
    let condition = all([any(each(&["a = 1", "a = 2"])), is("a = 3")]);
    assert_eq!(compiled(&condition), ["a = 1, a = 3", "a = 2, a = 3"]);
    // In one reading of letter case there is a device.
    let condition = any([all(each(&["a has failed", "a lacks FAILED"])), is("b = 1")]);
    assert_eq!(compiled(&condition), ["a has failed, a lacks FAILED", "b = 1"]);
}

#[test]
fn what_the_options_are_plays_no_part() {
    // No option is neither, none holds both, and A is the only one that is not B: so it is today.
    let condition = any([all(each(&["choice lacks A B", "x = 1"])), is("y = 1")]);
    assert_eq!(compiled(&condition), ["choice lacks A B, x = 1", "y = 1"]);
    let condition = all([any(each(&["choice has A", "x = 1"])), any(each(&["choice has B", "y = 1"]))]);
    let blocks = ["choice has A, choice has B", "choice has A, y = 1", "x = 1, choice has B", "x = 1, y = 1"];
    assert_eq!(compiled(&condition), blocks);
    let condition = any([all(each(&["choice = A", "x = 1"])), is("choice != B")]);
    assert_eq!(compiled(&condition), ["choice != B"]);
    let condition = any([all(each(&["choice != B", "x = 1"])), is("choice = A")]);
    assert_eq!(compiled(&condition), ["choice != B, x = 1", "choice = A"]);
}

#[test]
fn blocks_that_differ_in_one_list_become_one() {
    let with = |words: &str| all([is("a = 1"), is(words), is("c = 1")]);
    let condition = any([with("b has 3 1"), is("d = 1"), with("b has 2 1"), with("b has 4")]);
    assert_eq!(compiled(&condition), ["a = 1, b has 3 1 2 4, c = 1", "d = 1"]);
    // Two lists, two subjects, or another operator: they stay.
    let two = any([all(each(&["b has 1", "c has 1"])), all(each(&["b has 2", "c has 2"]))]);
    assert_eq!(compiled(&two), ["b has 1, c has 1", "b has 2, c has 2"]);
    assert_eq!(compiled(&any(each(&["b has 1", "c has 1"]))), ["b has 1", "c has 1"]);
    assert_eq!(compiled(&any(each(&["b has 1", "b = 2"]))), ["b has 1", "b = 2"]);
}

#[test]
fn what_was_merged_merges_again() {
    let with = |x: &str, y: &str| all([is(x), is(y)]);
    let condition = any([
        with("x has 1", "y has 1"),
        with("x has 2", "y has 2"),
        with("x has 1", "y has 2"),
        with("x has 2", "y has 1"),
    ]);
    assert_eq!(compiled(&condition), ["x has 1 2, y has 1 2"]);
}

#[test]
fn a_merged_list_comes_from_both_places_and_keeps_outcomes_beside_their_texts() {
    let outcome = |key: &str, at| {
        let outcomes = vec![OutcomeRef { task: "t".into(), outcome: key.into() }];
        Condition::Is(Term::new(Criterion { outcomes, ..criterion("status", "has", key) }, vec![at]))
    };
    let condition = any([outcome("failed", 7), is("status has failed"), outcome("error", 8)]);
    let alternatives = Compiler::default().compile(&condition).unwrap();
    let [block] = alternatives.blocks.as_slice() else { panic!("{alternatives:?}") };
    assert_eq!(block[0].from, [7, 8]);
    assert_eq!(block[0].criterion.test.values(), ["failed", "error"]);
    let keys: Vec<&str> = block[0].criterion.outcomes.iter().map(|it| it.outcome.as_str()).collect();
    assert_eq!(keys, ["failed", "error"]);
}

/// An `any` of this many unrelated criteria.
fn many(at: usize, subject: &str, count: usize) -> Condition {
    let of = (0..count).map(|number| is(&format!("{subject}{number} = 1"))).collect();
    Condition::Any { at, of }
}

fn refused(condition: &Condition) -> Refusal {
    Compiler::default().compile(condition).unwrap_err()
}

#[test]
fn what_multiplies_is_named() {
    let product = Condition::All { at: 9, of: vec![many(3, "a", 20), is("x = 1"), many(4, "b", 20)] };
    let growth = Growth { at: 9, factors: vec![(3, 20), (4, 20)] };
    assert_eq!(growth.count(), 400);
    assert_eq!(refused(&product), Refusal::Blocks(growth.clone()));
    assert_eq!(refused(&any([is("y = 1"), all([product])])), Refusal::Blocks(growth));
    let sum = Growth { at: 5, factors: vec![(5, 300)] };
    assert_eq!(refused(&all([is("x = 1"), many(5, "a", 300)])), Refusal::Blocks(sum));
}

#[test]
fn what_multiplies_is_named_where_it_is_not_refused_on_the_way() {
    let of = vec![many(3, "a", 10), many(4, "b", 6), is("x = 1")];
    let product = Condition::All { at: 9, of };
    let alternatives = Compiler::default().compile(&any([is("y = 1"), product])).unwrap();
    assert_eq!(alternatives.blocks.len(), 61);
    assert_eq!(alternatives.growth, Some(Growth { at: 9, factors: vec![(3, 10), (4, 6)] }));
}

#[test]
fn doubling_is_refused_before_it_is_large() {
    let mut compiler = Compiler::default();
    let mut shared = compiler.compile(&is("a = 1")).unwrap();
    for _ in 0..40 {
        let of = Rc::new(shared);
        let twice = [Condition::Use { at: 6, of: Rc::clone(&of) }, Condition::Use { at: 7, of }];
        match compiler.compile(&all(twice)) {
            Ok(twice) => shared = twice,
            Err(refusal) => {
                assert!(matches!(refusal, Refusal::Criteria(6 | 7)), "{refusal:?}");
                return;
            }
        }
    }
    panic!("never refused");
}
