//! A solution as the console of a platform shows it.

use std::borrow::Cow;
use std::ops::Deref;

use super::{Console, Platform};
use crate::solution::text::{Run, Text};
use crate::solution::{Criterion, Field, Kind, PartRef, Solution, Subject, Test};
use crate::words::{member, one_line};

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
