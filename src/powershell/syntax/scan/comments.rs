//! Comments.

use super::Scanner;
use super::chars::is_newline;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tokens::Token;

impl Scanner<'_, '_> {
    /// Behind a `#`.
    pub(super) fn line_comment(&mut self) -> Option<Token> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        self.note_comment();
        None
    }

    /// At the `#` behind a `<`.
    pub(super) fn block_comment(&mut self) -> Option<Token> {
        self.at += 1;
        let rest = &self.text.as_bytes()[self.at..];
        match memchr::memmem::find(rest, b"#>") {
            Some(length) => self.at += length + 2,
            None => {
                self.at = self.text.len();
                self.fault(self.start, self.at, Problem::UnclosedComment);
            }
        }
        self.note_comment();
        None
    }

    fn note_comment(&mut self) {
        let span = self.source.span(self.start, self.at);
        if self.out.comments.last().is_none_or(|last| last.start != span.start) {
            self.out.comments.push(span);
        }
    }

    /// Whether the pipeline goes on behind a line break: PowerShell 7 lets `|` and `||` begin the next line, with comments
    /// but no empty line between.
    pub(in super::super) fn pipe_follows(&self, from: usize) -> bool {
        if self.source.base > 0 {
            return false; // not within a text
        }
        let bytes = self.text.as_bytes();
        let mut at = from;
        // The line of the pipeline itself counts as one that is not empty.
        let mut empty = false;
        loop {
            let c = self.peek_at(at);
            match c {
                '#' => {
                    at += memchr::memchr2(b'\r', b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                    empty = false;
                }
                '<' if bytes.get(at + 1) == Some(&b'#') => {
                    match memchr::memmem::find(&bytes[at + 2..], b"#>") {
                        Some(length) => {
                            at += length + 4;
                            empty = false;
                        }
                        None => return false,
                    }
                }
                _ if is_newline(c) => {
                    if empty {
                        return false;
                    }
                    at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
                    empty = true;
                }
                _ if super::is_blank(c) => at += c.len_utf8(),
                _ => return c == '|',
            }
        }
    }
}
