//! Which devices blocks select: evaluated on one device. The rest of the module compares what is defined here.

use super::contents::{Contents, meets};
use super::subjects::Subjects;
use crate::solution::{Block, Case, Subject};

/// An example device, as far as it is given: what it holds elsewhere is for whoever uses it to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example(Vec<(Subject, Contents)>);

impl Example {
    /// The device of which this is given.
    pub fn new(values: impl IntoIterator<Item = (Subject, Contents)>) -> Self {
        Example(values.into_iter().collect())
    }

    /// What it holds there, if that is given.
    pub fn get(&self, subject: &Subject) -> Option<&Contents> {
        self.0.iter().find(|(given, _)| given == subject).map(|(_, held)| held)
    }

    /// All that is given.
    pub fn values(&self) -> impl Iterator<Item = (&Subject, &Contents)> {
        self.0.iter().map(|(subject, held)| (subject, held))
    }

    /// As a person would write it: `OS Type = Windows, Disable BitLocker Key Backup (SITE) = False`.
    pub fn in_words(&self, subjects: &Subjects) -> String {
        if self.0.is_empty() {
            return "any device".to_owned();
        }
        let value =
            |(subject, held): &(Subject, Contents)| format!("{} = {}", subjects.name(subject), shown(held));
        self.0.iter().map(value).collect::<Vec<_>>().join(", ")
    }
}

fn shown(held: &Contents) -> String {
    match held {
        Contents::Text(text) if !held.is_blank() => quoted(text),
        Contents::List(texts) if !held.is_blank() => {
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
pub fn given(blocks: &[Block], subject: &Subject, held: &Contents, case: Case) -> Vec<Block> {
    let rest = |block: &Block| {
        let (known, open): (Vec<_>, Vec<_>) =
            block.criteria.iter().cloned().partition(|criterion| criterion.subject == *subject);
        let passes = known.iter().all(|criterion| meets(&criterion.test, held, case));
        passes.then(|| Block { note: block.note.clone(), criteria: open })
    };
    blocks.iter().filter_map(rest).collect()
}
