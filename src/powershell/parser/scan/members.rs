//! What may stand right behind a value: a member, an index, an argument list.

use super::Scanner;
use super::chars::{END, is_blank};
use crate::powershell::parser::tokens::{Token, TokenKind};

impl Scanner<'_, '_> {
    /// The sign of a member or an index right behind a value.
    pub(in super::super) fn member_sign(&mut self) -> Option<Token> {
        if self.out.halted {
            return None;
        }
        self.start = self.at;
        let c = self.peek();
        let next = self.peek_at(self.at + c.len_utf8());
        let (kind, length) = match (c, next) {
            ('.', '.') => return None,
            ('.', _) if self.in_command() && (is_blank(next) || super::is_newline(next) || next == END) => return None,
            ('.', _) => (TokenKind::Dot, 1),
            ('[', _) => (TokenKind::LeftBracket, 1),
            (':', ':') => (TokenKind::DoubleColon, 2),
            ('?', '.') => (TokenKind::QuestionDot, 2),
            ('?', '[') => (TokenKind::QuestionBracket, 2),
            _ => return None,
        };
        self.at += length;
        Some(self.token(kind))
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

    /// What stands behind `--%`, up to the end of the line or a pipe outside quotes.
    pub(in super::super) fn verbatim(&mut self) -> Token {
        self.start = self.at;
        if super::is_blank(self.peek()) {
            self.skip_blanks();
            self.start = self.at;
        }
        let bytes = self.text.as_bytes();
        let mut quoted = false;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\r' | b'\n' => break,
                b'|' if !quoted => break,
                b'&' if !quoted && bytes.get(self.at + 1) == Some(&b'&') => break,
                b'"' => quoted = !quoted,
                _ => {}
            }
            self.at += 1;
        }
        self.token(TokenKind::Verbatim)
    }
}
