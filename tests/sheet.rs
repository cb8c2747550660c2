//! Every setting of a part is said by all that read its sheet: the page, the checklist, the JSON and the diff.
//!
//! The list of settings is that of the resolved types, which are destructured here without `..`: a member without a
//! line in this file does not compile.

#![allow(clippy::unwrap_used)]

mod common;

use common::everything;
use rmmgen::diff::{checklist, compare};
use rmmgen::platform::CONNECTWISE;
use rmmgen::render::docs::{Images, Layout, pages};
use rmmgen::render::{Artifact, templates};
use rmmgen::solution::platform::Console;
use rmmgen::solution::text::Text;
use rmmgen::solution::{
    Action, Block, Criterion, Device, Field, FieldType, Group, Interval, Level, Os, Parameter, ParameterType,
    Part, Rule, Schedule, Script, Solution, Step, Stored, Subject, Task, Test, Unit, Value, Weekday,
};

/// What reads a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reading {
    Page,
    /// The checklist of a solution that stands nowhere yet.
    SetUp,
    /// The checklist from one solution to the next.
    Checklist,
    Json,
    Diff,
}

use Reading::{Checklist, Diff, Json, Page, SetUp};

const READINGS: [Reading; 5] = [Page, SetUp, Checklist, Json, Diff];

/// A member of a resolved type.
enum Member<T> {
    /// A setting: what it is changed to, and what every reading then says. The second list has the readings that say it
    /// in other words; where these are empty the reading says nothing, for a reason that stands beside it.
    Setting(fn(&mut T), &'static str, &'static [(Reading, &'static str)]),
    /// No setting: its members are, each on its own.
    Apart,
    /// No setting, for this reason.
    No(#[allow(dead_code)] &'static str),
}

use Member::{Apart, No, Setting};

/// The members of a type, each with what it is. The pattern has no `..`.
macro_rules! members {
    ($type:ty: $($pattern:ident)::+ { $($member:ident: $what:expr,)* }) => {{
        let _ = |it: &$type| matches!(it, $($pattern)::+ { $($member: _),* });
        let members: Vec<(&str, Member<$type>)> = vec![$((stringify!($member), $what)),*];
        members
    }};
}

fn base() -> Solution {
    let mut base = common::solution(&everything());
    // As every other row, so that another system is news.
    base.tasks[0].steps[READ].os = vec![Os::Windows];
    base
}

fn page_lines(solution: &Solution) -> Vec<String> {
    let layout = Layout {
        pages: ".",
        link_prefix: "/docs/",
        images: &Images::default(),
        manifest: "..",
        scripts: &|_, _| None,
    };
    let console = Console::new(CONNECTWISE, solution);
    lines(&pages(templates::built_in(CONNECTWISE), console, &layout).unwrap().0)
}

fn lines(artifacts: &[Artifact]) -> Vec<String> {
    let line = |artifact: &Artifact| {
        let text = std::str::from_utf8(&artifact.bytes).unwrap();
        // A line of a page is about the page's part.
        text.lines().map(|line| format!("{}: {line}", artifact.path)).collect::<Vec<_>>()
    };
    artifacts.iter().flat_map(line).collect()
}

fn checklist_lines(old: Option<&Solution>, new: &Solution) -> Vec<String> {
    let sections = checklist::checklist(CONNECTWISE, old, new);
    sections.into_iter().flat_map(|section| section.lines).collect()
}

/// What a reading says of the new solution that it does not say of the old one.
fn news(reading: Reading, old: &Solution, new: &Solution) -> Vec<String> {
    let since = |said: &dyn Fn(&Solution) -> Vec<String>| {
        let (mut before, mut after) = (said(old), said(new));
        // What stood there stands there as often as it did.
        after.retain(|line| match before.iter().position(|it| it == line) {
            Some(place) => {
                before.swap_remove(place);
                false
            }
            None => true,
        });
        after
    };
    match reading {
        Page => since(&page_lines),
        SetUp => since(&|it| checklist_lines(None, it)),
        Json => since(&|it| lines(&(CONNECTWISE.artifacts)(Console::new(CONNECTWISE, it), "tasks"))),
        Checklist => checklist_lines(Some(old), new),
        Diff => {
            let changes = compare(CONNECTWISE, Some(old), new);
            changes.into_iter().flat_map(|it| std::iter::once(it.summary).chain(it.details)).collect()
        }
    }
}

/// Changes each setting of a thing in the solution, and asks every reading.
fn ask<T>(find: fn(&mut Solution) -> &mut T, members: Vec<(&str, Member<T>)>) -> Vec<String> {
    let mut silent = Vec::new();
    for (name, member) in members {
        let Setting(change, usual, others) = member else { continue };
        let name = format!("{} of {}", name, std::any::type_name::<T>());
        let (old, mut new) = (base(), base());
        change(find(&mut new));
        assert_ne!(old, new, "{name} does not change");
        for reading in READINGS {
            let word = others.iter().find(|(it, _)| *it == reading).map_or(usual, |(_, word)| word);
            let said = news(reading, &old, &new);
            if !word.is_empty() && !said.iter().any(|line| line.contains(word)) {
                silent.push(format!("{name}: {reading:?} does not say {word:?}, only {said:#?}"));
            }
        }
    }
    silent
}

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

fn field(solution: &mut Solution, index: usize) -> &mut Field {
    &mut solution.fields[index]
}

fn task(solution: &mut Solution) -> &mut Task {
    &mut solution.tasks[0]
}

fn assert_all(silent: &[Vec<String>]) {
    let silent = silent.concat();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// What every part has in the console; the rest of it is for pages.
fn part() -> Vec<(&'static str, Member<Part>)> {
    const ONLY_PAGES: Member<Part> = No("the console has no place for it");
    members!(Part: Part {
        key: No("the manifest's name for it"),
        id: No("the manifest's name for it"),
        formerly: No("the manifest's name for it"),
        name: Setting(|it| it.name = "Zebra".into(), "Zebra", &[]),
        title: ONLY_PAGES,
        description: Setting(|it| it.description = text("Zebra."), "Zebra.", &[]),
        summary: ONLY_PAGES,
        remarks: ONLY_PAGES,
        listed_under: ONLY_PAGES,
        keywords: ONLY_PAGES,
        tags: ONLY_PAGES,
    })
}

#[test]
fn parts() {
    assert_all(&[
        ask(|it| &mut field(it, 1).part, part()),
        ask(|it| &mut it.groups[0].part, part()),
        ask(|it| &mut task(it).part, part()),
    ]);
}

#[test]
fn fields() {
    let members = members!(Field: Field {
        part: Apart,
        level: Setting(
            |it| it.level = Level::Endpoint,
            "ENDPOINT",
            // The API has another word, and a diff the idea.
            &[(Json, "endpoint"), (Diff, "from Site to Endpoint")],
        ),
        field_type: Setting(|it| it.field_type = FieldType::Number, "Number", &[(Json, "integer")],),
        options: Apart,
        options_formerly: No("what a diff compares by; the console has the new ones alone"),
        default: Setting(|it| it.default = Some(Value::Text("7".into())), "7", &[]),
        // The API has no such member.
        required: Setting(|it| it.required = true, "Yes", &[(Json, ""), (Diff, "must give a value")]),
        editable: Setting(
            |it| it.editable = false,
            "No",
            &[(Json, "\"isEditable\": false"), (Diff, "is no longer editable")],
        ),
        // The API has no such member.
        help_text: Setting(|it| it.help_text = Some(text("Zebra")), "Zebra", &[(Json, "")]),
        // No more than a hint on the page.
        example: Setting(
            |it| it.example = Some("7".into()),
            "7",
            &[(SetUp, ""), (Checklist, ""), (Json, "")]
        ),
        rule: Setting(|it| it.rule = Some(Rule::Range(0, 77)), "0 to 77", &[(Json, "[0-7]")]),
        // The platform knows no secret fields.
        secret: Setting(|it| it.secret = true, "ecret", &[(SetUp, ""), (Checklist, ""), (Json, "")],),
    });
    let options = vec![("options", Setting(|it: &mut Field| it.options.push("Zebra".into()), "Zebra", &[]))];
    assert_all(&[ask(|it| field(it, 1), members), ask(|it| field(it, 0), options)]);
}

#[test]
fn groups() {
    let members = members!(Group: Group {
        part: Apart,
        category: Setting(
            |it| it.category = Some("Zebra".into()),
            "Zebra",
            &[(Json, "\"category\": \"Zebra\"")]
        ),
        // The console has no note of a group.
        note: Setting(|it| it.note = Some(text("Zebra")), "Zebra", &[(SetUp, ""), (Checklist, "")]),
        blocks: Apart,
        disjoint: No("a test of what is selected"),
        examples: No("a test of what is selected"),
    });
    let blocks = members!(Block: Block {
        // The console has no note of a block.
        note: Setting(|it| it.note = Some(text("Zebra")), "Zebra", &[(SetUp, ""), (Checklist, "")]),
        criteria: Apart,
    });
    let criteria = members!(Criterion: Criterion {
        subject: Setting(|it| it.subject = Subject::Device(Device::Site), "Site", &[]),
        test: Apart,
        outcomes: No("where its values come from"),
    });
    let tests = vec![
        ("Test::Equal", test(|| Test::Equal(Value::Text("Zebra".into())), "Zebra")),
        ("Test::NotEqual", test(|| Test::NotEqual(Value::Text("Zebra".into())), "Not Equal")),
        ("Test::ContainsAnyOf", test(|| Test::ContainsAnyOf(vec!["Zebra".into()]), "Contains any of")),
        (
            "Test::DoesNotContainAnyOf",
            test(|| Test::DoesNotContainAnyOf(vec!["Zebra".into()]), "Does Not Contain any of"),
        ),
        ("Test::IsBlank", test(|| Test::IsBlank(true), "Is Blank")),
    ];
    assert_all(&[
        ask(|it| &mut it.groups[0], members),
        ask(|it| &mut it.groups[0].blocks[0], blocks),
        ask(|it| &mut it.groups[0].blocks[0].criteria[3], criteria),
        tests.into_iter().flat_map(|(name, (test, word))| operator(name, &test, word)).collect(),
    ]);
}

fn test(test: fn() -> Test, word: &'static str) -> (Test, &'static str) {
    // Another operator has a line here, or this does not compile.
    match test() {
        it @ (Test::Equal(_)
        | Test::NotEqual(_)
        | Test::ContainsAnyOf(_)
        | Test::DoesNotContainAnyOf(_)
        | Test::IsBlank(_)) => (it, word),
    }
}

fn operator(name: &str, test: &Test, word: &str) -> Vec<String> {
    let (mut old, mut new) = (base(), base());
    old.groups[0].blocks[0].criteria[3].test = Test::NotEqual(Value::Text("Quagga".into()));
    if matches!(test, Test::NotEqual(_)) {
        old.groups[0].blocks[0].criteria[3].test = Test::Equal(Value::Text("Quagga".into()));
    }
    new.groups[0].blocks[0].criteria[3].test = test.clone();
    let readings = READINGS.into_iter();
    let silent = readings.filter(|it| !news(*it, &old, &new).iter().any(|line| line.contains(word)));
    silent.map(|it| format!("{name}: {it:?} does not say {word}")).collect()
}

#[test]
fn tasks() {
    let members = members!(Task: Task {
        part: Apart,
        category: Setting(|it| it.category = Some("Zebra".into()), "Zebra", &[]),
        // Who launches a task is no setting of it.
        manual: Setting(
            |it| it.manual = false,
            "no longer marked",
            &[(Page, ""), (SetUp, ""), (Checklist, ""), (Json, "")],
        ),
        on_error: No("what the script does, which each reading shows as a script"),
        outcomes: No("what the script prints, which each reading shows as a script"),
        parameters: Apart,
        schedules: Apart,
        steps: Apart,
    });
    assert_all(&[ask(task, members)]);
}

#[test]
fn parameters() {
    let shown = members!(Parameter: Parameter {
        key: No("the scripts' name for it"),
        name: Setting(|it| it.name = "Zebra".into(), "Zebra", &[]),
        description: Setting(|it| it.description = text("Zebra"), "Zebra", &[]),
        parameter_type: Setting(|it| it.parameter_type = ParameterType::Dropdown, "Dropdown", &[]),
        required: Setting(
            |it| it.required = true,
            "Yes",
            &[(Json, "\"required\": true"), (Diff, "optional → required")],
        ),
        default: Setting(|it| it.default = Some(Value::Text("Zebra".into())), "Zebra", &[]),
        options: Apart,
        accepted: Setting(|it| it.accepted.push(Value::Text("Zebra".into())), "Zebra", &[]),
        range: Apart,
        example: Setting(|it| it.example = Some("Zebra".into()), "Zebra", &[]),
        // The console has no such setting.
        secret: Setting(|it| it.secret = true, "secret", &[(SetUp, ""), (Checklist, "")],),
    });
    let options =
        vec![("options", Setting(|it: &mut Parameter| it.options.push("Zebra".into()), "Zebra", &[]))];
    let range =
        vec![("range", Setting(|it: &mut Parameter| it.range = Some((1, 77)), "1 to 77", &[(Json, "77")]))];
    assert_all(&[
        ask(|it| &mut task(it).parameters[3], shown),
        ask(|it| &mut task(it).parameters[2], options),
        ask(|it| &mut task(it).parameters[1], range),
    ]);
}

#[test]
fn schedules() {
    const TWO_DAYS: Interval = Interval { count: 2, unit: Unit::Day };
    let members = members!(Schedule: Schedule {
        every: Setting(|it| it.every = TWO_DAYS, "2 days", &[]),
        weekdays: Setting(|it| it.weekdays = vec![Weekday::Sunday], "Sunday", &[]),
        dates: Setting(|it| it.dates = vec![29], "29", &[]),
        at: Setting(|it| it.at = Some("17:17".into()), "17:17", &[]),
        next_check_in: Setting(
            |it| it.next_check_in = false,
            "No",
            &[(Json, "\"nextCheckIn\": false"), (Diff, "or at the next check-in, stopped after 22 hours →")],
        ),
        stop_after: Setting(|it| it.stop_after = Some(TWO_DAYS), "2 days", &[]),
        target: Setting(
            |it| it.target = vec!["all".into()],
            "All",
            // The group that is left was there.
            &[(Json, ""), (Diff, "no longer runs on group Bad")],
        ),
        sites: Setting(|it| it.sites.push("Zebra".into()), "Zebra", &[]),
        companies: Setting(|it| it.companies.push("Zebra".into()), "Zebra", &[]),
        parameters: Setting(
            |it| drop(it.parameters.insert("word".into(), Value::Text("Zebra".into()))),
            "Zebra",
            &[],
        ),
    });
    assert_all(&[ask(|it| &mut task(it).schedules[0], members)]);
}

const READ: usize = 0;
const SCRIPT: usize = 1;
const LOG: usize = 3;
const SET: usize = 4;

#[test]
fn rows() {
    let row = members!(Step: Step {
        action: Apart,
        os: Setting(|it| it.os = vec![Os::Linux], "Linux", &[]),
        continue_on_failure: Setting(
            |it| it.continue_on_failure = true,
            "True",
            &[(Json, "\"continueOnFailure\": true"), (Diff, "goes on")],
        ),
        note: Setting(|it| it.note = Some(text("Zebra")), "Zebra", &[]),
    });
    let row = || row.iter().map(|(name, member)| (*name, copy(member))).collect();
    assert_all(&[
        ask(|it| &mut task(it).steps[READ], row()),
        ask(|it| &mut task(it).steps[2], row()),
        ask(|it| &mut task(it).steps[LOG], row()),
        ask(|it| &mut task(it).steps[SET], row()),
    ]);
}

fn copy<T>(member: &Member<T>) -> Member<T> {
    match member {
        Setting(change, usual, others) => Setting(*change, usual, others),
        Apart => Apart,
        No(why) => No(why),
    }
}

/// One kind of row for another.
#[test]
fn kinds_of_rows() {
    fn becomes(action: Action) -> Vec<String> {
        let (old, mut new) = (base(), base());
        let word = CONNECTWISE.vocabulary.row(&action);
        // Another kind of row has its settings in this file, or this does not compile.
        let index = match action {
            Action::Log(_) => SET,
            Action::Script(_) | Action::SetField { .. } | Action::ReadField { .. } => LOG,
        };
        task(&mut new).steps[index].action = action;
        let readings = READINGS.into_iter();
        let silent = readings.filter(|it| !news(*it, &old, &new).iter().any(|line| line.contains(word)));
        silent.map(|it| format!("{it:?} does not say {word}")).collect()
    }
    let steps = base().tasks.remove(0).steps;
    assert_all(&[READ, SCRIPT, LOG, SET].map(|index| becomes(steps[index].action.clone())));
}

#[test]
fn actions() {
    let script = members!(Script: Script {
        // A file of its own, which the JSON names.
        body: Setting(
            |it| {
                it.body.text = "Zebra".into();
                it.body.sha256 = "cc".into();
            },
            "Zebra",
            &[
                (SetUp, ""),
                (Checklist, "paste the rendered script"),
                (Json, ""),
                (Diff, "the script of row 2"),
            ],
        ),
        timeout_seconds: Setting(|it| it.timeout_seconds = 4711, "4711", &[]),
        run_as: Setting(|it| it.run_as = "Zebra".into(), "Zebra", &[]),
        reads: No("rows of their own before the script's"),
        on_error: No("what the script does, which each reading shows as a script"),
    });
    let set_field = members!(Action: Action::SetField {
        field: Setting(|it| into_field(it, "flag"), "Days (ENDPOINT)", &[(Json, "\"name\": \"Days\"")]),
        value: Setting(
            |it| match it {
                Action::SetField { value, .. } => *value = Stored::Text("Zebra".into()),
                other => unreachable!("{other:?}"),
            },
            "Zebra",
            &[],
        ),
    });
    let read_field = members!(Action: Action::ReadField {
        variable: Setting(
            |it| match it {
                Action::ReadField { variable, .. } => *variable = "Zebra".into(),
                other => unreachable!("{other:?}"),
            },
            "Zebra",
            &[],
        ),
        field: Setting(|it| into_field(it, "flag"), "Days (ENDPOINT)", &[(Json, "\"level\": \"ENDPOINT\"")]),
    });
    let log =
        vec![("Action::Log", Setting(|it: &mut Action| *it = Action::Log("Zebra".into()), "Zebra", &[]))];
    let stored = vec![(
        "Stored::Outcome",
        Setting(
            |it: &mut Action| match it {
                Action::SetField { value, .. } => *value = Stored::Outcome("bad".into()),
                other => unreachable!("{other:?}"),
            },
            "It went wrong",
            // Before the texts of outcomes are compared, it is which outcome that counts.
            &[(Diff, "the text of outcome `bad`")],
        ),
    )];
    assert_all(&[
        ask(script_of, script),
        ask(|it| &mut task(it).steps[SET].action, set_field),
        ask(|it| &mut task(it).steps[READ].action, read_field),
        ask(|it| &mut task(it).steps[LOG].action, log),
        ask(|it| &mut task(it).steps[SET].action, stored),
    ]);
}

fn script_of(solution: &mut Solution) -> &mut Script {
    match &mut task(solution).steps[SCRIPT].action {
        Action::Script(script) => script,
        other => unreachable!("{other:?}"),
    }
}

fn into_field(action: &mut Action, key: &str) {
    match action {
        Action::SetField { field, .. } | Action::ReadField { field, .. } => *field = key.into(),
        other => unreachable!("{other:?}"),
    }
}
