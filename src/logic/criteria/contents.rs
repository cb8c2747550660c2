//! What a device holds in one field or property, and which tests it passes: the meaning of the five operators.

use crate::solution::{Case, Test};

/// What a device holds in a field or property. The empty text is blank, and so is the list of none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contents {
    /// Nothing.
    Blank,
    /// One text: also a number, a date, and the `True` or `False` of a flag.
    Text(String),
    /// Several texts, such as the names of what is installed.
    List(Vec<String>),
}

impl Contents {
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let texts: &[String] = match self {
            Contents::Blank => &[],
            Contents::Text(text) => std::slice::from_ref(text),
            Contents::List(texts) => texts,
        };
        texts.iter().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The list of the texts of these.
    pub(super) fn list(entries: &[Contents]) -> Contents {
        Contents::List(entries.iter().flat_map(Contents::texts).map(str::to_owned).collect())
    }

    /// Whether it is nothing.
    pub fn is_blank(&self) -> bool {
        self.texts().next().is_none()
    }
}

/// Whether what a device holds passes a test.
pub fn meets(test: &Test, held: &Contents, case: Case) -> bool {
    match test {
        Test::IsBlank(blank) => held.is_blank() == *blank,
        Test::Equal(value) => {
            let value = value.to_string();
            held.texts().any(|text| case.fold(text) == case.fold(&value))
        }
        Test::ContainsAnyOf(parts) => held.texts().any(|text| contains_any(text, parts, case)),
        Test::NotEqual(_) | Test::DoesNotContainAnyOf(_) => !meets(&opposite(test), held, case),
    }
}

fn contains_any(text: &str, parts: &[String], case: Case) -> bool {
    let text = case.fold(text);
    parts.iter().any(|part| text.contains(&*case.fold(part)))
}

/// The test that passes just what this one does not.
pub fn opposite(test: &Test) -> Test {
    match test.clone() {
        Test::Equal(value) => Test::NotEqual(value),
        Test::NotEqual(value) => Test::Equal(value),
        Test::ContainsAnyOf(parts) => Test::DoesNotContainAnyOf(parts),
        Test::DoesNotContainAnyOf(parts) => Test::ContainsAnyOf(parts),
        Test::IsBlank(blank) => Test::IsBlank(!blank),
    }
}
