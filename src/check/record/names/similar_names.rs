//! `similar-names`: two names that differ by an `s`, a blank or a hyphen.

use std::collections::BTreeMap;

use super::alike::stem;
use super::named::named;
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::solution::Part;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "similar-names",
    severity: Severity::Warning,
    what: "Two parts of one kind, fields at one level, whose names differ only by an `s`, by blanks or by hyphens.",
    why: "In the console they stand below one another, and whoever is in a hurry takes the wrong one.",
    example: "name = \"Exclude Server\" and name = \"Exclude Servers\", both at level site",
};

/// Looks at the names of all parts.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let mut firsts: BTreeMap<_, &Part> = BTreeMap::new();
    for named in named(context.solution) {
        let part = named.part;
        let first = *firsts.entry((named.kind, stem(&part.name), named.level)).or_insert(part);
        // What differs in letter case only, or not at all, is another problem.
        if first.name.to_lowercase() != part.name.to_lowercase() {
            let table = At::ROOT.key(named.kind.word());
            let (here, there) = (table.key(&part.key), table.key(&first.key));
            let message = format!("`{}` is easily taken for `{}`", part.name, first.name);
            let problem = Problem::new(&CODE, message)
                .at(context.document.value(&here.key("name")))
                .also(context.document.value(&there.key("name")), "the other one")
                .help("say in the name what tells them apart");
            problems.push(problem);
        }
    }
}
