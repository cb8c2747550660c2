//! Blocks that mean the same as others, in fewer words.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::tree::{Alternatives, Term, Terms};
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::solution::{Block, Criterion, Subject, Test};

/// What a criterion says: the subject, the operator, and the values in any order.
type Kind = (Subject, u8, Vec<String>);

/// A number for each thing that criteria say.
#[derive(Default)]
pub(super) struct Kinds {
    kinds: BTreeMap<Kind, usize>,
    /// By address: what is kept here keeps its own.
    known: BTreeMap<*const Term, (Rc<Term>, usize)>,
}

impl Kinds {
    /// The same number for all criteria that say the same.
    fn of(&mut self, term: &Rc<Term>) -> usize {
        if let Some((_, kind)) = self.known.get(&Rc::as_ptr(term)) {
            return *kind;
        }
        let mut values = term.criterion.test.values();
        values.sort();
        values.dedup();
        let next = self.kinds.len();
        let key = (term.criterion.subject.clone(), operator(&term.criterion.test), values);
        let kind = *self.kinds.entry(key).or_insert(next);
        self.known.insert(Rc::as_ptr(term), (Rc::clone(term), kind));
        kind
    }
}

/// The number of a test's operator.
fn operator(test: &Test) -> u8 {
    match test {
        Test::Equal(_) => 0,
        Test::NotEqual(_) => 1,
        Test::ContainsAnyOf(_) => 2,
        Test::DoesNotContainAnyOf(_) => 3,
        Test::IsBlank(_) => 4,
    }
}

/// A block with the kind of each criterion, and the kinds sorted.
struct Draft {
    terms: Vec<(usize, Rc<Term>)>,
    kinds: Vec<usize>,
}

/// The same devices in fewer words, by what can be seen without asking what the criteria mean.
pub(super) fn simplified(kinds: &mut Kinds, blocks: Vec<Terms>) -> Vec<Terms> {
    let drafts = blocks.into_iter().map(|terms| Draft::new(kinds, terms)).collect();
    let drafts = merged(kinds, outermost(drafts));
    let drafts = outermost(drafts).into_iter();
    drafts.map(|draft| draft.terms.into_iter().map(|(_, term)| term).collect()).collect()
}

impl Draft {
    /// Each criterion once: at its first place, and as an outcome where it is one anywhere.
    fn new(kinds: &mut Kinds, terms: Terms) -> Self {
        let waits = |term: &Term| !term.criterion.outcomes.is_empty();
        let mut once: Vec<(usize, Rc<Term>)> = Vec::new();
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for term in terms {
            let kind = kinds.of(&term);
            match places.get(&kind) {
                None => {
                    places.insert(kind, once.len());
                    once.push((kind, term));
                }
                Some(&first) if !waits(&once[first].1) && waits(&term) => once[first].1 = term,
                Some(_) => {}
            }
        }
        Draft { kinds: places.into_keys().collect(), terms: once }
    }

    /// Whether every criterion of this one is a criterion of the other, so that the other is inside it.
    fn holds(&self, other: &Draft) -> bool {
        let mut others = other.kinds.iter();
        self.kinds.iter().all(|kind| others.any(|other| other == kind))
    }
}

/// Without those that have all criteria of another one; of equal ones the first stays.
fn outermost(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        if !kept.iter().any(|other| other.holds(&draft)) {
            kept.retain(|other| !draft.holds(other));
            kept.push(draft);
        }
    }
    kept
}

/// With one block in place of two that differ in the values of one list.
fn merged(kinds: &mut Kinds, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for mut draft in drafts {
        let mut place = kept.len();
        while let Some((index, both)) =
            (0..kept.len()).find_map(|index| Some((index, merge(kinds, &kept[index], &draft)?)))
        {
            kept.remove(index);
            (draft, place) = (both, place.min(index));
        }
        kept.insert(place.min(kept.len()), draft);
    }
    kept
}

/// The two as one, where they differ in the values of one list only.
fn merge(kinds: &mut Kinds, one: &Draft, other: &Draft) -> Option<Draft> {
    let (only_one, only_other) = (one.only_without(other)?, other.only_without(one)?);
    let (this, that) = (&one.terms[only_one].1, &other.terms[only_other].1);
    let criterion = merged_criterion(&this.criterion, &that.criterion)?;
    let from = this.from.iter().chain(that.from.iter().filter(|from| !this.from.contains(from)));
    let both = Term::new(criterion, from.copied().collect());
    let mut terms: Terms = one.terms.iter().map(|(_, term)| Rc::clone(term)).collect();
    terms[only_one] = both;
    Some(Draft::new(kinds, terms))
}

impl Draft {
    /// The one criterion that the other has not, by index; none where there is none, or more.
    fn only_without(&self, other: &Draft) -> Option<usize> {
        if self.kinds.len() != other.kinds.len() {
            return None;
        }
        let mut own = self.kinds.iter().filter(|kind| other.kinds.binary_search(kind).is_err());
        let (only, None) = (own.next()?, own.next()) else { return None };
        self.terms.iter().position(|(kind, _)| kind == only)
    }
}

/// One list of the values of both. Those of outcomes stay beside their outcomes, all others behind them.
fn merged_criterion(one: &Criterion, other: &Criterion) -> Option<Criterion> {
    let (Test::ContainsAnyOf(values), Test::ContainsAnyOf(more)) = (&one.test, &other.test) else {
        return None;
    };
    if one.subject != other.subject || one.outcomes.is_empty() != other.outcomes.is_empty() {
        return None;
    }
    let split = |values: &[String], criterion: &Criterion| {
        let (own, behind) = values.split_at(criterion.outcomes.len().min(values.len()));
        (own.to_vec(), behind.to_vec())
    };
    let ((mut values, mut behind), (more, more_behind)) = (split(values, one), split(more, other));
    let mut outcomes = one.outcomes.clone();
    for (value, outcome) in more.into_iter().zip(&other.outcomes) {
        if !one.outcomes.contains(outcome) {
            values.push(value);
            outcomes.push(outcome.clone());
        }
    }
    behind.extend(more_behind.into_iter().filter(|text| !one.test.values().contains(text)));
    values.extend(behind);
    Some(Criterion { subject: one.subject.clone(), test: Test::ContainsAnyOf(values), outcomes })
}

/// Without the blocks that select nothing of their own, if a comparison can tell and however letter case is read,
/// whatever options dropdowns have. Where no block selects anything, all stay: what is wrong with them is then to be said.
pub fn finished(subjects: &Subjects, mut alternatives: Alternatives) -> Alternatives {
    if !alternatives.compiled {
        return alternatives;
    }
    let blocks: Vec<Block> = alternatives.blocks.iter().map(|terms| block(terms)).collect();
    let subjects = subjects.open(&blocks);
    let sets = Case::BOTH.map(|case| Sets::new(&subjects, case, &blocks));
    let nobody = |within: usize, outside: &[usize]| {
        sets.iter().all(|sets| sets.is_nobody([within], outside.iter().copied()) == Some(true))
    };
    let mut kept: Vec<usize> = (0..blocks.len()).filter(|&index| !nobody(index, &[])).collect();
    if kept.is_empty() {
        return alternatives;
    }
    for index in kept.clone().into_iter().rev() {
        if kept.iter().any(|&other| other != index && nobody(index, &[other])) {
            kept.retain(|&other| other != index);
        }
    }
    let mut index = 0..;
    alternatives.blocks.retain(|_| index.next().is_some_and(|index| kept.contains(&index)));
    alternatives
}

fn block(terms: &[Rc<Term>]) -> Block {
    Block { note: None, criteria: terms.iter().map(|term| term.criterion.clone()).collect() }
}
