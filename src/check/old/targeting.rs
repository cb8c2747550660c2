//! What is wrong with the devices that groups select, where it stands and in words.

use std::collections::BTreeSet;

use super::Check;
use crate::check;
use crate::check::analyse::{self, Caught, Finding, Place};
use crate::diag::Problem;
use crate::diff::words;
use crate::document::At;
use crate::logic::conditions::Condition;
use crate::logic::criteria::{Case, Example, Subjects};
use crate::resolve::Written;
use crate::solution::{Criterion, Group, Solution};
use crate::source;

/// A group as it is written and as it is meant.
pub(super) struct Meant<'s> {
    solution: &'s Solution,
    pub(super) subjects: &'s Subjects,
    pub(super) group: &'s Group,
    written: &'s Written,
}

impl Meant<'_> {
    fn criterion(&self, (block, criterion): Place) -> &Criterion {
        &self.group.blocks[block].criteria[criterion]
    }

    /// As the console has it: `Endpoint Type Not Equal Server`.
    fn words(&self, place: Place) -> String {
        format!("`{}`", words::criterion(self.solution, self.criterion(place)))
    }

    /// The places at which a criterion is written.
    fn from(&self, (block, criterion): Place) -> &[usize] {
        &self.written.from[block][criterion]
    }
}

impl Check<'_> {
    pub(super) fn targeting(&mut self, solution: &Solution) {
        let subjects = Subjects::of(&[solution]);
        let mut problems = Vec::new();
        for (group, written) in solution.groups.iter().zip(&self.origins.groups) {
            let meant = Meant { solution, subjects: &subjects, group, written };
            let blocks: Vec<_> = written.units.iter().map(|unit| unit.blocks.clone()).collect();
            let findings = analyse::group(solution, &subjects, group, &blocks);
            problems.extend(findings.iter().map(|finding| self.problem_of(&meant, finding)));
            // Of a group that is wrong in itself, no example is.
            let sound = !findings.iter().any(Finding::is_error);
            for (index, example) in group.examples.iter().enumerate().filter(|_| sound) {
                let verdict = analyse::example(&subjects, group, example);
                problems.extend(self.problem_of_example(&meant, index, &verdict));
            }
            for unit in &written.units {
                self.redundant_in(solution, &subjects, &unit.condition, &mut problems);
                self.idle_in(solution, &subjects, &unit.condition, &mut problems);
            }
        }
        for shared in self.origins.shared.values() {
            self.redundant_in(solution, &subjects, &shared.condition, &mut problems);
            self.idle_in(solution, &subjects, &shared.condition, &mut problems);
        }
        // What stands in a shared condition, or in several blocks of one condition, is found more than once.
        let mut seen = BTreeSet::new();
        let key = |it: &Problem| {
            (it.code.word, it.place.as_ref().map(|place| place.range.start), it.message.clone())
        };
        self.problems.extend(problems.into_iter().filter(|problem| seen.insert(key(problem))));
    }

    fn problem_of(&self, meant: &Meant<'_>, finding: &Finding) -> Problem {
        match finding {
            Finding::NeverMatches(places) => self.never_matches(meant, places),
            Finding::LetterCase(places, case) => self.letter_case(meant, places, *case),
            Finding::MatchesEverything { undone } => self.matches_everything(meant, undone.as_ref()),
            Finding::RedundantBlock(block, inside) => self.redundant_block(meant, *block, *inside),
            Finding::CaughtOption(caught) => self.caught(meant, caught),
        }
    }

    fn never_matches(&self, meant: &Meant<'_>, places: &[Place]) -> Problem {
        let message = match places {
            [one] => format!("no device meets {}", meant.words(*one)),
            several => {
                let words: Vec<String> = several.iter().map(|&place| meant.words(place)).collect();
                format!("no device meets all of these: {}", words.join(", "))
            }
        };
        let problem =
            self.clashing(meant, Problem::new(&check::groups::never_matches::CODE, message), places);
        match meant.written.units.len() {
            1 => problem.help("the group selects no device"),
            _ => problem.help(
                "the block selects no device; criteria of which one is enough stand in blocks of their own",
            ),
        }
    }

    fn matches_everything(&self, meant: &Meant<'_>, undone: Option<&(Example, usize)>) -> Problem {
        let problem = Problem::new(&check::groups::matches_everything::CODE, "every device is in this group")
            .at(self.group_place(meant));
        let Some((device, block)) = undone else { return problem };
        let device = words::one_line(&device.in_words(meant.subjects));
        problem
            .help(format!("block 1 leaves out a device with {device}, and block {} takes it in", block + 1))
            .help("blocks are joined by OR: what must hold together stands in one block")
    }

    fn letter_case(&self, meant: &Meant<'_>, places: &[Place], never_in: Case) -> Problem {
        let words: Vec<String> = places.iter().map(|&place| meant.words(place)).collect();
        let (never, else_) = match never_in {
            Case::Sensitive => ("counts", "does not"),
            Case::Insensitive => ("does not count", "does"),
        };
        let message =
            format!("no device meets {}, if letter case {never} on the platform", words.join(" and "));
        let help =
            format!("if it {else_}, some do: the platform does not say, so write nothing that hangs on it");
        self.clashing(meant, Problem::new(&check::record::letter_case::CODE, message), places).help(help)
    }

    /// Points at the last of the criteria, and names the others; and the group, where all stand in shared conditions.
    fn clashing(&self, meant: &Meant<'_>, problem: Problem, places: &[Place]) -> Problem {
        let Some((last, others)) = places.split_last() else { return problem };
        let last = self.criterion_place(meant, *last);
        let mut others: Vec<source::Place> =
            others.iter().map(|&other| self.criterion_place(meant, other)).collect();
        others.dedup_by_key(|place| place.range.clone());
        let table = At::ROOT.key("group");
        let in_group = |place: &source::Place| self.document.holds(&table.key(&meant.group.part.key), place);
        let elsewhere = !in_group(&last) && !others.iter().any(in_group);
        let problem = others
            .into_iter()
            .fold(problem.at(last), |problem, place| problem.also(place, "together with this"));
        match elsewhere {
            true => problem.also(self.group_place(meant), "in this group"),
            false => problem,
        }
    }

    fn redundant_block(&self, meant: &Meant<'_>, block: usize, inside: Option<usize>) -> Problem {
        let message = match inside {
            Some(other) => format!("every device of block {} is in block {} too", block + 1, other + 1),
            None => format!("every device of block {} is in the other blocks too", block + 1),
        };
        let problem =
            Problem::new(&check::groups::redundant_block::CODE, message).at(self.block_place(meant, block));
        let problem = match inside {
            Some(other) => problem.also(self.block_place(meant, other), "in here"),
            None => problem,
        };
        problem.help("take it out, or look whether it was meant to select something else")
    }

    fn caught(&self, meant: &Meant<'_>, caught: &Caught) -> Problem {
        let Caught { place, value, options, device, excludes, ignoring_case } = caught;
        let values = meant.criterion(*place).test.values();
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
        let case = if *ignoring_case { ", if letter case does not count on the platform" } else { "" };
        let message =
            format!("`{tested}` also {catches} the {noun} {options}: contains matches by substring{case}");
        let place = self.value_place(meant, *place, operator, tested);
        let device =
            format!("a device that is {by_it} by it: {}", words::one_line(&device.in_words(meant.subjects)));
        let remedy = format!("{exact} where that is not meant; list {options} too where it is");
        Problem::new(&check::groups::caught_option::CODE, message).at(place).help(device).help(remedy)
    }

    /// Criteria of a condition that follow from others of the same list.
    fn redundant_in(
        &self,
        solution: &Solution,
        subjects: &Subjects,
        condition: &Condition,
        problems: &mut Vec<Problem>,
    ) {
        for list in condition.conjunctions() {
            let criteria: Vec<Criterion> = list.iter().map(|(term, _)| term.criterion.clone()).collect();
            let stands_there = |index: &usize| list[*index].1;
            for (index, by) in analyse::redundant_criteria(subjects, &criteria, stands_there) {
                let place = |index: usize| self.first_place(&list[index].0.from);
                let word = |other: usize| format!("`{}`", words::criterion(solution, &criteria[other]));
                let by = by.into_iter().map(|other| (place(other), word(other))).collect();
                problems.push(redundant(place(index), by));
            }
        }
    }

    fn group_place(&self, meant: &Meant<'_>) -> source::Place {
        self.document.key(&At::ROOT.key("group").key(&meant.group.part.key))
    }

    fn block_place(&self, meant: &Meant<'_>, block: usize) -> source::Place {
        meant.written.units[block].path.look(|at| self.document.key(at))
    }

    /// What tells a block from the others: the written block it is; of several that one condition comes to, the first
    /// criterion that is not in all of them.
    pub(super) fn distinctive_place(&self, meant: &Meant<'_>, block: usize) -> source::Place {
        let Written { units, from } = meant.written;
        let Some(unit) = units.iter().position(|unit| unit.blocks.contains(&block)) else {
            return self.group_place(meant);
        };
        let blocks = || from[units[unit].blocks.clone()].iter();
        let own = from[block].iter().find(|term| !blocks().all(|other| other.contains(term)));
        own.map_or_else(|| self.block_place(meant, unit), |own| self.first_place(own))
    }

    pub(super) fn criterion_place(&self, meant: &Meant<'_>, place: Place) -> source::Place {
        self.first_place(meant.from(place))
    }

    /// Where a criterion is written: first, where it comes from several places.
    pub(super) fn first_place(&self, from: &[usize]) -> source::Place {
        self.origins.at_site(from.first().copied().unwrap_or(usize::MAX), |at| self.document.value(at))
    }

    /// Where a value is written that a criterion tests.
    fn value_place(&self, meant: &Meant<'_>, place: Place, operator: &str, value: &str) -> source::Place {
        let found = meant.from(place).iter().find_map(|&site| {
            let table = self.origins.sites.get(site)?.table?;
            let lists = [&table.contains_any_of, &table.does_not_contain_any_of];
            let index = lists.into_iter().flatten().find_map(|it| it.iter().position(|it| it == value))?;
            Some(self.origins.at_site(site, |at| self.document.value(&at.key(operator).index(index))))
        });
        found.unwrap_or_else(|| self.criterion_place(meant, place))
    }
}

fn redundant(place: source::Place, by: Vec<(source::Place, String)>) -> Problem {
    let words: Vec<&str> = by.iter().map(|(_, words)| words.as_str()).collect();
    let message = format!("every device that meets {} meets this too", words.join(" and "));
    let problem = Problem::new(&check::groups::redundant_criterion::CODE, message).at(place);
    let problem =
        by.into_iter().fold(problem, |problem, (place, _)| problem.also(place, "it follows from this"));
    problem.help("take it out, or look whether it was meant to test something else")
}
