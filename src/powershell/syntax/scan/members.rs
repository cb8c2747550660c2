//! What may stand right behind a value: a member, an index, an argument list.

use std::ops::Range;

use super::Scanner;
use super::chars::{END, is_blank, is_double_quote};
use crate::powershell::syntax::tokens::{Token, TokenKind};

fn ends_line_or_word(c: char) -> bool {
    is_blank(c) || super::is_newline(c) || c == END
}

impl Scanner<'_, '_> {
    /// The sign of a member or an index right behind a value.
    pub(in super::super) fn member_sign(&mut self) -> Option<Token> {
        if self.out.halted {
            return None;
        }
        let before = self.at;
        while self.passes_comment() {}
        let sign = self.member_sign_here();
        if sign.is_none() {
            self.at = before;
        }
        sign
    }

    fn passes_comment(&mut self) -> bool {
        let found = self.text[self.at..].starts_with("<#");
        if found {
            self.start = self.at;
            self.at += 1;
            self.block_comment();
        }
        found
    }

    fn member_sign_here(&mut self) -> Option<Token> {
        self.start = self.at;
        let c = self.peek();
        let next = self.peek_at(self.at + c.len_utf8());
        let (kind, length) = match (c, next) {
            ('.', '.') => return None,
            ('.', _) if self.in_command() && ends_line_or_word(next) => return None,
            ('.', _) => (TokenKind::Dot, 1),
            ('[', _) => (TokenKind::LeftBracket, 1),
            (':', ':') if self.in_command() && ends_line_or_word(self.peek_at(self.at + 2)) => return None,
            (':', ':') => (TokenKind::DoubleColon, 2),
            ('?', '.') => (TokenKind::QuestionDot, 2),
            ('?', '[') => (TokenKind::QuestionBracket, 2),
            _ => return None,
        };
        self.at += length;
        Some(self.token(kind))
    }

    /// `?.` behind blanks, as it may stand behind a type, or any sign right behind a comment.
    pub(in super::super) fn late_member_sign(&mut self) -> Option<Token> {
        let before = self.at;
        let mut commented;
        loop {
            self.skip_blanks();
            commented = self.passes_comment();
            if !commented || !self.text[self.at..].starts_with(|c| is_blank(c) || c == '<') {
                break;
            }
        }
        let found = self.member_sign_here().filter(|token| commented || token.kind == TokenKind::QuestionDot);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// Reads what stands behind a member as a word of a command, for the errors in it: PowerShell does so to see
    /// whether it is a bracket, and keeps them.
    pub(in super::super) fn look_ahead(&mut self) {
        let before = self.at;
        if self.in_command() && before >= self.looked && matches!(self.peek(), '.' | ':') {
            self.next();
            self.looked = self.at;
            self.at = before;
        }
    }

    /// Whether a `[` may come, perhaps behind blanks and comments.
    pub(in super::super) fn bracket_may_follow(&self) -> bool {
        let rest = self.text[self.at..].trim_start_matches(is_blank);
        !self.out.halted && rest.starts_with(['[', '<', '`'])
    }

    /// `[`, behind blanks at most.
    pub(in super::super) fn left_bracket(&mut self) -> Option<Token> {
        let before = self.at;
        self.skip_blanks();
        self.start = self.at;
        if !self.out.halted && self.passes('[') {
            return Some(self.token(TokenKind::LeftBracket));
        }
        self.at = before;
        None
    }

    /// `(` or `{` right behind the name of a member.
    pub(in super::super) fn argument_sign(&mut self) -> Option<Token> {
        if self.out.halted {
            return None;
        }
        self.start = self.at;
        let kind = match self.peek() {
            '(' => TokenKind::LeftParen,
            '{' => TokenKind::LeftBrace,
            _ => return None,
        };
        self.at += 1;
        Some(self.token(kind))
    }

    /// A name or value of an assembly's full name; it may hold any sign but these.
    pub(in super::super) fn assembly_part(&mut self) -> Range<usize> {
        let before = self.at;
        self.skip_blanks();
        let start = self.at;
        let ends = |c: char| matches!(c, ',' | '=' | ']' | END) || is_blank(c) || super::is_newline(c);
        let length = self.text[start..].find(ends).unwrap_or(self.text.len() - start);
        self.at = if length == 0 { before } else { start + length };
        self.at - length..self.at
    }

    /// Behind blanks, this sign.
    pub(in super::super) fn follows(&mut self, sign: char) -> bool {
        let before = self.at;
        let found = self.passes_behind_blanks(sign);
        self.at = before;
        found
    }

    /// Passes this sign, behind blanks.
    pub(in super::super) fn passes_behind_blanks(&mut self, sign: char) -> bool {
        let before = self.at;
        self.skip_blanks();
        let found = self.passes(sign);
        if !found {
            self.at = before;
        }
        found
    }

    /// What stands behind `--%`, up to the end of the line or a pipe outside quotes.
    pub(in super::super) fn verbatim(&mut self) -> Token {
        self.start = self.at;
        if super::is_blank(self.peek()) {
            self.skip_blanks();
            self.start = self.at;
        }
        let mut quoted = false;
        while !self.at_end() {
            match self.peek() {
                '\r' | '\n' => break,
                '|' if !quoted => break,
                '&' if !quoted && self.peek_at(self.at + 1) == '&' => break,
                c if is_double_quote(c) => quoted = !quoted,
                _ => {}
            }
            self.get();
        }
        self.token(TokenKind::Verbatim)
    }
}
