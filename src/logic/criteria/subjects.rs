//! What each subject of a criterion can hold, by the solutions at hand.

use std::collections::BTreeMap;

use super::contents::Contents;
use crate::solution::platform::{Console, Vocabulary};
use crate::solution::{Block, Criterion, Device, Field, FieldType, Os, Rule, Subject, Value};

/// What a subject can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range {
    /// True or false; unset counts as the default.
    Flag {
        /// What an unset flag counts as.
        default: bool,
    },
    /// One of these texts, or nothing.
    OneOf {
        /// The options, former ones last.
        options: Vec<String>,
        /// What an unset field counts as.
        default: Option<String>,
    },
    /// Any one text, or nothing.
    Text {
        /// What examples show, where they are free to choose.
        usual: Usual,
        /// What an unset field counts as.
        default: Option<String>,
    },
    /// Any set of texts.
    List,
    /// Two solutions do not agree on its type: what it holds cannot be told.
    Unknown,
}

/// The values that examples show where criteria leave the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// Nothing, or else any words.
    Anything,
    /// These first.
    Words(&'static [&'static str]),
    /// Whole numbers.
    Number,
    /// Whole numbers from the one to the other.
    Between(i64, i64),
    /// Days.
    Date,
}

/// What each subject can hold, and what it is called.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    fields: BTreeMap<String, (Range, String)>,
    /// The platform's words; none where criteria are looked at without one.
    words: Option<&'static dyn Vocabulary>,
}

impl Subjects {
    /// The subjects of these solutions: a field that several have holds what it can in any of them, and is called
    /// as in the last.
    pub fn of(consoles: &[Console<'_>]) -> Self {
        let words = consoles.first().map(|console| console.platform.vocabulary);
        let fields = consoles.iter().flat_map(|console| &console.solution.fields);
        words.map_or_else(Subjects::default, |words| Subjects::of_fields(words, fields))
    }

    /// The subjects of these fields.
    pub fn of_fields<'f>(words: &'static dyn Vocabulary, all: impl IntoIterator<Item = &'f Field>) -> Self {
        let mut fields: BTreeMap<String, (Range, String)> = BTreeMap::new();
        for field in all {
            let name = format!("{} ({})", field.part.name, words.level(field.level));
            let range = match fields.remove(&field.part.key) {
                Some((before, _)) => either(before, range_of(field)),
                None => range_of(field),
            };
            fields.insert(field.part.key.clone(), (range, name));
        }
        Subjects { fields, words: Some(words) }
    }

    /// The same with this field; for tests of criteria without a solution.
    #[must_use]
    pub fn with(mut self, key: &str, range: Range) -> Self {
        self.fields.insert(key.to_owned(), (range, key.to_owned()));
        self
    }

    /// The same where a field holds something else; it keeps its name.
    #[must_use]
    pub fn with_range(mut self, key: &str, range: Range) -> Self {
        if let Some(field) = self.fields.get_mut(key) {
            field.0 = range;
        }
        self
    }

    /// The subjects of these blocks, where a dropdown may hold any text: options come and go, and a device keeps what
    /// was one.
    pub fn open(&self, blocks: &[Block]) -> Self {
        let tested = blocks.iter().flat_map(|block| &block.criteria).filter_map(Criterion::field);
        let open = |(range, name): &(Range, String)| match range {
            Range::OneOf { default, .. } => {
                (Range::Text { usual: Usual::Anything, default: default.clone() }, name.clone())
            }
            other => (other.clone(), name.clone()),
        };
        let fields = tested.filter_map(|key| Some((key.to_string(), open(self.fields.get(&**key)?))));
        Subjects { fields: fields.collect(), words: self.words }
    }

    /// What the subject can hold.
    pub fn range(&self, subject: &Subject) -> Range {
        match subject {
            Subject::Field(key) => {
                self.fields.get(&**key).map_or(text(Usual::Anything), |(range, _)| range.clone())
            }
            Subject::Device(device) => self.device_range(*device),
            Subject::Property(_) => text(Usual::Anything),
        }
    }

    /// The subject as the console shows it.
    pub fn name<'s>(&'s self, subject: &'s Subject) -> &'s str {
        match subject {
            Subject::Field(key) => self.fields.get(&**key).map_or(key, |(_, name)| name),
            Subject::Device(device) => self.words.map_or(device.word(), |words| words.device(*device)),
            Subject::Property(name) => name,
        }
    }

    /// The known words of a property are what examples show where any would do.
    fn device_range(&self, device: Device) -> Range {
        let is_list = matches!(
            device,
            Device::InstalledSoftwareName | Device::ServiceDisplayName | Device::MachineRoles
        );
        match self.words.map_or(&[][..], |words| words.known_values(device)) {
            _ if is_list => Range::List,
            _ if device == Device::Available => Range::Flag { default: true },
            [] => text(Usual::Anything),
            known => text(Usual::Words(known)),
        }
    }

    /// A block on the devices with a system. Where no platform says how they report it, that is any.
    #[must_use]
    pub fn on_system(&self, block: &Block, os: Os) -> Block {
        let mut block = block.clone();
        block.criteria.extend(self.words.map(|words| words.on_system(os)));
        block
    }

    /// What counts where a device holds nothing that anybody put there.
    pub fn unset(&self, subject: &Subject) -> Contents {
        match self.range(subject) {
            Range::Flag { default } => flag(default),
            Range::OneOf { default: Some(text), .. } | Range::Text { default: Some(text), .. } => {
                Contents::Text(text)
            }
            _ => Contents::Blank,
        }
    }
}

/// A flag's value, as criteria compare it.
pub(super) fn flag(value: bool) -> Contents {
    Contents::Text(Value::Flag(value).to_string())
}

fn text(usual: Usual) -> Range {
    Range::Text { usual, default: None }
}

fn range_of(field: &Field) -> Range {
    let default = field.default.as_ref().map(Value::to_string);
    let text = |usual| Range::Text { usual, default: default.clone() };
    match field.field_type {
        FieldType::Flag => Range::Flag { default: field.default == Some(Value::Flag(true)) },
        FieldType::Dropdown => {
            let former = field.options_formerly.keys().filter(|former| !field.options.contains(former));
            let options = field.options.iter().chain(former).cloned().collect();
            Range::OneOf { options, default }
        }
        FieldType::TextBox => match field.rule {
            Some(Rule::Range(low, high)) => text(Usual::Between(low, high)),
            _ => text(Usual::Anything),
        },
        FieldType::Number => text(Usual::Number),
        FieldType::Date => text(Usual::Date),
    }
}

/// What a field can hold that was one thing and is another.
fn either(old: Range, new: Range) -> Range {
    match (old, new) {
        (Range::Flag { .. }, Range::Flag { default }) => Range::Flag { default },
        (Range::OneOf { options: old, .. }, Range::OneOf { mut options, default }) => {
            let gone: Vec<String> = old.into_iter().filter(|option| !options.contains(option)).collect();
            options.extend(gone);
            Range::OneOf { options, default }
        }
        (Range::Text { usual: old, .. }, new @ Range::Text { usual, .. }) if old == usual => new,
        _ => Range::Unknown,
    }
}
