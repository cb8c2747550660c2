//! Device groups: which devices they select, in one of the ways to say so, as blocks.

use super::Resolver;
use super::criteria::Known;
use super::origins::{Unit, Written};
use crate::diag::{self};
use crate::document::{At, Path};
use crate::logic::conditions::{Alternatives, Condition, MOST_BLOCKS, Term, Terms};
use crate::logic::criteria::Subjects;
use crate::manifest::{BlockTable, GroupTable};
use crate::resolve::codes;
use crate::solution::text::Text;
use crate::solution::{Block, Criterion, Field, Group, Kind, PartRef, Task};

/// What the author wrote of a unit beside what it selects.
struct Part {
    path: Path,
    note: Option<Text>,
    condition: Condition,
}

impl<'a> Resolver<'a> {
    pub(super) fn groups(&mut self, fields: &[Field], tasks: &[Task]) -> Vec<Group> {
        let known = Known::new(fields, tasks);
        let subjects = Subjects::of_fields(fields);
        self.shared_conditions(&known);
        let table = At::ROOT.key("group");
        let manifest = self.manifest;
        let groups = manifest.group.iter();
        groups.map(|(key, group)| self.group(&table.key(key), key, group, &known, &subjects)).collect()
    }

    fn group(
        &mut self,
        at: &At<'_>,
        key: &str,
        table: &'a GroupTable,
        known: &Known<'_>,
        subjects: &Subjects,
    ) -> Group {
        let part = self.part(at, &PartRef::new(Kind::Group, key), table.common());
        self.group_form(at, table);
        let parts = self.parts_of(at, table, known);
        Group {
            part,
            category: table.category.as_ref().map(|category| self.name(&at.key("category"), category)),
            note: table.note.as_ref().map(|note| self.text(&at.key("note"), note)),
            blocks: self.blocks(parts, subjects),
            disjoint: self.disjoint(&at.key("disjoint"), key, &table.disjoint),
            examples: self.examples(&at.key("example"), &table.example, known),
        }
    }

    fn group_form(&mut self, at: &At<'_>, table: &GroupTable) {
        let forms = [
            ("block", table.block.is_some()),
            ("all", table.all.is_some()),
            ("any", table.any.is_some()),
            ("outcome", table.outcome.is_some()),
        ];
        let written: Vec<&str> = forms.into_iter().filter(|(_, there)| *there).map(|(key, _)| key).collect();
        match written.as_slice() {
            [_] => {}
            [] => self.problems.at_key(
                &codes::GROUP_FORM,
                at,
                "this group does not say which devices it selects",
                "`[[group.….block]]` with `all = […]`; or `all`, `any` or `outcome = \"task.outcome\"` alone",
            ),
            [_, second, ..] => {
                let message = format!("{} cannot stand together", diag::list(&written));
                self.problems.at_key(
                    &codes::GROUP_FORM,
                    &at.key(second),
                    message,
                    "put one of them inside the other",
                );
            }
        }
    }

    /// The written blocks of a group, or its one condition.
    fn parts_of(&mut self, at: &At<'_>, table: &'a GroupTable, known: &Known<'_>) -> Vec<Part> {
        let whole = |condition| vec![Part { path: at.path(), note: None, condition }];
        if let Some(written) = &table.block {
            let list = at.key("block");
            if written.is_empty() {
                let help = "without one it selects nothing";
                self.problems.at_value(&codes::EMPTY_BLOCK, &list, "this group has no block", help);
            }
            let numbered = written.iter().enumerate();
            let part = |(index, block): (usize, &'a BlockTable)| {
                let at = list.index(index);
                let note = block.note.as_ref().map(|note| self.text(&at.key("note"), note));
                let condition = self.all_of(&at.key("all"), &block.all, known);
                Part { path: at.path(), note, condition }
            };
            numbered.map(part).collect()
        } else if let Some(all) = &table.all {
            whole(self.all_of(&at.key("all"), all, known))
        } else if let Some(any) = &table.any {
            whole(self.any_of(&at.key("any"), any, known))
        } else if let Some(outcome) = &table.outcome {
            let at = at.key("outcome");
            let criterion = self.outcome(&at, outcome, known);
            let terms = criterion.map(|it| Condition::Is(Term::new(it, vec![self.site(&at, None)])));
            whole(Condition::All { at: 0, of: terms.into_iter().collect() })
        } else {
            Vec::new()
        }
    }

    fn blocks(&mut self, parts: Vec<Part>, subjects: &Subjects) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut written = Written::default();
        let mut largest: Option<Alternatives> = None;
        for Part { path, note, condition } in parts {
            let alternatives = self.in_blocks(&condition, subjects);
            let start = blocks.len();
            for terms in &alternatives.blocks {
                written.from.push(terms.iter().map(|term| term.from.clone()).collect());
                blocks.push(Block { note: note.clone(), criteria: criteria(terms) });
            }
            written.units.push(Unit { path, condition, blocks: start..blocks.len() });
            let most = largest.as_ref().map_or(0, |largest| largest.blocks.len());
            if alternatives.compiled && alternatives.blocks.len() > most {
                largest = Some(alternatives);
            }
        }
        if let Some(growth) = largest.and_then(|largest| largest.growth)
            && blocks.len() > MOST_BLOCKS
        {
            self.too_many_blocks(&growth, blocks.len());
        }
        self.origins.groups.push(written);
        blocks
    }
}

fn criteria(terms: &Terms) -> Vec<Criterion> {
    terms.iter().map(|term| term.criterion.clone()).collect()
}
