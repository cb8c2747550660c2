//! Whether a pattern keeps line breaks out, by its form: from `^` to `$`, and nothing between that takes one.
//!
//! What regular expressions the platform reads is written down nowhere, so only what means the same in all of them
//! counts. `.` takes a carriage return in most; a `$` that lets a last line break pass is harmless, since nothing of the
//! value stands behind it.

use std::iter::Peekable;
use std::str::Chars;

/// Whether no text with a line break inside fits the pattern. Where that cannot be seen, it is not said.
pub(super) fn keeps_to_one_line(pattern: &str) -> bool {
    let mut reader = Reader { rest: pattern.chars().peekable() };
    reader.whole().unwrap_or(false)
}

/// A piece of a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Start,
    End,
    Or,
    Open,
    Close,
    Quantifier,
    /// Characters, none of them a line break; or a place between two.
    Plain,
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    /// Reads all of it; nothing, if a piece may take a line break or is not known.
    fn whole(&mut self) -> Option<bool> {
        let (mut depth, mut branch, mut anchored) = (0_usize, Vec::new(), true);
        while let Some(character) = self.rest.next() {
            let piece = self.piece(character)?;
            match piece {
                Piece::Open => depth += 1,
                Piece::Close => depth = depth.checked_sub(1)?,
                Piece::Or if depth == 0 => {
                    anchored &= is_anchored(&branch);
                    branch.clear();
                    continue;
                }
                _ => {}
            }
            branch.push(piece);
        }
        Some(anchored && is_anchored(&branch))
    }

    fn piece(&mut self, character: char) -> Option<Piece> {
        match character {
            '^' => Some(Piece::Start),
            '$' => Some(Piece::End),
            '|' => Some(Piece::Or),
            ')' => Some(Piece::Close),
            '*' | '+' | '?' | '{' => Some(Piece::Quantifier),
            '(' => self.group(),
            '[' => self.class(),
            '\\' => self.escape(),
            '.' => None,
            other => (!is_break(other)).then_some(Piece::Plain),
        }
    }

    /// `(`, `(?:`, a name, a look to either side; no flags.
    fn group(&mut self) -> Option<Piece> {
        if self.rest.next_if_eq(&'?').is_some() {
            match self.rest.next()? {
                ':' | '=' | '!' => {}
                '<' if self.rest.next_if(|&next| next == '=' || next == '!').is_some() => {}
                '<' => drop(self.rest.find(|&next| next == '>')?),
                _ => return None,
            }
        }
        Some(Piece::Open)
    }

    fn escape(&mut self) -> Option<Piece> {
        match self.rest.next()? {
            'A' => Some(Piece::Start),
            'z' | 'Z' => Some(Piece::End),
            'd' | 'w' | 'S' | 'b' | 'B' | 't' | '0'..='9' => Some(Piece::Plain),
            sign => sign.is_ascii_punctuation().then_some(Piece::Plain),
        }
    }

    /// `[…]`: listed characters; or `[^…]`, which leaves out both line breaks.
    fn class(&mut self) -> Option<Piece> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let (mut empty, mut excluded) = (true, String::new());
        loop {
            let character = match self.rest.next()? {
                ']' if empty => return None, // a character here, the end there
                ']' => break,
                '[' => return None,
                '&' if self.rest.peek() == Some(&'&') => return None,
                '\\' => match self.rest.next()? {
                    kind @ ('n' | 'r' | 's') if negated => {
                        excluded.push(kind);
                        kind
                    }
                    kind @ ('d' | 'w' | 'S') => kind,
                    sign if sign.is_ascii_punctuation() => sign,
                    _ => return None,
                },
                plain => plain,
            };
            // Nor a tab: line breaks stand right behind it, so that every other range begins above them.
            if character.is_control() {
                return None;
            }
            empty = false;
        }
        let leaves_out = excluded.contains('s') || excluded.contains('n') && excluded.contains('r');
        (!negated || leaves_out).then_some(Piece::Plain)
    }
}

/// Whether an alternative begins at the text's start and ends at its end, and neither may be left out.
fn is_anchored(branch: &[Piece]) -> bool {
    let is_sure = |next: Option<&Piece>| next != Some(&Piece::Quantifier);
    branch.first() == Some(&Piece::Start) && is_sure(branch.get(1)) && branch.last() == Some(&Piece::End)
}

/// A control character other than the tab.
fn is_break(character: char) -> bool {
    character.is_control() && character != '\t'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_keep_line_breaks_out() {
        for pattern in [
            "^[A-Za-z0-9 ._@-]*$",
            "^(a|b)+$",
            "^a$|^b$",
            r"\A\d{4}-\d\d\z",
            r"^(?!none)(?:\w+\.)+[a-z]{2,}$",
            r"^(?<year>[0-9]+)[^\r\n]*$",
            r"^[^\s,]+$",
            r"^\S*$",
            r"^\$\[x\]$",
            "^[ -~]+$",
            "^$",
        ] {
            assert!(keeps_to_one_line(pattern), "{pattern}");
            let regex = fancy_regex::Regex::new(pattern).unwrap();
            for text in ["a\n'@\nb", "\n", "a\rb", "2026\r\n'@", "x,\n"] {
                assert!(!regex.is_match(text).unwrap(), "{pattern} {text:?}");
            }
        }
    }

    #[test]
    fn patterns_that_let_one_in_or_cannot_be_told() {
        for pattern in [
            "",
            ".*",
            "^.*$",
            "[A-Z]+",
            "^[A-Z]+",
            "[A-Z]+$",
            "^a$|b",
            "^a|b$",
            r"^a\$",
            "^?a$",
            "^[^a]+$",
            r"^[^\n]+$",
            r"^\s+$",
            r"^[\s\S]*$",
            r"^[\W]$",
            r"^\D+$",
            "(?m)^a$",
            "^(?s:a)$",
            r"^[a\n]+$",
            "^[\t-z]+$",
            "^[]a]+$",
            "^[a[^b]]+$",
            r"^\p{L}+$",
            r"^\x0a$",
            "^a\nb$",
            "^[a",
            "^a)$",
        ] {
            assert!(!keeps_to_one_line(pattern), "{pattern}");
        }
    }
}
