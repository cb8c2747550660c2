//! A body in words that the grammar knows. What PowerShell reads and the grammar does not is written in another way that
//! means the same to a parser, at the same places: every byte stays where it is. Nothing else is touched, so that what
//! PowerShell does not read stays unreadable.

use super::lexer::{Kind, Lexed};
use super::pairs::Pairs;
use super::tokens::Code;

/// Rewrites a body; the result is as long as the text.
pub(super) fn plain(text: &str, lexed: &Lexed) -> String {
    let code = Code { text, tokens: &lexed.tokens };
    let pairs = Pairs::of(code);
    let mut plain = Plain { code, pairs: &pairs, bytes: text.as_bytes().to_vec() };
    for at in 0..code.tokens.len() {
        match code.kind(at) {
            Some(Kind::Word) => plain.word(at),
            Some(Kind::Sign(b'(')) => plain.parenthesis(at),
            Some(Kind::Sign(b'{')) => plain.brace(at),
            Some(Kind::Sign(b'[')) => plain.attribute(at),
            _ => {}
        }
    }
    String::from_utf8_lossy(&plain.bytes).into_owned() // ASCII in place of ASCII
}

struct Plain<'a> {
    code: Code<'a>,
    pairs: &'a Pairs,
    bytes: Vec<u8>,
}

impl Plain<'_> {
    fn word(&mut self, at: usize) {
        let word = self.code.text(at);
        let is = |known: &str| word.eq_ignore_ascii_case(known);
        if word.starts_with(|first: char| first.is_ascii_digit()) {
            let token = self.code.tokens[at];
            self.bytes[token.start..token.end].make_ascii_lowercase(); // 1GB
        } else if (is("break") || is("continue")) && self.is_fresh(at) && self.is_name(at + 1) {
            self.fill(at + 1, at + 1, b""); // a label
        } else if is("param") && self.code.is(at + 1, b'(') {
            self.end_statement(self.pairs.other(at + 1));
        } else if is("switch") {
            self.switch(at);
        } else if is("foreach") && self.is_member(at) && self.joined(at + 1, b'(') {
            self.fill(at, at, b"Collect"); // the grammar knows it with a block only
        }
    }

    /// A method's arguments with more behind them: in a command's argument they end it for the grammar.
    fn parenthesis(&mut self, open: usize) {
        let Some(close) = self.pairs.other(open) else { return };
        self.glued(open);
        let goes_on = self.joined(close + 1, b'.') || self.joined(close + 1, b'[');
        if !(goes_on && self.code.joins(open) && open > 0 && self.is_member(open - 1)) {
            return;
        }
        if close == open + 1 {
            self.fill(open, close, b"__");
        } else {
            self.fill(open, open, b"[");
            self.fill(close, close, b"]");
        }
    }

    /// `Users:(OI)(CI)F`: to PowerShell, words and commands in parentheses.
    fn glued(&mut self, open: usize) {
        let is_first = open > 1 && self.joined(open - 1, b':') && self.code.joins(open);
        if !is_first || self.code.kind(open - 2) != Some(Kind::Word) {
            return;
        }
        let mut end = open;
        while self.joined(end, b'(') && self.is_name(end + 1) && self.code.is(end + 2, b')') {
            end += 3;
        }
        if self.code.joins(end) && self.code.kind(end) == Some(Kind::Word) {
            end += 1;
        }
        if end > open {
            let range = self.code.range(open, end - 1);
            self.bytes[range].fill(b'x');
        }
    }

    /// Whether a statement begins here.
    fn is_fresh(&self, at: usize) -> bool {
        at == 0 || matches!(self.code.kind(at - 1), Some(Kind::Newline | Kind::Sign(b';' | b'{' | b'}')))
    }

    fn is_name(&self, at: usize) -> bool {
        self.code.kind(at) == Some(Kind::Word)
            && self.code.text(at).starts_with(|first: char| first.is_ascii_alphabetic())
    }

    fn brace(&mut self, open: usize) {
        let Some(close) = self.pairs.other(open) else { return };
        let is_argument = open > 0 && self.code.joins(open) && self.is_member(open - 1);
        if is_argument && self.code.text(open - 1).eq_ignore_ascii_case("where") {
            self.fill(open - 1, open, b"    $("); // .Where{ … }
            self.fill(close, close, b")");
        } else if self.is_empty(open, close) && !self.may_be_empty(open) {
            let start = self.code.tokens[open].start;
            match self.bytes[start + 1] {
                b'}' => self.fill(open, close, b"$_"),
                _ => self.bytes[start + 1] = b'0',
            }
        }
    }

    fn is_empty(&self, open: usize, close: usize) -> bool {
        let blank = |&byte: &u8| byte.is_ascii_whitespace() || byte == b'}';
        (open + 1..close).all(|at| self.code.kind(at) == Some(Kind::Newline))
            && self.bytes.get(self.code.tokens[open].end).is_some_and(blank)
    }

    /// Whether the grammar takes an empty block here: a statement's, not one that is a value.
    fn may_be_empty(&self, open: usize) -> bool {
        const KEYWORDS: [&str; 10] =
            ["else", "try", "catch", "finally", "do", "trap", "begin", "process", "end", "dynamicparam"];
        const NAMED: [&str; 4] = ["function", "filter", "class", "enum"];
        let among = |at: usize, words: &[&str]| {
            words.iter().any(|word| self.code.text(at).eq_ignore_ascii_case(word))
        };
        let mut before = open;
        while before > 0 && self.code.kind(before - 1) == Some(Kind::Newline) {
            before -= 1;
        }
        let Some(before) = before.checked_sub(1) else { return false };
        let sign = [b')', b']', b'@'].iter().any(|sign| self.code.is(before, *sign));
        sign || among(before, &KEYWORDS) || before > 0 && among(before - 1, &NAMED)
    }

    /// `[ValidateSet('a')] $x`: an attribute of a variable, outside `param`.
    fn attribute(&mut self, open: usize) {
        let around = self.pairs.around(open);
        if !self.is_fresh(open) || around.is_some_and(|around| !self.code.is(around, b'{')) {
            return;
        }
        let Some(close) = self.pairs.other(open + 2).filter(|_| self.code.kind(open + 1) == Some(Kind::Word))
        else {
            return;
        };
        let behind = self.code.kind(close + 2);
        let is_on_variable = matches!(behind, Some(Kind::Variable | Kind::Sign(b'[')));
        if self.code.is(open + 2, b'(') && self.code.is(close + 1, b']') && is_on_variable {
            self.fill(open, close + 1, b"");
        }
    }

    /// The clauses of a `switch`, which may follow each other on one line.
    fn switch(&mut self, at: usize) {
        let is_parameter =
            |at: usize| self.code.kind(at) == Some(Kind::Word) && self.code.text(at).starts_with('-');
        if !(self.code.is(at + 1, b'(') || is_parameter(at + 1)) {
            return;
        }
        let Some(body) = self.block(at + 1) else { return };
        let Some(end) = self.pairs.other(body) else { return };
        let mut clause = body + 1;
        while clause < end {
            if matches!(self.code.kind(clause), Some(Kind::Newline | Kind::Sign(b';'))) {
                clause += 1;
                continue;
            }
            let Some(close) = self.block(self.behind(clause)).and_then(|open| self.pairs.other(open)) else {
                return;
            };
            self.end_statement(Some(close));
            clause = close + 1;
        }
    }

    /// The next `{` from here, beside what is in brackets.
    fn block(&self, from: usize) -> Option<usize> {
        const NEAR: usize = 100; // a condition has few tokens
        let mut next = std::iter::successors(Some(from), |at| Some(self.behind(*at))).take(NEAR);
        next.find(|at| self.code.is(*at, b'{') || self.code.is(*at, b'}'))
            .filter(|at| self.code.is(*at, b'{'))
    }

    fn behind(&self, at: usize) -> usize {
        self.pairs.other(at).filter(|other| *other > at).unwrap_or(at) + 1
    }

    /// A line's end for the blank behind a token, where another statement follows.
    fn end_statement(&mut self, last: Option<usize>) {
        let Some(token) = last.and_then(|last| self.code.tokens.get(last)) else { return };
        if let Some(byte @ (b' ' | b'\t')) = self.bytes.get_mut(token.end) {
            *byte = b'\n';
        }
    }

    /// Whether the word is a member's name: `$x.Trim`.
    fn is_member(&self, at: usize) -> bool {
        at > 1 && self.code.joins(at) && self.joined(at - 1, b'.') && self.code.kind(at) == Some(Kind::Word)
    }

    /// Whether a sign stands here, right behind the token before it.
    fn joined(&self, at: usize, sign: u8) -> bool {
        self.code.is(at, sign) && self.code.joins(at)
    }

    /// Writes this and blanks over tokens; line ends stay.
    fn fill(&mut self, first: usize, last: usize, with: &[u8]) {
        let mut with = with.iter();
        for byte in &mut self.bytes[self.code.range(first, last)] {
            match with.next() {
                Some(new) => *byte = *new,
                None if byte.is_ascii_whitespace() => {}
                None => *byte = b' ',
            }
        }
    }
}
