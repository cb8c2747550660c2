//! Device groups: which devices they select, in one of the ways to say so, as blocks.

mod blocks;
mod conditions;
mod criteria;
mod examples;
mod known;
mod outcomes;
mod shared;

pub(crate) use shared::{Used, uses, uses_in};

use super::codes::{EMPTY_BLOCK, GROUP_FORM};
use super::part::part;
use super::scope::Scope;
use super::scope::keys::{Choice, exactly_one};
use super::scope::references;
use super::texts::{firsts, name, once, text};
use crate::document::At;
use crate::logic::conditions::{Compiler, Condition, Term};
use crate::logic::criteria::Subjects;
use crate::manifest::{BlockTable, GroupTable};
use crate::solution::{Field, Group, GroupKey, Kind, PartRef, Task};
use blocks::Source;
use conditions::{all_of, any_of, site};
use known::Known;

const FORM: Choice = Choice {
    code: &GROUP_FORM,
    none: (
        "this group does not say which devices it selects",
        "`[[group.….block]]` with `all = […]`; or `all`, `any` or `outcome = \"task.outcome\"` alone",
    ),
    several: ("{} cannot stand together", "put one of them inside the other"),
};

/// The groups, in the order of the manifest.
pub(super) fn groups(scope: &mut Scope<'_>, fields: &[Field], tasks: &[Task]) -> Vec<Group> {
    let known = Known::new(fields, tasks);
    let subjects = Subjects::of_fields(scope.platform.vocabulary, fields);
    let mut compiler = Compiler::default();
    shared::shared_conditions(scope, &known, &mut compiler);
    let (table, manifest) = (At::ROOT.key("group"), scope.manifest);
    let mut groups = Vec::new();
    for (key, written) in &manifest.group {
        let at = table.key(key);
        let part = part(scope, &at, &PartRef::new(Kind::Group, key), written.common());
        let sources = sources(scope, &at, written, &known);
        groups.push(Group {
            part,
            category: written.category.as_ref().map(|it| name(scope, &at.key("category"), it)),
            note: written.note.as_ref().map(|note| text(scope, &at.key("note"), note)),
            blocks: blocks::blocks(scope, &mut compiler, sources, &subjects),
            disjoint: disjoint(scope, &at.key("disjoint"), &written.disjoint),
            examples: examples::examples(scope, &at.key("example"), &written.example, &known),
        });
    }
    groups
}

/// The written blocks of a group, or its one condition.
fn sources<'a>(scope: &mut Scope<'a>, at: &At<'_>, table: &'a GroupTable, known: &Known<'_>) -> Vec<Source> {
    let forms = [
        ("block", table.block.is_some()),
        ("all", table.all.is_some()),
        ("any", table.any.is_some()),
        ("outcome", table.outcome.is_some()),
    ];
    exactly_one(scope, at, &forms, &FORM);
    let condition = if let Some(written) = &table.block {
        return written_blocks(scope, &at.key("block"), written, known);
    } else if let Some(all) = &table.all {
        all_of(scope, &at.key("all"), all, known)
    } else if let Some(any) = &table.any {
        any_of(scope, &at.key("any"), any, known)
    } else if let Some(outcome) = &table.outcome {
        let at = at.key("outcome");
        let criterion = outcomes::criterion(scope, &at, outcome, known);
        let term = criterion.map(|it| Condition::Is(Term::new(it, vec![site(scope, &at, None)])));
        Condition::All { at: 0, of: term.into_iter().collect() }
    } else {
        return Vec::new();
    };
    vec![Source { path: at.path(), note: None, condition }]
}

fn written_blocks<'a>(
    scope: &mut Scope<'a>,
    at: &At<'_>,
    written: &'a [BlockTable],
    known: &Known<'_>,
) -> Vec<Source> {
    if written.is_empty() {
        let help = "without one it selects nothing";
        scope.problems.at_value(&EMPTY_BLOCK, at, "this group has no block", help);
    }
    let mut sources = Vec::new();
    for (index, block) in written.iter().enumerate() {
        let at = at.index(index);
        let note = block.note.as_ref().map(|note| text(scope, &at.key("note"), note));
        let condition = all_of(scope, &at.key("all"), &block.all, known);
        sources.push(Source { path: at.path(), note, condition });
    }
    sources
}

/// The groups that a group must not share a device with, by key.
fn disjoint(scope: &mut Scope<'_>, at: &At<'_>, written: &[String]) -> Vec<GroupKey> {
    let firsts = firsts(written);
    let mut keys = Vec::new();
    for (index, key) in written.iter().enumerate() {
        let is_first = once(scope, at, index, firsts[index], key);
        if is_first && references::known(scope, &at.index(index), Kind::Group, key) {
            keys.push(key.into());
        }
    }
    keys
}
