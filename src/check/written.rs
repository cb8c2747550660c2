//! Criteria as they are written: the tables of conditions, and the texts that each tests.

use std::collections::BTreeSet;

use crate::document::{At, Document};
use crate::manifest::{CriterionTable, Manifest};
use crate::solution::{Test, Value};
use crate::source::Place;

/// The tables of these conditions and those inside them; and the keys of the shared ones that they use.
pub(crate) fn own_tables<'m>(
    list: impl Iterator<Item = &'m CriterionTable>,
) -> (Vec<&'m CriterionTable>, BTreeSet<&'m str>) {
    let (mut open, mut tables): (Vec<_>, _) = (list.collect(), Vec::new());
    while let Some(table) = open.pop() {
        tables.push(table);
        open.extend(table.all.iter().chain(&table.any).flatten());
    }
    let used = tables.iter().filter_map(|table| table.shared.as_deref()).collect();
    (tables, used)
}

/// The same, with the tables of all shared conditions that are used, each once.
pub(crate) fn tables<'m>(
    manifest: &'m Manifest,
    list: impl Iterator<Item = &'m CriterionTable>,
) -> Vec<&'m CriterionTable> {
    let (mut tables, mut seen) = own_tables(list);
    let mut open: Vec<&str> = seen.iter().copied().collect();
    while let Some(key) = open.pop() {
        let Some(written) = manifest.criteria.get(key) else { continue };
        let (more, used) = own_tables(written.conditions());
        tables.extend(more);
        open.extend(used.into_iter().filter(|key| seen.insert(key)));
    }
    tables
}

/// A text that a criterion tests, with its key and its index in the list.
pub struct TestedText {
    key: &'static str,
    index: Option<usize>,
    /// The text.
    pub text: String,
    /// The test that waits for it.
    pub test: Test,
    /// The criterion leaves out the devices that pass.
    pub excludes: bool,
}

impl TestedText {
    /// Whether it is compared with all that is held, not with a part.
    pub fn is_whole(&self) -> bool {
        self.index.is_none()
    }

    /// Where it stands in its criterion.
    pub fn place(&self, document: &Document, criterion: &At<'_>) -> Place {
        let key = criterion.key(self.key);
        match self.index {
            Some(index) => document.value(&key.index(index)),
            None => document.value(&key),
        }
    }
}

/// The texts that a criterion tests.
pub(crate) fn tested_texts(criterion: &CriterionTable) -> Vec<TestedText> {
    let scalars = [("equal", &criterion.equal, false), ("not-equal", &criterion.not_equal, true)];
    let scalars = scalars.into_iter().filter_map(|(key, value, excludes)| {
        let value: &Value = &value.as_ref()?.0;
        let (text, test) = (value.to_string(), Test::Equal(value.clone()));
        Some(TestedText { key, index: None, text, test, excludes })
    });
    let lists = [
        ("contains-any-of", &criterion.contains_any_of, false),
        ("does-not-contain-any-of", &criterion.does_not_contain_any_of, true),
    ];
    let lists = lists.into_iter().flat_map(|(key, values, excludes)| {
        values.iter().flatten().enumerate().map(move |(index, text)| TestedText {
            key,
            index: Some(index),
            text: text.clone(),
            test: Test::ContainsAnyOf(vec![text.clone()]),
            excludes,
        })
    });
    scalars.chain(lists).collect()
}
