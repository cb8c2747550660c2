//! What a plan may not do unless it is asked to.

use std::borrow::Cow;
use std::fmt;

use super::{Action, Plan, Previous, RECORD, Reason, RecordProblem};

/// From this many recorded files up, removing a large share of them is refused.
const GUARDED_FROM: usize = 10;

/// The share of the recorded files, in percent, that may be removed without being asked.
const GUARDED_SHARE: usize = 30;

/// What the user allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permit {
    /// `--overwrite-edits`.
    pub overwrite_edits: bool,
    /// `--allow-removals`.
    pub allow_removals: bool,
}

/// Why a plan is not carried out. Its text says what is wrong, [`Refusal::help`] what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The record cannot be read.
    Record(RecordProblem),
    /// A file that would be replaced or removed was edited by hand; its path.
    Edited(String),
    /// A file that rmmgen did not write stands where one would be written; its path.
    Foreign(String),
    /// Something that is no file stands where one would be written.
    InTheWay {
        /// The path of the file.
        path: String,
        /// The path of what is in the way.
        thing: String,
        /// What it is: `a folder`.
        what: &'static str,
    },
    /// A large share of the recorded files would be removed.
    Removals {
        /// How many would be.
        removed: usize,
        /// Of how many.
        recorded: usize,
    },
}

impl Refusal {
    /// The path it is about, relative to the output folder.
    pub fn path(&self) -> Option<&str> {
        match self {
            Refusal::Record(_) => Some(RECORD),
            Refusal::Edited(path) | Refusal::Foreign(path) | Refusal::InTheWay { path, .. } => Some(path),
            Refusal::Removals { .. } => None,
        }
    }

    /// What to do.
    pub fn help(&self) -> Cow<'static, str> {
        let help = match self {
            Refusal::Record(problem) => return problem.help(),
            Refusal::Edited(_) => {
                "carry the edit over to the manifest, or discard it with `--overwrite-edits`, or keep the file for \
                 good by naming it in `unmanaged` under `[output]`"
            }
            Refusal::Foreign(_) => {
                "move it away, or keep it for good by naming it in `unmanaged` under `[output]`"
            }
            Refusal::InTheWay { .. } => "move it away, or choose another place with `[output]`",
            Refusal::Removals { .. } => "if that is meant, run again with `--allow-removals`",
        };
        help.into()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Record(problem) => problem.fmt(f),
            Refusal::Edited(path) => write!(f, "`{path}` was edited by hand since the last render"),
            Refusal::Foreign(path) => {
                write!(f, "`{path}` was not written by rmmgen, and a rendered file belongs there")
            }
            Refusal::InTheWay { path, thing, what } if path == thing => {
                write!(f, "`{path}` is {what}, and a rendered file belongs there")
            }
            Refusal::InTheWay { path, thing, what } => {
                write!(f, "`{path}` cannot be written: `{thing}` is {what}")
            }
            Refusal::Removals { removed, recorded } => {
                write!(
                    f,
                    "this would remove {removed} of {recorded} rendered files, more than {GUARDED_SHARE} %"
                )
            }
        }
    }
}

impl Plan {
    /// What keeps the plan from being carried out, all at once.
    pub fn refusals(&self, permit: Permit) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        refusals.extend(self.record_refusal(permit));
        refusals.extend(self.conflicts().filter_map(|entry| match (entry.reason, &entry.in_the_way) {
            (Reason::EditedByHand, _) if permit.overwrite_edits => None,
            (Reason::EditedByHand, _) => Some(Refusal::Edited(entry.path.clone())),
            (_, None) => Some(Refusal::Foreign(entry.path.clone())),
            (_, Some(thing)) => Some(Refusal::InTheWay {
                path: entry.path.clone(),
                thing: thing.path.clone(),
                what: thing.what,
            }),
        }));
        refusals.extend(self.removals_refusal(permit));
        refusals
    }

    /// Why a file is stale, in words: a record that cannot be read is not just another one.
    pub fn stale_because(&self, path: &str, reason: Reason) -> String {
        match &self.previous {
            Previous::Unreadable(it) if path == RECORD => it.problem.to_string(),
            Previous::Conflict(_) if path == RECORD => RecordProblem::MergeConflict.to_string(),
            _ => reason.words().to_owned(),
        }
    }

    fn record_refusal(&self, permit: Permit) -> Option<Refusal> {
        match &self.previous {
            Previous::Unreadable(it) if !(permit.overwrite_edits && it.problem.replaceable()) => {
                Some(Refusal::Record(it.problem.clone()))
            }
            _ => None,
        }
    }

    fn removals_refusal(&self, permit: Permit) -> Option<Refusal> {
        let removed = self.entries.iter().filter(|entry| entry.action == Action::Remove).count();
        let recorded = match &self.previous {
            Previous::Record(record) => record.files.len(),
            _ => self.owned.len(),
        };
        let many = recorded >= GUARDED_FROM && removed * 100 > recorded * GUARDED_SHARE;
        (many && !permit.allow_removals).then_some(Refusal::Removals { removed, recorded })
    }
}
