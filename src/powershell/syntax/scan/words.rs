//! Words: plain ones, words of the language, words of a command, parameters, labels, names of types.

use super::chars::{END, ends_token, is_blank, is_double_quote, is_in_word, is_single_quote, is_word_start};
use super::{Mode, Scanner};
use crate::powershell::syntax::tokens::{Keyword, Token, TokenKind, operator};
use crate::powershell::syntax::values::bare;

impl Scanner<'_, '_> {
    /// A word that begins with a letter.
    pub(super) fn word(&mut self) -> Token {
        if self.mode == Mode::TypeName {
            return self.type_name();
        }
        self.pass_word();
        if self.in_command() && !self.simple && !ends_token(self.peek()) {
            self.at = self.start;
            return self.generic();
        }
        let word = &self.text[self.start..self.at];
        let keyword = if self.simple { None } else { Keyword::of(word) };
        self.token(keyword.map_or(TokenKind::Word, TokenKind::Keyword))
    }

    fn pass_word(&mut self) {
        while is_in_word(self.peek()) {
            self.get();
        }
    }

    fn type_name(&mut self) -> Token {
        while Self::in_type_name(self.peek()) {
            self.get();
        }
        self.token(TokenKind::Word)
    }

    /// A word of a command, from where it stands now.
    pub(super) fn generic(&mut self) -> Token {
        let mut expandable = false;
        loop {
            let c = self.peek();
            if self.at == self.start {
                self.generic_part(c, &mut expandable);
            } else if ends_token(c) {
                let text = &self.text[self.start..self.at];
                let verbatim =
                    !expandable && text.contains('%') && !text.ends_with('`') && bare(text) == "--%";
                let kind = if verbatim { TokenKind::StopParsing } else { TokenKind::Generic { expandable } };
                return self.token(kind);
            } else {
                self.generic_part(c, &mut expandable);
            }
        }
    }

    fn generic_part(&mut self, c: char, expandable: &mut bool) {
        match c {
            '`' if self.at > self.start
                && self.peek_at(self.at + 1) == END
                && self.at + 1 < self.text.len() =>
            {
                self.get(); // a NUL ends the word, whatever stands before it
            }
            '`' => {
                self.get();
                self.escape();
            }
            '$' => *expandable |= self.dollar_in_text(&mut None),
            _ if is_single_quote(c) => {
                self.get();
                self.pass_single_quoted();
            }
            _ if is_double_quote(c) => {
                self.get();
                *expandable |= self.pass_double_quoted(&mut None);
            }
            _ => {
                self.get();
            }
        }
    }

    /// `-Name`, or an operator.
    pub(super) fn parameter(&mut self) -> Token {
        let first = self.at;
        let mut colon = false;
        loop {
            let c = self.peek();
            if matches!(c, END | '{' | '}' | '(' | ')' | ';' | ',' | '|' | '&' | '.' | '[' | '\r' | '\n')
                || is_blank(c)
            {
                break;
            }
            if c == ':' && self.in_command() {
                self.at += 1;
                colon = true;
                break;
            }
            if self.in_command() && (is_single_quote(c) || is_double_quote(c)) {
                return self.generic();
            }
            if !self.in_command() && !c.is_ascii_alphabetic() {
                break;
            }
            self.get();
        }
        if self.in_expression()
            && let Some((operator, case)) = operator(&self.text[first..self.at])
        {
            return self.token(TokenKind::Operator(operator, case));
        }
        self.token(TokenKind::Parameter { colon })
    }

    /// Passes the start of a word that began as a parameter or label: what looks like a variable in it is none.
    pub(super) fn pass_plain_start(&mut self) {
        let c = self.peek();
        let next = self.peek_at(self.at + c.len_utf8());
        if super::chars::is_dash(c) && is_word_start(next) {
            while !is_single_quote(self.peek()) && !is_double_quote(self.peek()) && !self.at_end() {
                self.get();
            }
        } else if c == ':' && is_word_start(next) {
            self.get();
            self.pass_word();
            self.get();
        }
    }

    /// `:name`
    pub(super) fn label(&mut self) -> Token {
        if !is_word_start(self.peek()) {
            self.at = self.start;
            return self.generic();
        }
        self.pass_word();
        if !ends_token(self.peek()) {
            self.get(); // whatever it is, quote or dollar, it is nothing but a part of the word
            return self.generic();
        }
        self.token(TokenKind::Label)
    }
}
