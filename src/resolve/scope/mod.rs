//! What every step of resolving has at hand.

pub(super) mod keys;
pub(super) mod references;

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::document::{Document, Problems};
use crate::manifest::Manifest;
use crate::powershell::Opinion;
use crate::resolve::origins::Origins;
use crate::solution::platform::Platform;
use crate::solution::{Kind, PartRef};
use crate::source::Source;

/// The manifest under resolution, and what is wrong with it so far. Each step returns its best reading, so that the
/// next one can go on and every problem is found.
pub(super) struct Scope<'a> {
    /// The platform it is for.
    pub(super) platform: &'a Platform,
    pub(super) document: &'a Document,
    pub(super) manifest: &'a Manifest,
    pub(super) inputs: &'a dyn Inputs,
    pub(super) problems: Problems<'a>,
    pub(super) origins: Origins<'a>,
    /// The part of each id so far.
    pub(super) ids: BTreeMap<Uuid, PartRef>,
    /// The part of each first key so far.
    pub(super) first_keys: BTreeMap<(Kind, String), String>,
}

impl<'a> Scope<'a> {
    /// Nothing is resolved yet.
    pub(super) fn new(
        platform: &'a Platform,
        document: &'a Document,
        manifest: &'a Manifest,
        inputs: &'a dyn Inputs,
    ) -> Self {
        Scope {
            platform,
            document,
            manifest,
            inputs,
            problems: Problems::new(document),
            origins: Origins::default(),
            ids: BTreeMap::new(),
            first_keys: BTreeMap::new(),
        }
    }
}

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

    /// Whether a PowerShell of this machine is asked about every body, and not only about those with a syntax error.
    fn asks_about_every_body(&self) -> bool {
        true
    }

    /// What a PowerShell of this machine says of a body.
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
    /// It is there and the system does not give it: whoever reads says so, and nothing comes of the manifest.
    Broken,
}
