//! `cannot-tell`: what takes too long to find out; and what can be told of letter case, which may count or not.

use crate::diag::{Code, Problem, Severity};
use crate::logic::criteria::{Case, Found};
use crate::source::Place;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "cannot-tell",
    severity: Severity::Warning,
    what: "Something about what groups select that takes too long to find out.",
    why: "In the worst case it takes longer than anybody waits. It was not checked, so it may be wrong.",
    example: "an example of a group of very many blocks      # name more values in it",
};

/// What is found in the two readings of letter case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InBothCases<T> {
    /// Nothing in either.
    Nothing,
    /// This in both.
    Both(T),
    /// This in one reading only.
    OnlyIn(Case, T),
    /// It takes too long to tell.
    CannotTell,
}

/// It takes too long to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotTell;

impl<T> InBothCases<T> {
    /// What a search finds in each.
    pub fn of(search: impl FnMut(Case) -> Result<Option<T>, CannotTell>) -> Self {
        match Case::BOTH.map(search) {
            [Err(CannotTell), _] | [_, Err(CannotTell)] => InBothCases::CannotTell,
            [Ok(None), Ok(None)] => InBothCases::Nothing,
            [Ok(Some(found)), Ok(Some(_))] => InBothCases::Both(found),
            [Ok(Some(found)), Ok(None)] => InBothCases::OnlyIn(Case::Sensitive, found),
            [Ok(None), Ok(Some(found))] => InBothCases::OnlyIn(Case::Insensitive, found),
        }
    }
}

/// A device that was found.
pub fn device(found: Found) -> Result<Option<crate::logic::criteria::Example>, CannotTell> {
    match found {
        Found::Nobody => Ok(None),
        Found::Device(device) => Ok(Some(device)),
        Found::CannotTell => Err(CannotTell),
    }
}

/// Says so of what stands at a place.
pub fn problem(place: Place, what: &str, help: &str) -> Problem {
    Problem::new(&CODE, format!("{what} takes too long to tell")).at(place).help(help)
}
