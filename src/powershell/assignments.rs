//! The assignments of a body that matter, each with its reach, and what a variable holds by them.

use std::collections::BTreeMap;

use super::calls::Stored;

/// The assignments that matter.
#[derive(Debug, Default)]
pub(super) struct Assignments {
    /// By the variable's name in lower case, in the order of the text; those to an entry of a table under
    /// `table.entry`.
    by_name: BTreeMap<String, Vec<Assignment>>,
}

/// An assignment to a variable, or to an entry of a table.
#[derive(Debug)]
pub(super) struct Assignment {
    pub(super) at: usize,
    /// The end of the block that it stands in; the block begins before it.
    pub(super) end: usize,
    /// Where the variable itself ends: with its function.
    pub(super) gone: usize,
    pub(super) stored: Vec<Stored>,
    /// `+=`: what was there stays.
    pub(super) adds: bool,
}

impl Assignments {
    pub(super) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    pub(super) fn push(&mut self, name: String, assignment: Assignment) {
        self.by_name.entry(name).or_default().push(assignment);
    }

    /// Puts them into the order of the text.
    pub(super) fn in_order(&mut self) {
        self.by_name.values_mut().for_each(|list| list.sort_by_key(|assignment| assignment.at));
    }

    /// Whether anything is assigned to this name so far, or to an entry of the table of this name.
    pub(super) fn concern(&self, name: &str) -> bool {
        let has_entries = || {
            let entries = entry_name(name, "");
            let next = self.by_name.range(entries.clone()..).next();
            next.is_some_and(|(name, _)| name.starts_with(&entries))
        };
        self.by_name.contains_key(name) || !name.contains('.') && has_entries()
    }

    /// Whether an entry of the table of this name is assigned by its name.
    pub(super) fn has_entries(&self, name: &str) -> bool {
        let entries = entry_name(name, "");
        let names = self.by_name.range(entries.clone()..).map(|(name, _)| name);
        names.take_while(|name| name.starts_with(&entries)).any(|name| !name.ends_with(['*', '@']))
    }

    /// What the last of these names holds at a place; an assignment to any of them replaces it. It does so where it is
    /// sure to have run: where its block holds this place too.
    pub(super) fn held(&self, names: &[&str], at: usize) -> Vec<Stored> {
        let lists = names.iter().enumerate().filter_map(|(index, name)| {
            Some(self.by_name.get(*name)?.iter().map(move |it| (it, index + 1 == names.len())))
        });
        let mut assignments: Vec<_> = lists.flatten().filter(|(it, _)| it.at < at && at < it.gone).collect();
        assignments.sort_by_key(|(it, _)| it.at);
        let mut held: Vec<Stored> = Vec::new();
        for (assignment, is_itself) in assignments {
            if at < assignment.end && !assignment.adds {
                held.clear();
            }
            let stored = assignment.stored.iter().filter(|_| is_itself);
            let new: Vec<Stored> =
                stored.filter(|it| !held.iter().any(|known| known.is_same(it))).cloned().collect();
            held.extend(new);
        }
        held
    }
}

/// The name of a table's entry.
pub(super) fn entry_name(table: &str, entry: &str) -> String {
    format!("{table}.{}", entry.to_ascii_lowercase())
}
