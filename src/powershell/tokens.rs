//! A body's tokens with their text, and the questions that are asked about them.

use std::ops::Range;

use super::lexer::{Kind, Token};

/// The code of a body.
#[derive(Clone, Copy)]
pub(super) struct Code<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
}

impl<'a> Code<'a> {
    pub(super) fn kind(self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn is(self, at: usize, sign: u8) -> bool {
        self.kind(at) == Some(Kind::Sign(sign))
    }

    /// The text of a token; of none beyond the end.
    pub(super) fn text(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The place of these tokens, both ends included.
    pub(super) fn range(self, first: usize, last: usize) -> Range<usize> {
        self.tokens[first].start..self.tokens[last].end
    }

    /// Whether a token stands right behind the one before it.
    pub(super) fn joins(self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        matches!((before, self.tokens.get(at)), (Some(before), Some(token)) if before.end == token.start)
    }

    /// Whether the element of a pipeline ends before this token.
    pub(super) fn ends_element(self, at: usize) -> bool {
        match self.kind(at) {
            None | Some(Kind::Newline | Kind::ExpandEnd) => true,
            Some(Kind::Sign(b'&')) => !(self.joins(at) && self.is(at.saturating_sub(1), b'>')),
            Some(Kind::Sign(sign)) => matches!(sign, b';' | b'|' | b'}' | b')'),
            Some(_) => false,
        }
    }

    /// The token behind one, or behind all that it opens.
    pub(super) fn behind(self, at: usize) -> usize {
        let opens = |kind: Kind| matches!(kind, Kind::Expand | Kind::Sign(b'(' | b'{'));
        let closes = |kind: Kind| matches!(kind, Kind::ExpandEnd | Kind::Sign(b')' | b'}'));
        let mut depth = 0_usize;
        for (offset, token) in self.tokens[at.min(self.tokens.len())..].iter().enumerate() {
            if opens(token.kind) {
                depth += 1;
            } else if closes(token.kind) {
                depth = depth.saturating_sub(1);
            }
            if depth == 0 {
                return at + offset + 1;
            }
        }
        self.tokens.len()
    }

    /// Where the element of a pipeline ends that this token is a part of.
    pub(super) fn element_end(self, at: usize) -> usize {
        let mut end = at;
        while !self.ends_element(end) {
            let continues = self.is(end, b',');
            end = self.behind(end);
            while continues && self.kind(end) == Some(Kind::Newline) {
                end += 1;
            }
        }
        end
    }

    /// Where the statement ends that goes on here: with all elements of its pipeline and all blocks of its keyword.
    pub(super) fn pipeline_end(self, at: usize) -> usize {
        let start = |at: usize| at + usize::from(self.is(at, b'&'));
        let mut end = self.element_end(start(at));
        while end < self.tokens.len() {
            let mut next = end;
            while self.kind(next) == Some(Kind::Newline) {
                next += 1;
            }
            let goes_on =
                if next == end { self.is(end, b'|') } else { end > at && self.continues(end - 1, next) };
            if !goes_on {
                break;
            }
            let mut from = if next == end { end + 1 } else { next };
            while self.kind(from) == Some(Kind::Newline) {
                from += 1;
            }
            end = self.element_end(start(from)).max(from);
        }
        end
    }

    /// Whether a statement goes on behind the end of its line: an operator stands there, or a keyword of its own follows.
    fn continues(self, last: usize, next: usize) -> bool {
        const OPERATORS: [&str; 4] = ["-f", "-join", "-replace", "-split"];
        const KEYWORDS: [&str; 4] = ["else", "elseif", "catch", "finally"];
        let is =
            |at: usize, words: &[&str]| words.iter().any(|word| self.text(at).eq_ignore_ascii_case(word));
        self.is(last, b'+')
            || self.is(last, b'=')
            || is(last, &OPERATORS)
            || self.is(last, b'}') && is(next, &KEYWORDS)
    }

    /// Where the pipeline begins that the `|` here is a part of.
    pub(super) fn pipeline_start(self, pipe: usize) -> usize {
        let (mut at, mut depth) = (pipe, 0_usize);
        while at > 0 {
            match self.kind(at - 1) {
                Some(Kind::ExpandEnd | Kind::Sign(b')' | b'}')) => depth += 1,
                Some(Kind::Expand | Kind::Sign(b'(' | b'{')) if depth > 0 => depth -= 1,
                Some(Kind::Expand | Kind::Sign(b'(' | b'{' | b';' | b'=')) if depth == 0 => break,
                Some(Kind::Newline) if depth == 0 && (at < 2 || !self.is(at - 2, b'|')) => break,
                _ => {}
            }
            at -= 1;
        }
        at
    }

    /// The word that begins here, if it is a command's whole name.
    pub(super) fn command(self, at: usize) -> Option<&'a str> {
        let ends = !self.joins(at + 1)
            || self.ends_element(at + 1)
            || self.is(at + 1, b'{')
            || self.is(at + 1, b'(');
        ends.then(|| self.text(at))
    }
}
