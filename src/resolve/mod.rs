//! From the manifest as written to the solution as meant: defaults applied, references resolved, ids fixed; and
//! everything about references and values that is wrong, at once.

mod alike;
mod alternatives;
mod ambiguous;
mod body;
mod changelog;
pub mod codes;
mod conditions;
mod contract;
mod criteria;
mod detail;
mod disjoint;
mod examples;
mod fields;
mod groups;
mod held;
mod identical;
mod idle_rows;
mod loops;
mod one_line;
mod output;
mod parts;
mod pasted;
mod said;
mod schedules;
mod secrets;
mod spelling;
mod steps;
mod stored;
mod storing;
mod syntax;
mod targeting;
mod tasks;
mod texts;
mod tokens;
mod verdicts;

pub use codes::CODES;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use output::Layout;
pub(crate) use parts::{as_key, is_reserved};
pub use verdicts::Late;

use crate::check;
use crate::diag::{self, Code, Problem};
use crate::document::{At, Document};
use crate::logic::conditions::Compiler;
use crate::manifest::{Manifest, SCHEMA};
use crate::powershell::Opinion;
use crate::solution::{PartRef, Solution};
use crate::source::{Place, Source};
use parts::Origins;

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

/// A resolved manifest: the solution where nothing keeps it from being rendered, and every problem.
pub struct Resolved {
    /// The solution and where to write it; none where there are errors.
    pub solution: Option<(Solution, Layout)>,
    /// Errors and warnings, in the order of the file.
    pub problems: Vec<Problem>,
    /// The sources of script bodies, by their path.
    pub bodies: Vec<Arc<Source>>,
    /// What the author says of warnings that are only found when it is rendered.
    pub late: Late,
}

/// Resolves a manifest.
pub fn resolve(document: &Document, manifest: &Manifest, inputs: &dyn Inputs) -> Resolved {
    let mut resolver = Resolver {
        document,
        manifest,
        inputs,
        problems: Vec::new(),
        origins: Origins::default(),
        bodies: Vec::new(),
        compiler: Compiler::default(),
        sites: Vec::new(),
        shared: BTreeMap::new(),
        written: Vec::new(),
        body_tasks: Vec::new(),
        details: detail::Details::new(),
    };
    let solution = resolver.solution();
    let layout = resolver.layout();
    let late = resolver.verdicts();
    let Resolver { mut problems, bodies, .. } = resolver;
    diag::sort(&mut problems);
    let sound = !problems.iter().any(Problem::is_error);
    Resolved { solution: sound.then_some((solution, layout)), problems, bodies, late }
}

/// The manifest under resolution and what is wrong with it so far. Each stage returns its best reading, so that
/// the next one can go on and every problem is found.
struct Resolver<'a> {
    document: &'a Document,
    manifest: &'a Manifest,
    inputs: &'a dyn Inputs,
    problems: Vec<Problem>,
    origins: Origins,
    bodies: Vec<Arc<Source>>,
    compiler: Compiler,
    /// Where conditions are written, by the number that criteria carry.
    sites: Vec<conditions::Site<'a>>,
    /// The shared conditions so far.
    shared: BTreeMap<&'a str, conditions::Shared>,
    /// The groups as they are written, in their order.
    written: Vec<groups::Written>,
    /// The task that each of them is a script of.
    body_tasks: Vec<String>,
    /// What their scripts put behind the texts of outcomes.
    details: detail::Details,
}

impl<'a> Resolver<'a> {
    fn solution(&mut self) -> Solution {
        let manifest = self.manifest;
        if manifest.schema != SCHEMA {
            let message = format!("this program reads schema {SCHEMA}, not {}", manifest.schema);
            self.at_value(&codes::UNKNOWN_SCHEMA, &At::ROOT.key("schema"), message, "schema = 1");
        }
        let table = &manifest.solution;
        let root = At::ROOT.key("solution");
        if table.draft && table.unlisted {
            let message = "the pages cannot be both draft and unlisted";
            self.at_value(
                &check::record::draft_unlisted::CODE,
                &root.key("unlisted"),
                message,
                "keep the one that is meant",
            );
        }
        let part = self.part(&root, &PartRef::solution(), table.common());
        let fields = self.fields();
        let tasks = self.tasks(&fields);
        let groups = self.groups(&fields, &tasks);
        let solution = Solution {
            part,
            draft: table.draft,
            unlisted: table.unlisted,
            fields,
            groups,
            tasks,
            implementation: self.implementation(),
            faq: self.faq(),
            changelog: self.changelog(),
        };
        self.names(&solution);
        // What holds between parts is checked once the parts themselves are sound.
        if !self.problems.iter().any(Problem::is_error) {
            self.contract(&solution);
        }
        solution
    }

    /// Takes a problem in, with a place and one line of advice.
    fn report(
        &mut self,
        code: &'static Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem::new(code, message).at(place).help(help));
    }

    /// A problem about a value.
    fn at_value(
        &mut self,
        code: &'static Code,
        at: &At<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(code, self.document.value(at), message, help);
    }

    /// A problem about a key, or about the table it opens.
    fn at_key(
        &mut self,
        code: &'static Code,
        at: &At<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report(code, self.document.key(at), message, help);
    }

    /// A problem about a value that stands a second time.
    fn twice(&mut self, code: &'static Code, at: &At<'_>, first: &At<'_>, message: String, help: &str) {
        let problem = Problem::new(code, message)
            .at(self.document.value(at))
            .also(self.document.value(first), "also here")
            .help(help);
        self.problems.push(problem);
    }

    /// Advice that offers the nearest word. Each takes a look at all of them, so only the first problems get it.
    fn nearest<'k>(&self, typed: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
        self.advises().then(|| diag::nearest(typed, known)).flatten()
    }

    /// Whether so few problems were found that looking for the nearest word is worth it.
    fn advises(&self) -> bool {
        self.problems.len() < 100
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
                    .maybe_help(self.nearest("", known))
            }
            None => Problem::new(&codes::DANGLING_REFERENCE, format!("there is no {wanted} `{typed}`"))
                .maybe_help(self.nearest(typed, known)),
        };
        self.problems.push(problem.at(place));
    }
}

/// Reads and resolves a manifest: each stage runs only on what the one before it accepted.
pub fn load(source: &Arc<Source>, inputs: &dyn Inputs) -> Resolved {
    let document = Document::new(source);
    match crate::manifest::read(&document) {
        Ok(manifest) => resolve(&document, &manifest, inputs),
        Err(mut problems) => {
            diag::sort(&mut problems);
            Resolved { solution: None, problems, bodies: Vec::new(), late: Late::default() }
        }
    }
}
