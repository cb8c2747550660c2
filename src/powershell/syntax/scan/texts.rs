//! Texts in quotes, and what is replaced in them.

use super::Scanner;
use super::chars::{END, is_double_quote, is_single_quote, is_variable_start};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tokens::{Token, TokenKind};

/// What is replaced in a text.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Part {
    pub(in super::super) start: usize,
    pub(in super::super) end: usize,
    /// `$(…)`
    pub(in super::super) subexpression: bool,
}

/// Where the parts of a text are put, if anywhere.
pub(in super::super) type Parts = Option<Vec<Part>>;

/// Each `(` with its `)`, in order.
fn paired(text: &str) -> Vec<(u32, u32)> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for at in memchr::memchr2_iter(b'(', b')', text.as_bytes()) {
        if text.as_bytes()[at] == b'(' {
            open.push(at as u32);
        } else if let Some(start) = open.pop() {
            pairs.push((start, at as u32));
        }
    }
    pairs.sort_unstable();
    pairs
}

impl Scanner<'_, '_> {
    /// Behind the opening quote.
    pub(super) fn single_quoted(&mut self) -> Token {
        self.pass_single_quoted();
        self.token(TokenKind::Text)
    }

    pub(super) fn pass_single_quoted(&mut self) {
        let open = self.at;
        loop {
            let c = self.get();
            if is_single_quote(c) {
                if !is_single_quote(self.peek()) {
                    return;
                }
                self.get();
            } else if self.is_end(c) {
                self.unclosed_text(open, '\'');
                return;
            }
        }
    }

    fn unclosed_text(&mut self, behind_quote: usize, quote: char) {
        let mut open = behind_quote - 1;
        while !self.text.is_char_boundary(open) {
            open -= 1;
        }
        self.fault(open, self.text.len(), Problem::UnclosedText(quote));
    }

    /// Behind the opening quote.
    pub(super) fn double_quoted(&mut self) -> Token {
        let expandable = self.pass_double_quoted(&mut None);
        self.token(if expandable { TokenKind::Expandable } else { TokenKind::Text })
    }

    /// Passes a text and its closing quote; whether anything is replaced in it.
    pub(super) fn pass_double_quoted(&mut self, parts: &mut Parts) -> bool {
        let open = self.at;
        let mut expandable = false;
        loop {
            let c = self.peek();
            match c {
                '$' => {
                    expandable |= self.dollar_in_text(parts);
                    continue;
                }
                '`' => {
                    self.get();
                    self.escape();
                    continue;
                }
                _ => {}
            }
            self.get();
            if is_double_quote(c) {
                if !is_double_quote(self.peek()) {
                    return expandable;
                }
                self.get();
            } else if self.is_end(c) {
                self.unclosed_text(open, '"');
                return expandable;
            }
        }
    }

    /// At a `$` in a text: passes what is replaced, or the sign alone.
    pub(super) fn dollar_in_text(&mut self, parts: &mut Parts) -> bool {
        let start = self.at;
        self.at += 1;
        let c = self.peek();
        let subexpression = c == '(';
        if subexpression {
            self.pass_subexpression();
        } else if c == '{' {
            self.at += 1;
            self.braced_variable();
        } else if is_variable_start(c) {
            self.plain_variable(false);
        } else {
            return false;
        }
        if let Some(parts) = parts {
            parts.push(Part { start, end: self.at, subexpression });
        }
        true
    }

    /// Behind the `)` of the `(` here. All of the file is paired once: nested texts would count the rest of it again and
    /// again.
    fn known_close(&mut self) -> Option<usize> {
        if self.source.offsets.is_some() {
            return None;
        }
        if self.source.base == 0 && self.out.parens.is_none() {
            self.out.parens = Some(paired(self.text));
        }
        let pairs = self.out.parens.as_ref()?;
        let open = self.source.place(self.at);
        let found = pairs.binary_search_by_key(&open, |pair| pair.0).ok()?;
        Some((pairs[found].1 - self.source.base) as usize + 1)
    }

    /// At the `(` of `$(` in a text. PowerShell counts nothing but parentheses here; what stands in them is read later.
    fn pass_subexpression(&mut self) {
        let start = self.at - 1;
        if let Some(end) = self.known_close() {
            self.at = end;
            return;
        }
        let bytes = self.text.as_bytes();
        let mut open = 0;
        while let Some(length) = memchr::memchr2(b'(', b')', &bytes[self.at..]) {
            self.at += length + 1;
            if bytes[self.at - 1] == b'(' {
                open += 1;
            } else {
                open -= 1;
                if open == 0 {
                    return;
                }
            }
        }
        self.at = self.text.len();
        self.fault(start, self.at, Problem::UnclosedEmbedded);
    }

    /// Behind a backtick: passes what it stands before, and says what that means.
    pub(super) fn escape(&mut self) -> char {
        let c = self.get();
        match c {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'e' => '\u{1B}',
            'f' => '\u{C}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.code_point(),
            'v' => '\u{B}',
            _ => c,
        }
    }

    /// Behind `` `u``.
    fn code_point(&mut self) -> char {
        let start = self.at - 2;
        if !self.passes('{') {
            self.fault(start, self.at, Problem::CodePointForm);
            return END;
        }
        let digits = self.at;
        while self.peek().is_ascii_hexdigit() {
            self.at += 1;
        }
        let code = u32::from_str_radix(&self.text[digits..self.at], 16).ok();
        let length = self.at - digits;
        let problem = if !(1..=6).contains(&length) || self.peek() != '}' {
            Some(Problem::CodePointForm)
        } else if code.is_some_and(|code| code > 0x10_FFFF) {
            Some(Problem::CodePointRange)
        } else {
            None
        };
        if let Some(problem) = problem {
            self.fault(start, self.at, problem);
            return END;
        }
        self.at += 1;
        code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Reads a text again for what is replaced in it, silently: its errors are told already.
    pub(in super::super) fn parts_of(&mut self, token: Token) -> Vec<Part> {
        let saved = (self.at, self.start, std::mem::replace(&mut self.quiet, true));
        (self.at, self.start) = (token.start as usize, token.start as usize);
        let mut parts = Some(Vec::new());
        match token.kind {
            TokenKind::HereExpandable => self.here_parts(token, &mut parts),
            TokenKind::Generic { .. } => self.generic_parts(token, &mut parts),
            _ => {
                self.get();
                self.pass_double_quoted(&mut parts);
            }
        }
        (self.at, self.start, self.quiet) = saved;
        parts.unwrap_or_default()
    }

    fn generic_parts(&mut self, token: Token, parts: &mut Parts) {
        self.pass_plain_start();
        while self.at < token.end as usize {
            let c = self.peek();
            match c {
                '$' => {
                    self.dollar_in_text(parts);
                    continue;
                }
                '`' => {
                    self.get();
                    self.escape();
                    continue;
                }
                _ => {}
            }
            self.get();
            if is_single_quote(c) {
                self.pass_single_quoted();
            } else if is_double_quote(c) {
                self.pass_double_quoted(parts);
            }
        }
    }
}
