//! Where each part of a resolved solution is written in its manifest.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::document::{At, Path, Pieces};
use crate::logic::conditions::{Alternatives, Condition};
use crate::manifest::CriterionTable;
use crate::source::{Place, Source};

/// Where the parts of a solution are written, as far as their keys do not say it.
#[derive(Default)]
pub struct Origins<'a> {
    /// Where conditions are written, by the number that criteria carry.
    pub sites: Vec<Site<'a>>,
    /// The shared conditions.
    pub shared: BTreeMap<&'a str, Shared>,
    /// The groups as they are written, in their order.
    pub groups: Vec<Written>,
    /// For each task and each of its rows the step as it is written, by index; none for a row that `reads` asks for.
    pub rows: Vec<Vec<Option<usize>>>,
    /// The bodies of scripts, in the order of tasks and rows.
    pub bodies: Vec<BodyOrigin>,
}

impl Origins<'_> {
    /// Looks at a place by its number.
    pub fn at_site<R>(&self, site: usize, look: impl FnOnce(&At<'_>) -> R) -> R {
        match self.sites.get(site) {
            Some(site) => site.path.look(look),
            None => look(&At::ROOT),
        }
    }
}

/// Where a condition is written, and as what. The number that criteria carry is its index among all of them.
pub struct Site<'a> {
    /// Where.
    pub path: Path,
    /// None where it is no table: a list, or the outcome that a whole group waits for.
    pub table: Option<&'a CriterionTable>,
}

impl Site<'_> {
    /// The shared condition that it stands in.
    pub fn shared(&self) -> Option<&str> {
        let [table, key] = self.path.keys()?;
        (table == "criteria").then_some(key)
    }
}

/// A shared condition.
pub struct Shared {
    /// As it is written.
    pub condition: Condition,
    /// As blocks.
    pub alternatives: std::rc::Rc<Alternatives>,
}

/// A group as it is written, beside what it is resolved to.
#[derive(Default)]
pub struct Written {
    /// What its blocks come from, in their order.
    pub units: Vec<Unit>,
    /// For each criterion of each block the places it is written at.
    pub from: Vec<Vec<Vec<usize>>>,
}

/// A written block, or the condition of a whole group.
pub struct Unit {
    /// Where.
    pub path: Path,
    /// What it says.
    pub condition: Condition,
    /// The blocks it comes to, by index.
    pub blocks: Range<usize>,
}

/// Where a script's body is written.
pub struct BodyOrigin {
    /// The task, by key.
    pub task: String,
    /// The step, by its index in the manifest.
    pub step: usize,
    /// The text that holds the body.
    pub source: Arc<Source>,
    /// Where its characters stand there.
    pub pieces: Pieces,
    /// What stands for a piece of which that cannot be told.
    pub whole: Place,
}

impl BodyOrigin {
    /// The place of these bytes of the body.
    pub fn place(&self, range: Range<usize>) -> Place {
        match self.pieces.range(&range) {
            Some(range) => Place::new(&self.source, range),
            None => self.whole.clone(),
        }
    }
}
