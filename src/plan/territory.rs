//! Which paths can be ours at all. A record and a journal come with a clone, from anybody: what they name is believed
//! only where a render of the solution puts a file.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::platform;
use crate::render::{self, Places};
use crate::resolve::may_be_written;
use crate::solution::{PartRef, Solution};

/// The paths that renders of a solution have, now and as it was recorded.
#[derive(Clone, Debug)]
pub struct Territory {
    /// The output folder, relative to the manifest.
    folder: String,
    places: Vec<Places>,
    parts: BTreeSet<PartRef>,
    /// Every path: for renders that are made by hand.
    everywhere: bool,
}

impl Territory {
    /// That of a solution, rendered to an output folder (relative to the manifest) with these folders in it.
    pub fn of(solution: &Solution, folder: &str, places: Places) -> Territory {
        let (folder, places) = (folder.to_owned(), vec![places]);
        Territory { folder, places, parts: parts(solution).collect(), everywhere: false }
    }

    /// All paths: for renders that no layout made.
    pub fn everywhere() -> Territory {
        let (folder, places, parts) = (String::new(), Vec::new(), BTreeSet::new());
        Territory { folder, places, parts, everywhere: true }
    }

    /// Where the render of the solution goes today.
    pub(super) fn places(&self) -> Option<&Places> {
        self.places.first()
    }

    /// With what another render put elsewhere, unless `[output]` could not say so today.
    pub(super) fn with(mut self, render: Extent) -> Territory {
        let Extent { places, parts } = render;
        self.parts.extend(parts);
        let sound = [&places.pages, &places.scripts].into_iter().all(|path| self.is_sound(path));
        if sound && !self.places.contains(&places) {
            self.places.push(places);
        }
        self
    }

    fn is_sound(&self, path: &str) -> bool {
        may_be_written(&format!("{}/{path}", self.folder))
    }

    /// Whether a render may have a file of this path, relative to the output folder.
    pub fn has(&self, path: &str) -> bool {
        let owned = |places: &Places| places.owner(path).is_some_and(|part| self.parts.contains(&part));
        self.everywhere || is_schema(path) || self.places.iter().any(owned)
    }

    /// What a journal notes of a render under way.
    pub(super) fn extent(&self) -> Extent {
        Extent { places: self.places.first().cloned().unwrap_or_default(), parts: self.parts.clone() }
    }
}

/// What a render has files of, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extent {
    places: Places,
    parts: BTreeSet<PartRef>,
}

impl Extent {
    /// That of a solution whose files are in these folders.
    pub(super) fn of(solution: &Solution, places: Places) -> Extent {
        Extent { places, parts: parts(solution).collect() }
    }
}

fn parts(solution: &Solution) -> impl Iterator<Item = PartRef> {
    std::iter::once(PartRef::solution()).chain(solution.parts().map(|(part, _)| part))
}

fn is_schema(path: &str) -> bool {
    platform::ALL.into_iter().flat_map(render::schemas).any(|schema| schema.path == path)
}
