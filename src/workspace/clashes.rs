//! What two solutions must not both have: an id, a field of the platform, a file that is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::loaded::text;
use super::prepared::{Prepared, State};
use super::rendered::Identity;
use crate::check;
use crate::diag::Problem;
use crate::document::{At, Document};
use crate::solution::{Kind, Level, PartRef};
use crate::source::{Place, Source};

/// Finds what several solutions claim, and stops those that do.
pub(super) fn clashes<T>(prepared: &mut [Prepared<T>]) {
    let mut found = clashing(prepared);
    found.sort_by_key(|clash| (clash.second, clash.first));
    for clash in found {
        let problem = clash.problem(prepared);
        prepared[clash.second].problems.push(problem);
        for index in [clash.first, clash.second] {
            prepared[index].state = State::Unsound;
        }
    }
}

/// Something that two solutions claim: their places in the list, and the parts.
struct Clash {
    first: usize,
    second: usize,
    what: What,
}

enum What {
    Solution(Uuid),
    Id(Uuid, PartRef, PartRef),
    Field(String, Level, PartRef, PartRef),
    File(PathBuf),
}

fn clashing<T>(prepared: &[Prepared<T>]) -> Vec<Clash> {
    let mut ids: BTreeMap<Uuid, (usize, &PartRef)> = BTreeMap::new();
    let mut fields: BTreeMap<(&str, Level), (usize, &PartRef)> = BTreeMap::new();
    let mut paths: BTreeMap<&Path, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (second, prepared) in prepared.iter().enumerate() {
        let (Some(identity), State::Ready(_)) = (&prepared.identity, &prepared.state) else { continue };
        let Identity { ids: own_ids, fields: own_fields, paths: own_paths } = identity;
        let copied = own_ids.first().and_then(|(id, _)| Some((*id, *ids.get(id)?)));
        if let Some((id, (first, _))) = copied.filter(|(_, (_, other))| other.kind == Kind::Solution) {
            // All that is derived from the id clashes too, and saying so helps nobody.
            found.push(Clash { first, second, what: What::Solution(id) });
            continue;
        }
        for (id, part) in own_ids {
            let (first, other) = *ids.entry(*id).or_insert((second, part));
            if first != second {
                found.push(Clash { first, second, what: What::Id(*id, other.clone(), part.clone()) });
            }
        }
        for (name, level, part) in own_fields {
            let (first, other) = *fields.entry((name, *level)).or_insert((second, part));
            if first != second {
                let what = What::Field(name.clone(), *level, other.clone(), part.clone());
                found.push(Clash { first, second, what });
            }
        }
        for path in own_paths {
            let first = *paths.entry(path).or_insert(second);
            if first != second {
                found.push(Clash { first, second, what: What::File(path.clone()) });
            }
        }
    }
    found
}

impl Clash {
    fn problem<T>(&self, prepared: &[Prepared<T>]) -> Problem {
        let (first, second) = (&prepared[self.first].manifest, &prepared[self.second].manifest);
        let other = first.display();
        let (message, help, places) = match &self.what {
            What::Solution(id) => (
                format!("the solution's id {id} is also that of `{other}`"),
                "a copied solution needs an id of its own: any new UUID, such as `rmmgen new` writes",
                [place(first, &PartRef::solution(), "id"), place(second, &PartRef::solution(), "id")],
            ),
            What::Id(id, one, two) => (
                format!("the id {id} is also that of `{one}` in `{other}`"),
                "every part of every solution has an id of its own: leave `id` out to have one derived",
                [place(first, one, "id"), place(second, two, "id")],
            ),
            What::Field(name, level, one, two) => (
                format!("the field `{name}` at the level {} is also in `{other}`", level.title()),
                "on the platform it is one field: change a name",
                [place(first, one, "name"), place(second, two, "name")],
            ),
            What::File(path) => (
                format!("`{}` is also written by `{other}`", path.display()),
                "give each solution a folder of its own with `[output]`",
                [place_of_output(first), place_of_output(second)],
            ),
        };
        let [there, here] = places;
        let problem = Problem::new(&check::record::clash::CODE, message).help(help);
        let problem = here.into_iter().fold(problem, Problem::at);
        there.into_iter().fold(problem, |problem, place| problem.also(place, "also here"))
    }
}

/// Sources are not kept for the rare clash: the file is read again.
fn document(manifest: &Path) -> Option<Document> {
    Some(Document::new(&Source::new(manifest.display().to_string(), text(manifest).ok()?)))
}

/// Where a manifest says where it writes: at `[output]`, or at its name where it says nothing.
fn place_of_output(manifest: &Path) -> Option<Place> {
    let place = document(manifest)?.value(&At::ROOT.key("output").key("folder"));
    if place.range.is_empty() { self::place(manifest, &PartRef::solution(), "name") } else { Some(place) }
}

/// Where a key of a part stands.
fn place(manifest: &Path, part: &PartRef, key: &str) -> Option<Place> {
    let document = document(manifest)?;
    let (solution, kind) = (At::ROOT.key("solution"), At::ROOT.key(part.kind.word()));
    let at = if part.kind == Kind::Solution { solution } else { kind.key(&part.key) };
    Some(document.value(&at.key(key)))
}
