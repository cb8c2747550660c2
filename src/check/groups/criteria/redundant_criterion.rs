//! `redundant-criterion`: a criterion that follows from others of the same list.

use super::compare::{by_subject, is_impossible};
use crate::check::Context;
use crate::check::groups::selection::{conditions, first_place, said};
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::logic::criteria::{Case, Subjects, opposite};
use crate::solution::Criterion;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "redundant-criterion",
    severity: Severity::Warning,
    what: "A criterion that every device meets that meets the others of its block.",
    why: "It changes nothing, and has to be typed in and kept; often it was meant to test something else.",
    example: "{ device = \"os-type\", equal = \"Windows\" }, { device = \"os-type\", not-equal = \"Linux\" }",
};

/// Looks at every list that joins criteria by AND.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for list in conditions(context).flat_map(|condition| condition.conjunctions()) {
        let criteria: Vec<Criterion> = list.iter().map(|(term, _)| term.criterion.clone()).collect();
        let stands_there = |index: &usize| list[*index].1;
        let place = |index: usize| first_place(context, &list[index].0.from);
        for (index, by) in redundant(context.subjects(), &criteria, stands_there) {
            let said: Vec<String> = by.iter().map(|&other| said(context, &criteria[other])).collect();
            let message = format!("every device that meets {} meets this too", said.join(" and "));
            let problem = Problem::new(&CODE, message).at(place(index));
            let problem =
                by.iter().fold(problem, |problem, &other| problem.also(place(other), "it follows from this"));
            problems
                .push(problem.help("take it out, or look whether it was meant to test something else"));
        }
    }
}

/// Of criteria joined by AND those that follow from others and may be taken out, and from which; the later one, where
/// either would do. None where no device meets them all.
fn redundant(
    subjects: &Subjects,
    criteria: &[Criterion],
    is_removable: impl Fn(&usize) -> bool,
) -> Vec<(usize, Vec<usize>)> {
    let mut redundant = Vec::new();
    let several: Vec<Vec<usize>> = by_subject(criteria).into_iter().filter(|them| them.len() > 1).collect();
    let together = || several.iter().flatten().map(|&index| criteria[index].clone());
    if several.is_empty() || Case::BOTH.iter().any(|&case| is_impossible(subjects, case, together())) {
        return redundant;
    }
    for mut kept in several {
        for candidate in kept.clone().into_iter().rev().filter(&is_removable) {
            let others: Vec<usize> = kept.iter().copied().filter(|&other| other != candidate).collect();
            let follows = |from: &[usize]| follows(subjects, criteria, candidate, from);
            if !others.is_empty() && follows(&others) {
                let one = others.iter().map(|&other| vec![other]).find(|other| follows(other));
                redundant.push((candidate, one.unwrap_or_else(|| others.clone())));
                kept = others;
            }
        }
    }
    redundant
}

/// Whether every value that meets those criteria meets this one.
fn follows(subjects: &Subjects, criteria: &[Criterion], this: usize, from: &[usize]) -> bool {
    let not_this = Criterion { test: opposite(&criteria[this].test), ..criteria[this].clone() };
    let all = || from.iter().map(|&index| criteria[index].clone()).chain([not_this.clone()]);
    Case::BOTH.iter().all(|&case| is_impossible(subjects, case, all()))
}
