//! `overlapping-groups`: groups that are declared disjoint and share a device, by what their fields can hold.

use std::collections::BTreeSet;

use super::cannot_tell::{self, InBothCases, device};
use super::selection::if_case;
use crate::check::Context;
use crate::check::record::letter_case;
use crate::diag::{Code, Problem, Severity};
use crate::diff::words;
use crate::document::{At, Problems};
use crate::logic::values::{By, Shape, Way};
use crate::logic::criteria::{Case, Example, Range, Sets, Subjects};
use crate::solution::{Criterion, Field, FieldType, Group, Solution, Subject};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "overlapping-groups",
    severity: Severity::Error,
    what: "Groups that are declared disjoint and share a device, by what their fields can hold.",
    why: "Whoever relies on it counts such a device twice, or does two things to it that exclude each other. A field that only tasks write holds what they report; one that people may edit holds anything.",
    example: "[group.create]\ndisjoint = [\"delete\"]      # and a device with both flags is in both",
};

/// The texts of other letter case in one outcome beyond which nothing is made of what else its field can hold.
const MOST_LOOSE: usize = 6;

/// Looks at every pair that is declared disjoint.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let groups = &context.solution.groups;
    if groups.iter().all(|group| group.disjoint.is_empty()) {
        return;
    }
    let subjects = subjects_by_tasks(context, |field| !field.editable);
    for (place, one) in groups.iter().enumerate() {
        for (index, key) in one.disjoint.iter().enumerate() {
            let Some(other) = groups.iter().position(|group| group.part.key == *key) else { continue };
            if other == place {
                with_itself(key, index, problems);
                continue;
            }
            // Where both say it, the first says it for both.
            let is_said = other < place && groups[other].disjoint.iter().any(|key| *key == one.part.key);
            let mut both = [one, &groups[other]].into_iter();
            if !is_said && both.all(|group| context.selection_is_sound(group)) {
                problems.extend(problem(context, &subjects, (one, index), &groups[other]));
            }
        }
    }
}

fn with_itself(key: &str, index: usize, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("group");
    let at = table.key(key);
    let message = "a group shares every device with itself";
    problems.at_value(&CODE, &at.key("disjoint").index(index), message, "name the other group");
}

fn problem(
    context: &Context<'_>,
    subjects: &Subjects,
    (one, index): (&Group, usize),
    other: &Group,
) -> Option<Problem> {
    let table = At::ROOT.key("group");
    let place = context.document.value(&table.key(&one.part.key).key("disjoint").index(index));
    let keys = format!("`{}` and `{}`", one.part.key, other.part.key);
    let message = format!("{keys} must not share a device, but do");
    let (code, message, device) = match shared_device(subjects, one, other) {
        InBothCases::Nothing => return None,
        InBothCases::CannotTell => {
            let help = "it is told where their criteria are fewer or simpler";
            return Some(cannot_tell::problem(place, &format!("whether {keys} share a device"), help));
        }
        InBothCases::Both(device) => (&CODE, message, device),
        InBothCases::OnlyIn(case, device) => {
            (&letter_case::CODE, format!("{message} {}", if_case(case)), device)
        }
    };
    let device = words::one_line(&device.in_words(subjects));
    let problem = Problem::new(code, message)
        .at(place)
        .also(context.document.key(&table.key(&other.part.key)), "the other group")
        .help(format!("a device in both: {device}"));
    Some(problem.maybe_help(edited(context, one, other)))
}

/// What to do where they overlap only since people may write what tasks never would.
fn edited(context: &Context<'_>, one: &Group, other: &Group) -> Option<String> {
    let solution = context.solution;
    let is_written = |field: &Field| solution.writing(&field.part.key).next().is_some();
    let apart = |field: &Field| {
        let subjects = subjects_by_tasks(context, |it| !it.editable || it.part.key == field.part.key);
        shared_device(&subjects, one, other) == InBothCases::Nothing
    };
    let editable = solution.fields.iter().filter(|field| field.editable && is_written(field));
    let field = editable.into_iter().find(|field| apart(field))?;
    let name = words::field(context.console(), &field.part.key);
    Some(format!(
        "people may edit {name}: with `editable = false` it holds only what the tasks report, and the two share nothing"
    ))
}

/// A device that is in both groups.
fn shared_device(subjects: &Subjects, one: &Group, other: &Group) -> InBothCases<Example> {
    InBothCases::of(|case: Case| {
        let (sets, these, those) = Sets::of_both(subjects, case, &one.blocks, &other.blocks);
        device(sets.find_in_both(these, those))
    })
}

/// The subjects of a solution, where a text box that only its tasks write holds only what they write. `is_theirs` says
/// of a field that nobody else does.
fn subjects_by_tasks(context: &Context<'_>, is_theirs: impl Fn(&Field) -> bool) -> Subjects {
    let mut subjects = context.subjects().clone();
    let text_boxes = context.solution.fields.iter().filter(|it| it.field_type == FieldType::TextBox);
    for field in text_boxes.filter(|field| is_theirs(field)) {
        if let Some(options) = written(context.solution, field, context.ways(field)) {
            let default = field.default.as_ref().map(ToString::to_string);
            subjects = subjects.with_range(&field.part.key, Range::OneOf { options, default });
        }
    }
    subjects
}

/// One of each kind of text that tasks can leave in a field; none where a token can bring in anything.
fn written(solution: &Solution, field: &Field, ways: &[Way<'_>]) -> Option<Vec<String>> {
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
    let fold = |text: &str| Case::Insensitive.fold(text).into_owned();
    let own = fold(text);
    let tested: BTreeSet<String> =
        tests_of(solution, field).flat_map(|criterion| criterion.test.values()).collect();
    let (loose, broken): (Vec<&String>, Vec<&String>) = tested.iter().partition(|it| own.contains(&fold(it)));
    let loose: Vec<&String> = loose.into_iter().filter(|it| !text.contains(it.as_str())).collect();
    if loose.len() > MOST_LOOSE {
        return None;
    }
    let brings_nothing = |joint: &&str| {
        let line = format!("{own}{joint}");
        !broken.iter().any(|it| line.contains(&fold(it)))
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
