//! Every device of a small world.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Counted;
use super::cases::Two;
use rmmgen::logic::criteria::{Case, Contents, Range, Subjects, Usual, meets};
use rmmgen::platform::CONNECTWISE;
use rmmgen::solution::{Block, Criterion, Device, Subject, Test, Value};

pub(crate) const OPTIONS: [&str; 4] = ["Windows", "Windows Server", "Server", "None"];

/// The texts that criteria of this world test.
pub(crate) const PARTS: [&str; 6] = ["a", "b", "ab", "ba", "A", "Ab"];
pub(crate) const WHOLES: [&str; 5] = ["a", "ab", "A", "-", "aB"];

fn subjects() -> Subjects {
    let options = OPTIONS.map(str::to_owned).to_vec();
    Subjects::default()
        .with("flag", Range::Flag { default: true })
        .with("choice", Range::OneOf { options, default: Some("None".to_owned()) })
        .with("text", Range::Text { usual: Usual::Anything, default: None })
        .with("status", Range::Text { usual: Usual::Words(&["ab", "-"]), default: None })
}

pub(crate) fn field(key: &str) -> Subject {
    Subject::field(key)
}

pub(crate) fn all_subjects() -> Vec<Subject> {
    let fields = ["flag", "choice", "text", "status"].map(field);
    fields.into_iter().chain([Subject::Device(Device::InstalledSoftwareName)]).collect()
}

/// A subject, and the operator and values of a test.
type Tested = (Subject, Vec<String>);

/// What each subject can hold.
pub(crate) struct Universe {
    pub(crate) values: BTreeMap<Subject, Vec<Contents>>,
    pub(crate) subjects: Subjects,
    case: Case,
    /// Which of the values pass a test.
    passed: RefCell<BTreeMap<Tested, Rc<Vec<bool>>>>,
}

impl Universe {
    /// Texts of up to four letters, and lists of one of them.
    pub(crate) fn whole(case: Case) -> Self {
        let texts = texts(4);
        let text =
            |text: &String| if text.is_empty() { Contents::Blank } else { Contents::Text(text.clone()) };
        let texts_held: Vec<Contents> = texts.iter().map(text).collect();
        let flags = ["True", "False"].map(|it| Contents::Text(it.to_owned())).to_vec();
        let choices = OPTIONS.map(|it| Contents::Text(it.to_owned()));
        let choices = choices.into_iter().chain([Contents::Blank]).collect();
        let lists = texts.into_iter().map(|text| Contents::List(vec![text])).collect();
        let values = [flags, choices, texts_held.clone(), texts_held, lists];
        Universe {
            values: all_subjects().into_iter().zip(values).collect(),
            subjects: subjects(),
            case,
            passed: RefCell::default(),
        }
    }

    /// The same with one value of those that none of the world's tests can tell apart, and with lists of any length.
    pub(crate) fn new(case: Case) -> Self {
        let mut universe = Universe::whole(case);
        for (subject, held) in &mut universe.values {
            *held = match subject {
                Subject::Device(_) => lists(&different(std::mem::take(held), case), case),
                _ => different(std::mem::take(held), case),
            };
        }
        universe
    }

    fn passed(&self, criterion: &Criterion) -> Rc<Vec<bool>> {
        let mut test = criterion.test.values();
        test.push(CONNECTWISE.vocabulary.operator(&criterion.test).to_owned());
        let key = (criterion.subject.clone(), test);
        let values = &self.values[&criterion.subject];
        let passed = || values.iter().map(|held| meets(&criterion.test, held, self.case)).collect();
        Rc::clone(self.passed.borrow_mut().entry(key).or_insert_with(|| Rc::new(passed())))
    }

    /// For each of the subjects: the ways in which its values pass the tests of these criteria.
    fn ways(&self, asked: &[&Subject], criteria: &[&Criterion]) -> Vec<Vec<Vec<bool>>> {
        let ways = |subject: &&Subject| {
            let tests = criteria.iter().filter(|it| it.subject == **subject);
            let passed: Vec<_> = tests.map(|criterion| self.passed(criterion)).collect();
            let way = |value: usize| passed.iter().map(|passed| passed[value]).collect::<Vec<bool>>();
            let ways: BTreeSet<Vec<bool>> = (0..self.values[*subject].len()).map(way).collect();
            ways.into_iter().collect()
        };
        asked.iter().map(ways).collect()
    }

    /// Asks every device of the world.
    pub(crate) fn count(&self, two: &Two) -> Counted {
        let criteria: Vec<&Criterion> =
            two.old.iter().chain(&two.new).flat_map(|block| &block.criteria).collect();
        let asked: BTreeSet<&Subject> = criteria.iter().map(|criterion| &criterion.subject).collect();
        let asked: Vec<&Subject> = asked.into_iter().collect();
        let ways = self.ways(&asked, &criteria);
        let mut next = vec![0; asked.len()];
        let (old, new) = (numbered(&two.old, &asked, &mut next), numbered(&two.new, &asked, &mut next));
        let mut counted = Counted::default();
        let mut chosen = vec![0; asked.len()];
        loop {
            let selects = |blocks: &[Vec<(usize, usize)>]| {
                blocks.iter().any(|block| block.iter().all(|&(axis, test)| ways[axis][chosen[axis]][test]))
            };
            *match (selects(&old), selects(&new)) {
                (false, true) => &mut counted.joins,
                (true, false) => &mut counted.leaves,
                (true, true) => &mut counted.stays,
                (false, false) => &mut counted.neither,
            } += 1;
            let Some(axis) = (0..asked.len()).find(|&axis| chosen[axis] + 1 < ways[axis].len()) else {
                return counted;
            };
            chosen[axis] += 1;
            chosen[..axis].fill(0);
        }
    }
}

/// Each criterion as its subject and its number among the tests of the subject.
fn numbered(blocks: &[Block], asked: &[&Subject], next: &mut [usize]) -> Vec<Vec<(usize, usize)>> {
    let mut number = |criterion: &Criterion| {
        let axis = asked.iter().position(|subject| **subject == criterion.subject).unwrap();
        next[axis] += 1;
        (axis, next[axis] - 1)
    };
    blocks.iter().map(|block| block.criteria.iter().map(&mut number).collect()).collect()
}

fn texts(longest: usize) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut from = 0;
    for _ in 0..longest {
        let to = texts.len();
        for index in from..to {
            texts.extend(['a', 'b', 'A', '-'].map(|letter| format!("{}{letter}", texts[index])));
        }
        from = to;
    }
    texts.extend(
        WHOLES
            .iter()
            .filter(|whole| !texts.iter().any(|text| text == **whole))
            .map(|it| (*it).to_owned())
            .collect::<Vec<_>>(),
    );
    texts
}

/// The lists that can be made of these, one of those that no test of this world can tell apart.
fn lists(entries: &[Contents], case: Case) -> Vec<Contents> {
    let mut seen = BTreeSet::new();
    let mut lists = vec![Contents::Blank];
    let mut next = 0;
    while next < lists.len() {
        for entry in entries {
            let longer = Contents::List([&lists[next], entry].into_iter().flat_map(texts_of).collect());
            if seen.insert(answers(&longer, case)) {
                lists.push(longer);
            }
        }
        next += 1;
    }
    lists
}

fn texts_of(held: &Contents) -> Vec<String> {
    if let Contents::List(texts) = held { texts.clone() } else { Vec::new() }
}

/// One value for each way of answering all that this world asks.
fn different(values: Vec<Contents>, case: Case) -> Vec<Contents> {
    let mut seen = BTreeSet::new();
    let flags = values.iter().any(|held| *held == Contents::Text("True".to_owned()));
    values.into_iter().filter(|held| flags || seen.insert(answers(held, case))).collect()
}

fn answers(held: &Contents, case: Case) -> Vec<bool> {
    let contains = |part: &&str| Test::ContainsAnyOf(vec![(*part).to_owned()]);
    let equal = |whole: &&str| Test::Equal(Value::Text((*whole).to_owned()));
    let contains = PARTS.iter().chain(&OPTIONS).map(contains);
    let tests = contains.chain(WHOLES.iter().chain(&OPTIONS).map(equal)).chain([Test::IsBlank(true)]);
    tests.map(|test| meets(&test, held, case)).collect()
}
