//! `caught-option`: a list catches an option that it does not list, and that changes which devices a group selects.

use std::collections::BTreeSet;

use super::matches_everything::is_everybody;
use crate::check::Context;
use crate::check::groups::selection::{Index, Selection, selections};
use crate::diag::{Code, Problem, Severity};
use crate::diff::words;
use crate::document::Problems;
use crate::logic::criteria::{Case, Example, Found, Sets};
use crate::logic::options::{catching, options};
use crate::solution::{Block, Criterion, Field, FieldType, Solution, Subject, Test, Value};
use crate::source::Place;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "caught-option",
    severity: Severity::Warning,
    what: "A criterion lists an option whose text is in the text of another option, and so catches that one too.",
    why: "The platform's contains matches by substring, for dropdowns too: devices are selected that nobody named.",
    example: "options = [\"Windows\", \"Windows Server\"]\ncontains-any-of = [\"Windows\"]      # equal = \"Windows\", or list both",
};

/// The accidents of a group that are looked at: nobody reads more.
const MOST: usize = 200;

/// A criterion and an option that it may catch by accident.
#[derive(Clone, Copy)]
struct Accident<'s> {
    criterion: Index,
    /// The value in its list, by index.
    value: usize,
    field: &'s Field,
    option: &'s str,
    /// It is a does-not-contain: devices are left out.
    excludes: bool,
}

/// The options that a value of a criterion catches, with a device that is in the group by the first of them, or left
/// out by it.
struct Caught<'s> {
    by: Accident<'s>,
    options: Vec<&'s str>,
    device: Example,
    /// Where it is so only if letter case does not count.
    case: Case,
}

/// Looks at every list of options in a group.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for selection in selections(context).filter(|selection| !is_everybody(selection)) {
        problems.extend(caught(&selection).iter().map(|caught| problem(&selection, caught)));
    }
}

/// By value of a criterion.
fn caught<'s>(selection: &Selection<'_, 's>) -> Vec<Caught<'s>> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<Caught<'s>> = Vec::new();
    for (accident, device, case) in Case::BOTH.into_iter().flat_map(|case| caught_in(selection, case)) {
        if !seen.insert((accident.criterion, accident.option)) {
            continue;
        }
        let is_by = |other: &&mut Caught<'_>| {
            other.by.criterion == accident.criterion && other.by.value == accident.value && other.case == case
        };
        match found.iter_mut().find(is_by) {
            Some(other) => other.options.push(accident.option),
            None => found.push(Caught { by: accident, options: vec![accident.option], device, case }),
        }
    }
    found
}

/// The accidents that matter, each with a device.
fn caught_in<'s>(selection: &Selection<'_, 's>, case: Case) -> Vec<(Accident<'s>, Example, Case)> {
    let blocks = &selection.group.blocks;
    let accidents: Vec<Accident<'_>> = accidents(selection, case).take(MOST).collect();
    if accidents.is_empty() {
        return Vec::new();
    }
    let with_option: Vec<Block> = accidents.iter().map(|it| it.devices(&blocks[it.criterion.0])).collect();
    let (sets, written, with_option) = Sets::of_both(selection.context.subjects(), case, blocks, &with_option);
    let caught = accidents.into_iter().zip(with_option).filter_map(|(accident, with_option)| {
        let meant = written.clone().filter(|&other| accident.is_meant(&blocks[other], other, case));
        match sets.find([with_option], meant) {
            Found::Device(device) => Some((accident, device, case)),
            Found::Nobody | Found::CannotTell => None,
        }
    });
    caught.collect()
}

/// Every criterion and option of which the criterion lists a part, and neither the option nor another name of it.
fn accidents<'s>(selection: &Selection<'_, 's>, case: Case) -> impl Iterator<Item = Accident<'s>> {
    let solution = selection.context.solution;
    let blocks = selection.group.blocks.iter().enumerate();
    let criteria = blocks.flat_map(|(block, it)| {
        it.criteria.iter().enumerate().map(move |(index, criterion)| ((block, index), criterion))
    });
    let listed = criteria.filter_map(|(index, it)| Some((index, it, listed_options(solution, it)?)));
    listed.flat_map(move |(criterion, it, (field, values))| {
        let excludes = matches!(it.test, Test::DoesNotContainAnyOf(_));
        options(field).filter_map(move |option| {
            let value = catching(field, values, option, case)?;
            Some(Accident { criterion, value, field, option, excludes })
        })
    })
}

/// The dropdown whose options a criterion lists, and the list.
fn listed_options<'s>(solution: &'s Solution, criterion: &'s Criterion) -> Option<(&'s Field, &'s [String])> {
    let Subject::Field(key) = &criterion.subject else { return None };
    let (Test::ContainsAnyOf(values) | Test::DoesNotContainAnyOf(values)) = &criterion.test else {
        return None;
    };
    let is_dropdown = |field: &&Field| field.field_type == FieldType::Dropdown;
    let field = solution.field(key).filter(is_dropdown).filter(|_| criterion.outcomes.is_empty())?;
    Some((field, values))
}

impl Accident<'_> {
    /// The devices that hold the option and are in the block, or would be but for the criterion.
    fn devices(&self, block: &Block) -> Block {
        let mut block = block.clone();
        let holds = Criterion {
            subject: Subject::field(&*self.field.part.key),
            test: Test::Equal(Value::Text(self.option.to_owned())),
            outcomes: Vec::new(),
        };
        match self.excludes {
            true => block.criteria[self.criterion.1] = holds,
            false => block.criteria.push(holds),
        }
        block
    }

    /// Whether a block selects devices with the option for another reason than this kind of accident.
    fn is_meant(&self, block: &Block, index: usize, case: Case) -> bool {
        let is_accident = |criterion: &Criterion| match (&criterion.subject, &criterion.test) {
            (Subject::Field(key), Test::ContainsAnyOf(values)) if *key == self.field.part.key => {
                catching(self.field, values, self.option, case).is_some()
            }
            _ => false,
        };
        index != self.criterion.0 && (self.excludes || !block.criteria.iter().any(is_accident))
    }
}

fn problem(selection: &Selection<'_, '_>, caught: &Caught<'_>) -> Problem {
    let Caught { by: Accident { criterion, value, excludes, .. }, options, device, case } = caught;
    let values = selection.criterion(*criterion).test.values();
    let tested = &values[*value];
    let (operator, catches, by_it) = match excludes {
        true => ("does-not-contain-any-of", "leaves out", "left out"),
        false => ("contains-any-of", "catches", "in the group"),
    };
    let exact = match (values.len(), excludes) {
        (1, false) => format!("`equal = \"{tested}\"`"),
        (_, false) => "a block with `equal` for each".to_owned(),
        (1, true) => format!("`not-equal = \"{tested}\"`"),
        (_, true) => "`not-equal` for each".to_owned(),
    };
    let noun = if options.len() == 1 { "option" } else { "options" };
    let options = words::list(options.iter().map(|option| words::quoted(option)));
    let case =
        if *case == Case::Insensitive { ", if letter case does not count on the platform" } else { "" };
    let message =
        format!("`{tested}` also {catches} the {noun} {options}: contains matches by substring{case}");
    let device = words::one_line(&device.in_words(selection.context.subjects()));
    Problem::new(&CODE, message)
        .at(value_place(selection, *criterion, operator, tested))
        .help(format!("a device that is {by_it} by it: {device}"))
        .help(format!("{exact} where that is not meant; list {options} too where it is"))
}

/// Where a value is written that a criterion tests.
fn value_place(selection: &Selection<'_, '_>, criterion: Index, operator: &str, value: &str) -> Place {
    let Context { origins, document, .. } = selection.context;
    let found = selection.from(criterion).iter().find_map(|&site| {
        let table = origins.sites.get(site)?.table?;
        let lists = [&table.contains_any_of, &table.does_not_contain_any_of];
        let index = lists.into_iter().flatten().find_map(|it| it.iter().position(|it| it == value))?;
        Some(origins.at_site(site, |at| document.value(&at.key(operator).index(index))))
    });
    found.unwrap_or_else(|| selection.criterion_place(criterion))
}
