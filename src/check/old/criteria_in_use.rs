//! Shared conditions that nothing uses.

use std::collections::BTreeSet;

use super::Check;
use crate::check;
use crate::document::At;
use crate::resolve::{Used, uses, uses_in};

impl<'a> Check<'a> {
    /// The shared conditions that no group uses, neither itself nor through others.
    pub(super) fn unused_conditions(&self) -> BTreeSet<&'a str> {
        let criteria = &self.manifest.criteria;
        let mut unused: BTreeSet<&str> = criteria.keys().map(String::as_str).collect();
        let mut found = Vec::new();
        for group in self.manifest.group.values() {
            let blocks = group.block.iter().flatten().map(|block| &block.all);
            for list in blocks.chain(&group.all).chain(&group.any) {
                uses_in(&At::ROOT, list, &mut found);
            }
        }
        while let Some(Used { key, .. }) = found.pop() {
            if unused.remove(key) {
                found.extend(uses(&At::ROOT, &criteria[key]));
            }
        }
        unused
    }

    /// Says so of each.
    pub(super) fn conditions_in_use(&mut self) {
        let table = At::ROOT.key("criteria");
        for key in self.unused_conditions() {
            let message = format!("no group uses the condition `{key}`");
            let help = format!("`{{ use = \"{key}\" }}` in the groups that it is meant for, or take it out");
            self.problems.at_key(&check::record::unused_criteria::CODE, &table.key(key), message, help);
        }
    }
}
