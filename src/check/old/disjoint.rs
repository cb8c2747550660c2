//! Groups that are declared disjoint and are not.

use super::Check;
use crate::check;
use crate::check::analyse::{Overlap, overlap, subjects_by_tasks};
use crate::diag::Problem;
use crate::diff::words;
use crate::document::At;
use crate::logic::criteria::{Case, Subjects};
use crate::solution::{Field, Group, Solution};

impl Check<'_> {
    /// Groups that are declared disjoint and are not.
    pub(super) fn overlapping(&mut self, solution: &Solution) {
        if solution.groups.iter().all(|group| group.disjoint.is_empty()) {
            return;
        }
        let subjects = subjects_by_tasks(solution, |field| !field.editable);
        let mut problems = Vec::new();
        for (place, one) in solution.groups.iter().enumerate() {
            for (index, key) in one.disjoint.iter().enumerate() {
                if *key == one.part.key {
                    problems.push(self.with_itself(key, index));
                    continue;
                }
                // Where both say it, the first says it for both.
                let other = solution.groups.iter().position(|group| group.part.key == *key);
                let Some(other) = other.map(|index| (index, &solution.groups[index])) else { continue };
                if other.0 > place || !other.1.disjoint.iter().any(|key| *key == one.part.key) {
                    problems.extend(self.problem_of_overlap(solution, &subjects, (one, index), other.1));
                }
            }
        }
        self.problems.extend(problems);
    }

    fn with_itself(&self, key: &str, index: usize) -> Problem {
        let table = At::ROOT.key("group");
        Problem::new(&check::groups::overlapping_groups::CODE, "a group shares every device with itself")
            .at(self.document.value(&table.key(key).key("disjoint").index(index)))
            .help("name the other group")
    }

    fn problem_of_overlap(
        &self,
        solution: &Solution,
        subjects: &Subjects,
        (one, index): (&Group, usize),
        other: &Group,
    ) -> Option<Problem> {
        let table = At::ROOT.key("group");
        let place = self.document.value(&table.key(&one.part.key).key("disjoint").index(index));
        let (keys, sharing) =
            (format!("`{}` and `{}`", one.part.key, other.part.key), "must not share a device, but do");
        let (code, message, device) = match overlap(subjects, one, other) {
            Overlap::None => return None,
            Overlap::CannotTell => {
                let message = format!("whether {keys} share a device takes too long to tell");
                let help = "it is told where their criteria are fewer or simpler";
                return Some(Problem::new(&check::groups::cannot_tell::CODE, message).at(place).help(help));
            }
            Overlap::Device(device) => {
                (&check::groups::overlapping_groups::CODE, format!("{keys} {sharing}"), device)
            }
            Overlap::OnlyIn(case, device) => {
                let counts = if case == Case::Sensitive { "counts" } else { "does not count" };
                let message = format!("{keys} {sharing} if letter case {counts} on the platform");
                (&check::record::letter_case::CODE, message, device)
            }
        };
        let device = words::one_line(&device.in_words(subjects));
        let problem = Problem::new(code, message)
            .at(place)
            .also(self.document.key(&table.key(&other.part.key)), "the other group")
            .help(format!("a device in both: {device}"));
        Some(problem.maybe_help(edited(solution, one, other)))
    }
}

/// What to do where they overlap only since people may write what tasks never would.
fn edited(solution: &Solution, one: &Group, other: &Group) -> Option<String> {
    let is_written = |field: &Field| solution.writing(&field.part.key).next().is_some();
    let apart = |field: &Field| {
        let subjects = subjects_by_tasks(solution, |it| !it.editable || it.part.key == field.part.key);
        overlap(&subjects, one, other) == Overlap::None
    };
    let editable = solution.fields.iter().filter(|field| field.editable && is_written(field));
    let field = editable.into_iter().find(|field| apart(field))?;
    let name = words::field(solution, &field.part.key);
    Some(format!(
        "people may edit {name}: with `editable = false` it holds only what the tasks report, and the two share nothing"
    ))
}
