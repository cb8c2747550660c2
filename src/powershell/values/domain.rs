//! Abstract values: what is known of a value without running the script.
//!
//! A value holds sources in its text, and in its entries where it is a table or an object. `rest` is what an entry may
//! hold that is not named: that of a text is the text's own, since a property of what a program printed is a part of
//! that; that of a table that is written out is empty.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::stored::{Source, Table, Taint};

/// Entries within entries beyond which all is one.
const DEEPEST: usize = 4;

/// The entries of a table beyond which all is one.
const MOST: usize = 500;

/// An abstract value. That of which nothing is known, and which holds no source, is the default.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Abstract {
    /// The text that it is, where that is known.
    pub(crate) text: Option<Rc<str>>,
    /// What its text holds.
    pub(crate) taint: Taint,
    /// By name in lower case.
    entries: BTreeMap<String, Abstract>,
    rest: Taint,
    /// It is a table of the prelude.
    pub(crate) table: Option<Table>,
}

impl Abstract {
    pub(crate) fn text(text: &str) -> Self {
        Abstract { text: Some(text.into()), ..Abstract::default() }
    }

    /// A value all of which may hold these sources.
    pub(crate) fn tainted(taint: Taint) -> Self {
        Abstract { rest: taint.clone(), taint, ..Abstract::default() }
    }

    /// A table of the prelude, read at this place.
    pub(crate) fn prelude(table: Table, range: Range<usize>) -> Self {
        Abstract { table: Some(table), rest: Taint::of(Source::Whole(table), range), ..Abstract::default() }
    }

    /// A caught error: its text and what its exception says.
    pub(crate) fn error(catch: usize) -> Self {
        let said = || Abstract::tainted(Taint::of(Source::Error(catch), 0..0));
        let entries = ["exception", "errordetails", "tostring"];
        Abstract {
            taint: Taint::of(Source::Error(catch), 0..0),
            entries: entries.into_iter().map(|name| (name.to_owned(), said())).collect(),
            ..Abstract::default()
        }
    }

    /// It holds no source, in its text or in entries.
    pub(crate) fn is_clean(&self) -> bool {
        self.taint.is_empty() && self.rest.is_empty() && self.entries.values().all(Abstract::is_clean)
    }

    /// All that is in it.
    pub(crate) fn all(&self) -> Taint {
        let mut all = self.taint.clone();
        self.gather(&mut all);
        all
    }

    fn gather(&self, all: &mut Taint) {
        all.join(&self.taint);
        all.join(&self.rest);
        self.entries.values().for_each(|entry| entry.gather(all));
    }

    /// What is made of it by whatever gets all of it.
    pub(crate) fn handed_on(&self) -> Self {
        Abstract::tainted(self.all())
    }

    /// Its text.
    pub(crate) fn as_text(&self) -> Self {
        Abstract { text: self.text.clone(), ..Abstract::tainted(self.taint.clone()) }
    }

    /// The same, where which text it is no longer is known.
    pub(crate) fn without_text(self) -> Self {
        Abstract { text: None, ..self }
    }

    /// An object with these properties, whose text says them all.
    pub(crate) fn into_object(mut self) -> Self {
        self.taint = self.all();
        self
    }

    /// One of two values.
    pub(crate) fn join(&mut self, other: &Abstract) {
        if self.text != other.text {
            self.text = None;
        }
        if self.table != other.table {
            self.table = self.table.or(other.table);
        }
        for (name, entry) in &mut self.entries {
            if !other.entries.contains_key(name) && !other.rest.is_empty() {
                entry.join(&Abstract::tainted(other.rest.clone()));
            }
        }
        for (name, entry) in &other.entries {
            let rest = &self.rest;
            let own = self.entries.entry(name.clone()).or_insert_with(|| Abstract::tainted(rest.clone()));
            own.join(entry);
        }
        self.taint.join(&other.taint);
        self.rest.join(&other.rest);
    }

    /// Both values in one, as in a list.
    pub(crate) fn with(mut self, other: &Abstract) -> Self {
        self.join(other);
        self.text = None;
        self
    }

    /// What it holds under a name.
    pub(crate) fn entry(&self, name: &str) -> Self {
        let found = self.entries.get(&name.to_ascii_lowercase());
        found.cloned().unwrap_or_else(|| Abstract::tainted(self.rest.clone()))
    }

    /// Sets what it holds under a name, or under one that is not known.
    pub(crate) fn set(&mut self, name: Option<&str>, value: &Abstract) {
        match name {
            Some(name) if self.entries.len() < MOST => {
                self.entries.insert(name.to_ascii_lowercase(), value.limited(DEEPEST));
            }
            _ => self.rest.join(&value.all()),
        }
        self.text = None;
    }

    /// Adds to what is there under a path of names.
    pub(crate) fn add(&mut self, path: &[String], value: &Abstract) {
        match path.split_first() {
            None => {
                let handed = value.handed_on();
                self.join(&handed);
                self.text = None;
            }
            Some((name, rest)) => {
                let mut entry = self.entry(name);
                entry.add(rest, value);
                self.set(Some(name), &entry);
            }
        }
    }

    /// The same with entries only so deep.
    fn limited(&self, depth: usize) -> Self {
        if self.entries.is_empty() {
            return self.clone();
        }
        if depth == 0 {
            let mut flat = Abstract { taint: self.taint.clone(), ..Abstract::default() };
            self.gather(&mut flat.rest);
            return flat;
        }
        let entries = self.entries.iter().map(|(name, it)| (name.clone(), it.limited(depth - 1))).collect();
        Abstract {
            entries,
            text: self.text.clone(),
            taint: self.taint.clone(),
            rest: self.rest.clone(),
            table: self.table,
        }
    }

    /// The same, seen at another place.
    pub(crate) fn at(mut self, range: &Range<usize>) -> Self {
        self.each_taint(&mut |taint| taint.at(range));
        self
    }

    /// The same, with what was seen at the start of this place seen in all of it.
    pub(crate) fn widen(mut self, range: &Range<usize>) -> Self {
        self.each_taint(&mut |taint| taint.widen(range));
        self
    }

    fn each_taint(&mut self, change: &mut impl FnMut(&mut Taint)) {
        change(&mut self.taint);
        change(&mut self.rest);
        self.entries.values_mut().for_each(|entry| entry.each_taint(change));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(key: &str) -> Abstract {
        Abstract::tainted(Taint::of(Source::Value(Table::Field, key.into()), 0..0))
    }

    #[test]
    fn a_table_that_is_written_out_holds_what_its_entries_hold() {
        let mut table = Abstract::default();
        table.set(Some("Key"), &secret("a"));
        table.set(Some("Other"), &Abstract::text("b"));
        assert!(table.taint.is_empty());
        assert_eq!(table.entry("KEY"), secret("a"));
        assert_eq!(table.entry("other"), Abstract::text("b"));
        assert!(table.entry("none").is_clean());
        assert_eq!(table.handed_on(), secret("a"));
        assert!(!table.clone().into_object().taint.is_empty());
        table.set(None, &secret("c"));
        assert_eq!(table.entry("none"), secret("c"));
    }

    #[test]
    fn one_of_two_values_holds_what_either_holds() {
        let mut table = Abstract::default();
        table.set(Some("key"), &Abstract::text("b"));
        table.join(&secret("a"));
        assert_eq!(table.entry("key").taint, secret("a").taint);
        assert_eq!(table.entry("none").taint, secret("a").taint);
        let mut text = Abstract::text("b");
        text.join(&Abstract::text("b"));
        assert_eq!(text.text.as_deref(), Some("b"));
        text.join(&Abstract::text("c"));
        assert_eq!(text.text, None);
    }

    #[test]
    fn a_table_in_itself_stays_finite() {
        let mut table = secret("a");
        for _ in 0..100 {
            let value = table.clone();
            table.set(Some("self"), &value);
            table.add(&["self".to_owned(), "self".to_owned()], &value);
        }
        assert!(format!("{table:?}").len() < 20_000);
    }
}
