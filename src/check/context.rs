//! What rules look at: the solution, where it is written, and what is worked out about it once for all of them.

use std::cell::OnceCell;

use super::scripts::{Script, scripts};
use crate::diag::Problem;
use crate::document::{At, Document, Problems};
use crate::logic::criteria::Subjects;
use crate::manifest::{CriterionTable, Manifest};
use crate::resolve::{Inputs, Origins};
use crate::solution::Solution;
use crate::source::Place;

/// A rule: it looks at a solution, and says what it minds.
pub type Rule = fn(&Context<'_>, &mut Problems<'_>);

/// A solution under the rules. Where parts could not be resolved as they are written, it holds the best reading of
/// them: a rule asks [`Context::is_sound`] for what it relies on, so that one mistake hides no other.
pub struct Context<'a> {
    /// The manifest's text.
    pub document: &'a Document,
    /// The manifest as it is written.
    pub manifest: &'a Manifest,
    /// What it is resolved to.
    pub solution: &'a Solution,
    /// Where that is written.
    pub origins: &'a Origins<'a>,
    /// What it may name outside itself.
    pub inputs: &'a dyn Inputs,
    /// Where resolving met an error.
    errors: Vec<Place>,
    subjects: OnceCell<Subjects>,
    scripts: OnceCell<Vec<Script<'a>>>,
}

impl<'a> Context<'a> {
    /// The solution of a manifest, and what kept it from being resolved as it is written.
    pub fn new(
        document: &'a Document,
        manifest: &'a Manifest,
        solution: &'a Solution,
        origins: &'a Origins<'a>,
        inputs: &'a dyn Inputs,
        problems: &[Problem],
    ) -> Self {
        let errors = problems.iter().filter(|problem| problem.is_error());
        let errors = errors.filter_map(|problem| problem.place.clone()).collect();
        Context {
            document,
            manifest,
            solution,
            origins,
            inputs,
            errors,
            subjects: OnceCell::new(),
            scripts: OnceCell::new(),
        }
    }

    /// Whether what stands at this path, a part or a list of a part, was resolved as it is written.
    pub fn is_sound(&self, at: &At<'_>) -> bool {
        !self.errors.iter().any(|place| self.document.holds(at, place))
    }

    /// Whether all parts of this kind were: `field`, `group`, `task`, `criteria`.
    pub fn are_sound(&self, tables: &[&str]) -> bool {
        tables.iter().all(|table| self.is_sound(&At::ROOT.key(table)))
    }

    /// What criteria test, and what it can hold.
    pub fn subjects(&self) -> &Subjects {
        self.subjects.get_or_init(|| Subjects::of(&[self.solution]))
    }

    /// The scripts of all tasks whose bodies could be read.
    pub fn scripts(&self) -> &[Script<'a>] {
        self.scripts.get_or_init(|| scripts(self.manifest, self.solution, self.origins))
    }

    /// Visits each criterion once, where it is written: in a shared condition or in a group.
    pub fn each_criterion(&self, mut visit: impl FnMut(&At<'_>, &CriterionTable)) {
        for site in &self.origins.sites {
            if let Some(table) = site.table {
                site.path.look(|at| visit(at, table));
            }
        }
    }
}
