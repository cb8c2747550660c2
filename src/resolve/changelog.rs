//! The record of a solution: its changelog, its questions and the steps that cannot be derived.

use super::Resolver;
use super::fields::is_date;
use crate::diag::Problem;
use crate::document::At;
use crate::manifest::{Before, ChangeTable};
use crate::resolve::codes;
use crate::solution::{Change, Faq, Instruction, Kind, PartRef};

impl Resolver<'_> {
    pub(super) fn implementation(&mut self) -> Vec<Instruction> {
        let list = At::ROOT.key("implementation");
        let manifest = self.manifest;
        let mut steps = Vec::new();
        for (index, table) in manifest.implementation.iter().enumerate() {
            let at = list.index(index);
            steps.push(Instruction {
                title: self.plain(&at.key("title"), &table.title),
                text: self.prose(&at.key("text"), &table.text),
                before: table.before.map(|before| match before {
                    Before::Fields => Kind::Field,
                    Before::Groups => Kind::Group,
                    Before::Tasks => Kind::Task,
                }),
            });
        }
        steps
    }

    pub(super) fn faq(&mut self) -> Vec<Faq> {
        let list = At::ROOT.key("faq");
        let manifest = self.manifest;
        let mut faq = Vec::new();
        for (index, table) in manifest.faq.iter().enumerate() {
            let at = list.index(index);
            faq.push(Faq {
                question: self.text(&at.key("question"), &table.question),
                answer: self.prose(&at.key("answer"), &table.answer),
            });
        }
        faq
    }

    pub(super) fn changelog(&mut self) -> Vec<Change> {
        let list = At::ROOT.key("changelog");
        let manifest = self.manifest;
        let mut changes: Vec<Change> = Vec::new();
        for (index, table) in manifest.changelog.iter().enumerate() {
            let at = list.index(index);
            let change = self.change(&at, table);
            changes.push(change);
        }
        changes
    }

    fn change(&mut self, at: &At<'_>, table: &ChangeTable) -> Change {
        let date = &table.date.0;
        if !is_date(date) {
            let message = format!("`{}` is no day", date.escape_debug());
            self.problems.at_value(&codes::BAD_TIME, &at.key("date"), message, "2025-09-01, without quotes");
        }
        let list = at.key("changes");
        if table.changes.is_empty() {
            self.problems.at_value(
                &codes::EMPTY_LIST,
                &list,
                "nothing changed on this day",
                "say what did, or leave the entry out",
            );
        }
        let parts = at.key("parts");
        Change {
            date: date.clone(),
            changes: table
                .changes
                .iter()
                .enumerate()
                .map(|(i, text)| self.prose(&list.index(i), text))
                .collect(),
            parts: table
                .parts
                .iter()
                .flatten()
                .enumerate()
                .filter_map(|(index, part)| self.part_reference(&parts.index(index), part))
                .collect(),
        }
    }

    /// `task.backup`, `solution`: a reference outside a text.
    fn part_reference(&mut self, at: &At<'_>, written: &str) -> Option<PartRef> {
        let parsed = match written.split_once('.') {
            None if written == "solution" => Some(PartRef::solution()),
            Some((kind, key)) => {
                Kind::PARTS.into_iter().find(|known| known.word() == kind).map(|kind| PartRef::new(kind, key))
            }
            None => None,
        };
        let found = parsed.filter(|part| self.exists(part));
        if found.is_none() {
            let known = if self.problems.advises() { self.every_reference() } else { Vec::new() };
            let problem = Problem::new(&codes::DANGLING_REFERENCE, format!("there is no part `{written}`"))
                .at(self.document.value(at))
                .maybe_help(self.problems.nearest(written, known.iter().map(String::as_str)));
            self.problems.push(problem);
        }
        found
    }
}
