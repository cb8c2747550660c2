//! Where the statements of a body begin and end, as far as brackets and line ends tell.

use std::ops::Range;

use super::lexer::Kind;
use super::pairs::Pairs;
use super::tokens::Code;

/// The statements of a body. One inside a block is a statement of its own; a table's entries are parts of theirs.
pub(super) struct Statements<'a> {
    code: Code<'a>,
    pairs: Pairs,
}

impl<'a> Statements<'a> {
    pub(super) fn of(code: Code<'a>) -> Self {
        Statements { code, pairs: Pairs::of(code) }
    }

    /// The innermost statement around a place; empty where there is no code.
    pub(super) fn at(&self, place: usize) -> Range<usize> {
        let mut at = self.code.tokens.partition_point(|token| token.end <= place);
        while self.is_separator(at) {
            at += 1;
        }
        while let Some(around) = self.pairs.around(at).filter(|around| !self.is_block(*around)) {
            at = around;
        }
        if at >= self.code.tokens.len() {
            return place..place;
        }
        let around = self.pairs.around(at);
        let is_inside = |at: usize| at < self.code.tokens.len() && self.pairs.around(at) == around;
        let mut first = self.open(at);
        while first > 0 && is_inside(first - 1) && !self.is_separator(first - 1) {
            first = self.open(first - 1);
        }
        let mut last = self.close(at);
        while is_inside(last + 1) && !self.ends(last + 1) {
            last = self.close(last + 1);
        }
        self.code.range(first, last)
    }

    /// The first token of a pair.
    fn open(&self, at: usize) -> usize {
        self.pairs.other(at).map_or(at, |other| other.min(at))
    }

    /// The last token of a pair.
    fn close(&self, at: usize) -> usize {
        self.pairs.other(at).map_or(at, |other| other.max(at))
    }

    /// Whether a statement ends here: not where the next line goes on with it.
    fn ends(&self, at: usize) -> bool {
        const GO_ON: [&str; 4] = ["else", "elseif", "catch", "finally"];
        let next = (at..).find(|at| self.code.kind(*at) != Some(Kind::Newline)).unwrap_or(at);
        self.is_separator(at) && !GO_ON.iter().any(|word| self.code.text(next).eq_ignore_ascii_case(word))
    }

    fn is_separator(&self, at: usize) -> bool {
        matches!(self.code.kind(at), Some(Kind::Newline | Kind::Sign(b';')))
    }

    /// Whether statements stand in a bracket: in a block that is no table.
    fn is_block(&self, open: usize) -> bool {
        self.code.is(open, b'{') && !(self.code.joins(open) && self.code.is(open - 1, b'@'))
    }
}
