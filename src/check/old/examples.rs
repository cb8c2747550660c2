//! Examples of what a group selects that do not hold.

use super::Check;
use super::targeting::Meant;
use crate::check;
use crate::check::analyse::{Counter, Verdict};
use crate::diag::Problem;
use crate::diff::words;
use crate::document::At;
use crate::logic::criteria::Case;

impl Check<'_> {
    /// What is wrong with an example, if anything is.
    pub(super) fn problem_of_example(
        &self,
        meant: &Meant<'_>,
        index: usize,
        verdict: &Verdict,
    ) -> Option<Problem> {
        let member = meant.group.examples[index].member;
        let table = At::ROOT.key("group");
        let group = table.key(&meant.group.part.key);
        let place = self.document.key(&group.key("example").index(index));
        let (code, message, counter) = match verdict {
            Verdict::Holds => return None,
            Verdict::CannotTell => {
                let message = "whether this example holds takes too long to tell";
                let help = "the more values it names, the sooner it is told";
                return Some(Problem::new(&check::groups::cannot_tell::CODE, message).at(place).help(help));
            }
            Verdict::Fails(counter) => {
                (&check::groups::failing_example::CODE, said(member).to_owned(), counter)
            }
            Verdict::FailsOnlyIn(case, counter) => {
                let counts = if *case == Case::Sensitive { "counts" } else { "does not count" };
                let message = format!("{}, if letter case {counts} on the platform", said(member));
                (&check::record::letter_case::CODE, message, counter)
            }
        };
        let problem = self.beside(meant, Problem::new(code, message).at(place), counter);
        Some(match member {
            true => problem.help("name in the example what else it takes, or mend the criteria"),
            false => problem.help("name in the example what else keeps it out, or mend the criteria"),
        })
    }

    /// With the device, and what it is in or out by.
    fn beside(&self, meant: &Meant<'_>, problem: Problem, counter: &Counter) -> Problem {
        let Counter { device, block, missed } = counter;
        let device = words::one_line(&device.in_words(meant.subjects));
        let (place, word) = match missed {
            Some(criterion) => (self.criterion_place(meant, (*block, *criterion)), "it does not meet this"),
            None => (self.distinctive_place(meant, *block), "it is in the group by this"),
        };
        problem.also(place, word).help(format!("such a device: {device}"))
    }
}

fn said(member: bool) -> &'static str {
    match member {
        true => "`member = true`, but not every device like this is a member",
        false => "`member = false`, but a device like this is a member",
    }
}
