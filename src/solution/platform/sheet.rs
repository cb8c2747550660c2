//! What a person types into the console for a part: the settings of its sheet, in the console's order. Pages,
//! checklist, JSON and diff are readings of it.

use std::borrow::Cow;

use uuid::Uuid;

use crate::solution::text::Text;
use crate::solution::{PartRef, Rule, Value};
use crate::words::{count, member, quoted};

/// The settings of a part, or of something in it: a block, a row, a schedule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet<'a> {
    /// In the console's order.
    pub settings: Vec<Setting<'a>>,
}

/// A setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting<'a> {
    /// Its key in JSON; empty where the JSON has none.
    pub key: &'static str,
    /// The console's word for it; empty where the console has none, and programs alone want it.
    pub name: &'static str,
    /// What is typed or chosen.
    pub content: Content<'a>,
}

/// What is typed or chosen. Two are equal where a person types the same, but for the names that parts go by.
#[derive(Clone, Debug, PartialEq)]
pub enum Content<'a> {
    /// Nothing.
    Unset,
    /// A text that is typed.
    Typed(Cow<'a, str>),
    /// A text that refers to parts, with their names in it.
    Text(Named<'a, &'a Text>),
    /// One of the console's words.
    Choice(&'static str),
    /// A choice of Yes and No.
    YesNo(bool),
    /// A choice of True and False.
    TrueFalse(bool),
    /// A number.
    Number(i64),
    /// A default.
    Value(&'a Value),
    /// Texts or the console's words, in order.
    Texts(Vec<Cow<'a, str>>),
    /// The dates of a month.
    Dates(&'a [u8]),
    /// Both ends of a range of whole numbers.
    Range(i64, i64),
    /// What a value must be.
    Rule(&'a Rule),
    /// A custom field.
    Field(Reference<'a>),
    /// Groups.
    Groups(Vec<Reference<'a>>),
    /// Values of parameters, by their keys.
    Given(Vec<(Named<'a, &'a str>, &'a Value)>),
    /// The script of this place among the task's scripts.
    Script(usize),
    /// Sheets in order; the setting's name is what the console calls one of them.
    Sheets(Vec<Sheet<'a>>),
    /// What only programs read.
    Data(serde_json::Value),
}

/// Something that the console shows by a name. Two are equal whatever they are called.
#[derive(Clone, Debug)]
pub struct Named<'a, T> {
    /// What it is.
    pub of: T,
    /// What it is called.
    pub name: Cow<'a, str>,
}

impl<T: PartialEq> PartialEq for Named<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of
    }
}

/// Another part, as a setting names it. Two are equal whatever they are called.
#[derive(Clone, Debug)]
pub struct Reference<'a> {
    /// The part.
    pub part: PartRef,
    /// Its id; none where the solution does not have it.
    pub id: Option<Uuid>,
    /// The console's name.
    pub name: &'a str,
    /// A field's level.
    pub level: Option<&'static str>,
}

impl PartialEq for Reference<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.part == other.part
    }
}

impl std::fmt::Display for Reference<'_> {
    /// As the console shows it: a field with its level.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.level {
            Some(level) => write!(f, "{} ({level})", self.name),
            None => f.write_str(self.name),
        }
    }
}

impl<'a> Sheet<'a> {
    /// What the setting of this key holds; unset where there is none.
    pub fn get(&self, key: &str) -> &Content<'a> {
        self.settings.iter().find(|it| it.key == key).map_or(&Content::Unset, |it| &it.content)
    }

    /// The sheets under this key.
    pub fn list(&self, key: &str) -> &[Sheet<'a>] {
        match self.get(key) {
            Content::Sheets(sheets) => sheets,
            _ => &[],
        }
    }
}

impl Content<'_> {
    /// Whether anything is set.
    pub fn is_set(&self) -> bool {
        match self {
            Content::Unset => false,
            Content::Texts(texts) => !texts.is_empty(),
            Content::Dates(dates) => !dates.is_empty(),
            Content::Groups(groups) => !groups.is_empty(),
            Content::Given(values) => !values.is_empty(),
            _ => true,
        }
    }

    /// As the console shows it, in one text.
    pub fn shown(&self) -> String {
        let joined = |texts: &mut dyn Iterator<Item = String>| texts.collect::<Vec<_>>().join(", ");
        match self {
            Content::Unset | Content::Script(_) | Content::Sheets(_) | Content::Data(_) => String::new(),
            Content::Typed(text) | Content::Text(Named { name: text, .. }) => text.to_string(),
            Content::Choice(word) => (*word).to_owned(),
            Content::YesNo(flag) => yes_or_no(*flag).to_owned(),
            Content::TrueFalse(flag) => Value::Flag(*flag).to_string(),
            Content::Number(number) => number.to_string(),
            Content::Value(value) => as_set(value),
            Content::Texts(texts) => joined(&mut texts.iter().map(|text| member(text))),
            Content::Dates(dates) => joined(&mut dates.iter().map(u8::to_string)),
            Content::Range(least, most) => format!("{least} to {most}"),
            Content::Rule(rule) => must_be(rule),
            Content::Field(field) => field.to_string(),
            Content::Groups(groups) => joined(&mut groups.iter().map(|group| member(group.name))),
            Content::Given(values) => {
                let given =
                    values.iter().map(|(it, value)| format!("{} = {}", it.name, member(&as_set(value))));
                given.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

/// A flag as it is set, which is not as criteria compare it.
pub fn yes_or_no(flag: bool) -> &'static str {
    if flag { "Yes" } else { "No" }
}

/// A value as it is set.
pub fn as_set(value: &Value) -> String {
    match value {
        Value::Flag(flag) => yes_or_no(*flag).to_owned(),
        other => other.to_string(),
    }
}

/// What a value must be, in words.
fn must_be(rule: &Rule) -> String {
    match rule {
        Rule::Pattern(pattern) => format!("the pattern {}", quoted(pattern)),
        Rule::Range(least, most) => format!("whole numbers from {least} to {most}"),
        Rule::MaxLength(most) => format!("at most {}", count(*most as usize, "character")),
    }
}
