//! The record of a solution: its changelog, its questions and the steps that cannot be derived.

use super::codes::{BAD_TIME, EMPTY_LIST};
use super::scope::Scope;
use super::scope::references::{dangling_reference, exists};
use super::texts::{plain, prose, text};
use crate::document::At;
use crate::manifest::{Before, ChangeTable};
use crate::solution::{Change, Faq, Instruction, Kind, PartRef, is_date};

/// The steps of the implementation that cannot be derived.
pub(super) fn implementation(scope: &mut Scope<'_>) -> Vec<Instruction> {
    let (list, manifest) = (At::ROOT.key("implementation"), scope.manifest);
    let mut steps = Vec::new();
    for (index, table) in manifest.implementation.iter().enumerate() {
        let at = list.index(index);
        steps.push(Instruction {
            title: plain(scope, &at.key("title"), &table.title),
            text: prose(scope, &at.key("text"), &table.text),
            before: table.before.map(|before| match before {
                Before::Fields => Kind::Field,
                Before::Groups => Kind::Group,
                Before::Tasks => Kind::Task,
            }),
        });
    }
    steps
}

/// Questions and answers.
pub(super) fn faq(scope: &mut Scope<'_>) -> Vec<Faq> {
    let (list, manifest) = (At::ROOT.key("faq"), scope.manifest);
    let mut faq = Vec::new();
    for (index, table) in manifest.faq.iter().enumerate() {
        let at = list.index(index);
        faq.push(Faq {
            question: text(scope, &at.key("question"), &table.question),
            answer: prose(scope, &at.key("answer"), &table.answer),
        });
    }
    faq
}

/// What changed when.
pub(super) fn changelog(scope: &mut Scope<'_>) -> Vec<Change> {
    let (list, manifest) = (At::ROOT.key("changelog"), scope.manifest);
    manifest
        .changelog
        .iter()
        .enumerate()
        .map(|(index, table)| change(scope, &list.index(index), table))
        .collect()
}

fn change(scope: &mut Scope<'_>, at: &At<'_>, table: &ChangeTable) -> Change {
    let date = &table.date.0;
    if !is_date(date) {
        let message = format!("`{}` is no day", date.escape_debug());
        scope.problems.at_value(&BAD_TIME, &at.key("date"), message, "2025-09-01, without quotes");
    }
    let (list, parts) = (at.key("changes"), at.key("parts"));
    if table.changes.is_empty() {
        let help = "say what did, or leave the entry out";
        scope.problems.at_value(&EMPTY_LIST, &list, "nothing changed on this day", help);
    }
    let changes = table.changes.iter().enumerate();
    let changes = changes.map(|(index, text)| prose(scope, &list.index(index), text)).collect();
    let named = table.parts.iter().flatten().enumerate();
    let parts = named.filter_map(|(index, part)| part_named(scope, &parts.index(index), part)).collect();
    Change { date: date.clone(), changes, parts }
}

/// `task.backup`, `solution`: a reference outside a text.
fn part_named(scope: &mut Scope<'_>, at: &At<'_>, written: &str) -> Option<PartRef> {
    let parsed = match written.split_once('.') {
        None => (written == "solution").then(PartRef::solution),
        Some((word, key)) => {
            Kind::PARTS.into_iter().find(|kind| kind.word() == word).map(|kind| PartRef::new(kind, key))
        }
    };
    let found = parsed.filter(|part| exists(scope, part));
    if found.is_none() {
        let message = format!("there is no part `{written}`");
        dangling_reference(scope, scope.document.value(at), message, written);
    }
    found
}
