//! Options that a criterion catches by accident: it lists `Windows`, contains matches by substring, and the dropdown
//! has an option `Windows Server` too. Only where that changes which devices the group selects.

use std::collections::BTreeSet;

use super::Caught;
use crate::logic::criteria::{Case, Contents, Found, Sets, Subjects, meets};
use crate::solution::{Block, Criterion, Field, FieldType, Group, Solution, Subject, Test, Value};

/// The accidents of a group that are looked at: nobody reads more.
const MOST: usize = 200;

/// A criterion and an option that it may catch by accident.
struct Accident<'s> {
    place: super::Place,
    value: usize,
    field: &'s Field,
    option: &'s str,
    excludes: bool,
}

/// The options caught by accident, with a device for each value that catches some.
pub(super) fn options(solution: &Solution, subjects: &Subjects, group: &Group) -> Vec<Caught> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<Caught> = Vec::new();
    for caught in Case::BOTH.into_iter().flat_map(|case| options_in(solution, subjects, group, case)) {
        if !caught.options.iter().all(|option| seen.insert((caught.place, option.clone()))) {
            continue;
        }
        let value = |caught: &Caught| (caught.place, caught.value, caught.ignoring_case);
        match found.iter_mut().find(|other| value(other) == value(&caught)) {
            Some(other) => other.options.extend(caught.options),
            None => found.push(caught),
        }
    }
    found
}

fn options_in(solution: &Solution, subjects: &Subjects, group: &Group, case: Case) -> Vec<Caught> {
    let accidents: Vec<Accident<'_>> = accidents(solution, group, case).take(MOST).collect();
    if accidents.is_empty() {
        return Vec::new();
    }
    let with_option: Vec<Block> = accidents.iter().map(|accident| accident.block(group)).collect();
    let (sets, written, with_option) = Sets::of_both(subjects, case, &group.blocks, &with_option);
    let caught = accidents.iter().zip(with_option).filter_map(|(accident, with_option)| {
        let meant = written.clone().filter(|&other| accident.is_meant(&group.blocks[other], other, case));
        match sets.find([with_option], meant) {
            Found::Device(device) => Some(accident.caught(device, case)),
            Found::Nobody | Found::CannotTell => None,
        }
    });
    caught.collect()
}

/// Every criterion and option of which the criterion lists a part, and neither the option nor another name of it.
fn accidents<'s>(solution: &'s Solution, group: &'s Group, case: Case) -> impl Iterator<Item = Accident<'s>> {
    let blocks = group.blocks.iter().enumerate();
    let criteria = blocks.flat_map(|(block, it)| {
        it.criteria.iter().enumerate().map(move |(index, criterion)| ((block, index), criterion))
    });
    criteria.flat_map(move |(place, criterion)| {
        let field = dropdown(solution, criterion);
        let options =
            field.into_iter().flat_map(|field| options_of(field).map(move |option| (field, option)));
        options.filter_map(move |(field, option)| {
            let value = accidental(field, criterion, option, case)?;
            let excludes = matches!(criterion.test, Test::DoesNotContainAnyOf(_));
            Some(Accident { place, value, field, option, excludes })
        })
    })
}

/// The dropdown whose options a criterion lists.
fn dropdown<'s>(solution: &'s Solution, criterion: &Criterion) -> Option<&'s Field> {
    let Subject::Field(key) = &criterion.subject else { return None };
    let listed = criterion.outcomes.is_empty();
    solution.field(key).filter(|field| listed && field.field_type == FieldType::Dropdown)
}

fn options_of(field: &Field) -> impl Iterator<Item = &str> {
    field.options.iter().chain(field.options_formerly.keys()).map(String::as_str)
}

/// Whether a list with these values catches an option that it does not list.
pub(crate) fn catches_another(field: &Field, values: &[String]) -> bool {
    let test = Test::ContainsAnyOf(values.to_vec());
    let listing = Criterion { subject: Subject::field(&*field.part.key), test, outcomes: Vec::new() };
    let caught = |option| Case::BOTH.iter().any(|&case| accidental(field, &listing, option, case).is_some());
    options_of(field).any(caught)
}

/// The value, by index, by which a criterion catches an option that it does not list.
fn accidental(field: &Field, criterion: &Criterion, option: &str, case: Case) -> Option<usize> {
    let (Test::ContainsAnyOf(values) | Test::DoesNotContainAnyOf(values)) = &criterion.test else {
        return None;
    };
    if values.iter().any(|value| same_option(field, value, option)) {
        return None;
    }
    let held = Contents::Text(option.to_owned());
    values.iter().position(|value| meets(&Test::ContainsAnyOf(vec![value.clone()]), &held, case))
}

/// Whether two texts are one option, or its former name and its name.
fn same_option(field: &Field, one: &str, other: &str) -> bool {
    let name = |text| field.options_formerly.get(text).map_or(text, String::as_str);
    name(one) == name(other)
}

impl Accident<'_> {
    /// The devices that hold the option and are in the block, or would be but for the criterion.
    fn block(&self, group: &Group) -> Block {
        let (block, criterion) = self.place;
        let mut block = group.blocks[block].clone();
        let holds = Criterion {
            subject: Subject::field(&*self.field.part.key),
            test: Test::Equal(Value::Text(self.option.to_owned())),
            outcomes: Vec::new(),
        };
        match self.excludes {
            true => block.criteria[criterion] = holds,
            false => block.criteria.push(holds),
        }
        block
    }

    /// Whether a block selects devices with the option for another reason than this kind of accident.
    fn is_meant(&self, block: &Block, index: usize, case: Case) -> bool {
        let accident = |criterion: &Criterion| {
            criterion.subject == Subject::field(&*self.field.part.key)
                && matches!(criterion.test, Test::ContainsAnyOf(_))
                && accidental(self.field, criterion, self.option, case).is_some()
        };
        index != self.place.0 && (self.excludes || !block.criteria.iter().any(accident))
    }

    fn caught(&self, device: crate::logic::criteria::Example, case: Case) -> Caught {
        let Accident { place, value, option, excludes, .. } = *self;
        let ignoring_case = case == Case::Insensitive;
        Caught { place, value, options: vec![option.to_owned()], device, excludes, ignoring_case }
    }
}
