//! What rules look at: the solution, where it is written, and what is worked out about it once for all of them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::scripts::{Script, scripts};
use crate::diag::{Code, Problem};
use crate::document::{At, Document, Problems};
use crate::logic::criteria::{Case, Sets, Subjects};
use crate::logic::runs::{Loop, loops};
use crate::logic::values::{Way, ways};
use crate::manifest::{CriterionTable, Manifest};
use crate::resolve::{Inputs, Layout, Origins};
use crate::solution::platform::{Console, Platform};
use crate::solution::{Field, Solution};
use crate::source::Place;

/// A rule: it looks at a solution, and says what it minds.
pub type Rule = fn(&Context<'_>, &mut Problems<'_>);

/// A solution under the rules. Where parts could not be resolved as they are written, it holds the best reading of
/// them: a rule asks whether what it relies on is sound, so that one mistake hides no other.
pub struct Context<'a> {
    /// The platform it is for.
    pub platform: &'a Platform,
    /// The manifest's text.
    pub document: &'a Document,
    /// The manifest as it is written.
    pub manifest: &'a Manifest,
    /// What it is resolved to.
    pub solution: &'a Solution,
    /// Where it is rendered to.
    pub layout: &'a Layout,
    /// Where that is written.
    pub origins: &'a Origins<'a>,
    /// What it may name outside itself.
    pub inputs: &'a dyn Inputs,
    /// Where resolving met an error.
    pub(super) errors: Vec<(Place, &'static Code)>,
    subjects: OnceCell<Subjects>,
    sets: Vec<[OnceCell<Sets>; 2]>,
    ways: BTreeMap<&'a str, OnceCell<Vec<Way<'a>>>>,
    scripts: OnceCell<Vec<Script<'a>>>,
    pub(super) overfilled: OnceCell<BTreeSet<&'a str>>,
    pub(super) unsound: OnceCell<BTreeSet<&'a str>>,
    loops: OnceCell<Vec<Loop<'a>>>,
}

impl<'a> Context<'a> {
    /// The solution of a manifest, and what kept it from being resolved as it is written.
    pub fn new(
        platform: &'a Platform,
        document: &'a Document,
        manifest: &'a Manifest,
        (solution, layout): (&'a Solution, &'a Layout),
        origins: &'a Origins<'a>,
        inputs: &'a dyn Inputs,
        problems: &[Problem],
    ) -> Self {
        let errors = problems.iter().filter(|problem| problem.is_error());
        Context {
            platform,
            document,
            manifest,
            solution,
            layout,
            origins,
            inputs,
            errors: errors.filter_map(|problem| Some((problem.place.clone()?, problem.code))).collect(),
            subjects: OnceCell::new(),
            sets: solution.groups.iter().map(|_| Default::default()).collect(),
            ways: solution.fields.iter().map(|it| (it.part.key.as_str(), OnceCell::new())).collect(),
            scripts: OnceCell::new(),
            overfilled: OnceCell::new(),
            unsound: OnceCell::new(),
            loops: OnceCell::new(),
        }
    }

    /// The solution in the words of the platform's console.
    pub fn console(&self) -> Console<'a> {
        Console::new(self.platform, self.solution)
    }

    /// What criteria test, and what it can hold.
    pub fn subjects(&self) -> &Subjects {
        self.subjects.get_or_init(|| Subjects::of(&[self.console()]))
    }

    /// The blocks of a group, by its index, as sets.
    pub fn sets(&self, group: usize, case: Case) -> &Sets {
        let blocks = &self.solution.groups[group].blocks;
        self.sets[group][case as usize].get_or_init(|| Sets::new(self.subjects(), case, blocks))
    }

    /// Every way in which a value gets into a field.
    pub fn ways(&self, field: &'a Field) -> &[Way<'a>] {
        self.ways[field.part.key.as_str()].get_or_init(|| ways(self.solution, field))
    }

    /// Tasks whose results decide where tasks run.
    pub fn loops(&self) -> &[Loop<'a>] {
        self.loops.get_or_init(|| loops(self.console()))
    }

    /// The scripts of all tasks whose bodies could be read.
    pub fn scripts(&self) -> &[Script<'a>] {
        self.scripts.get_or_init(|| scripts(self.platform, self.manifest, self.solution, self.origins))
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
