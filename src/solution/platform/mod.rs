//! What a platform is to the stages: its words, its limits, and the form in which its console takes each part. A
//! platform fills this in (`platform/`), and each stage that needs it is handed it.

mod console;
pub mod script;
mod sheet;
mod single;

use std::borrow::Cow;

pub use sheet::{Content, Named, Reference, Setting, Sheet, as_set, yes_or_no};
pub(in crate::solution) use single::OUTPUT;
pub use single::{SYSTEM_TOKENS, TEXT_BOX_LENGTH};

use crate::solution::{
    Criterion, Device, Field, FieldType, Group, Kind, Level, Os, ParameterType, Rule, Solution, Subject,
    Task, Test, Value, Weekday,
};

/// A platform on which solutions run.
pub struct Platform {
    /// What it is called.
    pub name: &'static str,
    /// How its console spells the ideas of the model.
    pub vocabulary: &'static dyn Vocabulary,
    /// What it can hold.
    pub limits: Limits,
    /// The tokens that it replaces in texts.
    pub tokens: Tokens,
    /// What a person types for each part.
    pub sheets: Sheets,
    /// A script as its rows take it, by the template of these.
    pub script: fn(&minijinja::Environment<'_>, script::Context<'_>) -> Result<String, script::Error>,
    /// The files that are for the platform: JSON, with the tasks' scripts in this folder.
    pub artifacts: fn(&Solution, &str) -> Vec<Artifact>,
    /// The JSON Schemas of these files, by file name.
    pub schemas: &'static [(&'static str, &'static str)],
    /// The built-in templates, each by the name under which an author's own replaces it.
    pub templates: &'static [(&'static str, &'static str)],
}

/// A solution in the words of a platform.
#[derive(Clone, Copy)]
pub struct Console<'a> {
    /// The solution.
    pub solution: &'a Solution,
    /// The platform.
    pub platform: &'a Platform,
}

/// How a console spells the ideas of the model.
pub trait Vocabulary: Sync {
    /// A level, as it stands beside a field's name.
    fn level(&self, level: Level) -> &'static str;
    /// A custom field's type.
    fn field_type(&self, field_type: FieldType) -> &'static str;
    /// A parameter's type.
    fn parameter_type(&self, parameter_type: ParameterType) -> &'static str;
    /// A built-in property of devices.
    fn device(&self, device: Device) -> &'static str;
    /// A criterion's operator.
    fn operator(&self, test: &Test) -> &'static str;
    /// A system, as a row is set to run on it.
    fn system(&self, os: Os) -> &'static str;
    /// A system, as its devices report it in the property for it.
    fn reported_system(&self, os: Os) -> &'static str;
    /// A kind of row of the script editor.
    fn row(&self, action: &crate::solution::Action) -> &'static str;
    /// A day of the week.
    fn weekday(&self, day: Weekday) -> &'static str;
    /// The account that a script runs as.
    fn account<'a>(&self, run_as: &'a str) -> Cow<'a, str>;
    /// Where a kind of part is set up: the entries of the menus, from the top.
    fn place(&self, kind: Kind) -> &'static [&'static str];
}

/// What a platform can hold.
pub struct Limits {
    /// The most characters of a text box.
    pub text_box: usize,
}

impl Limits {
    /// The most characters of a field's value: its own limit, else the platform's.
    pub fn of(&self, field: &Field) -> usize {
        match field.rule {
            Some(Rule::MaxLength(most)) => self.text_box.min(most as usize),
            _ => self.text_box,
        }
    }
}

/// The tokens that a platform replaces in texts.
pub struct Tokens {
    /// What the last script printed, in any letter case.
    pub output: &'static str,
    /// The names that the platform itself sets, between `%` signs, as far as they are known. `%TEMP%` is none.
    pub system: [&'static str; 4],
    /// What stands on both sides of a parameter's or a variable's name.
    pub around_name: char,
}

impl Tokens {
    /// The token of a parameter or a variable.
    pub fn of_name(&self, name: &str) -> String {
        format!("{0}{name}{0}", self.around_name)
    }
}

/// What a person types for each part.
pub struct Sheets {
    /// For a custom field.
    pub field: for<'a> fn(Console<'a>, &'a Field) -> Sheet<'a>,
    /// For a group, with its blocks and criteria.
    pub group: for<'a> fn(Console<'a>, &'a Group) -> Sheet<'a>,
    /// For a task, with its parameters, rows and schedules.
    pub task: for<'a> fn(Console<'a>, &'a Task) -> Sheet<'a>,
}

impl Platform {
    /// What the console calls by this name: one of the built-in properties, or another one.
    pub fn subject(&self, name: String) -> Subject {
        let known = Device::ALL.into_iter().find(|device| self.vocabulary.device(*device) == name);
        known.map_or(Subject::Property(name), Subject::Device)
    }

    /// The criterion that selects the devices with a system, as they report it.
    pub fn on_system(&self, os: Os) -> Criterion {
        let test = Test::Equal(Value::Text(self.vocabulary.reported_system(os).to_owned()));
        Criterion { subject: Subject::Device(Device::OsType), test, outcomes: Vec::new() }
    }
}

/// One rendered file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes: relative to the output folder, with `/`. It begins with `../` where the manifest's
    /// `[output]` sends pages or scripts elsewhere in the repository.
    pub path: String,
    /// Its bytes: text with LF.
    pub bytes: Cow<'static, [u8]>,
}
