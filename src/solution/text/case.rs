//! Letter case. The platform does not say whether it counts where texts are compared.

use std::borrow::Cow;

/// Whether letter case counts where texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `failed` is not in `FAILED`.
    Sensitive,
    /// It is.
    Insensitive,
}

impl Case {
    /// Both, the one that is taken for granted first.
    pub const BOTH: [Case; 2] = [Case::Sensitive, Case::Insensitive];

    /// A text as it is compared. Letter by letter, so that a part of a text stays a part of it.
    pub fn fold(self, text: &str) -> Cow<'_, str> {
        match self {
            Case::Sensitive => Cow::Borrowed(text),
            Case::Insensitive if text.is_ascii() => Cow::Owned(text.to_ascii_lowercase()),
            Case::Insensitive => Cow::Owned(text.chars().flat_map(char::to_lowercase).collect()),
        }
    }

    /// Whether a text holds another one.
    pub fn contains(self, text: &str, part: &str) -> bool {
        self.fold(text).contains(&*self.fold(part))
    }

    /// Whether two texts are the same.
    pub fn equals(self, one: &str, other: &str) -> bool {
        self.fold(one) == self.fold(other)
    }
}
