//! `unused-criteria`: a shared condition that nothing uses.

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::manifest::Manifest;
use crate::resolve::{Used, uses, uses_in};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unused-criteria",
    severity: Severity::Warning,
    what: "A shared condition that no group uses, neither itself nor through another one.",
    why: "It selects nothing and leaves nothing out: whoever reads it believes that the exclusions in it hold.",
    example: "[criteria.in-scope]      # { use = \"in-scope\" } in a group",
};

/// Looks at all shared conditions, where each `use` names one.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("criteria");
    for key in unused(context.manifest).unwrap_or_default() {
        let message = format!("no group uses the condition `{key}`");
        let help = format!("`{{ use = \"{key}\" }}` in the groups that it is meant for, or take it out");
        problems.at_key(&CODE, &table.key(key), message, help);
    }
}

/// The shared conditions that no group uses, neither itself nor through others. None where a `use` names nothing: that
/// may be what is meant for one of them.
pub(in crate::check) fn unused(manifest: &Manifest) -> Option<BTreeSet<&str>> {
    let criteria = &manifest.criteria;
    let mut unused: BTreeSet<&str> = criteria.keys().map(String::as_str).collect();
    let mut found = Vec::new();
    for group in manifest.group.values() {
        let blocks = group.block.iter().flatten().map(|block| &block.all);
        for list in blocks.chain(&group.all).chain(&group.any) {
            uses_in(&At::ROOT, list, &mut found);
        }
    }
    while let Some(Used { key, .. }) = found.pop() {
        let table = criteria.get(key)?;
        if unused.remove(key) {
            found.extend(uses(&At::ROOT, table));
        }
    }
    Some(unused)
}
