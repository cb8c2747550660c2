//! What an author allows, and where.

use crate::diag::Code;
use crate::solution::PartRef;
use crate::source::Place;

/// All kinds of problems.
pub(in crate::check) type Kinds = &'static [&'static Code];

/// The author's word that the problems of a kind are meant somewhere.
pub(in crate::check::allow) struct Allowance {
    pub code: &'static Code,
    pub scope: Scope,
    /// Where it is written.
    pub place: Place,
    pub used: bool,
    /// Whether all was looked at in which there could be something to allow.
    pub asked: bool,
}

/// Where an allowance holds.
pub(in crate::check::allow) enum Scope {
    /// In a part, the bodies of a task among it; in what is no part's, for the solution.
    Part(PartRef),
    /// At a line of a body.
    Line(Place),
}

/// The kind of this word.
pub(in crate::check::allow) fn kind(kinds: Kinds, word: &str) -> Option<&'static Code> {
    kinds.iter().find(|code| code.word == word).copied()
}
