//! Values of a device's properties that are nearly known ones.

use super::Check;
use super::stored::tested;
use crate::check;
use crate::check::analyse::{Misspelt, misspelt};
use crate::diag::Problem;
use crate::document::At;
use crate::logic::criteria::{Range, Subjects, Usual};
use crate::solution::{Device, Holds, Solution, Subject, Value};

impl Check<'_> {
    /// What criteria and examples say of properties whose usual values are known.
    pub(super) fn spelling(&mut self, solution: &Solution) {
        self.each_criterion(|resolver, at, criterion| {
            let Some(device) = criterion.device else { return };
            for tested in tested(criterion) {
                let Some(problem) = slip(device, &tested.text, tested.index.is_some()) else { continue };
                let place = tested.place(resolver.document, at);
                resolver.problems.push(problem.at(place));
            }
        });
        let table = At::ROOT.key("group");
        for group in &solution.groups {
            let at = table.key(&group.part.key);
            for (index, example) in group.examples.iter().enumerate() {
                for given in &example.device {
                    if let (Subject::Device(device), Holds::Value(Value::Text(text))) =
                        (&given.subject, &given.holds)
                    {
                        let Some(problem) = slip(*device, text, false) else { continue };
                        let at = at.key("example");
                        let place = self.document.value(&at.index(index).key("device").key(device.word()));
                        self.problems.push(problem.at(place));
                    }
                }
            }
        }
    }
}

/// A text that is nearly a known value of a property; `part` where it is to be a part of one.
fn slip(device: Device, text: &str, part: bool) -> Option<Problem> {
    let range = Subjects::default().range(&Subject::Device(device));
    let Range::Text { usual: Usual::Words(known), .. } = range else { return None };
    let name = device.console();
    let (message, help) = match misspelt(known, text, part)? {
        Misspelt::Near(word) => (
            match part {
                true => format!("no known {name} contains `{text}`"),
                false => format!("`{text}` is no known {name}"),
            },
            format!("did you mean `{word}`?"),
        ),
        Misspelt::PartOfAnother(word, other) => (
            format!("`{text}` is in the {name} `{other}`, and not in `{word}`"),
            format!("did you mean `{word}`?"),
        ),
        Misspelt::PartOfAnotherByCase(word, other) => (
            format!("`{text}` is in the {name} `{other}` too, if letter case does not count on the platform"),
            format!("write `{word}`"),
        ),
    };
    Some(Problem::new(&check::groups::misspelt_value::CODE, message).help(help))
}
