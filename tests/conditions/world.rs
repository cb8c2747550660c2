//! Conditions made by chance, the same on every machine; every device of a small world; and what a condition means,
//! said without any block.

use std::rc::Rc;

use rmmgen::logic::conditions::{Alternatives, Compiler, Condition, Term};
use rmmgen::logic::criteria::{Case, Contents, Example, Range, Subjects, Usual, meets};
use rmmgen::solution::{Block, Criterion, Device, Subject, Test, Value};

const OPTIONS: [&str; 3] = ["Windows", "Windows Server", "None"];
const PARTS: [&str; 4] = ["a", "b", "ab", "A"];
pub(crate) const SOFTWARE: Subject = Subject::Device(Device::InstalledSoftwareName);

pub(crate) fn field(key: &str) -> Subject {
    Subject::field(key)
}

pub(crate) fn subjects() -> Subjects {
    let options = OPTIONS.map(str::to_owned).to_vec();
    Subjects::default()
        .with("flag", Range::Flag { default: true })
        .with("choice", Range::OneOf { options, default: Some("None".to_owned()) })
        .with("text", Range::Text { usual: Usual::Anything, default: None })
}

/// Every combination of one value for each subject, of which each passes other tests than the rest.
pub(crate) fn devices() -> Vec<Example> {
    let text = |text: &str| if text.is_empty() { Contents::Blank } else { Contents::Text(text.to_owned()) };
    let texts = ["", "a", "b", "ab", "Ab"];
    let list = |entries: &[&str]| Contents::List(entries.iter().map(|it| (*it).to_owned()).collect());
    let lists = [list(&[]), list(&["b", "A"]), list(&["ab"])];
    let mut devices = Vec::new();
    for flag in ["True", "False"] {
        for choice in OPTIONS.iter().chain(&[""]) {
            for held in texts {
                for software in &lists {
                    devices.push(Example::new([
                        (field("flag"), text(flag)),
                        (field("choice"), text(choice)),
                        (field("text"), text(held)),
                        (SOFTWARE, software.clone()),
                    ]));
                }
            }
        }
    }
    devices
}

/// Whether a device meets a condition.
pub(crate) fn means(condition: &Condition, device: &Example, case: Case) -> bool {
    let holds = |part: &Condition| means(part, device, case);
    let criterion = |term: &Rc<Term>| {
        let Criterion { subject, test, .. } = &term.criterion;
        meets(test, device.get(subject).unwrap(), case)
    };
    match condition {
        Condition::Is(term) => criterion(term),
        Condition::All { of, .. } => of.iter().all(holds),
        Condition::Any { of, .. } => of.iter().any(holds),
        Condition::Use { of, .. } => of.blocks.iter().any(|terms| terms.iter().all(criterion)),
    }
}

pub(crate) fn blocks(alternatives: &Alternatives) -> Vec<Block> {
    let criteria =
        |terms: &Vec<Rc<Term>>| terms.iter().map(|term| term.criterion.clone()).collect::<Vec<_>>();
    alternatives.blocks.iter().map(|terms| Block { note: None, criteria: criteria(terms) }).collect()
}

/// A source of cases.
pub(crate) struct Cases {
    state: u64,
    places: usize,
}

impl Cases {
    pub(crate) fn new(seed: u64) -> Self {
        Cases { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, places: 0 }
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        ((self.state >> 33) as usize) % bound
    }

    fn place(&mut self) -> usize {
        self.places += 1;
        self.places
    }

    /// A condition of this depth at most.
    pub(crate) fn condition(&mut self, depth: usize) -> Condition {
        let at = self.place();
        match self.below(6) {
            _ if depth == 0 => self.criterion(at),
            0 => self.criterion(at),
            1 | 2 => Condition::All { at, of: self.parts(depth) },
            3 | 4 => Condition::Any { at, of: self.parts(depth) },
            _ => {
                let shared = self.condition(depth - 1);
                match Compiler::default().compile(&shared) {
                    Ok(of) => Condition::Use { at, of: Rc::new(of) },
                    Err(_) => shared,
                }
            }
        }
    }

    /// A group of three blocks of up to three criteria.
    pub(crate) fn blocks(&mut self) -> Vec<Block> {
        (0..3).map(|_| self.block()).collect()
    }

    fn block(&mut self) -> Block {
        let criteria = (0..=self.below(3)).filter_map(|_| match self.criterion(0) {
            Condition::Is(term) => Some(term.criterion.clone()),
            _ => None,
        });
        Block { note: None, criteria: criteria.collect() }
    }

    fn parts(&mut self, depth: usize) -> Vec<Condition> {
        (0..=self.below(3)).map(|_| self.condition(depth - 1)).collect()
    }

    fn criterion(&mut self, at: usize) -> Condition {
        let (subject, test) = match self.below(8) {
            0 | 1 => (field("flag"), Test::Equal(Value::Flag(self.below(2) == 0))),
            2 | 3 => (field("choice"), self.test(&OPTIONS)),
            4..=6 => (field("text"), self.test(&PARTS)),
            _ => (SOFTWARE, self.test(&PARTS)),
        };
        let test = if self.below(3) == 0 { rmmgen::logic::criteria::opposite(&test) } else { test };
        Condition::Is(Term::new(Criterion { subject, test, outcomes: Vec::new() }, vec![at]))
    }

    fn test(&mut self, texts: &[&str]) -> Test {
        match self.below(6) {
            0 => Test::IsBlank(true),
            1 => Test::Equal(Value::Text(texts[self.below(texts.len())].to_owned())),
            _ => {
                let count = 1 + self.below(2);
                Test::ContainsAnyOf((0..count).map(|_| texts[self.below(texts.len())].to_owned()).collect())
            }
        }
    }
}
