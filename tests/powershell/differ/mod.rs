//! Our parser against PowerShell's, on texts that nobody wrote: mutants of valid bodies, of which both say whether they
//! can be read, and of those that can, the tree.
//!
//! ```text
//! cargo test --test parser mutants                      5,000 texts, always the same
//! DIFFER_TEXTS=200000 DIFFER_SEED=7 cargo test --release --test parser mutants -- --nocapture
//! ```
//!
//! Each difference is printed with the smallest text that shows it. Where an error stands does not count, nor do texts
//! whose only errors depend on what is loaded (types, modules). Skipped where no `pwsh` is on the path, unless
//! REQUIRE_PWSH=1.

mod engine;
mod mutants;
mod random;
mod shrink;

pub(crate) use engine::{Engine, Verdict};
pub(crate) use mutants::Mutants;
pub(crate) use random::Random;
pub(crate) use shrink::smallest;

use std::panic::catch_unwind;

use super::shape::{Shape, shape};
use super::syntax;

/// How the two differ on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// We cannot read what PowerShell reads; what we say.
    Refused(String),
    /// We read what PowerShell cannot; what it says.
    Accepted(String),
    /// Another tree: the first node that differs, there and here.
    Tree(Option<Shape>, Option<Shape>),
    /// We panicked.
    Panic,
}

impl Difference {
    /// The same kind of difference, and for an error that we miss the same error.
    pub(crate) fn is_like(&self, other: &Difference) -> bool {
        match (self, other) {
            (Difference::Accepted(one), Difference::Accepted(two)) => one == two,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// How we and PowerShell differ on a text, if we do.
pub(crate) fn difference(text: &str, theirs: &Verdict) -> Option<Difference> {
    let Ok(ours) = catch_unwind(|| syntax::parse(text)) else { return Some(Difference::Panic) };
    let first = ours.faults.first().map(syntax::Fault::message);
    match (first, theirs) {
        (_, Verdict::Threw) => None,
        (None, Verdict::Invalid(words)) if words.depend_on_the_machine(text) => None,
        (Some(_), Verdict::Invalid(_)) => None,
        (None, Verdict::Invalid(words)) => Some(Difference::Accepted(words.ids.clone())),
        (Some(first), Verdict::Valid(_)) => Some(Difference::Refused(first)),
        (None, Verdict::Valid(theirs)) => {
            let ours = shape(&ours.tree, text);
            let at = theirs.iter().zip(&ours).position(|(theirs, ours)| theirs != ours);
            let at = at.or((theirs.len() != ours.len()).then_some(theirs.len().min(ours.len())))?;
            Some(Difference::Tree(theirs.get(at).cloned(), ours.get(at).cloned()))
        }
    }
}
