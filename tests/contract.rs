//! What is said of tasks whose results decide where they run, held against every device and every run there can be.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rmmgen::logic::runs::{Loop, loops};
use rmmgen::logic::values::{CanHold, Near, can_hold, ways};
use rmmgen::platform::CONNECTWISE;
use rmmgen::solution::platform::Console;
use rmmgen::solution::{
    Action, Block, Criterion, FieldKey, Group, Outcome, Report, Solution, Stored, Subject, Task, Test, Value,
};

mod common;

/// The values of a text field, another one and a flag of one device.
#[derive(Clone, Copy)]
struct Device {
    first: &'static str,
    second: &'static str,
    flag: bool,
}

/// A text for each set of tested texts.
const TEXTS: [&str; 9] = ["", "-", "a", "b", "c", "a-b", "a-c", "b-c", "a-b-c"];
/// What scripts print.
const REPORTS: [&str; 5] = ["a", "b", "c", "a b", "other"];

fn devices() -> impl Iterator<Item = Device> {
    let pairs = TEXTS.into_iter().flat_map(|first| TEXTS.map(|second| (first, second)));
    pairs.flat_map(|(first, second)| [true, false].map(|flag| Device { first, second, flag }))
}

fn meets(device: Device, criterion: &Criterion) -> bool {
    let Subject::Field(name) = &criterion.subject else { panic!("fields only") };
    let text = match name.as_str() {
        "flag" => return criterion.test == Test::Equal(Value::Flag(device.flag)),
        "first" => device.first,
        _ => device.second,
    };
    match &criterion.test {
        Test::ContainsAnyOf(values) => values.iter().any(|it| text.contains(it.as_str())),
        Test::DoesNotContainAnyOf(values) => !values.iter().any(|it| text.contains(it.as_str())),
        Test::IsBlank(blank) => text.is_empty() == *blank,
        other => panic!("{other:?}"),
    }
}

fn is_in(device: Device, group: &Group) -> bool {
    group.blocks.iter().any(|block| block.criteria.iter().all(|it| meets(device, it)))
}

/// The device after a run of a task that writes one field.
fn run(device: Device, task: &Task, outcome: &Outcome) -> Device {
    let text = REPORTS.into_iter().find(|text| *text == outcome.text()).unwrap();
    match task.writes().next().unwrap().field.as_str() {
        "first" => Device { first: text, ..device },
        _ => Device { second: text, ..device },
    }
}

fn fields(task: &Task) -> Vec<&FieldKey> {
    task.writes().map(|write| write.field).collect()
}

fn targets<'s>(solution: &'s Solution, task: &Task) -> Vec<&'s Group> {
    let keys = task.schedules.iter().flat_map(|schedule| &schedule.target);
    keys.filter_map(|key| solution.group(key)).collect()
}

/// Whether a device goes back and forth where the one task reports this and the other one that; and which of the two
/// sends it out of its own target.
fn turns(
    solution: &Solution,
    device: Device,
    tasks: [&Task; 2],
    reports: [&Outcome; 2],
) -> (bool, [bool; 2]) {
    let is_in = |device, task| targets(solution, task).into_iter().any(|group| is_in(device, group));
    let [one, other] =
        [0, 1].map(|last| run(run(device, tasks[1 - last], reports[1 - last]), tasks[last], reports[last]));
    (is_in(one, tasks[1]) && is_in(other, tasks[0]), [!is_in(one, tasks[0]), !is_in(other, tasks[1])])
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let texts =
        prop::collection::vec(prop::sample::select(&["a", "b", "c"][..]).prop_map(str::to_owned), 1..3);
    let of_text = prop_oneof![
        3 => texts.clone().prop_map(Test::ContainsAnyOf),
        2 => texts.prop_map(Test::DoesNotContainAnyOf),
        1 => any::<bool>().prop_map(Test::IsBlank),
    ];
    let named = |name: &'static str| {
        move |test| Criterion { subject: Subject::field(name), test, outcomes: Vec::new() }
    };
    prop_oneof![
        4 => of_text.clone().prop_map(named("first")),
        2 => of_text.prop_map(named("second")),
        1 => any::<bool>().prop_map(|flag| Test::Equal(Value::Flag(flag))).prop_map(named("flag")),
    ]
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let block = prop::collection::vec(criterion(), 1..3).prop_map(|criteria| Block { note: None, criteria });
    prop::collection::vec(block, 1..3)
}

/// The outcomes of a task, of which the last is that of an error, and the field it writes.
fn task() -> impl Strategy<Value = (Vec<&'static str>, &'static str)> {
    let reports = prop::sample::subsequence(REPORTS.to_vec(), 1..4).prop_shuffle();
    (reports, prop_oneof![3 => Just("first"), 1 => Just("second")])
}

/// Two tasks, each of which runs on a group.
fn solution(groups: [Vec<Block>; 2], tasks: &[(Vec<&str>, &str); 2]) -> Solution {
    let mut solution: Solution = common::solution(&common::bitlocker());
    let like = |name: &str, key: &str| {
        let mut field = solution.field(key).unwrap().clone();
        name.clone_into(&mut field.part.key);
        field
    };
    let fields = vec![like("first", "status"), like("second", "status"), like("flag", "disable-site")];
    let made = |index: usize, (reports, field): &(Vec<&str>, &str)| {
        let mut task = solution.tasks[0].clone();
        task.part.key = ["one", "other"][index].to_owned();
        let outcome = |text: &&str| Outcome {
            key: text.replace(' ', "-").into(),
            report: Report::Text { text: (*text).to_owned(), matched: None },
            ..solution.tasks[0].outcomes[0].clone()
        };
        task.outcomes = reports.iter().map(outcome).collect();
        task.on_error = task.outcomes.last().map(|outcome| outcome.key.clone());
        for step in &mut task.steps {
            if let Action::SetField { field: key, value } = &mut step.action {
                *key = (*field).into();
                *value = Stored::Text("%output%".to_owned());
            }
        }
        task.schedules.truncate(1);
        task.schedules[0].target = vec![["these", "those"][index].into()];
        task
    };
    let tasks = tasks.iter().enumerate().map(|(index, task)| made(index, task)).collect();
    let group = solution.groups[0].clone();
    let keys = ["these", "those"];
    solution.groups = groups
        .into_iter()
        .zip(keys)
        .map(|(blocks, key)| {
            let mut group = Group { blocks, ..group.clone() };
            key.clone_into(&mut group.part.key);
            group
        })
        .collect();
    (solution.fields, solution.tasks) = (fields, tasks);
    solution
}

/// The tasks, by index, whose target group no run leaves.
fn stuck(solution: &Solution) -> Vec<usize> {
    let is_stuck = |task: &Task| {
        let field = task.writes().next().unwrap().field;
        let group = targets(solution, task)[0];
        let waits =
            |it: &Criterion| it.subject == Subject::Field(field.clone()) && it.test != Test::IsBlank(false);
        let is_about = group.blocks.iter().all(|block| block.criteria.iter().any(waits));
        let stays = |device| task.outcomes.iter().all(|outcome| is_in(run(device, task, outcome), group));
        let is_alone = fields(&solution.tasks[0]) != fields(&solution.tasks[1]) || {
            let tested = group.blocks.iter().flat_map(|block| &block.criteria);
            tested.into_iter().all(|it| it.subject != Subject::Field(field.clone()))
        };
        let members: Vec<Device> = devices().filter(|device| is_in(*device, group)).collect();
        is_about && is_alone && !members.is_empty() && members.into_iter().all(stays)
    };
    (0..2).filter(|index| is_stuck(&solution.tasks[*index])).collect()
}

/// Whether a device goes back and forth at all, and whether one does whatever the two report, errors apart.
fn back_and_forth(solution: &Solution) -> (bool, bool) {
    let tasks = [&solution.tasks[0], &solution.tasks[1]];
    let pairs = |errors: bool| -> Vec<[&Outcome; 2]> {
        let of = |task: &'_ Task| -> Vec<usize> {
            let is_ordinary =
                |index: &usize| errors || Some(&task.outcomes[*index].key) != task.on_error.as_ref();
            (0..task.outcomes.len()).filter(is_ordinary).collect()
        };
        let others = of(tasks[1]);
        let pair = |one: usize| others.iter().map(move |other| [one, *other]).collect::<Vec<_>>();
        let pairs = of(tasks[0]).into_iter().flat_map(pair);
        pairs.map(|[one, other]| [&tasks[0].outcomes[one], &tasks[1].outcomes[other]]).collect()
    };
    let turns = |device, pair: &[&Outcome; 2]| turns(solution, device, tasks, *pair);
    let (all, ordinary) = (pairs(true), pairs(false));
    let sometimes =
        devices().any(|device| all.iter().any(|pair| turns(device, pair) == (true, [true, true])));
    let one_field = fields(tasks[0]) == fields(tasks[1]);
    let fights = |device| {
        let turns: Vec<(bool, [bool; 2])> = ordinary.iter().map(|pair| turns(device, pair)).collect();
        let leaves = |this: usize| turns.iter().all(|(_, leaves)| leaves[this]);
        !turns.is_empty() && turns.iter().all(|(back, _)| *back) && (leaves(0) || leaves(1))
    };
    let always = one_field && devices().any(fights);
    (sometimes, always)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn what_goes_round_is_what_goes_round_on_some_device(
        these in blocks(), those in blocks(), one in task(), other in task(),
    ) {
        let solution = solution([these, those], &[one, other]);
        let found = loops(Console::new(CONNECTWISE, &solution));
        let said_stuck: Vec<usize> = found.iter().filter_map(|it| match it {
            Loop::NeverLeaves(task, _) => solution.tasks.iter().position(|other| other.part.key == task.part.key),
            _ => None,
        }).collect();
        prop_assert_eq!(said_stuck, stuck(&solution));
        let said: Vec<bool> = found.iter().filter_map(|it| match it {
            Loop::Flaps { always, .. } => Some(*always),
            _ => None,
        }).collect();
        let (sometimes, always) = back_and_forth(&solution);
        prop_assert_eq!(said, if sometimes || always { vec![always] } else { vec![] });
    }
}

#[test]
fn the_cases_hold_what_they_are_about() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = (blocks(), blocks(), task(), task());
    let (mut stuck_ones, mut sometimes, mut always) = (0, 0, 0);
    for _ in 0..1_000 {
        let (these, those, one, other) = strategy.new_tree(&mut runner).unwrap().current();
        let solution = solution([these, those], &[one, other]);
        let (may, must) = back_and_forth(&solution);
        stuck_ones += usize::from(!stuck(&solution).is_empty());
        sometimes += usize::from(may && !must);
        always += usize::from(must);
    }
    assert!(stuck_ones > 20 && sometimes > 20 && always > 0, "{stuck_ones} {sometimes} {always}");
}

/// What is said of a text that a criterion tests on the status, where its task stores this and people may edit it.
fn said(field_type: &str, stored: &str, editable: bool, test: &Test) -> CanHold {
    let solution = common::edit(common::bitlocker(), "/fields/3/type", field_type.into());
    let solution = common::edit(solution, "/fields/3/editable", editable.into());
    let set = serde_json::json!({"set-field": {"field": "status", "value": {"text": stored}}});
    let solution = common::solution(&common::edit(solution, "/tasks/0/steps/2/action", set));
    let field = solution.field("status").unwrap();
    can_hold(field, &ways(&solution, field), test)
}

#[test]
fn what_a_field_can_hold() {
    let contains = |text: &str| Test::ContainsAnyOf(vec![text.to_owned()]);
    let equal = |text: &str| Test::Equal(Value::Text(text.to_owned()));
    let never = CanHold::Never(Near::Nothing);
    let case = |text: &str| CanHold::Never(Near::LetterCase(text.to_owned()));
    let alike = |text: &str| CanHold::Never(Near::LookAlike(text.to_owned()));
    for (field_type, stored, editable, test, expected) in [
        ("text-box", "%output%", false, contains("FAILED"), CanHold::Yes),
        ("text-box", "%output%", false, contains("failed"), case("FAILED")),
        ("text-box", "%output%", false, equal("FAILED: C:"), never.clone()),
        ("text-box", "%output%", false, contains("Ok"), never.clone()),
        ("text-box", "%output%", true, contains("Ok"), CanHold::ByHand(Near::Nothing)),
        ("text-box", "%output%", true, contains("FAILED"), CanHold::Yes),
        ("text-box", "%output% (@Days@)", false, contains("30"), CanHold::Yes),
        ("text-box", "@Days@", false, equal("30"), CanHold::Yes),
        ("text-box", "Has run", false, equal("Has run"), CanHold::Yes),
        ("text-box", "Has run", false, equal("Has  run"), alike("Has run")),
        ("text-box", "Has\u{a0}run", false, contains("has run"), alike("Has\u{a0}run")),
        ("text-box", "", true, equal("Asked for"), CanHold::Yes),
        ("number", "007", false, Test::Equal(Value::Number(7)), CanHold::Yes),
        ("number", "007", false, Test::Equal(Value::Number(8)), never.clone()),
        ("flag", "true", false, Test::Equal(Value::Flag(true)), CanHold::Yes),
        ("flag", "false", false, Test::Equal(Value::Flag(true)), never),
        ("flag", "false", true, Test::Equal(Value::Flag(true)), CanHold::Yes),
    ] {
        assert_eq!(said(field_type, stored, editable, &test), expected, "{field_type} {stored:?} {test:?}");
    }
}
