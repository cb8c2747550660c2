//! What scripts put behind the texts of the outcomes that they report.

use super::Context;
use crate::powershell::{Report, Reported};
use crate::solution::{Outcome, Task};

/// Whether an outcome's line goes on with a detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// No script gives one.
    Never,
    /// A script does, or may.
    Perhaps,
    /// It is reported of errors only, and the prelude puts their message there.
    Always,
}

impl<'a> Context<'a> {
    /// Whether an outcome's line goes on with a detail.
    pub fn detail(&self, task: &'a Task, outcome: &Outcome) -> Detail {
        let scripts = || self.scripts_of(task);
        let reports = || scripts().flat_map(|script| &script.reading.reports);
        let is_unclear = |report: &Report| report.outcome == Reported::Unclear;
        let is_this = |report: &&Report| matches!(&report.outcome, Reported::Key { key, .. } if key.eq_ignore_ascii_case(&outcome.key));
        let mut own = reports().filter(is_this);
        let is_whole = self.has_all_scripts(task) && scripts().all(|script| script.reading.whole);
        match self.is_on_error(task, &outcome.key) {
            _ if !is_whole || reports().any(is_unclear) => Detail::Perhaps,
            true if own.next().is_none() => Detail::Always,
            false if own.all(|report| !report.has_detail) => Detail::Never,
            _ => Detail::Perhaps,
        }
    }

    /// Whether the prelude reports this outcome of an error.
    fn is_on_error(&self, task: &Task, outcome: &str) -> bool {
        let table = self.manifest.task.get(&task.part.key);
        let named = table.into_iter().flat_map(|table| &table.step).map(|step| step.on_error.as_deref());
        named.chain([task.on_error.as_deref()]).flatten().any(|key| key == outcome)
    }
}
