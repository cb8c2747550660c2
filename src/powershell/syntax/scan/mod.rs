//! The tokenizer. What a character means depends on the mode, which the parser sets: `a-b` is one word of a command,
//! and a subtraction in an expression.

mod chars;
mod comments;
mod here_texts;
mod letters;
mod members;
mod numbers;
mod signs;
mod texts;
mod variables;
mod words;

use super::errors::{Fault, Problem};
use super::output::Output;
use super::tokens::{Token, TokenKind};
use super::tree::Span;
use chars::{END, is_blank, is_newline};

pub(super) use chars::ends_token;

pub(super) use numbers::number;
pub(super) use texts::Part;

/// How the tokenizer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Words of a command.
    Command,
    /// Values and operators.
    Expression,
    /// The name of a type.
    TypeName,
}

/// The text that is read: a whole file, or what stands in `$(…)` within a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// The whole file.
    pub(super) file: &'a str,
    /// Where it begins in the file.
    pub(super) base: u32,
    /// Where each byte stands in the file, where doubled quotes were left out.
    pub(super) offsets: Option<&'a [u32]>,
}

impl Source<'_> {
    /// A place in the file.
    pub(super) fn place(&self, at: usize) -> u32 {
        match self.offsets {
            Some(offsets) => offsets.get(at).or(offsets.last()).copied().unwrap_or(self.base),
            None => self.base + at as u32,
        }
    }

    /// A stretch of the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        if end <= start {
            let place = self.place(start);
            return Span::new(place, place);
        }
        Span::new(self.place(start), self.place(end))
    }
}

/// Reads tokens, one at a time, from where it is told to.
pub(super) struct Scanner<'a, 'o> {
    pub(super) source: Source<'a>,
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) mode: Mode,
    /// A sign may belong to a number.
    pub(super) signed: bool,
    /// A word is nothing but a name.
    pub(super) simple: bool,
    /// `?` and `:` end a number.
    pub(super) ternary: bool,
    /// Where the token begins.
    pub(super) start: usize,
    /// Places of errors are kept to themselves: the text is read a second time.
    pub(super) quiet: bool,
    /// Up to where was looked ahead.
    looked: usize,
    pub(super) out: &'o mut Output,
}

impl<'a, 'o> Scanner<'a, 'o> {
    pub(super) fn new(source: Source<'a>, out: &'o mut Output) -> Self {
        let text = source.text;
        let (mode, quiet) = (Mode::Command, false);
        Scanner {
            source,
            text,
            at: 0,
            mode,
            signed: false,
            simple: false,
            ternary: false,
            start: 0,
            quiet,
            looked: 0,
            out,
        }
    }

    /// The character here; [`END`] behind the last.
    fn peek(&self) -> char {
        self.peek_at(self.at)
    }

    pub(super) fn peek_at(&self, at: usize) -> char {
        match self.text.as_bytes().get(at) {
            None => END,
            Some(&byte) if byte.is_ascii() => char::from(byte),
            Some(_) => self
                .text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .unwrap_or(char::REPLACEMENT_CHARACTER),
        }
    }

    /// The character here, passed.
    fn get(&mut self) -> char {
        let c = self.peek();
        if self.at < self.text.len() {
            self.at += c.len_utf8();
        }
        c
    }

    fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The last character, and whether there is any more: a NUL in the text is not the end.
    fn is_end(&self, c: char) -> bool {
        c == END && self.at_end()
    }

    fn passes(&mut self, c: char) -> bool {
        let found = self.peek() == c && !self.at_end();
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn in_command(&self) -> bool {
        self.mode == Mode::Command
    }

    fn in_expression(&self) -> bool {
        self.mode == Mode::Expression
    }

    fn token(&self, kind: TokenKind) -> Token {
        Token { kind, start: self.start as u32, end: self.at as u32 }
    }

    /// What a token says.
    pub(super) fn text_of(&self, token: Token) -> &'a str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// Where a token stands in the file.
    pub(super) fn span_of(&self, token: Token) -> Span {
        self.source.span(token.start as usize, token.end as usize)
    }

    pub(super) fn fault(&mut self, start: usize, end: usize, problem: Problem) {
        if !self.quiet {
            let span = self.source.span(start, end);
            self.out.fault(Fault::new(problem, span));
        }
    }

    /// Goes back to read from a place again.
    pub(super) fn back_to(&mut self, at: usize) {
        self.at = at;
        let place = self.source.place(at);
        while self.out.comments.last().is_some_and(|comment| comment.start >= place) {
            self.out.comments.pop();
        }
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Token {
        if self.out.halted {
            (self.start, self.at) = (self.text.len(), self.text.len());
            return self.token(TokenKind::End);
        }
        loop {
            self.skip_blanks();
            self.start = self.at;
            let c = self.get();
            if self.start >= self.text.len() {
                return self.token(TokenKind::End);
            }
            if let Some(token) = self.token_from(c) {
                return token;
            }
        }
    }

    fn skip_blanks(&mut self) {
        while is_blank(self.peek()) {
            self.get();
        }
    }

    /// Passes line breaks, blanks and comments, and semicolons if wanted, so that no token is read in the wrong mode.
    pub(super) fn skip_newlines(&mut self, semicolons: bool) {
        while !self.out.halted {
            self.skip_blanks();
            self.start = self.at;
            let c = self.peek();
            let next = self.peek_at(self.at + 1);
            match c {
                '\r' | '\n' => self.at += 1,
                ';' if semicolons => self.at += 1,
                '#' => {
                    self.at += 1;
                    self.line_comment();
                }
                '<' if next == '#' => {
                    self.at += 1;
                    self.block_comment();
                }
                '`' if is_newline(next) || is_blank(next) => {
                    self.at += 1;
                    self.backtick();
                }
                _ => return,
            }
        }
    }

    /// The token that begins with a character; nothing for a comment or a continued line.
    fn token_from(&mut self, c: char) -> Option<Token> {
        match c {
            '\r' | '\n' => Some(self.newline(c)),
            '`' => self.backtick(),
            '#' => self.line_comment(),
            '<' if self.peek() == '#' => self.block_comment(),
            _ => Some(self.sign_or_word(c)),
        }
    }

    fn newline(&mut self, c: char) -> Token {
        if c == '\r' {
            self.passes('\n');
        }
        self.token(TokenKind::NewLine)
    }

    fn backtick(&mut self) -> Option<Token> {
        let c = self.peek();
        if self.is_end(c) {
            self.fault(self.start, self.at, Problem::LoneBacktick);
            return None;
        }
        if is_newline(c) {
            self.get();
            if c == '\r' {
                self.passes('\n');
            }
            return None;
        }
        if is_blank(c) {
            self.skip_blanks();
            return None;
        }
        self.at = self.start;
        Some(self.generic())
    }
}
