//! From the manifest as written to the solution as meant: defaults applied, references resolved, ids fixed; and
//! everything about references and values that is wrong, at once.

pub mod codes;
mod fields;
mod groups;
mod origins;
mod output;
mod part;
mod record;
mod scope;
mod tasks;
mod texts;

pub use codes::CODES;
pub(crate) use groups::{Used, uses, uses_in};
pub use origins::{BodyOrigin, Origins, Site, Unit, Written};
pub use output::{IMAGES, Layout, PAGES, SCRIPTS, TEMPLATES, may_be_written};
pub(crate) use part::{as_key, is_reserved};
pub use scope::{Inputs, Unreadable};

use crate::document::{At, Document, Problems};
use crate::manifest::{Manifest, SCHEMA};
use crate::solution::platform::Platform;
use crate::solution::{PartRef, Solution};
use scope::Scope;

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

/// Resolves a manifest for a platform.
pub fn resolve<'a>(
    platform: &'a Platform,
    document: &'a Document,
    manifest: &'a Manifest,
    inputs: &'a dyn Inputs,
) -> Resolved<'a> {
    let mut scope = Scope::new(platform, document, manifest, inputs);
    let solution = solution(&mut scope);
    let layout = output::layout(&mut scope);
    let Scope { origins, problems, .. } = scope;
    Resolved { solution, layout, origins, problems }
}

fn solution(scope: &mut Scope<'_>) -> Solution {
    let manifest = scope.manifest;
    if manifest.schema != SCHEMA {
        let message = format!("this program reads schema {SCHEMA}, not {}", manifest.schema);
        scope.problems.at_value(&codes::UNKNOWN_SCHEMA, &At::ROOT.key("schema"), message, "schema = 1");
    }
    let table = &manifest.solution;
    let part = part::part(scope, &At::ROOT.key("solution"), &PartRef::solution(), table.common());
    let fields = fields::fields(scope);
    let tasks = tasks::tasks(scope);
    let groups = groups::groups(scope, &fields, &tasks);
    Solution {
        part,
        draft: table.draft,
        unlisted: table.unlisted,
        fields,
        groups,
        tasks,
        implementation: record::implementation(scope),
        faq: record::faq(scope),
        changelog: record::changelog(scope),
    }
}
