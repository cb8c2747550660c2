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
        // In a `$(…)` within a text it is a comment like any other.
        let text = &self.text[self.start..self.at];
        if self.source.base == 0 && text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("#requires"))
        {
            self.out.requirements.push(span);
        }
    }

    /// Where PowerShell begins to look for what goes on behind a line break. Within a text it mistakes a place in the
    /// file for one in the `$(…)`, both counted in UTF-16.
    fn looks_from(&mut self, newline: Token) -> Option<usize> {
        if self.source.base == 0 {
            return Some(newline.end as usize);
        }
        let mut left = self.out.units_before(self.source.file, self.source.place(newline.end as usize));
        let mut characters = self.text.char_indices();
        while left > 0 {
            left = left.saturating_sub(characters.next()?.1.len_utf16() as u32);
        }
        characters.next().map(|(at, _)| at)
    }

    /// Whether the pipeline goes on behind a line break: PowerShell 7 lets `|` and `||` begin the next line, with comments
    /// but no empty line between.
    pub(in super::super) fn pipe_follows(&mut self, newline: Token) -> bool {
        let bytes = self.text.as_bytes();
        let Some(mut at) = self.looks_from(newline) else { return false };
        let mut empty = true;
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
