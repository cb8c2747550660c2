//! Variables: `$name`, `${name}`, `@name`.

use super::Scanner;
use super::chars::{END, ends_token, is_letter_or_digit};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tokens::{Token, TokenKind};

/// Prefixes of a variable's name that say where it lives; any other names a drive.
const SCOPES: [&str; 7] = ["global", "local", "private", "script", "using", "variable", "workflow"];

impl Scanner<'_, '_> {
    /// Behind the `$` or `@` of a token.
    pub(super) fn variable(&mut self, splatted: bool) -> Token {
        let kind = if splatted { TokenKind::Splat } else { TokenKind::Variable };
        match self.peek() {
            '{' if !splatted => {
                self.at += 1;
                self.braced_variable();
                if self.in_command() && self.joins_word() {
                    self.at = self.start;
                    return self.generic();
                }
            }
            c if super::chars::is_variable_start(c) => {
                if !self.plain_variable(self.in_command()) {
                    self.at = self.start;
                    return self.generic();
                }
            }
            _ => {
                self.at = self.start;
                return self.generic();
            }
        }
        self.token(kind)
    }

    /// In a word of a command, what stands behind a variable in braces makes all of it one word.
    fn joins_word(&self) -> bool {
        let c = self.peek();
        !ends_token(c) && !matches!(c, '.' | '[')
    }

    /// The name of a variable without braces. In a word of a command a sign behind it makes all of it one word: `false`.
    pub(super) fn plain_variable(&mut self, in_word: bool) -> bool {
        let sigil = self.at - 1;
        let name = self.at;
        let first = self.get();
        if matches!(first, '$' | '?' | '^') {
            return !in_word || ends_token(self.peek());
        }
        loop {
            let c = self.peek();
            match c {
                ':' if self.peek_at(self.at + 1) == ':' => break,
                ':' | '_' | '?' => self.at += 1,
                '.' | '[' | '=' | END => break,
                _ if is_letter_or_digit(c) => {
                    self.get();
                }
                _ if in_word && !ends_token(c) => return false,
                _ => break,
            }
        }
        self.check_name(sigil, name, false);
        true
    }

    /// Behind the `${`.
    pub(super) fn braced_variable(&mut self) {
        let name = self.at;
        loop {
            let c = self.get();
            match c {
                '}' => break,
                '`' => {
                    self.escape();
                }
                '{' => self.fault(self.at - 1, self.at, Problem::BraceInVariable),
                _ if self.is_end(c) => {
                    self.fault(name - 2, self.at, Problem::UnclosedVariable);
                    return;
                }
                _ => {}
            }
        }
        self.check_braced(name);
    }

    fn check_braced(&mut self, name: usize) {
        if self.at - 1 == name {
            self.fault(name - 2, self.at, Problem::EmptyVariable);
            return;
        }
        self.check_name(name - 2, name, true);
    }

    /// Says so where a name ends in a colon.
    fn check_name(&mut self, start: usize, name: usize, braced: bool) {
        let end = self.at - usize::from(braced);
        let text = &self.text[name..end];
        let Some(colon) = text.find(':') else { return };
        if colon + 1 < text.len() {
            return;
        }
        let prefix = &text[..colon];
        let problem = if braced {
            Problem::BracedColon
        } else if prefix.is_empty() || SCOPES.iter().any(|scope| scope.eq_ignore_ascii_case(prefix)) {
            Problem::ScopeWithoutName
        } else {
            Problem::ColonBehindVariable(prefix.into())
        };
        self.fault(start, self.at, problem);
    }
}
