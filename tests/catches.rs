//! Which outcomes groups catch, held against every device of a small world and every line there can be.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rmmgen::check::load;
use rmmgen::logic::runs::{Catch, Watch};
use rmmgen::platform::CONNECTWISE;
use rmmgen::solution::platform::Console;
use rmmgen::solution::{
    Action, Block, Criterion, Group, Outcome, Report, Solution, Step, Stored, Subject, Test, Value,
};

use inputs::NoFiles;
use rmmgen::source::Source;

mod common;
mod inputs;

/// What scripts print, and a detail that nothing tests.
const REPORTS: [&str; 4] = ["a", "b", "c", "a b"];
const DETAIL: &str = "\u{e123}";
/// A text for each set of tested texts, and for each text that is one of them.
const TEXTS: [&str; 13] = ["", "-", "a", "-a", "b", "-b", "c", "-c", "a b", "-a b", "a-c", "b-c", "a b-c"];
/// Those of the other field: one that nothing is said of after a run needs no more.
const OTHERS: [&str; 5] = ["", "-", "a", "a b", "a b-c"];

/// What a device holds in the field that is reported into, in another one, and in a flag.
#[derive(Clone)]
struct Device {
    status: String,
    other: &'static str,
    flag: bool,
}

fn devices() -> impl Iterator<Item = Device> {
    let pairs = TEXTS.into_iter().flat_map(|status| OTHERS.map(|other| (status, other)));
    pairs.flat_map(|(status, other)| {
        [true, false].map(|flag| Device { status: status.to_owned(), other, flag })
    })
}

fn meets(device: &Device, criterion: &Criterion) -> bool {
    let Subject::Field(name) = &criterion.subject else { panic!("fields only") };
    let text = match name.as_str() {
        "flag" => return criterion.test == Test::Equal(Value::Flag(device.flag)),
        "status" => device.status.as_str(),
        _ => device.other,
    };
    match &criterion.test {
        Test::Equal(value) => text == value.to_string() && !text.is_empty(),
        Test::NotEqual(value) => text != value.to_string(),
        Test::ContainsAnyOf(values) => values.iter().any(|it| text.contains(it.as_str())),
        Test::DoesNotContainAnyOf(values) => !values.iter().any(|it| text.contains(it.as_str())),
        Test::IsBlank(blank) => text.is_empty() == *blank,
    }
}

fn is_in_block(device: &Device, block: &Block) -> bool {
    block.criteria.iter().all(|it| meets(device, it))
}

fn is_in(device: &Device, group: &Group) -> bool {
    group.blocks.iter().any(|block| is_in_block(device, block))
}

fn is_on_status(criterion: &Criterion) -> bool {
    criterion.subject == Subject::field("status")
}

/// What stores the script's output.
#[derive(Clone, Debug)]
enum Row {
    Output,
    Around,
    /// And a row sets the flag.
    Flag,
}

/// What a device holds in the flag sooner or later: what a task sets, somebody sets again.
fn flags(device: &Device, row: &Row) -> Vec<bool> {
    if matches!(row, Row::Flag) { vec![true, false] } else { vec![device.flag] }
}

/// A device once it has reported this line.
fn after(device: &Device, line: &str, row: &Row) -> Vec<Device> {
    let status = if matches!(row, Row::Around) { format!("Keys: {line}.") } else { line.to_owned() };
    let with = |flag| Device { status: status.clone(), flag, ..device.clone() };
    flags(device, row).into_iter().map(with).collect()
}

/// The devices that the task runs on; where it runs on none, that is another mistake.
fn targets(solution: &Solution) -> Vec<Device> {
    let targets: Vec<Device> = devices().filter(|device| is_in(device, &solution.groups[0])).collect();
    if targets.is_empty() { devices().collect() } else { targets }
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let text = || prop::sample::select(&["a", "b", "c", "a b"][..]).prop_map(str::to_owned);
    let texts = || prop::collection::vec(text(), 1..3);
    let whole = || text().prop_map(Value::Text);
    let of_status = prop_oneof![
        4 => texts().prop_map(Test::ContainsAnyOf),
        2 => texts().prop_map(Test::DoesNotContainAnyOf),
        1 => whole().prop_map(Test::Equal),
        1 => whole().prop_map(Test::NotEqual),
        1 => any::<bool>().prop_map(Test::IsBlank),
    ];
    let of_other = prop_oneof![
        2 => Just(Test::ContainsAnyOf(vec!["a".to_owned()])),
        1 => Just(Test::NotEqual(Value::Text("a b".to_owned()))),
        1 => any::<bool>().prop_map(Test::IsBlank),
    ];
    let named = |name: &'static str| {
        move |test| Criterion { subject: Subject::field(name), test, outcomes: Vec::new() }
    };
    prop_oneof![
        6 => of_status.prop_map(named("status")),
        2 => of_other.prop_map(named("other")),
        2 => any::<bool>().prop_map(|flag| Test::Equal(Value::Flag(flag))).prop_map(named("flag")),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = prop::collection::vec(criterion(), 1..4).prop_map(|criteria| Block { note: None, criteria });
    prop::collection::vec(block, 1..3)
}

fn row() -> impl Strategy<Value = Row> {
    prop_oneof![3 => Just(Row::Output), 1 => Just(Row::Around), 2 => Just(Row::Flag)]
}

/// A task that runs on the first of two groups and reports into a field; the second is looked at too.
fn solution(groups: [Vec<Block>; 2], reports: &[&str], row: &Row) -> Solution {
    let mut solution: Solution = common::solution(&common::bitlocker());
    let like = |name: &str, key: &str| {
        let mut field = solution.field(key).unwrap().clone();
        name.clone_into(&mut field.part.key);
        field
    };
    let fields = vec![like("status", "status"), like("other", "status"), like("flag", "disable-site")];
    let mut task = solution.tasks[0].clone();
    let outcome = |text: &&str| Outcome {
        key: text.replace(' ', "-").into(),
        report: Report::Text { text: (*text).to_owned(), matched: None },
        ..solution.tasks[0].outcomes[0].clone()
    };
    task.outcomes = reports.iter().map(outcome).collect();
    task.steps.retain(|step| matches!(step.action, Action::Script(_)));
    let set = |field: &str, value: &str| Step {
        action: Action::SetField { field: field.into(), value: Stored::Text(value.to_owned()) },
        ..task.steps[0].clone()
    };
    let rows = match row {
        Row::Output => vec![set("status", "%output%")],
        Row::Around => vec![set("status", "Keys: %output%.")],
        Row::Flag => vec![set("status", "%output%"), set("flag", "true")],
    };
    task.steps.extend(rows);
    task.schedules.truncate(1);
    task.schedules[0].target = vec!["these".into()];
    let like_first = solution.groups[0].clone();
    let group = |(blocks, key): (Vec<Block>, &str)| {
        let mut group = Group { blocks, ..like_first.clone() };
        key.clone_into(&mut group.part.key);
        group
    };
    solution.groups = groups.into_iter().zip(["these", "those"]).map(group).collect();
    (solution.fields, solution.tasks) = (fields, vec![task]);
    solution
}

/// Whether a device of the target is in the group by a criterion that waits for this line.
fn joins(targets: &[Device], group: &Group, line: &str, row: &Row) -> bool {
    targets.iter().flat_map(|device| after(device, line, row)).any(|then| {
        let waits = |it: &Criterion| {
            is_on_status(it) && matches!(it.test, Test::ContainsAnyOf(_) | Test::Equal(_)) && meets(&then, it)
        };
        group.blocks.iter().any(|block| is_in_block(&then, block) && block.criteria.iter().any(waits))
    })
}

/// Whether a device of the target that is in the group while the status is unset leaves it by a criterion that excludes
/// this line.
fn leaves(targets: &[Device], group: &Group, line: &str, row: &Row) -> bool {
    targets.iter().any(|device| {
        let before = flags(device, row).into_iter().map(|flag| Device {
            status: String::new(),
            flag,
            ..device.clone()
        });
        let then = after(device, line, row);
        let excludes = |it: &Criterion| {
            is_on_status(it)
                && matches!(it.test, Test::DoesNotContainAnyOf(_) | Test::NotEqual(_))
                && !then.iter().any(|then| meets(then, it))
        };
        let was_in = |before: &Device| {
            group.blocks.iter().any(|block| is_in_block(before, block) && block.criteria.iter().any(excludes))
        };
        before.into_iter().any(|before| {
            was_in(&before) && then.iter().any(|then| then.flag == before.flag && !is_in(then, group))
        })
    })
}

type Sides = (BTreeSet<(String, String, Catch)>, BTreeSet<(String, String)>);

/// What is said, by outcome and group: what the group catches, and what devices leave it by.
fn said(solution: &Solution) -> Sides {
    let watch = Watch::new(Console::new(CONNECTWISE, solution));
    let task = &solution.tasks[0];
    let key = |outcome: &Outcome, group: &Group| (outcome.key.to_string(), group.part.key.clone());
    let caught = task.outcomes.iter().flat_map(|outcome| {
        let catching = watch.catching(task, outcome).into_iter();
        catching.map(move |(group, how)| (key(outcome, group).0, key(outcome, group).1, how))
    });
    let left = task
        .outcomes
        .iter()
        .flat_map(|outcome| watch.excluding(task, outcome).into_iter().map(move |group| key(outcome, group)));
    (caught.collect(), left.collect())
}

/// The same of every device.
fn seen(solution: &Solution, row: &Row) -> Sides {
    let (mut caught, mut left) = (BTreeSet::new(), BTreeSet::new());
    let targets = targets(solution);
    for outcome in &solution.tasks[0].outcomes {
        for group in &solution.groups {
            let keys = (outcome.key.to_string(), group.part.key.clone());
            let lines = [(Catch::Always, DETAIL), (Catch::WithoutDetail, "")];
            let how = lines
                .into_iter()
                .find(|(_, detail)| joins(&targets, group, &format!("{}{detail}", outcome.text()), row));
            caught.extend(how.map(|(how, _)| (keys.0.clone(), keys.1.clone(), how)));
            if leaves(&targets, group, outcome.text(), row) {
                left.insert(keys);
            }
        }
    }
    (caught, left)
}

fn cases() -> impl Strategy<Value = ([Vec<Block>; 2], Vec<&'static str>, Row)> {
    ([blocks(), blocks()], prop::sample::subsequence(REPORTS.to_vec(), 1..4), row())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_caught_is_caught_on_some_device((groups, reports, row) in cases()) {
        let solution = solution(groups, &reports, &row);
        prop_assert_eq!(said(&solution), seen(&solution, &row));
    }
}

#[test]
fn the_cases_hold_what_they_are_about() {
    let mut runner = TestRunner::deterministic();
    let (mut always, mut bare, mut left) = (0, 0, 0);
    for _ in 0..500 {
        let (groups, reports, row) = cases().new_tree(&mut runner).unwrap().current();
        let (caught, leaving) = seen(&solution(groups, &reports, &row), &row);
        always += caught.iter().filter(|(.., how)| *how == Catch::Always).count();
        bare += caught.iter().filter(|(.., how)| *how == Catch::WithoutDetail).count();
        left += leaving.len();
    }
    assert!(always > 100 && bare > 20 && left > 20, "{always} {bare} {left}");
}

#[test]
fn a_task_that_is_to_run_once_waits_for_its_own_outcome() {
    const SMALL: &str = include_str!("check/bases/small.toml");
    let watched = SMALL.replace("unwatched = true\n", "");
    let once = watched.replace(
        "  { use = \"workstation\" },\n",
        "  { use = \"workstation\" },\n  { field = \"status\", does-not-contain-any-of = [\"Disks are clean\"] },\n",
    );
    let said = |text: &str| -> Vec<&str> {
        let checked = load(CONNECTWISE, &Source::new("solution.toml", text), &NoFiles);
        checked.problems.iter().map(|problem| problem.code.word).collect()
    };
    assert_eq!(said(&watched), ["unwatched-outcome"]);
    assert_ne!(once, watched);
    assert!(said(&once).is_empty(), "{:?}", said(&once));
}
