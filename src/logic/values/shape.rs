//! A value that is known in part: a text, a script's line with its detail, or anything.

use crate::logic::criteria::{self, Case, Contents};
use crate::solution::Test;

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape<'s> {
    /// This text; the empty one is blank.
    Text(String),
    /// A script's line with what stands around it: an outcome's text, and behind it a detail, if any. A detail holds
    /// anything but what a criterion tests on the field: the prelude breaks that up, in any letter case. It leaves
    /// alone what the outcome's own text holds in another one, which a detail has by accident at most: nobody can wait
    /// for that.
    Line {
        /// What the line begins with.
        text: &'s str,
        /// What stands before and behind the line; none where that is not known.
        around: Option<(&'s str, &'s str)>,
    },
    /// Whatever somebody enters, or another token holds.
    Anything,
}

/// Whether values of a shape meet a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Meets {
    Always,
    Never,
    /// Some do, or may.
    Perhaps,
}

impl Meets {
    fn sure(always: bool) -> Self {
        if always { Meets::Always } else { Meets::Never }
    }

    fn opposite(self) -> Self {
        match self {
            Meets::Always => Meets::Never,
            Meets::Never => Meets::Always,
            Meets::Perhaps => Meets::Perhaps,
        }
    }
}

impl Shape<'_> {
    /// Whether values of this shape meet a test.
    pub fn meets(&self, test: &Test, case: Case) -> Meets {
        match (self, test) {
            (Shape::Text(text), _) => Meets::sure(criteria::meets(test, &Contents::Text(text.clone()), case)),
            (Shape::Anything, _) => Meets::Perhaps,
            (Shape::Line { .. }, Test::NotEqual(_) | Test::DoesNotContainAnyOf(_)) => {
                self.meets(&criteria::opposite(test), case).opposite()
            }
            (Shape::Line { .. }, Test::IsBlank(blank)) => Meets::sure(!blank),
            (Shape::Line { text, around }, Test::Equal(value)) => {
                Line::new(text, *around, case).equals(&case.fold(&value.to_string()))
            }
            (Shape::Line { text, around }, Test::ContainsAnyOf(parts)) => {
                let line = Line::new(text, *around, case);
                let each = || parts.iter().map(|part| line.contains(&case.fold(part)));
                match each().find(|meets| *meets == Meets::Always) {
                    Some(always) => always,
                    None if each().any(|meets| meets == Meets::Perhaps) => Meets::Perhaps,
                    None => Meets::Never,
                }
            }
        }
    }

    /// A text to name the value by.
    pub fn shown(&self) -> Option<String> {
        match self {
            Shape::Text(text) if text.is_empty() => None,
            Shape::Text(text) => Some(text.clone()),
            Shape::Line { text, around } => {
                let (before, after) = around.unwrap_or_default();
                Some(format!("{before}{text}{after}"))
            }
            Shape::Anything => None,
        }
    }
}

/// A script's line with what stands around it, as it is compared.
struct Line {
    text: String,
    around: Option<(String, String)>,
}

impl Line {
    fn new(text: &str, around: Option<(&str, &str)>, case: Case) -> Self {
        let fold = |text| case.fold(text).into_owned();
        Line { text: fold(text), around: around.map(|(before, after)| (fold(before), fold(after))) }
    }

    fn equals(&self, whole: &str) -> Meets {
        let Some((before, after)) = &self.around else { return perhaps(whole.contains(&self.text)) };
        let stem = before.clone() + &self.text;
        // Inside the line a detail cannot complete what is tested; with what stands around it, it can.
        let is_around = !(before.is_empty() && after.is_empty());
        let with_detail = is_around && whole.starts_with(&stem) && whole.ends_with(after);
        perhaps(whole == stem + after || with_detail)
    }

    fn contains(&self, part: &str) -> Meets {
        let Some((before, after)) = &self.around else {
            return if self.text.contains(part) { Meets::Always } else { Meets::Perhaps };
        };
        let stem = before.clone() + &self.text;
        if stem.contains(part) || after.contains(part) {
            return Meets::Always;
        }
        let with_detail = ends_within(part, after) || !before.is_empty() && part.contains(&self.text);
        perhaps((stem + after).contains(part) || with_detail)
    }
}

fn perhaps(may: bool) -> Meets {
    if may { Meets::Perhaps } else { Meets::Never }
}

/// Whether a text can begin in a detail and end in what stands behind it.
fn ends_within(part: &str, after: &str) -> bool {
    let starts = part.char_indices().map(|(start, _)| &part[start..]);
    !after.is_empty() && (part.contains(after) || starts.clone().any(|end| after.starts_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solution::Value;

    fn contains(text: &str) -> Test {
        Test::ContainsAnyOf(vec![text.to_owned()])
    }

    fn equal(text: &str) -> Test {
        Test::Equal(Value::Text(text.to_owned()))
    }

    #[test]
    fn a_line_meets_what_its_outcome_says() {
        use Meets::{Always, Never, Perhaps};
        let line = Shape::Line { text: "Not Available", around: Some(("", "")) };
        for (test, expected) in [
            (contains("Available"), Always),
            (contains("available"), Never),
            (contains("Not Available: C:"), Never),
            (contains("FAILED"), Never),
            (equal("Not Available"), Perhaps),
            (equal("Not Available: C:"), Never),
            (Test::IsBlank(true), Never),
            (Test::IsBlank(false), Always),
            (criteria::opposite(&contains("Not")), Never),
            (criteria::opposite(&contains("FAILED")), Always),
            (criteria::opposite(&equal("Not Available")), Perhaps),
        ] {
            assert_eq!(line.meets(&test, Case::Sensitive), expected, "{test:?}");
        }
        assert_eq!(line.meets(&contains("available"), Case::Insensitive), Always);
    }

    #[test]
    fn what_stands_around_a_line_may_complete_a_text() {
        use Meets::{Always, Never, Perhaps};
        let line = Shape::Line { text: "FAILED", around: Some(("Keys: ", " (daily)")) };
        for (test, expected) in [
            (contains("Keys: FAILED"), Always),
            (contains("daily"), Always),
            (contains("FAILED (daily)"), Perhaps),
            (contains("C: (daily)"), Perhaps),
            (contains("C: ("), Perhaps),
            (contains("s: FAILED: C:"), Perhaps),
            (contains("C:"), Never),
            (equal("Keys: FAILED (daily)"), Perhaps),
            (equal("Keys: FAILED: C: (daily)"), Perhaps),
            (equal("FAILED"), Never),
        ] {
            assert_eq!(line.meets(&test, Case::Sensitive), expected, "{test:?}");
        }
        let line = Shape::Line { text: "FAILED", around: None };
        for (test, expected) in [
            (contains("FAIL"), Always),
            (contains("C:"), Perhaps),
            (equal("x"), Never),
            (equal("FAILED!"), Perhaps),
        ] {
            assert_eq!(line.meets(&test, Case::Sensitive), expected, "{test:?}");
        }
    }

    #[test]
    fn a_text_is_known_and_anything_is_not() {
        for test in [contains("a"), equal("a"), Test::IsBlank(true), Test::IsBlank(false)] {
            let held = Contents::Text("ab".to_owned());
            let expected = Meets::sure(criteria::meets(&test, &held, Case::Sensitive));
            assert_eq!(Shape::Text("ab".to_owned()).meets(&test, Case::Sensitive), expected);
            assert_eq!(Shape::Anything.meets(&test, Case::Sensitive), Meets::Perhaps);
        }
        assert_eq!(Shape::Text(String::new()).meets(&Test::IsBlank(true), Case::Sensitive), Meets::Always);
    }
}
