//! Whether two groups share a device, by what fields can hold through this solution.

use std::collections::BTreeSet;

use crate::logic::criteria::{Case, Example, Found, Range, Sets, Subjects};
use crate::logic::values::{self, By, Shape};
use crate::solution::{Criterion, Field, FieldType, Group, Solution, Subject};

/// The texts of other letter case in one outcome beyond which nothing is made of what else its field can hold.
const MOST_LOOSE: usize = 6;

/// Whether two groups share a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// They do not.
    None,
    /// They do: this one.
    Device(Example),
    /// They do in this reading of letter case.
    OnlyIn(Case, Example),
    /// It takes too long to tell.
    CannotTell,
}

/// Whether two groups share a device.
pub fn overlap(subjects: &Subjects, one: &Group, other: &Group) -> Overlap {
    let found = Case::BOTH.map(|case| {
        let (sets, these, those) = Sets::of_both(subjects, case, &one.blocks, &other.blocks);
        sets.find_in_both(these, those)
    });
    match found {
        [Found::CannotTell, _] | [_, Found::CannotTell] => Overlap::CannotTell,
        [Found::Nobody, Found::Nobody] => Overlap::None,
        [Found::Device(device), Found::Device(_)] => Overlap::Device(device),
        [Found::Device(device), Found::Nobody] => Overlap::OnlyIn(Case::Sensitive, device),
        [Found::Nobody, Found::Device(device)] => Overlap::OnlyIn(Case::Insensitive, device),
    }
}

/// The subjects of a solution, where a text box that only its tasks write holds only what they write. `is_theirs` says
/// of a field that nobody else does.
pub fn subjects_by_tasks(solution: &Solution, is_theirs: impl Fn(&Field) -> bool) -> Subjects {
    let text_boxes = solution.fields.iter().filter(|field| field.field_type == FieldType::TextBox);
    text_boxes.filter(|field| is_theirs(field)).fold(Subjects::of(&[solution]), |subjects, field| {
        match written(solution, field) {
            Some(options) => {
                let default = field.default.as_ref().map(ToString::to_string);
                subjects.with_range(&field.part.key, Range::OneOf { options, default })
            }
            None => subjects,
        }
    })
}

/// One of each kind of text that tasks can leave in a field; none where a token can bring in anything.
fn written(solution: &Solution, field: &Field) -> Option<Vec<String>> {
    let ways = values::ways(solution, field);
    let kinds = ways.iter().filter(|way| !matches!(way.by, By::Hand)).map(|way| match &way.shape {
        Shape::Text(text) => Some(vec![text.clone()]),
        Shape::Line { text, around: Some(("", "")) } => lines(solution, field, text),
        Shape::Line { .. } | Shape::Anything => None,
    });
    let mut texts = kinds.collect::<Option<Vec<_>>>()?.concat();
    texts.retain(|text| !text.is_empty());
    texts.sort();
    texts.dedup();
    Some(texts)
}

/// The kinds of lines that a script prints for an outcome: its text alone, and with a detail. The prelude breaks up
/// what is tested on the field where it ends in a detail, unless it is in the outcome's own text, in any letter case.
fn lines(solution: &Solution, field: &Field, text: &str) -> Option<Vec<String>> {
    let own = text.to_lowercase();
    let tested: BTreeSet<String> =
        tests_of(solution, field).flat_map(|criterion| criterion.test.values()).collect();
    let (loose, broken): (Vec<&String>, Vec<&String>) =
        tested.iter().partition(|it| own.contains(&it.to_lowercase()));
    let loose: Vec<&String> = loose.into_iter().filter(|it| !text.contains(it.as_str())).collect();
    if loose.len() > MOST_LOOSE {
        return None;
    }
    let brings_nothing = |joint: &&str| {
        let line = format!("{own}{joint}");
        !broken.iter().any(|it| line.contains(&it.to_lowercase()))
    };
    let joint = [": …", " …"].into_iter().find(brings_nothing).unwrap_or("…");
    let details = (0..1_usize << loose.len()).map(|chosen| {
        let chosen = loose.iter().enumerate().filter(|(index, _)| chosen >> index & 1 == 1);
        chosen.map(|(_, text)| format!("{text}…")).collect::<String>()
    });
    Some(
        [text.to_owned()].into_iter().chain(details.map(|detail| format!("{text}{joint}{detail}"))).collect(),
    )
}

fn tests_of<'s>(solution: &'s Solution, field: &'s Field) -> impl Iterator<Item = &'s Criterion> {
    let criteria = solution.groups.iter().flat_map(Group::criteria);
    criteria.filter(|criterion| matches!(&criterion.subject, Subject::Field(key) if *key == field.part.key))
}
