//! Here-strings: `@'` or `@"` at the end of a line, and the quote with an `@` at the start of one.

use super::Scanner;
use super::chars::{END, is_blank, is_double_quote, is_newline, is_single_quote};
use super::texts::Parts;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tokens::{Token, TokenKind};

impl Scanner<'_, '_> {
    /// At the quote of `@'`.
    pub(super) fn here_text(&mut self) -> Token {
        self.get();
        if self.here_header('\'') {
            let mut false_footer = None;
            while !self.here_footer(is_single_quote, &mut false_footer) {
                let c = self.get();
                if self.is_end(c) {
                    self.unclosed_here(false_footer, '\'');
                    break;
                }
                self.second_of_line_break(c);
            }
        }
        self.token(TokenKind::HereText)
    }

    /// At the quote of `@"`.
    pub(super) fn here_expandable(&mut self) -> Token {
        self.get();
        let expandable = self.here_header('"') && self.here_body(&mut None);
        self.token(if expandable { TokenKind::HereExpandable } else { TokenKind::HereText })
    }

    /// Behind the header; whether anything is replaced.
    fn here_body(&mut self, parts: &mut Parts) -> bool {
        let mut false_footer = None;
        let mut expandable = false;
        loop {
            if self.here_footer(is_double_quote, &mut false_footer) {
                return expandable;
            }
            let c = self.peek();
            match c {
                '$' => {
                    expandable |= self.dollar_in_text(parts);
                    while matches!(self.peek(), '$') {
                        expandable |= self.dollar_in_text(parts);
                    }
                    if self.pass_rest_of_line(parts, &mut expandable) {
                        self.unclosed_here(false_footer, '"');
                        return expandable;
                    }
                }
                _ => {
                    if self.pass_rest_of_line(parts, &mut expandable) {
                        self.unclosed_here(false_footer, '"');
                        return expandable;
                    }
                }
            }
        }
    }

    /// Passes a line and its break; whether the text ended instead.
    fn pass_rest_of_line(&mut self, parts: &mut Parts, expandable: &mut bool) -> bool {
        loop {
            let c = self.peek();
            if c == '$' {
                *expandable |= self.dollar_in_text(parts);
                continue;
            }
            self.get();
            if c == '`' && is_newline(self.peek()) {
                self.get(); // an escaped line break ends no line
            } else if c == '`' {
                self.escape();
            } else if is_newline(c) {
                self.second_of_line_break(c);
                return false;
            } else if self.is_end(c) {
                return true;
            }
        }
    }

    fn second_of_line_break(&mut self, c: char) {
        if c == '\r' {
            self.passes('\n');
        }
    }

    /// Behind `@'` or `@"`: passes the rest of the line.
    fn here_header(&mut self, quote: char) -> bool {
        self.skip_blanks();
        let c = self.peek();
        if self.is_end(c) {
            self.fault(self.start, self.at, Problem::UnclosedHereText(quote));
            return false;
        }
        if !is_newline(c) {
            self.fault(self.at, self.at + c.len_utf8(), Problem::BehindHereHeader(quote));
            return self.here_header_recovery();
        }
        self.get();
        self.second_of_line_break(c);
        true
    }

    fn here_header_recovery(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        false
    }

    /// Passes `'@` at the start of a line.
    fn here_footer(&mut self, is_quote: fn(char) -> bool, false_footer: &mut Option<usize>) -> bool {
        let line_start = match self.text.as_bytes().get(self.at.wrapping_sub(1)) {
            Some(b'\n' | b'\r') => true,
            _ => return false,
        };
        debug_assert!(line_start);
        let c = self.peek();
        if is_quote(c) && self.peek_at(self.at + c.len_utf8()) == '@' {
            self.at += c.len_utf8() + 1;
            return true;
        }
        self.note_false_footer(is_quote, false_footer);
        false
    }

    fn note_false_footer(&mut self, is_quote: fn(char) -> bool, false_footer: &mut Option<usize>) {
        if !is_blank(self.peek()) || false_footer.is_some() {
            return;
        }
        let mut at = self.at;
        while is_blank(self.peek_at(at)) {
            at += self.peek_at(at).len_utf8();
        }
        let c = self.peek_at(at);
        if is_quote(c) && c != END && self.peek_at(at + c.len_utf8()) == '@' {
            *false_footer = Some(at);
        }
    }

    fn unclosed_here(&mut self, false_footer: Option<usize>, quote: char) {
        match false_footer {
            Some(at) => self.fault(at, at + 2, Problem::BlankBeforeHereFooter(quote)),
            None => self.fault(self.start, self.at, Problem::UnclosedHereText(quote)),
        }
    }

    pub(super) fn here_parts(&mut self, token: Token, parts: &mut Parts) {
        self.at = token.start as usize + 1;
        self.get();
        if self.here_header('"') {
            self.here_body(parts);
        }
    }
}
