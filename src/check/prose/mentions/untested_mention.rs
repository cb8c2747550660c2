//! `untested-mention`: a block's note names a field that the block does not test.

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::manifest::{BlockTable, CriterionTable};
use crate::resolve::Unit;
use crate::solution::text::Text;
use crate::solution::{Block, Group, Kind, Subject};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "untested-mention",
    severity: Severity::Warning,
    what: "The note of a block names a field that the block does not test.",
    why: "The note says what the block selects: whoever relies on it believes that the field decides.",
    example: "note = \"Where {field.mode} is on\"\nall = [{ field = \"level\", equal = \"High\" }]      # {field.level}",
};

/// Looks at the notes of all blocks that are written as blocks.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("group");
    for (group, origin) in context.solution.groups.iter().zip(&context.origins.groups) {
        let at = table.key(&group.part.key);
        let written = context.manifest.group.get(&group.part.key).and_then(|table| table.block.as_ref());
        if !context.is_sound(&at) || !context.are_sound(&["criteria"]) {
            continue;
        }
        let blocks = at.key("block");
        for (index, (block, unit)) in written.into_iter().flatten().zip(&origin.units).enumerate() {
            let tested = tested(group, block, unit);
            in_note(context, &blocks.index(index).key("note"), block, &tested, problems);
        }
    }
}

fn in_note(
    context: &Context<'_>,
    at: &At<'_>,
    block: &BlockTable,
    tested: &BTreeSet<&str>,
    problems: &mut Problems<'_>,
) {
    let Some(note) = &block.note else { return };
    let Ok(text) = Text::parse(note.as_str()) else { return };
    for (range, part) in text.references() {
        if part.kind == Kind::Field && !tested.contains(part.key.as_str()) {
            let message = format!("this block does not test the field `{}`", part.key);
            let place = context.document.piece(at, note, range);
            let help = "name the field that it tests, or test this one";
            problems.push(Problem::new(&CODE, message).at(place).help(help));
        }
    }
}

/// The fields that a block tests. What compiling drops of it is tested all the same.
fn tested<'c>(group: &'c Group, block: &'c BlockTable, unit: &Unit) -> BTreeSet<&'c str> {
    let resolved = group.blocks.get(unit.blocks.clone()).unwrap_or_default();
    let criteria = resolved.iter().flat_map(|block: &Block| &block.criteria);
    let mut tested: BTreeSet<&str> = criteria
        .filter_map(|criterion| match &criterion.subject {
            Subject::Field(key) => Some(key.as_str()),
            _ => None,
        })
        .collect();
    let mut open: Vec<&CriterionTable> = block.all.iter().collect();
    while let Some(table) = open.pop() {
        tested.extend(table.field.as_deref());
        open.extend([&table.all, &table.any].into_iter().flatten().flatten());
    }
    tested
}
