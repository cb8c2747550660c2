//! From the manifest as written to the solution as meant: defaults applied, references resolved, ids fixed; and
//! everything about references and values that is wrong, at once.

mod body;
mod changelog;
pub mod codes;
mod conditions;
mod criteria;
mod disjoint;
mod examples;
mod fields;
mod groups;
mod origins;
mod output;
mod parts;
mod schedules;
mod steps;
mod storing;
mod tasks;
mod texts;

use std::sync::Arc;

pub use codes::CODES;
pub(crate) use conditions::{Used, uses, uses_in};
pub use fields::{Misfit, is_date, utf16_length, why_not};
pub use origins::{BodyOrigin, Origins, Site, Unit, Written};
pub use output::Layout;
pub(crate) use parts::{as_key, is_reserved};
pub(crate) use steps::{named, pascal_case};
pub(crate) use storing::can_store;

use crate::diag::Problem;
use crate::document::{At, Document, Problems};
use crate::logic::conditions::Compiler;
use crate::manifest::{Manifest, SCHEMA};
use crate::powershell::Opinion;
use crate::solution::{PartRef, Solution};
use crate::source::Source;

/// What a manifest may name outside itself.
pub trait Inputs {
    /// The text of a file, by its path relative to the manifest.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn read(&self, path: &str) -> Result<Arc<Source>, Unreadable>;

    /// The names in a folder, by its path relative to the manifest; none where there is no such folder.
    fn names(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }

    /// Whether bodies are read by the whole grammar too, which takes as long as all the rest.
    fn reads_syntax(&self) -> bool {
        true
    }

    /// What PowerShell itself says of a body that the grammar cannot read.
    fn powershell_reads(&self, _body: &str) -> Opinion {
        Opinion::None
    }

    /// The manifest's folder, from the top of the repository, with `/`; empty at the top.
    fn folder(&self) -> String {
        String::new()
    }
}

/// Why a file cannot be read, in words that end a sentence about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It leads out of the folder it must stay in.
    Outside(String),
    /// Anything else.
    Failed(String),
}

/// A resolved manifest. Where something is wrong, the solution is the best reading of it.
pub struct Resolved<'a> {
    /// The solution.
    pub solution: Solution,
    /// Where to write it.
    pub layout: Layout,
    /// Where each part, block, criterion and row stands.
    pub origins: Origins<'a>,
    /// What kept parts from being resolved as they are written.
    pub problems: Problems<'a>,
}

/// Resolves a manifest.
pub fn resolve<'a>(document: &'a Document, manifest: &'a Manifest, inputs: &'a dyn Inputs) -> Resolved<'a> {
    let mut resolver = Resolver {
        document,
        manifest,
        inputs,
        problems: Problems::new(document),
        first: parts::Firsts::default(),
        compiler: Compiler::default(),
        origins: Origins::default(),
    };
    let solution = resolver.solution();
    let layout = resolver.layout();
    let Resolver { origins, problems, .. } = resolver;
    Resolved { solution, layout, origins, problems }
}

/// The manifest under resolution and what is wrong with it so far. Each stage returns its best reading, so that
/// the next one can go on and every problem is found.
struct Resolver<'a> {
    document: &'a Document,
    manifest: &'a Manifest,
    inputs: &'a dyn Inputs,
    problems: Problems<'a>,
    first: parts::Firsts,
    compiler: Compiler,
    origins: Origins<'a>,
}

impl<'a> Resolver<'a> {
    fn solution(&mut self) -> Solution {
        let manifest = self.manifest;
        if manifest.schema != SCHEMA {
            let message = format!("this program reads schema {SCHEMA}, not {}", manifest.schema);
            self.problems.at_value(&codes::UNKNOWN_SCHEMA, &At::ROOT.key("schema"), message, "schema = 1");
        }
        let table = &manifest.solution;
        let root = At::ROOT.key("solution");
        let part = self.part(&root, &PartRef::solution(), table.common());
        let fields = self.fields();
        let tasks = self.tasks();
        let groups = self.groups(&fields, &tasks);
        Solution {
            part,
            draft: table.draft,
            unlisted: table.unlisted,
            fields,
            groups,
            tasks,
            implementation: self.implementation(),
            faq: self.faq(),
            changelog: self.changelog(),
        }
    }

    /// A reference that names nothing, or a thing of another kind.
    fn dangling<'k>(
        &mut self,
        at: &At<'_>,
        wanted: &str,
        typed: &str,
        known: impl Iterator<Item = &'k String>,
    ) {
        let known = known.map(String::as_str);
        let manifest = self.manifest;
        let kinds = [
            ("field", manifest.field.contains_key(typed)),
            ("group", manifest.group.contains_key(typed)),
            ("task", manifest.task.contains_key(typed)),
            ("condition", manifest.criteria.contains_key(typed)),
        ];
        let other = kinds.iter().find(|(kind, there)| *kind != wanted && *there);
        let place = self.document.within(at, typed);
        let problem = match other {
            Some((kind, _)) => {
                Problem::new(&codes::WRONG_KIND, format!("`{typed}` is a {kind}, not a {wanted}"))
                    .maybe_help(self.problems.nearest("", known))
            }
            None => Problem::new(&codes::DANGLING_REFERENCE, format!("there is no {wanted} `{typed}`"))
                .maybe_help(self.problems.nearest(typed, known)),
        };
        self.problems.push(problem.at(place));
    }
}
