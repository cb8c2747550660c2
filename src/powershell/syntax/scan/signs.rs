//! Signs: brackets, operators, redirections.

use super::chars::{
    END, ends_number, ends_token, is_dash, is_double_quote, is_letter_or_digit, is_other_digit,
    is_single_quote, is_variable_start, is_word_start,
};
use super::numbers::behind_ending;
use super::{Mode, Scanner};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tokens::{Token, TokenKind};
use crate::powershell::syntax::tree::{Assignment, Case, Operator};

impl Scanner<'_, '_> {
    /// The token that begins with a character that is neither blank nor comment.
    pub(super) fn sign_or_word(&mut self, c: char) -> Token {
        match c {
            '(' => self.token(TokenKind::LeftParen),
            ')' => self.token(TokenKind::RightParen),
            '{' => self.token(TokenKind::LeftBrace),
            '}' => self.token(TokenKind::RightBrace),
            ';' => self.token(TokenKind::Semicolon),
            ',' => self.token(TokenKind::Comma),
            '|' => self.doubled('|', TokenKind::Pipe, TokenKind::OrOr),
            '&' => self.doubled('&', TokenKind::Ampersand, TokenKind::AndAnd),
            '$' => self.dollar(),
            '@' => self.at_sign(),
            '0'..='9' => self.digit(c),
            '[' => self.bracket(),
            ']' => self.token(TokenKind::RightBracket),
            '<' => self.token(TokenKind::RedirectIn),
            '>' => self.redirection(1),
            _ if is_single_quote(c) => self.single_quoted(),
            _ if is_double_quote(c) => self.double_quoted(),
            _ if is_dash(c) => self.dash(),
            _ if is_word_start(c) => self.word(),
            _ => self.operator_sign(c),
        }
    }

    fn doubled(&mut self, c: char, one: TokenKind, two: TokenKind) -> Token {
        let kind = if self.passes(c) { two } else { one };
        self.token(kind)
    }

    fn bracket(&mut self) -> Token {
        self.unless_word(TokenKind::LeftBracket)
    }

    /// In a command, a sign with something behind it is the beginning of a word.
    fn unless_word(&mut self, kind: TokenKind) -> Token {
        if self.in_command() && !ends_token(self.peek()) {
            self.at = self.start;
            return self.generic();
        }
        self.token(kind)
    }

    fn operator_sign(&mut self, c: char) -> Token {
        match c {
            '=' => self.unless_word(TokenKind::Assign(Assignment::Set)),
            '+' => self.plus(),
            '*' => self.star(),
            '/' => self.arithmetic(Operator::Divide, Assignment::Divide),
            '%' => self.arithmetic(Operator::Remainder, Assignment::Remainder),
            '!' if self.in_expression() && self.begins_word() => {
                self.at = self.start;
                self.generic()
            }
            '!' => self.plain(Operator::Not),
            '.' => self.dot(),
            ':' => self.colon(),
            '?' => self.question(),
            _ => {
                self.at = self.start;
                self.generic()
            }
        }
    }

    /// Behind a `!`: a word of a command, or `.exe`.
    fn begins_word(&self) -> bool {
        let (c, next) = (self.peek(), self.peek_at(self.at + 1));
        if is_other_digit(c) {
            return true;
        }
        if c.is_ascii_digit() || c == '.' && next.is_ascii_digit() {
            return !self.decimal_follows();
        }
        is_word_start(c) || c == '.' && !self.number_ending_follows()
    }

    /// Behind the point here: nothing but what may end a number.
    fn number_ending_follows(&self) -> bool {
        ends_number(behind_ending(&self.text[self.at + 1..]).chars().next().unwrap_or(END))
    }

    fn plain(&mut self, operator: Operator) -> Token {
        self.unless_word(TokenKind::Operator(operator, Case::Default))
    }

    fn arithmetic(&mut self, operator: Operator, assignment: Assignment) -> Token {
        if self.passes('=') {
            return self.unless_word(TokenKind::Assign(assignment));
        }
        self.plain(operator)
    }

    fn plus(&mut self) -> Token {
        if self.passes('+') {
            return self.plain(Operator::Increment);
        }
        if self.signed && self.digits_follow() {
            return self.number_or_word();
        }
        self.arithmetic(Operator::Plus, Assignment::Add)
    }

    fn digits_follow(&self) -> bool {
        let c = self.peek();
        c.is_ascii_digit() || c == '.' || self.other_digit_follows(c)
    }

    /// A digit of another script counts as one here, but in no number: all of it is a word, if it is longer.
    fn other_digit_follows(&self, c: char) -> bool {
        is_other_digit(c) && !ends_number(self.peek_at(self.at + c.len_utf8()))
    }

    fn star(&mut self) -> Token {
        if self.peek() == '>' {
            self.at += 1;
            return self.redirection(0);
        }
        self.arithmetic(Operator::Multiply, Assignment::Multiply)
    }

    fn dash(&mut self) -> Token {
        let c = self.peek();
        if is_dash(c) {
            self.get();
            return self.two_dashes();
        }
        if self.mode != Mode::TypeName && self.begins_parameter(c) {
            return self.parameter();
        }
        if self.signed && self.digits_follow() {
            return self.number_or_word();
        }
        self.arithmetic(Operator::Minus, Assignment::Subtract)
    }

    fn begins_parameter(&self, c: char) -> bool {
        if self.in_command() { is_word_start(c) || c == '?' } else { c.is_ascii_alphabetic() }
    }

    fn two_dashes(&mut self) -> Token {
        let plain = self.text[self.start..].starts_with("--");
        if self.in_command() && plain && self.peek() == '%' && ends_token(self.peek_at(self.at + 1)) {
            self.at += 1;
            return self.token(TokenKind::StopParsing);
        }
        self.plain(Operator::Decrement)
    }

    fn dot(&mut self) -> Token {
        if self.passes('.') {
            return self.plain(Operator::Range);
        }
        if self.peek().is_ascii_digit() {
            return self.number_or_word();
        }
        let c = self.peek();
        if matches!(c, '$' | '\'' | '"') {
            return self.token(TokenKind::Dot);
        }
        self.unless_word(TokenKind::Dot)
    }

    fn colon(&mut self) -> Token {
        if self.passes(':') {
            return self.unless_word(TokenKind::DoubleColon);
        }
        if self.in_command() {
            return self.label();
        }
        self.token(TokenKind::Colon)
    }

    fn question(&mut self) -> Token {
        if self.in_command() {
            return self.unless_word(TokenKind::Question);
        }
        if !self.passes('?') {
            return self.token(TokenKind::Question);
        }
        let kind = if self.passes('=') {
            TokenKind::Assign(Assignment::Coalesce)
        } else {
            TokenKind::Operator(Operator::Coalesce, Case::Default)
        };
        self.token(kind)
    }

    fn at_sign(&mut self) -> Token {
        let c = self.peek();
        match c {
            '{' => self.pass(TokenKind::AtBrace),
            '(' => self.pass(TokenKind::AtParen),
            _ if is_single_quote(c) => self.here_text(),
            _ if is_double_quote(c) => self.here_expandable(),
            _ if is_variable_start(c) => self.variable(true),
            _ => {
                self.fault(self.start, self.at, Problem::Unrecognized('@'));
                self.token(TokenKind::Unknown)
            }
        }
    }

    fn pass(&mut self, kind: TokenKind) -> Token {
        self.get();
        self.token(kind)
    }

    fn dollar(&mut self) -> Token {
        if self.peek() == '(' {
            return self.pass(TokenKind::DollarParen);
        }
        self.variable(false)
    }

    fn digit(&mut self, c: char) -> Token {
        if ('1'..='6').contains(&c) && self.peek() == '>' && (self.in_command() || self.merge_follows()) {
            self.at += 1;
            return self.redirection(c as u8 - b'0');
        }
        self.number_or_word()
    }

    /// `>&1` or `>&2`.
    fn merge_follows(&self) -> bool {
        matches!(self.text.as_bytes().get(self.at..self.at + 3), Some(b">&1" | b">&2"))
    }

    /// Behind the `>`.
    fn redirection(&mut self, stream: u8) -> Token {
        if self.passes('>') {
            return self.token(TokenKind::Redirect { stream, append: true });
        }
        let (and, to) = (self.peek(), self.peek_at(self.at + 1));
        if self.at - self.start == 2 && and == '&' && (to == '1' || to == '2' && stream > 0) {
            self.at += 2;
            let to = to as u8 - b'0';
            return self.token(TokenKind::Merge { from: stream, to });
        }
        self.token(TokenKind::Redirect { stream, append: false })
    }

    /// A letter, a digit or another sign of a type's name.
    pub(super) fn in_type_name(c: char) -> bool {
        matches!(c, '.' | '`' | '_' | '+' | '#' | '\\') || is_letter_or_digit(c)
    }
}
