//! One subject of the criteria: the texts tested on it, the questions asked about it, and whether any value gives
//! the answers that are wanted.

mod bits;
mod pick;

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Contents, meets};
use super::subjects::{Range, Subjects, flag};
use crate::solution::{Case, Subject, Test, Value};
use bits::Bits;

/// The texts tested on one subject beyond which nothing is told: how they hang together takes the square of them.
pub const MOST_TEXTS: usize = 1_000;

/// A text that criteria test: whether a value holds it, or is it.
pub(super) struct Atom {
    pub text: String,
    test: Test,
    whole: bool,
}

impl Atom {
    fn key(&self, case: Case) -> (bool, String) {
        (self.whole, case.fold(&self.text).into_owned())
    }

    /// Whether it holds of a value, by the definition.
    pub(super) fn holds_of(&self, held: &Contents, case: Case) -> bool {
        meets(&self.test, held, case)
    }
}

/// A subject with the texts that are tested on it.
pub(super) struct Axis {
    pub subject: Subject,
    pub range: Range,
    pub case: Case,
    pub atoms: Vec<Atom>,
    /// Each atom by what it tests: the folded text, and whether it is to be the whole.
    numbers: BTreeMap<(bool, String), usize>,
    /// For each atom those that do not hold without it: what is in a text is in whatever holds that text.
    need: Vec<Bits>,
    /// It may hold nothing.
    blank: bool,
    /// Which atoms hold of each value that is known by name.
    named: Vec<Bits>,
    /// Where there are other values: the atoms that may hold of one. Any of them can be had together and without
    /// the others, but for those that follow from them.
    free: Option<Bits>,
    /// No atom.
    none: Bits,
    /// Nothing can be told of its values.
    pub is_out_of_reach: bool,
}

/// What a criterion asks about its subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
    /// Is it blank?
    Blank,
    /// Does one of these atoms hold?
    Holds {
        any: Bits,
        /// The atoms that cannot hold where the answer is no.
        denied: Bits,
    },
}

/// Whether blank is among some values, and whether anything else is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Blank {
    may: bool,
    need_not: bool,
}

impl Blank {
    const EITHER: Blank = Blank { may: true, need_not: true };

    fn answer(self, blank: bool) -> Self {
        Blank { may: self.may && blank, need_not: self.need_not && !blank }
    }
}

/// The values that give certain answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Values {
    blank: Blank,
    /// The questions, by number, whose answer is yes.
    pub yes: Vec<usize>,
    /// The atoms that do not hold.
    pub without: Bits,
}

impl Values {
    /// Whether nothing is asked of them.
    pub(super) fn are_all(&self) -> bool {
        self.blank == Blank::EITHER && self.yes.is_empty() && self.without.is_empty()
    }

    /// Those of them that give this answer too.
    pub(super) fn answer(&mut self, number: usize, question: &Question, yes: bool) {
        match question {
            Question::Blank => self.blank = self.blank.answer(yes),
            Question::Holds { .. } if yes => self.yes.push(number),
            Question::Holds { denied, .. } => self.without.join(denied),
        }
    }
}

impl Axis {
    /// The axis of this subject, for criteria of these tests.
    pub(super) fn new(subject: &Subject, subjects: &Subjects, case: Case, tests: &[&Test]) -> Self {
        let range = subjects.range(subject);
        let mut atoms = atoms(tests, case);
        let is_out_of_reach = range == Range::Unknown || atoms.len() > MOST_TEXTS;
        if is_out_of_reach {
            atoms.clear();
        }
        let none = Bits::none(atoms.len());
        let (blank, open) = match &range {
            Range::Flag { .. } => (false, false),
            Range::OneOf { .. } => (true, false),
            Range::Text { .. } | Range::List | Range::Unknown => (true, true),
        };
        let list = range == Range::List;
        let free = open.then(|| Bits::of(atoms.len(), |atom| list || !atoms[atom].whole));
        let subject = subject.clone();
        let numbers = atoms.iter().enumerate().map(|(number, atom)| (atom.key(case), number)).collect();
        let (need, named) = (Vec::new(), Vec::new());
        let mut axis =
            Axis { subject, range, case, atoms, numbers, need, blank, named, free, none, is_out_of_reach };
        let brings: Vec<Bits> = axis.atoms.iter().map(|atom| axis.brought_by(atom)).collect();
        let need = |atom| Bits::of(brings.len(), |other| brings[other].contains(atom));
        axis.need = (0..brings.len()).map(need).collect();
        axis.named = axis.known_values().iter().map(|held| axis.truth(held)).collect();
        axis
    }

    /// The atoms that hold wherever this one does.
    fn brought_by(&self, atom: &Atom) -> Bits {
        let truth = self.truth(&Contents::Text(atom.text.clone()));
        Bits::of(self.atoms.len(), |other| truth.contains(other) && (atom.whole || !self.atoms[other].whole))
    }

    /// The values that have a name: all there are, or where there are others, those that a criterion names.
    fn known_values(&self) -> Vec<Contents> {
        match &self.range {
            Range::Flag { .. } => vec![flag(true), flag(false)],
            Range::OneOf { options, .. } => options.iter().cloned().map(Contents::Text).collect(),
            Range::List => Vec::new(),
            Range::Text { .. } | Range::Unknown => {
                let whole = self.atoms.iter().filter(|atom| atom.whole);
                whole.map(|atom| Contents::Text(atom.text.clone())).collect()
            }
        }
    }

    /// The atoms that hold of a value, by the definition.
    pub(super) fn truth(&self, held: &Contents) -> Bits {
        Bits::of(self.atoms.len(), |atom| self.atoms[atom].holds_of(held, self.case))
    }

    /// Every value.
    pub(super) fn values(&self) -> Values {
        Values { blank: Blank::EITHER, yes: Vec::new(), without: self.none.clone() }
    }

    /// What a test asks, and the answer it wants.
    pub(super) fn question(&self, test: &Test) -> (Question, bool) {
        let holds = |parts: &[String], whole: bool| match parts.iter().any(String::is_empty) {
            // Every text contains the empty text, and none is equal to it.
            true if !whole => None,
            _ => Some(self.holds(parts, whole)),
        };
        let (question, yes) = match test {
            Test::IsBlank(blank) => return (Question::Blank, *blank),
            Test::Equal(value) => (holds(&[value.to_string()], true), true),
            Test::NotEqual(value) => (holds(&[value.to_string()], true), false),
            Test::ContainsAnyOf(parts) => (holds(parts, false), true),
            Test::DoesNotContainAnyOf(parts) => (holds(parts, false), false),
        };
        question.map_or((Question::Blank, !yes), |question| (question, yes))
    }

    fn holds(&self, texts: &[String], whole: bool) -> Question {
        let (mut any, mut denied) = (self.none.clone(), self.none.clone());
        for text in texts {
            if let Some(&atom) = self.numbers.get(&(whole, self.case.fold(text).into_owned())) {
                any.insert(atom);
                denied.join(&self.need[atom]);
            }
        }
        Question::Holds { any, denied }
    }

    /// The looks it takes to answer a question.
    pub(super) fn looks(&self) -> usize {
        1 + self.named.len()
    }

    /// Whether there is a value among these that gives one more answer, if one is asked for.
    pub(super) fn possible(
        &self,
        questions: &[Question],
        values: &Values,
        also: Option<(&Question, bool)>,
    ) -> bool {
        let wanted = Wanted::new(questions, values, also, &self.none);
        let blank = || self.blank && wanted.fits(&self.none, true);
        let named = || self.named.iter().any(|truth| wanted.fits(truth, false));
        match &self.free {
            None => named() || blank(),
            // A value that holds all it may gives every yes that some value gives, unless only an equality will do.
            Some(free) => wanted.fits_one_of(free) || blank() || named(),
        }
    }

    /// Whether a value gives the answers.
    pub(super) fn fits(&self, questions: &[Question], values: &Values, held: &Contents) -> bool {
        Wanted::new(questions, values, None, &self.none).fits(&self.truth(held), held.is_blank())
    }
}

/// Each tested text once, in the order of the criteria.
fn atoms(tests: &[&Test], case: Case) -> Vec<Atom> {
    let mut seen = BTreeSet::new();
    let mut atoms = Vec::new();
    for test in tests {
        let whole = matches!(test, Test::Equal(_) | Test::NotEqual(_));
        let blank = matches!(test, Test::IsBlank(_));
        for text in test.values().into_iter().filter(|text| !blank && !text.is_empty()) {
            let test = match whole {
                true => Test::Equal(Value::Text(text.clone())),
                false => Test::ContainsAnyOf(vec![text.clone()]),
            };
            let atom = Atom { text, test, whole };
            if seen.insert(atom.key(case)) {
                atoms.push(atom);
            }
        }
    }
    atoms
}

/// The answers that a value is to give.
struct Wanted<'v> {
    blank: Blank,
    questions: &'v [Question],
    yes: &'v [usize],
    also_yes: Option<&'v Bits>,
    without: [&'v Bits; 2],
}

impl<'v> Wanted<'v> {
    fn new(
        questions: &'v [Question],
        values: &'v Values,
        also: Option<(&'v Question, bool)>,
        none: &'v Bits,
    ) -> Self {
        let (mut blank, mut also_yes, mut without) = (values.blank, None, [&values.without, none]);
        match also {
            None => {}
            Some((Question::Blank, yes)) => blank = blank.answer(yes),
            Some((Question::Holds { any, .. }, true)) => also_yes = Some(any),
            Some((Question::Holds { denied, .. }, false)) => without[1] = denied,
        }
        Wanted { blank, questions, yes: &values.yes, also_yes, without }
    }

    /// The sets of atoms of which one each must hold.
    fn needed(&self) -> impl Iterator<Item = &'v Bits> {
        let asked = self.yes.iter().filter_map(|&number| match &self.questions[number] {
            Question::Holds { any, .. } => Some(any),
            Question::Blank => None,
        });
        asked.chain(self.also_yes)
    }

    /// Whether the value of which just these atoms hold gives the answers.
    fn fits(&self, truth: &Bits, blank: bool) -> bool {
        (if blank { self.blank.may } else { self.blank.need_not })
            && !self.without.iter().any(|without| without.meets(truth))
            && self.needed().all(|any| any.meets(truth))
    }

    /// Whether a value that is not blank gives the answers, and of which any of these atoms may hold.
    fn fits_one_of(&self, free: &Bits) -> bool {
        self.blank.need_not && self.needed().all(|any| any.meets_outside(free, self.without))
    }
}
