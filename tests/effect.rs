//! What a change of criteria is said to do, held against every device there can be.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rmmgen::diff::{Effect, targeting};
use rmmgen::platform::CONNECTWISE;
use rmmgen::solution::platform::Console;
use rmmgen::solution::{Block, Criterion, Group, Solution, Subject, Test, Value};

mod common;

/// The values of a text field, a flag and another text field of one device.
type Device = (&'static str, bool, &'static str);

/// Every way of holding some of the tested texts, and one that holds none.
const TEXTS: [&str; 20] = [
    "", "a", "b", "c", "-", "ab", "ba", "aba", "a-", "b-", "c-", "ab-", "ba-", "a-b", "ac", "bc", "abc",
    "bac", "abac", "a-b-c",
];

fn devices() -> impl Iterator<Item = Device> {
    let flags = |first| [true, false].into_iter().map(move |flag| (first, flag));
    TEXTS.into_iter().flat_map(flags).flat_map(|(first, flag)| TEXTS.map(|second| (first, flag, second)))
}

fn meets(device: Device, criterion: &Criterion) -> bool {
    let Subject::Field(name) = &criterion.subject else { panic!("fields only") };
    let text = match name.as_str() {
        "flag" => return flag_meets(device.1, &criterion.test),
        "first" => device.0,
        _ => device.2,
    };
    match &criterion.test {
        Test::Equal(value) => value.to_string() == text,
        Test::NotEqual(value) => value.to_string() != text,
        Test::ContainsAnyOf(values) => values.iter().any(|it| text.contains(it.as_str())),
        Test::DoesNotContainAnyOf(values) => !values.iter().any(|it| text.contains(it.as_str())),
        Test::IsBlank(blank) => text.is_empty() == *blank,
    }
}

fn flag_meets(flag: bool, test: &Test) -> bool {
    match test {
        Test::Equal(value) => *value == Value::Flag(flag),
        Test::NotEqual(value) => *value != Value::Flag(flag),
        other => panic!("{other:?} of a flag"),
    }
}

fn members(group: &Group) -> Vec<bool> {
    let in_block = |device, block: &Block| block.criteria.iter().all(|it| meets(device, it));
    devices().map(|device| group.blocks.iter().any(|block| in_block(device, block))).collect()
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let text = prop::sample::select(&["a", "b", "ab", "ba", "c"][..]).prop_map(str::to_owned);
    let texts = prop::collection::vec(text.clone(), 1..4);
    let value = text.prop_map(Value::Text);
    let of_text = prop_oneof![
        value.clone().prop_map(Test::Equal),
        value.prop_map(Test::NotEqual),
        texts.clone().prop_map(Test::ContainsAnyOf),
        texts.prop_map(Test::DoesNotContainAnyOf),
        any::<bool>().prop_map(Test::IsBlank),
    ];
    let flag = any::<bool>().prop_map(Value::Flag);
    let of_flag = prop_oneof![flag.clone().prop_map(Test::Equal), flag.prop_map(Test::NotEqual)];
    let named = |name: &'static str| {
        move |test| Criterion { subject: Subject::field(name), test, outcomes: Vec::new() }
    };
    prop_oneof![
        of_text.clone().prop_map(named("first")),
        of_text.prop_map(named("second")),
        of_flag.prop_map(named("flag")),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = prop::collection::vec(criterion(), 1..4).prop_map(|criteria| Block { note: None, criteria });
    prop::collection::vec(block, 1..4)
}

/// A solution of these fields and one group.
fn solution(blocks: Vec<Block>) -> Solution {
    let mut solution: Solution = common::solution(&common::bitlocker());
    let like = |name: &str, key: &str| {
        let mut field = solution.field(key).unwrap().clone();
        field.part.key = name.to_owned();
        field
    };
    solution.fields = vec![like("first", "status"), like("flag", "disable-site"), like("second", "status")];
    solution.groups = vec![Group { blocks, ..solution.groups[0].clone() }];
    solution
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_said_is_what_every_device_says(old in blocks(), edits in blocks(), keep in 0usize..4) {
        // Half of the time the new group is close to the old one, where there is something to tell.
        let mut new = old.clone();
        new.truncate(keep);
        new.extend(edits.into_iter().skip(keep.min(2)));
        prop_assume!(!new.is_empty());
        let (old, new) = (solution(old), solution(new));
        let (before, after) = (members(&old.groups[0]), members(&new.groups[0]));
        let any = |holds: fn(bool, bool) -> bool| before.iter().zip(&after).any(|(was, is)| holds(*was, *is));
        let (joins, leaves, stays) = (any(|was, is| !was && is), any(|was, is| was && !is), any(|was, is| was && is));
        let effect = match (joins, leaves) {
            (false, false) => Effect::Same,
            (true, false) => Effect::Wider,
            (false, true) => Effect::Narrower,
            (true, true) if stays => Effect::Mixed,
            (true, true) => Effect::Disjoint,
        };
        let console = |solution| Console::new(CONNECTWISE, solution);
        let said = targeting((console(&old), &old.groups[0]), (console(&new), &new.groups[0]));
        prop_assert_eq!(said.effect, effect);
        prop_assert_eq!((said.joins.is_some(), said.leaves.is_some()), (joins, leaves));
    }
}
