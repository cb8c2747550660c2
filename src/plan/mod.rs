//! What a render would change on disk, and what of that it may: pure. Whatever a verb shows or writes is a
//! reading of one [`Plan`].

mod conflict;
mod lines;
mod paths;
mod record;
mod refusal;
mod territory;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

pub use self::conflict::{Conflict, is_merge_of};
use self::paths::collide;
pub use self::paths::{OWN_FOLDER, RECORD, Unmanaged, collisions, folded};
pub(crate) use self::paths::{below, folder_of};
pub use self::record::{FORMAT, Journal, Owned, Owner, Record, RecordProblem, Render, Step, Unreadable};
pub use self::refusal::{Permit, Refusal};
pub use self::territory::Territory;
pub use self::text::{Sha256, same, with_lf};

/// What an earlier render left in the output folder.
#[derive(Clone, Debug)]
pub enum Previous {
    /// Nothing: there is no record.
    Nothing,
    /// The very record that this render would leave.
    Same,
    /// Another record.
    Record(Box<Record>),
    /// A record in a merge conflict.
    Conflict(Box<Conflict>),
    /// A record that cannot be read.
    Unreadable(Unreadable),
}

impl Previous {
    /// From the record's text, as the output folder has it.
    pub fn read(text: Option<&[u8]>, render: &Render) -> Previous {
        match text {
            None => Previous::Nothing,
            Some(text) if same(text, &render.record) => Previous::Same,
            Some(text) => match Record::read(text) {
                Ok(record) => Previous::Record(Box::new(record)),
                Err(unreadable) if unreadable.problem != RecordProblem::MergeConflict => {
                    Previous::Unreadable(unreadable)
                }
                Err(unreadable) => match Conflict::read(text) {
                    Ok(Some(conflict)) => Previous::Conflict(Box::new(conflict)),
                    Ok(None) => Previous::Unreadable(unreadable),
                    Err(unreadable) => Previous::Unreadable(unreadable),
                },
            },
        }
    }

    /// The record of another solution in its place.
    pub fn of_another(owner: Owner) -> Previous {
        let (problem, owned) = (RecordProblem::Another(owner), Owned::default());
        Previous::Unreadable(Unreadable { problem, owned, solution: None })
    }

    /// The ids of the solutions that it and an unfinished render are of; none where it is the same.
    pub(crate) fn solutions(&self, journal: Option<&Journal>) -> BTreeSet<Uuid> {
        let mut solutions: BTreeSet<Uuid> = match self {
            Previous::Nothing | Previous::Same => BTreeSet::new(),
            Previous::Record(record) => [record.solution.part.id].into(),
            Previous::Conflict(conflict) => conflict.solutions.clone(),
            Previous::Unreadable(unreadable) => unreadable.solution.into_iter().collect(),
        };
        solutions.extend(journal.and_then(|journal| journal.solution));
        solutions
    }

    /// The files of a solution's render that it and an unfinished render own, and the paths they name that cannot be.
    /// Where it is the same, `render` names them all, and only the journal's are returned.
    pub fn owned(&self, journal: Option<&Journal>, render: &Render) -> (Owned, Vec<String>) {
        let claimed = self.claimed(journal);
        if claimed.is_empty() {
            return (claimed, Vec::new());
        }
        let journals = journal.and_then(|journal| journal.render.clone());
        let renders = self.records().into_iter().map(Record::extent).chain(journals);
        let territory = renders.fold(render.territory.clone(), Territory::with);
        claimed.divide(|path| territory.has(path))
    }

    /// The records that it holds, whole.
    fn records(&self) -> Vec<&Record> {
        match self {
            Previous::Nothing | Previous::Same | Previous::Unreadable(_) => Vec::new(),
            Previous::Record(record) => vec![record],
            Previous::Conflict(conflict) => conflict.sides.iter().chain(conflict.base.as_deref()).collect(),
        }
    }

    fn claimed(&self, journal: Option<&Journal>) -> Owned {
        let mut owned = match self {
            Previous::Nothing | Previous::Same => Owned::default(),
            Previous::Record(record) => Owned::of(record),
            Previous::Conflict(conflict) => conflict.owned.clone(),
            Previous::Unreadable(unreadable) => unreadable.owned.clone(),
        };
        for (path, step) in journal.iter().flat_map(|journal| &journal.files) {
            for hash in [step.old, step.new].into_iter().flatten() {
                owned.add(path, Some(hash));
            }
        }
        owned
    }
}

/// What stands at a path, compared with what a render has for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Missing,
    /// A file with the same text.
    Same,
    /// A file with this other text.
    Differs(Vec<u8>),
    /// Something that is no file of ours.
    InTheWay(InTheWay),
}

/// Something that stands where a file would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// Its path: the file's, or that of a folder above it.
    pub path: String,
    /// What it is: `a folder`.
    pub what: &'static str,
}

/// The output folder as it was found.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What an earlier render left.
    pub previous: Previous,
    /// Where it left that, from the top of the repository: another folder than this render's.
    pub moved_from: Option<String>,
    /// The journal of a render that did not finish.
    pub journal: Option<Journal>,
    /// What stands at each artifact's path, in their order.
    pub wanted: Vec<Found>,
    /// What stands at the paths that are owned but not wanted; missing ones among them.
    pub leftovers: BTreeMap<String, Found>,
    /// Everything else in the output folder, sorted.
    pub others: Vec<String>,
    /// What the record names outside of the repository.
    pub ignored: Vec<String>,
}

/// What is to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Action {
    Create,
    Update,
    Remove,
}

/// Why a file is not as the render has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The render has another text for it.
    Changed,
    /// It is not there.
    Missing,
    /// Its text is not what the last render left.
    EditedByHand,
    /// The render no longer has it.
    LeftOver,
    /// Another hand put a file, a folder or a link there.
    Foreign,
}

impl Reason {
    /// In words, as in `stale: out/docs/index.md (edited by hand)`.
    pub fn words(self) -> &'static str {
        match self {
            Reason::Changed => "changed",
            Reason::Missing => "missing",
            Reason::EditedByHand => "edited by hand",
            Reason::LeftOver => "left over",
            Reason::Foreign => "not written by rmmgen",
        }
    }
}

/// A file that is not as the render has it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where, relative to the output folder.
    pub path: String,
    /// What is to be done.
    pub action: Action,
    /// Why.
    pub reason: Reason,
    /// What stands there now, as it is on disk; none where nothing or no file does.
    pub old: Option<Vec<u8>>,
    in_the_way: Option<InTheWay>,
    artifact: Option<usize>,
}

/// How many files of each kind a plan has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Counts {
    pub create: usize,
    pub update: usize,
    pub remove: usize,
    pub keep: usize,
}

/// What a render would change. It holds the render only where there is something to change.
#[derive(Clone, Debug)]
pub struct Plan {
    render: Render,
    previous: Previous,
    moved_from: Option<String>,
    owned: Owned,
    entries: Vec<Entry>,
    keep: usize,
    record: Option<Reason>,
    unfinished: Option<Journal>,
    gone: Vec<String>,
    foreign: Vec<String>,
    ignored: Vec<String>,
}

impl Plan {
    /// Compares a render with the output folder as it was found.
    pub fn new(render: Render, seen: Seen) -> Plan {
        let (owned, mut ignored) = seen.previous.owned(seen.journal.as_ref(), &render);
        ignored.extend(seen.ignored);
        let mut plan = Plan {
            owned,
            ignored,
            record: match seen.previous {
                _ if seen.moved_from.is_some() => Some(Reason::Missing),
                Previous::Same => None,
                Previous::Nothing => Some(Reason::Missing),
                Previous::Record(_) | Previous::Conflict(_) | Previous::Unreadable(_) => {
                    Some(Reason::Changed)
                }
            },
            previous: seen.previous,
            moved_from: seen.moved_from,
            unfinished: seen.journal,
            foreign: seen.others,
            entries: Vec::new(),
            keep: 0,
            gone: Vec::new(),
            render,
        };
        for (artifact, found) in seen.wanted.into_iter().enumerate() {
            plan.compare(artifact, found);
        }
        for (path, found) in seen.leftovers {
            plan.leave(path, found);
        }
        plan.clear_way();
        plan.entries.sort_by(|one, other| one.path.cmp(&other.path));
        plan.foreign.sort();
        plan.without_idle_bytes()
    }

    /// Compares a render with another one, as it was found in a folder or in Git: nobody owns anything, nothing is written.
    pub fn between(render: Render, seen: Seen) -> Plan {
        let mut plan = Plan::new(render, seen);
        for entry in &mut plan.entries {
            entry.reason = match entry.action {
                Action::Create => Reason::Missing,
                Action::Update => Reason::Changed,
                Action::Remove => Reason::LeftOver,
            };
        }
        plan
    }

    fn compare(&mut self, artifact: usize, found: Found) {
        let path = self.render.artifacts[artifact].path.clone();
        let reason = match &found {
            _ if self.render.unmanaged.has(&path) => match found {
                Found::Missing if !self.owns(&path) => Reason::Missing,
                _ => return,
            },
            Found::Same => {
                self.keep += 1;
                return;
            }
            Found::Missing => Reason::Missing,
            Found::Differs(old) => self.reason(&path, old, Reason::Changed),
            Found::InTheWay(_) => Reason::Foreign,
        };
        let action = if found == Found::Missing { Action::Create } else { Action::Update };
        self.push(path, action, reason, found, Some(artifact));
    }

    fn leave(&mut self, path: String, found: Found) {
        let reason = match &found {
            _ if self.render.unmanaged.has(&path) => return,
            // A folder or a link is not what we wrote.
            Found::InTheWay(_) => return self.foreign.push(path),
            Found::Missing => return self.gone.push(path),
            Found::Same => Reason::LeftOver,
            Found::Differs(old) => self.reason(&path, old, Reason::LeftOver),
        };
        self.push(path, Action::Remove, reason, found, None);
    }

    fn push(&mut self, path: String, action: Action, reason: Reason, found: Found, artifact: Option<usize>) {
        let (old, in_the_way) = match found {
            Found::Differs(old) => (Some(old), None),
            Found::InTheWay(what) => (None, Some(what)),
            Found::Missing | Found::Same => (None, None),
        };
        self.entries.push(Entry { path, action, reason, old, in_the_way, artifact });
    }

    /// `ours` where the file is as we may have left it, else who changed it.
    fn reason(&self, path: &str, old: &[u8], ours: Reason) -> Reason {
        match self.owned.hashes(path) {
            Some(hashes) if hashes.contains(&Sha256::of(old)) => ours,
            Some(_) => Reason::EditedByHand,
            None if self.owns(path) => Reason::EditedByHand,
            None => Reason::Foreign,
        }
    }

    /// Whether a path was ours before this render.
    fn owns(&self, path: &str) -> bool {
        let same = matches!(self.previous, Previous::Same) && self.render.find(path).is_some();
        same || self.owned.hashes(path).is_some()
    }

    /// What stands in the way is no obstacle where it is ours and leaves in the same go.
    fn clear_way(&mut self) {
        let leaves = |path: &str| {
            let foreign = self.foreign.iter().any(|other| below(other, path));
            let left_over = self.entries.iter().filter(|entry| entry.reason == Reason::LeftOver);
            let mut ours = left_over.map(|entry| &entry.path).chain(&self.gone);
            !foreign && ours.any(|ours| ours == path || below(ours, path))
        };
        let free = |entry: &Entry| entry.in_the_way.as_ref().is_some_and(|thing| leaves(&thing.path));
        let freed: Vec<usize> = (0..self.entries.len()).filter(|at| free(&self.entries[*at])).collect();
        for at in freed {
            let entry = &mut self.entries[at];
            (entry.action, entry.reason, entry.in_the_way) = (Action::Create, Reason::Missing, None);
        }
    }

    fn without_idle_bytes(mut self) -> Plan {
        if self.is_empty() {
            self.render.artifacts = Vec::new();
            self.render.record = Vec::new();
        }
        self
    }

    /// Nothing to write, to remove or to tidy up.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.record.is_none() && self.unfinished.is_none()
    }

    /// The files that are not as the render has them, sorted by path; without the record.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every file that is not as the render has it, and why; the record among them.
    pub fn stale(&self) -> impl Iterator<Item = (&str, Reason)> {
        let record = self.record.iter().map(|reason| (RECORD, *reason));
        self.entries.iter().map(|entry| (entry.path.as_str(), entry.reason)).chain(record)
    }

    /// The files that another hand changed or put there, and that the render would replace or remove.
    pub fn conflicts(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| matches!(entry.reason, Reason::EditedByHand | Reason::Foreign))
    }

    /// What else is in the output folder. It is never touched.
    pub fn foreign(&self) -> &[String] {
        &self.foreign
    }

    /// What the record and the journal name, and no render of the solution has. It is never touched.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// What the render has for an entry; none where the file is to be removed.
    pub fn new_text(&self, entry: &Entry) -> Option<&[u8]> {
        entry.artifact.map(|at| self.render.artifacts[at].bytes.as_ref())
    }

    /// What an earlier render left, its resolved solution among it.
    pub fn previous(&self) -> &Previous {
        &self.previous
    }

    /// The folder that the earlier render is in, from the top of the repository; none where it is this render's own.
    pub fn moved_from(&self) -> Option<&str> {
        self.moved_from.as_deref()
    }

    /// Whether files of a render are there, and the record of it is not.
    pub(crate) fn has_lost_its_record(&self) -> bool {
        matches!(self.previous, Previous::Nothing) && self.keep > 0 && self.unfinished.is_none()
    }

    /// How many files of each kind there are, without the record.
    pub fn counts(&self) -> Counts {
        let count = |action| self.entries.iter().filter(|entry| entry.action == action).count();
        Counts {
            create: count(Action::Create),
            update: count(Action::Update),
            remove: count(Action::Remove),
            keep: self.keep,
        }
    }

    /// The render, to be compared again. Its artifacts are there unless the plan is empty.
    pub(crate) fn into_render(self) -> Render {
        self.render
    }

    /// The render's record, where it is to be written.
    pub(crate) fn record(&self) -> Option<&[u8]> {
        self.record.map(|_| self.render.record.as_slice())
    }

    /// The journal of a render that did not finish.
    pub(crate) fn unfinished(&self) -> Option<&Journal> {
        self.unfinished.as_ref()
    }

    /// The folders in which files of ours stand or may stand.
    pub(crate) fn folders(&self) -> BTreeSet<&str> {
        let wanted = self.render.artifacts.iter().map(|artifact| artifact.path.as_str());
        wanted.chain(self.owned.paths()).chain([RECORD]).map(folder_of).collect()
    }

    /// The paths whose files leave or have left: folders that only they kept go with them.
    pub(crate) fn leaving(&self) -> impl Iterator<Item = &str> {
        self.gone.iter().map(String::as_str).chain(self.removed())
    }

    /// The paths whose files leave.
    pub(crate) fn removed(&self) -> impl Iterator<Item = &str> {
        let removed = self.entries.iter().filter(|entry| entry.action == Action::Remove);
        removed.map(|entry| entry.path.as_str())
    }

    /// Whether a file cannot be created before this path, and the folders that only it kept, are gone.
    pub(crate) fn is_in_the_way(&self, leaving: &str) -> bool {
        let mut created = self.entries.iter().filter(|entry| entry.action == Action::Create);
        created.any(|entry| collide(&entry.path, leaving))
    }

    /// Every file of which the record on disk does not tell all, with both its states.
    pub(crate) fn journal(&self, staged: Vec<String>) -> Journal {
        let (solution, render) = (Some(self.render.solution), Some(self.render.territory.extent()));
        let mut journal = Journal { format: FORMAT, solution, files: BTreeMap::new(), staged, render };
        for (artifact, hash) in self.render.artifacts.iter().zip(&self.render.hashes) {
            let managed = !self.render.unmanaged.has(&artifact.path);
            let known = || self.owned.hashes(&artifact.path).is_some_and(|hashes| hashes == [*hash]);
            if managed && !matches!(self.previous, Previous::Same) && !known() {
                journal.files.insert(artifact.path.clone(), Step { old: Some(*hash), new: Some(*hash) });
            }
        }
        for entry in &self.entries {
            let old = entry.old.as_deref().map(Sha256::of);
            let new = entry.artifact.map(|at| self.render.hashes[at]);
            journal.files.insert(entry.path.clone(), Step { old, new });
        }
        journal
    }
}

impl Seen {
    /// An output folder where an earlier render left this, and nothing else stands.
    pub(crate) fn nothing(previous: Previous, wanted: Vec<Found>) -> Seen {
        let (leftovers, others, ignored) = (BTreeMap::new(), Vec::new(), Vec::new());
        Seen { previous, moved_from: None, journal: None, wanted, leftovers, others, ignored }
    }
}

#[cfg(test)]
mod tests;
