//! Which brackets of a body belong together.

use super::lexer::Kind;
use super::tokens::Code;

/// The round and curly brackets of a body; strings in which something is replaced count as brackets too.
pub(super) struct Pairs {
    other: Vec<Option<usize>>,
    around: Vec<Option<usize>>,
}

impl Pairs {
    pub(super) fn of(code: Code<'_>) -> Self {
        let mut pairs = Pairs { other: vec![None; code.tokens.len()], around: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        for at in 0..code.tokens.len() {
            if matches!(code.kind(at), Some(Kind::ExpandEnd | Kind::Sign(b')' | b'}')))
                && let Some(start) = open.pop()
            {
                pairs.other[start] = Some(at);
                pairs.other[at] = Some(start);
            }
            pairs.around.push(open.last().copied());
            if matches!(code.kind(at), Some(Kind::Expand | Kind::Sign(b'(' | b'{'))) {
                open.push(at);
            }
        }
        pairs
    }

    /// The bracket that belongs to this one.
    pub(super) fn other(&self, at: usize) -> Option<usize> {
        self.other.get(at).copied().flatten()
    }

    /// The bracket that is open around a token; a bracket is outside itself.
    pub(super) fn around(&self, at: usize) -> Option<usize> {
        self.around.get(at).copied().flatten()
    }
}
