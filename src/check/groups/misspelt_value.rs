//! `misspelt-value`: a text that is tested on a device's property and is nearly one of its known values. What is known
//! is not all there is: a text that is far from all of it may well be another value.

use crate::check::Context;
use crate::check::written::tested_texts;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::logic::criteria::Case;
use crate::solution::{Device, Holds, Subject, Value};
use crate::words;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "misspelt-value",
    severity: Severity::Warning,
    what: "A text that is tested on a device's property and is nearly one of its known values, or is a part of another one than it seems.",
    why: "Matching compares characters: `Servers` is no endpoint type, so an exclusion of it leaves nobody out; and `win` is in `Darwin`. What is known is not all there is, so a text that is far from all known ones is not said to be wrong.",
    example: "{ device = \"endpoint-type\", not-equal = \"Servers\" }      # \"Server\"",
};

/// Looks at what criteria and examples say of properties whose usual values are known.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.each_criterion(|at, criterion| {
        let Some(device) = criterion.device else { return };
        for tested in tested_texts(criterion) {
            let slip = slip(context, device, &tested.text, !tested.is_whole());
            problems.extend(slip.map(|problem| problem.at(tested.place(context.document, at))));
        }
    });
    let table = At::ROOT.key("group");
    for group in &context.solution.groups {
        let at = table.key(&group.part.key);
        let at = at.key("example");
        for (index, example) in group.examples.iter().enumerate() {
            for given in &example.device {
                if let (Subject::Device(device), Holds::Value(Value::Text(text))) =
                    (&given.subject, &given.holds)
                {
                    let place = context.document.value(&at.index(index).key("device").key(device.word()));
                    problems.extend(slip(context, *device, text, false).map(|problem| problem.at(place)));
                }
            }
        }
    }
}

/// A text that is nearly a known value of a property; `part` where it is to be a part of one.
fn slip(context: &Context<'_>, device: Device, text: &str, part: bool) -> Option<Problem> {
    let words = context.platform.vocabulary;
    let (known, name) = (words.known_values(device), words.device(device));
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
    Some(Problem::new(&CODE, message).help(help))
}

/// What a text most likely was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Misspelt {
    /// This value, which it is not, or is no part of.
    Near(&'static str),
    /// It is no part of the first value, which it begins like, but of the second.
    PartOfAnother(&'static str, &'static str),
    /// The same, if letter case does not count: then it is a part of both.
    PartOfAnotherByCase(&'static str, &'static str),
}

/// What is wrong with a text that is tested to be a known value, or to be a part of one.
fn misspelt(known: &[&'static str], text: &str, part: bool) -> Option<Misspelt> {
    if known.contains(&text) {
        return None;
    }
    let is_part = |case: Case| move |word: &&'static str| part && case.fold(word).contains(&*case.fold(text));
    let meant = meant(known, text);
    let mut holders = known.iter().copied().filter(is_part(Case::Sensitive));
    let Some(holder) = holders.next() else { return meant.map(Misspelt::Near) };
    let meant = meant?;
    if holder != meant && !holders.any(|other| other == meant) {
        return Some(Misspelt::PartOfAnother(meant, holder));
    }
    let mut others = known.iter().copied().filter(is_part(Case::Insensitive));
    let other = others.find(|other| !is_part(Case::Sensitive)(other))?;
    Some(Misspelt::PartOfAnotherByCase(meant, other))
}

/// The value that a text begins like, or that it differs from in a letter or two.
fn meant(known: &[&'static str], text: &str) -> Option<&'static str> {
    const SHORTEST: usize = 3;
    if text.chars().count() < SHORTEST {
        return None;
    }
    let typed = Case::Insensitive.fold(text);
    let begins = |word: &&&str| Case::Insensitive.fold(word).starts_with(&*typed);
    let near = |word: &&&str| words::is_slip(text, word);
    known.iter().find(begins).or_else(|| known.iter().find(near)).copied()
}

#[cfg(test)]
mod tests {
    use super::Misspelt::{Near, PartOfAnother, PartOfAnotherByCase};
    use super::*;

    const SYSTEMS: &[&str] = &["Windows", "Darwin", "Linux"];
    const ENDPOINTS: &[&str] = &["Workstation", "Server"];

    #[test]
    fn a_text_that_is_nearly_a_known_value_is_misspelt() {
        for (known, text, expected) in [
            (ENDPOINTS, "Server", None),
            (ENDPOINTS, "Servers", Some(Near("Server"))),
            (ENDPOINTS, "server", Some(Near("Server"))),
            (ENDPOINTS, "Work station", Some(Near("Workstation"))),
            (ENDPOINTS, "Laptop", None),
            (ENDPOINTS, "Network Device", None),
            (SYSTEMS, "windows", Some(Near("Windows"))),
            (SYSTEMS, "Win", Some(Near("Windows"))),
            (SYSTEMS, "Wnidows", Some(Near("Windows"))),
            (SYSTEMS, "Windows 11", None),
            (SYSTEMS, "Unix", None),
            (SYSTEMS, "macOS", None),
            (SYSTEMS, "", None),
        ] {
            assert_eq!(misspelt(known, text, false), expected, "{text}");
        }
    }

    #[test]
    fn a_part_may_be_a_part_of_another_value_than_it_seems() {
        for (known, text, expected) in [
            (SYSTEMS, "Windows", None),
            (SYSTEMS, "Window", None),
            (SYSTEMS, "win", Some(PartOfAnother("Windows", "Darwin"))),
            (SYSTEMS, "Win", Some(PartOfAnotherByCase("Windows", "Darwin"))),
            (SYSTEMS, "WINDOWS", Some(Near("Windows"))),
            (SYSTEMS, "Windows 11", None),
            (SYSTEMS, "in", None),
            (SYSTEMS, "inux", None),
            (ENDPOINTS, "station", None),
            (ENDPOINTS, "Servers", Some(Near("Server"))),
            (ENDPOINTS, "Laptop", None),
        ] {
            assert_eq!(misspelt(known, text, true), expected, "{text}");
        }
    }
}
