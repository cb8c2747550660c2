//! What is wrong with the devices that groups select, where it stands and in words.

use std::collections::BTreeSet;

use super::Resolver;
use crate::analyse::{self, Caught, Finding, Place};
use crate::change::words;
use crate::criteria::{Case, Example, Subjects};
use crate::diag::{Code, Problem};
use crate::document::At;
use crate::manifest::{CriterionTable, GroupTable};
use crate::solution::{Criterion, Group, Solution};
use crate::source;

/// A group as it is written and as it is meant.
struct Written<'s> {
    solution: &'s Solution,
    subjects: &'s Subjects,
    group: &'s Group,
    table: &'s GroupTable,
}

impl Written<'_> {
    fn criterion(&self, (block, criterion): Place) -> &Criterion {
        &self.group.blocks[block].criteria[criterion]
    }

    /// As the console has it: `Endpoint Type Not Equal Server`.
    fn words(&self, place: Place) -> String {
        format!("`{}`", words::criterion(self.solution, self.criterion(place)))
    }

    /// The criteria of a block as they are written; none where the group waits for an outcome.
    fn block(&self, index: usize) -> Option<&[CriterionTable]> {
        match (&self.table.block, &self.table.all) {
            (Some(blocks), _) => blocks.get(index).map(|block| block.all.as_slice()),
            (None, all) => all.as_deref(),
        }
    }
}

impl Resolver<'_> {
    pub(super) fn targeting(&mut self, solution: &Solution) {
        let subjects = Subjects::of(&[solution]);
        let manifest = self.manifest;
        let mut problems = Vec::new();
        for (group, table) in solution.groups.iter().zip(manifest.group.values()) {
            let written = Written { solution, subjects: &subjects, group, table };
            let stands_there = |(block, criterion)| {
                written
                    .block(block)
                    .and_then(|list| self.written(list, criterion))
                    .is_some_and(|it| it.1.is_none())
            };
            for finding in analyse::group(solution, &subjects, group, stands_there) {
                problems.push(self.problem_of(&written, &finding));
            }
        }
        self.redundant_in_conditions(solution, &subjects, &mut problems);
        // What stands in a shared condition is found in every group that uses it.
        let mut seen = BTreeSet::new();
        let key =
            |it: &Problem| (it.code, it.place.as_ref().map(|place| place.range.start), it.message.clone());
        self.problems.extend(problems.into_iter().filter(|problem| seen.insert(key(problem))));
    }

    fn problem_of(&self, written: &Written<'_>, finding: &Finding) -> Problem {
        match finding {
            Finding::NeverMatches(places) => self.never_matches(written, places),
            Finding::LetterCase(places, case) => self.letter_case(written, places, *case),
            Finding::MatchesEverything { undone } => self.matches_everything(written, undone.as_ref()),
            Finding::RedundantBlock(block, inside) => self.redundant_block(written, *block, *inside),
            Finding::RedundantCriterion(place, by) => {
                let by = by.iter().map(|&other| (self.criterion_place(written, other), written.words(other)));
                redundant(self.criterion_place(written, *place), by.collect())
            }
            Finding::CaughtOption(caught) => self.caught(written, caught),
        }
    }

    fn never_matches(&self, written: &Written<'_>, places: &[Place]) -> Problem {
        let message = match places {
            [one] => format!("no device meets {}", written.words(*one)),
            several => {
                let words: Vec<String> = several.iter().map(|&place| written.words(place)).collect();
                format!("no device meets all of these: {}", words.join(", "))
            }
        };
        let problem = self.clashing(written, Problem::new(Code::NeverMatches, message), places);
        match written.group.blocks.len() {
            1 => problem.help("the group selects no device"),
            _ => problem.help(
                "the block selects no device; criteria of which one is enough stand in blocks of their own",
            ),
        }
    }

    fn matches_everything(&self, written: &Written<'_>, undone: Option<&(Example, usize)>) -> Problem {
        let problem = Problem::new(Code::MatchesEverything, "every device is in this group")
            .at(self.group_place(written));
        let Some((device, block)) = undone else { return problem };
        let device = words::one_line(&device.in_words(written.subjects));
        problem
            .help(format!("block 1 leaves out a device with {device}, and block {} takes it in", block + 1))
            .help("blocks are joined by OR: what must hold together stands in one block")
    }

    fn letter_case(&self, written: &Written<'_>, places: &[Place], never_in: Case) -> Problem {
        let words: Vec<String> = places.iter().map(|&place| written.words(place)).collect();
        let (never, else_) = match never_in {
            Case::Sensitive => ("counts", "does not"),
            Case::Insensitive => ("does not count", "does"),
        };
        let message =
            format!("no device meets {}, if letter case {never} on the platform", words.join(" and "));
        let help =
            format!("if it {else_}, some do: the platform does not say, so write nothing that hangs on it");
        self.clashing(written, Problem::new(Code::LetterCase, message), places).help(help)
    }

    /// Points at the last of the criteria, and names the others.
    fn clashing(&self, written: &Written<'_>, problem: Problem, places: &[Place]) -> Problem {
        let Some((last, others)) = places.split_last() else { return problem };
        let problem = problem.at(self.criterion_place(written, *last));
        let mut others: Vec<source::Place> =
            others.iter().map(|&other| self.criterion_place(written, other)).collect();
        others.dedup_by_key(|place| place.range.clone());
        others.into_iter().fold(problem, |problem, place| problem.also(place, "together with this"))
    }

    fn redundant_block(&self, written: &Written<'_>, block: usize, inside: Option<usize>) -> Problem {
        let message = match inside {
            Some(other) => format!("every device of block {} is in block {} too", block + 1, other + 1),
            None => format!("every device of block {} is in the other blocks too", block + 1),
        };
        let problem = Problem::new(Code::RedundantBlock, message).at(self.block_place(written, block));
        let problem = match inside {
            Some(other) => problem.also(self.block_place(written, other), "in here"),
            None => problem,
        };
        problem.help("take it out, or look whether it was meant to select something else")
    }

    fn caught(&self, written: &Written<'_>, caught: &Caught) -> Problem {
        let Caught { place, value, option, device, excludes, ignoring_case } = caught;
        let operator = if *excludes { "does-not-contain-any-of" } else { "contains-any-of" };
        let values = written.criterion(*place).test.values();
        let tested = &values[*value];
        let verb = if *excludes { "leaves out" } else { "catches" };
        let case = if *ignoring_case { ", if letter case does not count on the platform" } else { "" };
        let message =
            format!("`{tested}` also {verb} the option `{option}`: contains matches by substring{case}");
        let place =
            self.at_criterion(written, *place, |at| self.document.value(&at.key(operator).index(*value)));
        let device = words::one_line(&device.in_words(written.subjects));
        let device = match excludes {
            true => format!("a device that is left out by it: {device}"),
            false => format!("a device that is in the group by it: {device}"),
        };
        let remedy = match (values.len(), excludes) {
            (1, false) => {
                format!("`equal = \"{tested}\"` where that is not meant; list `{option}` too where it is")
            }
            (1, true) => {
                format!("`not-equal = \"{tested}\"` where that is not meant; list `{option}` too where it is")
            }
            (_, false) => format!(
                "a block with `equal` for each where that is not meant; list `{option}` too where it is"
            ),
            (_, true) => {
                format!("`not-equal` for each where that is not meant; list `{option}` too where it is")
            }
        };
        Problem::new(Code::CaughtOption, message).at(place).help(device).help(remedy)
    }

    /// Criteria of a shared condition that follow from others in it.
    fn redundant_in_conditions(&self, solution: &Solution, subjects: &Subjects, problems: &mut Vec<Problem>) {
        let table = At::ROOT.key("criteria");
        for (key, condition) in &self.manifest.criteria {
            let Some(criteria) = self.shared.get(key.as_str()) else { continue };
            let at = table.key(key);
            let at = at.key("all");
            let stands_there =
                |index: &usize| self.written(&condition.all, *index).is_some_and(|it| it.1.is_none());
            for (index, by) in analyse::redundant_criteria(subjects, criteria, stands_there) {
                let place = |index| self.in_list(&at, &condition.all, index, |at| self.document.value(at));
                let word = |other: usize| format!("`{}`", words::criterion(solution, &criteria[other]));
                let by = by.into_iter().map(|other| (place(other), word(other))).collect();
                problems.push(redundant(place(index), by));
            }
        }
    }

    fn group_place(&self, written: &Written<'_>) -> source::Place {
        self.document.key(&At::ROOT.key("group").key(&written.group.part.key))
    }

    fn block_place(&self, written: &Written<'_>, block: usize) -> source::Place {
        let table = At::ROOT.key("group");
        let group = table.key(&written.group.part.key);
        self.document.key(&group.key("block").index(block))
    }

    fn criterion_place(&self, written: &Written<'_>, place: Place) -> source::Place {
        self.at_criterion(written, place, |at| self.document.value(at))
    }

    /// Looks at where a criterion is written: in its block, or in a shared condition.
    fn at_criterion<R>(
        &self,
        written: &Written<'_>,
        (block, criterion): Place,
        look: impl FnOnce(&At<'_>) -> R,
    ) -> R {
        let table = At::ROOT.key("group");
        let group = table.key(&written.group.part.key);
        let blocks = group.key("block");
        let in_blocks = blocks.index(block);
        match (written.block(block), &written.table.block) {
            (Some(list), Some(_)) => self.in_list(&in_blocks.key("all"), list, criterion, look),
            (Some(list), None) => self.in_list(&group.key("all"), list, criterion, look),
            (None, _) => look(&group.key("outcome")),
        }
    }

    /// Looks at the criterion of this index among those that a list comes to.
    fn in_list<R>(
        &self,
        at: &At<'_>,
        list: &[CriterionTable],
        index: usize,
        look: impl FnOnce(&At<'_>) -> R,
    ) -> R {
        let table = At::ROOT.key("criteria");
        let mut shared = None;
        let (mut list, mut index) = (list, index);
        // A shared condition may use another one, and so on, as often as anybody likes.
        loop {
            match (self.written(list, index), shared) {
                (Some((_, Some((key, inside)))), _) if self.manifest.criteria.contains_key(key) => {
                    (shared, list, index) = (Some(key), &self.manifest.criteria[key].all, inside);
                }
                (Some((element, _)), None) => return look(&at.index(element)),
                (Some((element, _)), Some(key)) => return look(&table.key(key).key("all").index(element)),
                (None, _) => return look(at),
            }
        }
    }

    /// The element of a list that the criterion of this index comes from; and, where it uses a shared condition, which
    /// one, and the index there.
    fn written<'m>(
        &self,
        list: &'m [CriterionTable],
        index: usize,
    ) -> Option<(usize, Option<(&'m str, usize)>)> {
        let mut before = 0;
        for (element, table) in list.iter().enumerate() {
            let shared = table.shared.as_deref();
            let count = shared.map_or(1, |key| self.shared.get(key).map_or(0, Vec::len));
            if index < before + count {
                return Some((element, shared.map(|key| (key, index - before))));
            }
            before += count;
        }
        None
    }
}

fn redundant(place: source::Place, by: Vec<(source::Place, String)>) -> Problem {
    let words: Vec<&str> = by.iter().map(|(_, words)| words.as_str()).collect();
    let message = format!("every device that meets {} meets this too", words.join(" and "));
    let problem = Problem::new(Code::RedundantCriterion, message).at(place);
    let problem =
        by.into_iter().fold(problem, |problem, (place, _)| problem.also(place, "it follows from this"));
    problem.help("take it out, or look whether it was meant to test something else")
}
