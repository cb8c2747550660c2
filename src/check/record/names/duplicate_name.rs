//! `duplicate-name`: two parts that are one to the platform.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::named::{Named, named};
use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::solution::Part;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "duplicate-name",
    severity: Severity::Error,
    what: "Two groups or two tasks of one name, or two fields of one name and level.",
    why: "On the platform a name (for a field, name and level) is the identity; the second would overwrite the first or be refused.",
    example: "[field.a] name = \"Status\" level = \"site\"   [field.b] name = \"Status\" level = \"site\"",
};

/// Looks at the names of all parts.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let mut firsts: BTreeMap<_, &Part> = BTreeMap::new();
    for named in named(context.solution) {
        match firsts.entry((named.kind, named.part.name.as_str(), named.level)) {
            Entry::Vacant(entry) => drop(entry.insert(named.part)),
            Entry::Occupied(first) => same_name(first.get(), &named, problems),
        }
    }
}

fn same_name(first: &Part, second: &Named<'_>, problems: &mut Problems<'_>) {
    let (word, name) = (second.kind.word(), &second.part.name);
    let (message, help) = match second.level {
        Some(level) => (
            format!("two fields are named `{name}` at the level {}", level.title()),
            "on the platform name and level are a field's identity: change one of the names, or a level",
        ),
        None => (format!("two {word}s are named `{name}`"), "change one of the names"),
    };
    let table = At::ROOT.key(word);
    let (here, there) = (table.key(&second.part.key), table.key(&first.key));
    problems.twice(&CODE, &here.key("name"), &there.key("name"), message, help);
}
