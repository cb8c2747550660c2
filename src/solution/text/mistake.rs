//! What can be wrong with a text that may name parts.

use std::fmt;
use std::ops::Range;

/// Something in a source that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where, as bytes of the source.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: MistakeKind,
    /// What to write there instead.
    pub instead: String,
}

/// What can be wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// A `{` that opens no reference.
    Brace,
    /// `{word.key}` where the word is no kind of part.
    Kind,
    /// `{kind.key}` where the key cannot be one.
    Key,
    /// `{other.kind.key}`: a part of another solution.
    OtherSolution,
    /// A line break in a text of one line.
    LineBreak,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            MistakeKind::Brace => "a `{` that opens no reference",
            MistakeKind::Kind => "a reference to an unknown kind of part",
            MistakeKind::Key => "a reference whose key is none: keys are made of a-z, 0-9 and -",
            MistakeKind::OtherSolution => "a reference into another solution",
            MistakeKind::LineBreak => "a line break in a text of one line",
        })
    }
}
