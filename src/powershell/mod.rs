//! PowerShell as text: literals, comments, and what stands in a script's body.

mod allowances;
mod control;
mod faults;
mod finding;
mod findings;
mod flow;
mod reading;
mod render;
pub mod syntax;
mod values;
mod view;

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

pub use allowances::Allowance;
pub use faults::{Opinion, SyntaxError, Unreadable};
pub use finding::{Finding, FindingKind};
pub use findings::{Mistake, Report, Reported};
pub use reading::{Reading, read_body};
pub use render::render_body;
pub use values::{Reads, Stored, Table, Value};

/// An expression that means exactly this text, in ASCII. It is `'…'` where that suffices, else a sum in
/// parentheses: `('caf' + [char]0xE9)`. No platform token stands whole in it.
pub fn literal(text: &str) -> String {
    let splits = token_starts(text);
    if splits.is_empty() && text.bytes().all(is_printable) {
        return quoted(text);
    }
    let mut sum = String::from("(");
    for piece in Pieces::new(text, &splits) {
        if sum.len() == 1 && matches!(piece, Piece::Char(_)) {
            sum.push_str("''"); // what is left of the first `+` decides: characters alone would add up as numbers
        }
        if sum.len() > 1 {
            sum.push_str(" + ");
        }
        match piece {
            Piece::Text(text) => sum.push_str(&quoted(text)),
            Piece::Char(unit) => write!(sum, "[char]0x{unit:X}").expect("a String takes everything"),
        }
    }
    sum.push(')');
    sum
}

/// A number as an operand: negative ones in parentheses.
pub fn number(number: i64) -> String {
    if number < 0 { format!("({number})") } else { number.to_string() }
}

/// A text inside `<# #>` or behind `#`: one line of ASCII that ends no comment and holds no platform token.
pub fn comment(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '>' if line.ends_with('#') => line.push_str(" >"),
            ' '..='~' => line.push(character),
            _ if character.is_control() || character.is_whitespace() => line.push(' '),
            _ => line.push_str(look_alike(character)),
        }
    }
    loop {
        let starts = token_starts(&line);
        if starts.is_empty() {
            return line.trim().to_owned();
        }
        let mut place = 0..;
        line.retain(|_| place.next().is_some_and(|place| starts.binary_search(&place).is_err()));
    }
}

/// What a comment says instead of a character that is not ASCII. Never nothing: what stands on its two sides
/// might together end the comment or become a directive.
fn look_alike(character: char) -> &'static str {
    match character {
        '\u{2018}'..='\u{201B}' => "'",
        '\u{201C}'..='\u{201F}' => "\"",
        '\u{2010}'..='\u{2015}' => "-",
        '\u{2026}' => "...",
        _ => "?",
    }
}

/// The runs the platform might replace, `@Name@` and `%output%`: any name between two equal signs of that
/// kind, since what other names a console knows is not written down.
pub fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter(|&(_, &sign)| matches!(sign, b'@' | b'%')).filter_map(
        move |(start, &sign)| {
            let rest = &bytes[start + 1..];
            let length = rest.iter().position(|&byte| !is_in_name(byte))?;
            (length > 0 && rest[length] == sign).then_some(start..start + length + 2)
        },
    )
}

/// Where each run begins that the platform might replace.
fn token_starts(text: &str) -> Vec<usize> {
    tokens(text).map(|token| token.start).collect()
}

fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b' ')
}

fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Printable ASCII in single quotes.
fn quoted(text: &str) -> String {
    let inner = if text.contains('\'') { Cow::Owned(text.replace('\'', "''")) } else { Cow::Borrowed(text) };
    format!("'{inner}'")
}

/// A part of a literal.
enum Piece<'a> {
    /// Printable ASCII.
    Text(&'a str),
    /// A UTF-16 unit.
    Char(u16),
}

/// The parts of a text: printable runs, cut behind the first sign of each token, and single characters.
struct Pieces<'a> {
    rest: &'a str,
    start: usize,
    splits: &'a [usize],
    low: Option<u16>,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str, splits: &'a [usize]) -> Self {
        Pieces { rest: text, start: 0, splits, low: None }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.start += length;
        taken
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(low) = self.low.take() {
            return Some(Piece::Char(low));
        }
        let first = self.rest.chars().next()?;
        if !matches!(first, ' '..='~') {
            self.take(first.len_utf8());
            let mut units = [0; 2];
            self.low = first.encode_utf16(&mut units).get(1).copied();
            return Some(Piece::Char(units[0]));
        }
        let run = self.rest.bytes().position(|byte| !is_printable(byte)).unwrap_or(self.rest.len());
        while self.splits.first().is_some_and(|&split| split < self.start) {
            self.splits = &self.splits[1..];
        }
        let run = self.splits.first().map_or(run, |split| run.min(split + 1 - self.start));
        Some(Piece::Text(self.take(run)))
    }
}

/// What a platform replaces, for tests.
#[cfg(test)]
pub(crate) const TOKENS: [&str; 4] = ["output", "companyname", "sitename", "friendlyname"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals() {
        for (text, expected) in [
            ("", "''"),
            ("it's", "'it''s'"),
            ("caf\u{e9} bar", "('caf' + [char]0xE9 + ' bar')"),
            ("\u{2019}", "('' + [char]0x2019)"),
            ("\u{1F600}!", "('' + [char]0xD83D + [char]0xDE00 + '!')"),
            ("a\r\n\0", "('a' + [char]0xD + [char]0xA + [char]0x0)"),
            ("say %OutPut% now", "('say %' + 'OutPut% now')"),
            ("@a@b@", "('@' + 'a@' + 'b@')"),
            ("100% of 50, 20%", "'100% of 50, 20%'"),
            ("%% @@", "'%% @@'"),
        ] {
            assert_eq!(literal(text), expected, "{text:?}");
        }
    }

    #[test]
    fn comments() {
        for (text, expected) in [
            ("a #> b", "a # > b"),
            ("a\n.SYNOPSIS\u{2028}b", "a .SYNOPSIS b"),
            ("#\u{e9}>", "#?>"),
            ("it\u{2019}s \u{2013} fine", "it's - fine"),
            ("x %output% and @Name@", "x output% and Name@"),
            ("@a@b@", "ab@"),
        ] {
            assert_eq!(comment(text), expected, "{text:?}");
        }
    }
}
