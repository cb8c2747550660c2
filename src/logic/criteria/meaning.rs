//! What criteria mean: the one definition, which is evaluated here and compared by the rest of the module.

use std::borrow::Cow;

use super::subjects::Subjects;
use crate::solution::{Block, Subject, Test};

/// Whether letter case counts where texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `failed` is not in `FAILED`.
    Sensitive,
    /// It is.
    Insensitive,
}

impl Case {
    /// Both, the one that is taken for granted first.
    pub const BOTH: [Case; 2] = [Case::Sensitive, Case::Insensitive];

    /// A text as it is compared. Letter by letter, so that a part of a text stays a part of it.
    pub(crate) fn fold(self, text: &str) -> Cow<'_, str> {
        match self {
            Case::Sensitive => Cow::Borrowed(text),
            Case::Insensitive if text.is_ascii() => Cow::Owned(text.to_ascii_lowercase()),
            Case::Insensitive => Cow::Owned(text.chars().flat_map(char::to_lowercase).collect()),
        }
    }
}

/// What a device holds in a field or property. The empty text is blank, and so is the list of none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// Nothing.
    Blank,
    /// One text: also a number, a date, and the `True` or `False` of a flag.
    Text(String),
    /// Several texts, such as the names of what is installed.
    List(Vec<String>),
}

impl Held {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let texts: &[String] = match self {
            Held::Blank => &[],
            Held::Text(text) => std::slice::from_ref(text),
            Held::List(texts) => texts,
        };
        texts.iter().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The list of the texts of these.
    pub(super) fn list(entries: &[Held]) -> Held {
        Held::List(entries.iter().flat_map(Held::texts).map(str::to_owned).collect())
    }

    /// Whether it is nothing.
    pub fn is_blank(&self) -> bool {
        self.texts().next().is_none()
    }
}

/// An example device, as far as it is given: what it holds elsewhere is for whoever uses it to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example(Vec<(Subject, Held)>);

impl Example {
    /// The device of which this is given.
    pub fn new(values: impl IntoIterator<Item = (Subject, Held)>) -> Self {
        Example(values.into_iter().collect())
    }

    /// What it holds there, if that is given.
    pub fn get(&self, subject: &Subject) -> Option<&Held> {
        self.0.iter().find(|(given, _)| given == subject).map(|(_, held)| held)
    }

    /// All that is given.
    pub fn values(&self) -> impl Iterator<Item = (&Subject, &Held)> {
        self.0.iter().map(|(subject, held)| (subject, held))
    }

    /// As a person would write it: `OS Type = Windows, Disable BitLocker Key Backup (SITE) = False`.
    pub fn in_words(&self, subjects: &Subjects) -> String {
        if self.0.is_empty() {
            return "any device".to_owned();
        }
        let value =
            |(subject, held): &(Subject, Held)| format!("{} = {}", subjects.name(subject), shown(held));
        self.0.iter().map(value).collect::<Vec<_>>().join(", ")
    }
}

fn shown(held: &Held) -> String {
    match held {
        Held::Text(text) if !held.is_blank() => quoted(text),
        Held::List(texts) if !held.is_blank() => {
            texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(" and ")
        }
        _ => "(blank)".to_owned(),
    }
}

/// A text, in quotes where its ends would not be seen.
fn quoted(text: &str) -> String {
    let plain = text.trim() == text && !text.contains([',', '=', '"', '(']);
    if plain { text.to_owned() } else { format!("{text:?}") }
}

/// Whether blocks select a device. What the example does not give is unset.
pub fn matches(blocks: &[Block], device: &Example, subjects: &Subjects, case: Case) -> bool {
    let meets_all = |block: &Block| {
        block.criteria.iter().all(|criterion| match device.get(&criterion.subject) {
            Some(held) => meets(&criterion.test, held, case),
            None => meets(&criterion.test, &subjects.unset(&criterion.subject), case),
        })
    };
    blocks.iter().any(meets_all)
}

/// What is left of blocks where a subject holds this: which devices they select, by all else.
pub fn given(blocks: &[Block], subject: &Subject, held: &Held, case: Case) -> Vec<Block> {
    let rest = |block: &Block| {
        let (known, open): (Vec<_>, Vec<_>) =
            block.criteria.iter().cloned().partition(|criterion| criterion.subject == *subject);
        let passes = known.iter().all(|criterion| meets(&criterion.test, held, case));
        passes.then(|| Block { note: block.note.clone(), criteria: open })
    };
    blocks.iter().filter_map(rest).collect()
}

/// Whether what a device holds passes a test.
pub fn meets(test: &Test, held: &Held, case: Case) -> bool {
    match test {
        Test::IsBlank(blank) => held.is_blank() == *blank,
        Test::Equal(value) => {
            let value = value.to_string();
            held.texts().any(|text| case.fold(text) == case.fold(&value))
        }
        Test::ContainsAnyOf(parts) => held.texts().any(|text| contains_any(text, parts, case)),
        Test::NotEqual(_) | Test::DoesNotContainAnyOf(_) => !meets(&opposite(test), held, case),
    }
}

fn contains_any(text: &str, parts: &[String], case: Case) -> bool {
    let text = case.fold(text);
    parts.iter().any(|part| text.contains(&*case.fold(part)))
}

/// The test that passes just what this one does not.
pub fn opposite(test: &Test) -> Test {
    match test.clone() {
        Test::Equal(value) => Test::NotEqual(value),
        Test::NotEqual(value) => Test::Equal(value),
        Test::ContainsAnyOf(parts) => Test::DoesNotContainAnyOf(parts),
        Test::DoesNotContainAnyOf(parts) => Test::ContainsAnyOf(parts),
        Test::IsBlank(blank) => Test::IsBlank(!blank),
    }
}
