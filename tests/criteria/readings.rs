//! What criteria are taken to mean, one reading a test; and how an example is written.

use rmmgen::logic::criteria::{
    Case, Contents, Example, Found, MOST_LOOKS, MOST_TEXTS, Range, Sets, Subjects, Usual, difference,
    matches, relation,
};
use rmmgen::platform::CONNECTWISE;
use rmmgen::solution::{Block, Criterion, Device, Subject, Test, Value};

fn subjects() -> Subjects {
    let options = ["Off", "Windows", "Windows Server"].map(str::to_owned).to_vec();
    Subjects::of_fields(CONNECTWISE.vocabulary, [])
        .with("on", Range::Flag { default: true })
        .with("off", Range::Flag { default: false })
        .with("mode", Range::OneOf { options, default: Some("Off".to_owned()) })
        .with("status", Range::Text { usual: Usual::Anything, default: None })
        .with("days", Range::Text { usual: Usual::Number, default: None })
}

fn field(key: &str) -> Subject {
    Subject::field(key)
}

const SOFTWARE: Subject = Subject::Device(Device::InstalledSoftwareName);

fn equal(text: &str) -> Test {
    Test::Equal(Value::Text(text.to_owned()))
}

fn not_equal(text: &str) -> Test {
    Test::NotEqual(Value::Text(text.to_owned()))
}

fn contains(parts: &[&str]) -> Test {
    Test::ContainsAnyOf(parts.iter().map(|part| (*part).to_owned()).collect())
}

fn lacks(parts: &[&str]) -> Test {
    Test::DoesNotContainAnyOf(parts.iter().map(|part| (*part).to_owned()).collect())
}

fn flag(value: bool) -> Test {
    Test::Equal(Value::Flag(value))
}

fn block(criteria: &[(Subject, Test)]) -> Block {
    let criterion = |(subject, test): &(Subject, Test)| Criterion {
        subject: subject.clone(),
        test: test.clone(),
        outcomes: Vec::new(),
    };
    Block { note: None, criteria: criteria.iter().map(criterion).collect() }
}

fn on(subject: &Subject, tests: &[Test]) -> Block {
    block(&tests.iter().map(|test| (subject.clone(), test.clone())).collect::<Vec<_>>())
}

/// An example of a device in these blocks, in words.
fn example(blocks: &[Block], case: Case) -> String {
    let subjects = subjects();
    match Sets::new(&subjects, case, blocks).find(0..blocks.len(), []) {
        Found::Device(device) => {
            assert!(matches(blocks, &device, &subjects, case));
            device.in_words(&subjects)
        }
        other => format!("{other:?}"),
    }
}

fn one(subject: &Subject, tests: &[Test]) -> String {
    example(&[on(subject, tests)], Case::Sensitive)
}

const NOBODY: &str = "Nobody";

#[test]
fn blank_contains_nothing_and_is_equal_to_nothing() {
    let status = field("status");
    let blank = Test::IsBlank(true);
    assert_eq!(one(&status, &[blank.clone(), contains(&["a"])]), NOBODY);
    assert_eq!(one(&status, &[blank.clone(), equal("a")]), NOBODY);
    assert_eq!(one(&status, &[blank.clone(), lacks(&["a"]), not_equal("a")]), "status = (blank)");
    assert_eq!(one(&SOFTWARE, &[blank, lacks(&["a"])]), "Installed Software Name = (blank)");
}

#[test]
fn an_unset_flag_counts_as_its_default() {
    let unset = Example::default();
    for (key, default) in [("on", true), ("off", false)] {
        let blocks = [on(&field(key), &[flag(true)])];
        assert_eq!(matches(&blocks, &unset, &subjects(), Case::Sensitive), default);
    }
    assert_eq!(one(&field("off"), &[Test::NotEqual(Value::Flag(false))]), "off = True");
    assert_eq!(
        one(&field("off"), &[Test::NotEqual(Value::Flag(false)), Test::NotEqual(Value::Flag(true))]),
        NOBODY
    );
}

#[test]
fn a_dropdown_holds_an_option_or_nothing() {
    let mode = field("mode");
    assert_eq!(one(&mode, &[lacks(&["Windows"])]), "mode = Off");
    assert_eq!(one(&mode, &[lacks(&["Windows"]), not_equal("Off")]), "mode = (blank)");
    assert_eq!(one(&mode, &[lacks(&["Windows"]), not_equal("Off"), Test::IsBlank(false)]), NOBODY);
    assert_eq!(one(&mode, &[contains(&["Windows"]), not_equal("Windows")]), "mode = Windows Server");
}

#[test]
fn texts_that_are_unrelated_stand_in_one_text_and_equal_ones_do_not() {
    let status = field("status");
    assert_eq!(one(&status, &[contains(&["FAILED"]), contains(&["saved"])]), "status = \"FAILED, saved\"");
    assert_eq!(one(&status, &[contains(&["not saved"]), lacks(&["saved"])]), NOBODY);
    assert_eq!(one(&status, &[equal("a"), equal("b")]), NOBODY);
    assert_eq!(one(&status, &[equal("a"), contains(&["b"])]), NOBODY);
    assert_eq!(one(&status, &[contains(&["a"]), not_equal("a")]), "status = a: something else");
    assert_eq!(one(&field("days"), &[not_equal("0"), not_equal("1"), Test::IsBlank(false)]), "days = 2");
}

#[test]
fn a_list_holds_several_texts() {
    let both = [contains(&["7-Zip"]), contains(&["Chrome"])];
    assert_eq!(one(&SOFTWARE, &both), "Installed Software Name = 7-Zip and Chrome");
    assert_eq!(one(&SOFTWARE, &[equal("a"), equal("b")]), "Installed Software Name = a and b");
    assert_eq!(one(&SOFTWARE, &[equal("7-Zip"), lacks(&["Zip"])]), NOBODY);
}

#[test]
fn known_systems_are_not_all_there_are() {
    let os = Subject::Device(Device::OsType);
    assert_eq!(one(&os, &[not_equal("Windows")]), "OS Type = Darwin");
    let others = ["Windows", "Darwin", "Linux"].map(not_equal);
    assert_eq!(one(&os, &others), "OS Type = something else");
}

#[test]
fn a_device_is_available_or_it_is_not() {
    let available = Subject::Device(Device::Available);
    let not = |flag: bool| Test::NotEqual(Value::Flag(flag));
    assert_eq!(one(&available, &[not(true)]), "Available = False");
    assert_eq!(one(&available, &[not(true), not(false)]), NOBODY);
    assert_eq!(one(&available, &[Test::IsBlank(true)]), NOBODY);
}

#[test]
fn a_number_of_a_range_is_shown() {
    let of = |low, high| {
        let usual = Usual::Between(low, high);
        Subjects::default().with("limit", Range::Text { usual, default: None })
    };
    let shown = |subjects: &Subjects, tests: &[Test]| {
        let blocks = [on(&field("limit"), tests)];
        let Found::Device(device) = Sets::new(subjects, Case::Sensitive, &blocks).find([0], []) else {
            panic!("{tests:?}")
        };
        device.in_words(subjects)
    };
    let not_blank = Test::IsBlank(false);
    assert_eq!(shown(&of(30, 100), std::slice::from_ref(&not_blank)), "limit = 30");
    assert_eq!(shown(&of(30, 100), &[contains(&["5"]), not_equal("35")]), "limit = 45");
    assert_eq!(shown(&of(0, i64::MAX), &[not_blank.clone(), lacks(&["0", "1"])]), "limit = 2");
    assert_eq!(shown(&of(i64::MIN, -3), &[not_blank, not_equal("-3")]), "limit = -4");
}

#[test]
fn letter_case_counts_unless_it_is_said_not_to() {
    let failed = [on(&field("status"), &[contains(&["failed"]), lacks(&["FAILED"])])];
    assert_eq!(example(&failed, Case::Sensitive), "status = failed");
    assert_eq!(example(&failed, Case::Insensitive), NOBODY);
    let twice = [on(&field("status"), &[equal("Σίσυφος"), equal("ΣΊΣΥΦΟΣ")])];
    assert_eq!(example(&twice, Case::Insensitive), NOBODY, "a final sigma is another letter");
    let twice = [on(&field("status"), &[equal("Größe"), equal("GRÖßE")])];
    assert_eq!(example(&twice, Case::Sensitive), NOBODY);
    assert_eq!(example(&twice, Case::Insensitive), "status = Größe");
}

#[test]
fn an_empty_text_in_a_list_is_in_every_text() {
    // No manifest can say it; what is read from elsewhere still gets a right answer.
    let status = field("status");
    assert_eq!(one(&status, &[contains(&["", "a"])]), "status = something else");
    assert_eq!(one(&status, &[lacks(&["", "a"])]), "status = (blank)");
    assert_eq!(one(&status, &[equal("")]), NOBODY);
    assert_eq!(one(&status, &[contains(&[])]), NOBODY);
    assert_eq!(example(&[block(&[])], Case::Sensitive), "any device");
}

#[test]
fn an_example_is_written_as_a_person_would() {
    let device = Example::new([
        (Subject::Device(Device::OsType), Contents::Text("Windows".to_owned())),
        (field("status"), Contents::Text(" a = b, c".to_owned())),
        (field("mode"), Contents::Blank),
    ]);
    assert_eq!(device.in_words(&subjects()), "OS Type = Windows, status = \" a = b, c\", mode = (blank)");
}

#[test]
fn an_example_names_only_what_matters() {
    let os = |name| (Subject::Device(Device::OsType), equal(name));
    let old = [
        block(&[os("Windows"), (field("off"), flag(false)), (field("mode"), contains(&["Server"]))]),
        block(&[os("Linux"), (field("off"), flag(false))]),
    ];
    let new = [block(&[os("Windows"), (field("off"), flag(false))])];
    let subjects = subjects();
    let relation = relation(&subjects, Case::Sensitive, &old, &new);
    let words = |found: &Found| match found {
        Found::Device(device) => device.in_words(&subjects),
        other => format!("{other:?}"),
    };
    assert_eq!(words(&relation.joins), "OS Type = Windows, off = False, mode = Off");
    assert_eq!(words(&relation.leaves), "OS Type = Linux, off = False");
    assert_eq!(words(&relation.stays), "OS Type = Windows, off = False, mode = Windows Server");
}

#[test]
fn a_difference_is_a_device_in_the_first_blocks_and_in_none_of_the_others() {
    let os = |name| block(&[(Subject::Device(Device::OsType), equal(name))]);
    let (one, two) = ([os("Windows"), os("Linux")], [os("Linux"), os("Darwin")]);
    let subjects = subjects();
    let difference =
        |these: &[Block], those: &[Block]| match difference(&subjects, Case::Sensitive, these, those) {
            Found::Device(device) => device.in_words(&subjects),
            other => format!("{other:?}"),
        };
    assert_eq!(difference(&one, &two), "OS Type = Windows");
    assert_eq!(difference(&two, &one), "OS Type = Darwin");
    assert_eq!(difference(&one[1..], &two), NOBODY);
    assert_eq!(difference(&[], &two), NOBODY);
    assert_eq!(difference(&one, &[]), "OS Type = Windows");
}

/// Pigeons that each sit in a hole, no two in one: there is no such device, and the proof is long.
fn pigeons(pigeons: usize, holes: usize) -> Vec<Block> {
    let sits = |pigeon: usize, hole: usize, sits: bool| {
        (Subject::Property(format!("{pigeon} in {hole}")), if sits { equal("yes") } else { not_equal("yes") })
    };
    let mut blocks = Vec::new();
    for pigeon in 0..pigeons {
        blocks.push(block(&(0..holes).map(|hole| sits(pigeon, hole, false)).collect::<Vec<_>>()));
        for other in 0..pigeon {
            blocks.extend((0..holes).map(|hole| block(&[sits(pigeon, hole, true), sits(other, hole, true)])));
        }
    }
    blocks
}

#[test]
fn what_takes_too_long_is_not_guessed() {
    let blocks = pigeons(6, 5);
    let outside = |most: usize| {
        let sets = Sets::new(&Subjects::default(), Case::Sensitive, &blocks).with_most_looks(most);
        sets.find_outside(0..blocks.len())
    };
    assert_eq!(outside(10_000), Found::CannotTell);
    assert_eq!(outside(MOST_LOOKS), Found::Nobody);
    let blocks = pigeons(12, 11);
    let sets = Sets::new(&Subjects::default(), Case::Sensitive, &blocks).with_most_looks(500_000);
    assert!(matches!(sets.find_outside(1..blocks.len()), Found::Device(_)));
    assert_eq!(sets.find_outside(0..blocks.len()), Found::CannotTell);
    assert_eq!(sets.find([0], []), Found::CannotTell, "the bound is on all that is asked of some blocks");
}

#[test]
fn too_many_texts_are_not_compared() {
    let texts: Vec<String> = (0..=MOST_TEXTS).map(|number| number.to_string()).collect();
    let blocks = [on(&field("status"), &[Test::ContainsAnyOf(texts)])];
    let sets = Sets::new(&subjects(), Case::Sensitive, &blocks);
    assert_eq!(sets.find([0], []), Found::CannotTell);
}

#[test]
fn thousands_of_blocks_do_not_break_it() {
    // Each block leaves two ways out, and the search goes one level deeper for each.
    let pair = |index: usize| {
        let subject = |name: &str| Subject::Property(format!("{name} {index}"));
        block(&[(subject("a"), equal("yes")), (subject("b"), equal("yes"))])
    };
    let blocks: Vec<Block> = (0..2000).map(pair).collect();
    let sets = Sets::new(&Subjects::default(), Case::Sensitive, &blocks);
    assert_eq!(sets.find_outside(0..blocks.len()), Found::CannotTell);
}
