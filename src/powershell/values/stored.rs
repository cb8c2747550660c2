//! What of a body's values is followed: the tables of the prelude, recovery passwords, caught errors.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// A table of the prelude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// `$Parameter`.
    Parameter,
    /// `$Field`.
    Field,
}

/// A value that a body reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The table it is in.
    pub table: Table,
    /// Its key there, as written.
    pub key: String,
    /// Where the key stands, with its quotes.
    pub range: Range<usize>,
}

/// A value that a detail holds as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// A property `RecoveryPassword`.
    RecoveryPassword(Range<usize>),
    /// A parameter or a field.
    Value(Value),
    /// All values of a table, or one that is known only when the script runs.
    Whole(Table, Range<usize>),
}

impl Stored {
    /// Where it stands in the body.
    pub fn range(&self) -> &Range<usize> {
        match self {
            Stored::RecoveryPassword(range) | Stored::Whole(_, range) => range,
            Stored::Value(value) => &value.range,
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    RecoveryPassword,
    /// A parameter or a field, by its key as written.
    Value(Table, Rc<str>),
    /// All of a table, or what of it is known only when the script runs.
    Whole(Table),
    /// The error that the `catch` with this block has caught, by the index of its node.
    Error(usize),
}

/// The sources that a value may hold, each with the place where it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taint(BTreeMap<Source, Range<usize>>);

impl Taint {
    pub(crate) fn of(source: Source, range: Range<usize>) -> Self {
        Taint(BTreeMap::from([(source, range)]))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in all of another; what is in both is seen where it was seen first.
    pub(crate) fn join(&mut self, other: &Taint) {
        for (source, range) in &other.0 {
            if !self.0.contains_key(source) {
                self.0.insert(source.clone(), range.clone());
            }
        }
    }

    /// The same, seen at another place.
    pub(crate) fn at(&mut self, range: &Range<usize>) {
        self.0.values_mut().for_each(|place| *place = range.clone());
    }

    /// The same, where what was seen at the start of this place is seen in all of it. A recovery password stays where
    /// its name is.
    pub(crate) fn widen(&mut self, range: &Range<usize>) {
        for (source, place) in &mut self.0 {
            if place.start == range.start && *source != Source::RecoveryPassword {
                *place = range.clone();
            }
        }
    }

    pub(crate) fn holds_error(&self, catch: usize) -> bool {
        self.0.contains_key(&Source::Error(catch))
    }

    /// All but caught errors.
    pub(crate) fn stored(&self) -> impl Iterator<Item = Stored> + '_ {
        self.0.iter().filter_map(|(source, range)| {
            let range = range.clone();
            Some(match source {
                Source::RecoveryPassword => Stored::RecoveryPassword(range),
                Source::Value(table, key) => {
                    Stored::Value(Value { table: *table, key: key.to_string(), range })
                }
                Source::Whole(table) => Stored::Whole(*table, range),
                Source::Error(_) => return None,
            })
        })
    }
}
