//! Examples of groups made by chance: what holds has no counter-example in the small world, and what does not hold is
//! shown with a true one.

use rmmgen::check::groups::cannot_tell::InBothCases;
use rmmgen::check::groups::failing_example::counter;
use rmmgen::logic::criteria::{Case, Contents, Example, Subjects, matches};
use rmmgen::solution::{Given, Group, GroupExample, Holds, Part, Value};

use super::world::{Cases, SOFTWARE, devices, field, subjects};

fn group(cases: &mut Cases) -> Group {
    let part = Part { key: "g".to_owned(), ..serde_json::from_str(PART).unwrap() };
    Group {
        part,
        category: None,
        note: None,
        blocks: cases.blocks(),
        disjoint: Vec::new(),
        examples: Vec::new(),
    }
}

const PART: &str =
    r#"{ "key": "g", "id": "5f0c2a1e-9d52-4b8e-8f0e-3c1a7d9b6e20", "name": "G", "description": "G." }"#;

/// Whether a device is one that the example is about.
fn is_like(device: &Example, example: &GroupExample) -> bool {
    example.device.iter().all(|Given { subject, holds }| {
        let held = device.get(subject);
        match holds {
            Holds::Blank => held.is_some_and(Contents::is_blank),
            Holds::Value(value) => held == Some(&Contents::Text(value.to_string())),
            Holds::AtLeast(text) => matches!(held, Some(Contents::List(texts)) if texts.contains(text)),
            Holds::Exactly(texts) => held == Some(&Contents::List(texts.clone())),
        }
    })
}

fn given(cases: &mut Cases) -> GroupExample {
    let text = |text: &str| match text {
        "" => Holds::Blank,
        text => Holds::Value(Value::Text(text.to_owned())),
    };
    let list = [
        Holds::Blank,
        Holds::AtLeast("a".to_owned()),
        Holds::AtLeast("A".to_owned()),
        Holds::Exactly(vec!["ab".to_owned()]),
    ];
    let mut all = [
        Given { subject: field("flag"), holds: Holds::Value(Value::Flag(cases.below(2) == 0)) },
        Given { subject: field("choice"), holds: text(["", "Windows", "None"][cases.below(3)]) },
        Given { subject: field("text"), holds: text(["", "a", "ab", "Ab"][cases.below(4)]) },
        Given { subject: SOFTWARE, holds: list[cases.below(4)].clone() },
    ]
    .to_vec();
    all.retain(|_| cases.below(2) == 0);
    GroupExample { device: all, member: cases.below(2) == 0, because: None }
}

/// Whether the world has a device that the example is wrong about.
fn is_wrong(
    devices: &[Example],
    group: &Group,
    example: &GroupExample,
    subjects: &Subjects,
    case: Case,
) -> bool {
    devices
        .iter()
        .filter(|device| is_like(device, example))
        .any(|device| matches(&group.blocks, device, subjects, case) != example.member)
}

#[test]
fn an_example_holds_where_no_device_contradicts_it() {
    let (subjects, devices, mut cases) = (subjects(), devices(), Cases::new(9));
    let (mut holds, mut fails, mut depends) = (0, 0, 0);
    for _ in 0..20_000 {
        let (group, case) = (group(&mut cases), given(&mut cases));
        let wrong = Case::BOTH.map(|reading| is_wrong(&devices, &group, &case, &subjects, reading));
        let claimed = match counter(&subjects, &group, &case) {
            InBothCases::CannotTell => panic!("{group:#?} {case:#?}"),
            InBothCases::Nothing => {
                holds += 1;
                None
            }
            InBothCases::Both(counter) => {
                fails += 1;
                Some((counter, Case::BOTH.to_vec()))
            }
            InBothCases::OnlyIn(reading, counter) => {
                depends += 1;
                Some((counter, vec![reading]))
            }
        };
        let readings = claimed.as_ref().map_or(Vec::new(), |(_, readings)| readings.clone());
        for (reading, wrong) in Case::BOTH.into_iter().zip(wrong) {
            assert!(!wrong || readings.contains(&reading), "{reading:?} {group:#?} {case:#?}");
        }
        if let Some((counter, readings)) = claimed {
            let selects = matches(&group.blocks, &counter.device, &subjects, readings[0]);
            let open = |it: &&Given| {
                !matches!(it.holds, Holds::AtLeast(_)) || counter.device.get(&it.subject).is_some()
            };
            let like =
                GroupExample { device: case.device.iter().filter(open).cloned().collect(), ..case.clone() };
            assert!(
                selects != case.member && is_like(&counter.device, &like),
                "{counter:#?} {group:#?} {case:#?}"
            );
        }
    }
    println!("{holds} {fails} {depends}");
    assert!([holds, fails, depends].iter().all(|&count| count > 200), "{holds} {fails} {depends}");
}
