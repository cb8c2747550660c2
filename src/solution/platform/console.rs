//! A platform, and a solution as its console shows it.

use std::borrow::Cow;
use std::ops::Deref;

use super::limits::{Limits, Tokens};
use super::script;
use super::sheet::Sheet;
use super::vocabulary::Vocabulary;
use crate::solution::text::{Run, Text};
use crate::solution::{Criterion, Device, Field, Group, Kind, PartRef, Solution, Subject, Task, Test};
use crate::words::{member, one_line};

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
    pub artifacts: fn(Console<'_>, &str) -> Vec<Artifact>,
    /// The JSON Schemas of these files, by file name.
    pub schemas: &'static [(&'static str, &'static str)],
    /// The built-in templates, each by the name under which an author's own replaces it.
    pub templates: &'static [(&'static str, &'static str)],
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

/// One rendered file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes: relative to the output folder, with `/`. It begins with `../` where the manifest's
    /// `[output]` sends pages or scripts elsewhere in the repository.
    pub path: String,
    /// Its bytes: text with LF.
    pub bytes: Cow<'static, [u8]>,
}

impl Platform {
    /// What the console calls by this name: one of the built-in properties, or another one.
    pub fn subject(&self, name: String) -> Subject {
        let known = Device::ALL.into_iter().find(|device| self.vocabulary.device(*device) == name);
        known.map_or(Subject::Property(name), Subject::Device)
    }
}

/// A solution in the words of a platform.
#[derive(Clone, Copy)]
pub struct Console<'a> {
    /// The solution.
    pub solution: &'a Solution,
    /// The platform.
    pub platform: &'a Platform,
}

impl Deref for Console<'_> {
    type Target = Solution;

    fn deref(&self) -> &Solution {
        self.solution
    }
}

impl<'a> Console<'a> {
    /// A solution in the words of a platform.
    pub fn new(platform: &'a Platform, solution: &'a Solution) -> Self {
        Console { solution, platform }
    }

    /// A field's name with its level: `Exclude (SITE)`. Two fields of one level never share a name.
    pub fn field_name(&self, field: &Field) -> String {
        format!("{} ({})", field.part.name, self.platform.vocabulary.level(field.level))
    }

    /// What a criterion tests.
    pub fn subject<'s>(&self, subject: &'s Subject) -> Cow<'s, str> {
        match subject {
            Subject::Field(key) => match self.solution.field(key) {
                Some(field) => self.field_name(field).into(),
                None => key.as_str().into(),
            },
            Subject::Device(device) => self.platform.vocabulary.device(*device).into(),
            Subject::Property(name) => name.as_str().into(),
        }
    }

    /// A criterion: `Endpoint Type Not Equal Server`.
    pub fn criterion(&self, criterion: &Criterion) -> String {
        format!("{} {}", one_line(&self.subject(&criterion.subject)), self.test(&criterion.test))
    }

    /// A criterion's operator and values.
    pub fn test(&self, test: &Test) -> String {
        let values: Vec<String> = test.values().iter().map(|value| member(value)).collect();
        format!("{} {}", self.platform.vocabulary.operator(test), values.join(", "))
    }

    /// A part's name; a field's level stands beside it where two fields share the name.
    pub fn name(&self, reference: &PartRef) -> Cow<'a, str> {
        let solution = self.solution;
        let Some(part) = solution.part(reference) else { return Cow::Owned(reference.to_string()) };
        let field = solution.field(&reference.key).filter(|_| reference.kind == Kind::Field);
        let namesakes = solution.fields.iter().filter(|other| other.part.name == part.name);
        match field {
            Some(field) if namesakes.count() > 1 => self.field_name(field).into(),
            _ => part.name.as_str().into(),
        }
    }

    /// A text with the names of the parts it refers to.
    pub fn plain(&self, text: &Text) -> String {
        let mut plain = String::with_capacity(text.source().len());
        for run in text.runs() {
            match run {
                Run::Literal(text) => plain.push_str(text),
                Run::Part(part) => plain.push_str(&self.name(&part)),
            }
        }
        plain
    }
}
