//! Where the characters of a text stand in the literal that it is written as.

use std::ops::Range;

/// Where the characters of a text stand: pairs of a byte of the text and the byte at which it stands, from which what
/// follows stands as it is. None where the text stands in another form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces(Vec<(usize, usize)>);

impl Pieces {
    /// A text that stands as it is from this byte on.
    pub fn whole(start: usize) -> Self {
        Pieces(vec![(0, start)])
    }

    /// Those of a text in a literal; none where the literal is none of this text.
    pub(super) fn of(literal: &str, text: &str) -> Self {
        Pieces(pieces(literal, text).unwrap_or_default())
    }

    /// The same in what holds the literal at this byte.
    #[must_use]
    pub(super) fn from(mut self, start: usize) -> Self {
        self.0.iter_mut().for_each(|(_, place)| *place += start);
        self
    }

    /// Where these bytes of the text stand.
    pub fn range(&self, text: &Range<usize>) -> Option<Range<usize>> {
        Some(self.offset(text.start)?..self.offset(text.end)?)
    }

    fn offset(&self, byte: usize) -> Option<usize> {
        let behind = self.0.partition_point(|(from, _)| *from <= byte);
        let (from, at) = self.0[..behind].last()?;
        Some(at + byte - from)
    }
}

fn pieces(literal: &str, text: &str) -> Option<Vec<(usize, usize)>> {
    if let Some(start) = literal.find(text) {
        return Some(vec![(0, start)]);
    }
    let mut reader = Reader { literal, at: opening(literal)?, text: String::with_capacity(text.len()) };
    let mut pieces = vec![(0, reader.at)];
    while reader.text.len() < text.len() {
        if reader.next()? {
            pieces.push((reader.text.len(), reader.at));
        }
    }
    (reader.text == text).then_some(pieces)
}

/// The length of what opens a literal with escapes; none of another kind.
fn opening(literal: &str) -> Option<usize> {
    match literal.strip_prefix("\"\"\"") {
        Some(rest) => Some(if rest.starts_with('\n') { 4 } else { 3 }),
        None => literal.starts_with('"').then_some(1),
    }
}

/// Reads a literal with escapes.
struct Reader<'a> {
    literal: &'a str,
    at: usize,
    text: String,
}

impl Reader<'_> {
    /// Reads a character or an escape; whether it was an escape.
    fn next(&mut self) -> Option<bool> {
        let character = self.literal[self.at..].chars().next()?;
        if character != '\\' {
            self.at += character.len_utf8();
            self.text.push(character);
            return Some(false);
        }
        let rest = &self.literal[self.at + 1..];
        let kind = rest.chars().next()?;
        if kind.is_ascii_whitespace() {
            self.at += 1 + rest.len() - rest.trim_ascii_start().len();
            return Some(true);
        }
        let (escaped, digits) = escape(kind, rest)?;
        self.text.push(escaped);
        self.at += 2 + digits;
        Some(true)
    }
}

/// The character of an escape, and how many digits belong to it.
fn escape(kind: char, rest: &str) -> Option<(char, usize)> {
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return Some((plain_escape(kind)?, 0)),
    };
    let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
    Some((char::from_u32(code)?, digits))
}

fn plain_escape(kind: char) -> Option<char> {
    Some(match kind {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        '"' | '\\' => kind,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a literal by TOML's own reader.
    fn text(literal: &str) -> String {
        let table: toml::Table = toml::from_str(&format!("a = {literal}")).unwrap();
        table["a"].as_str().unwrap().to_owned()
    }

    #[test]
    fn what_is_not_escaped_stands_where_it_is_said_to() {
        for literal in [
            r#""a\tb""#,
            "'a\\b'",
            "'''\na\nb'''",
            "\"\"\"\nC:\\\\x \\u00e9 \\U0001F600!\nb\\\"\\\\\\n\"\"\"",
            "\"\"\"a \\\n   b \\   \n\n  c\"\"\"",
            r#""\\\\""#,
        ] {
            let text = text(literal);
            let pieces = pieces(literal, &text).expect(literal);
            for (index, &(from, at)) in pieces.iter().enumerate() {
                // Up to the escape that the next piece stands behind.
                let end = pieces.get(index + 1).map_or(text.len(), |next| next.0);
                let run = &text[from..end];
                let escaped = run.chars().next_back().map_or(0, char::len_utf8);
                let plain = &run[..run.len() - escaped];
                let behind = &literal[at + plain.len()..];
                assert!(literal[at..].starts_with(plain), "{literal}: {plain:?}");
                assert!(
                    behind.starts_with('\\') || behind.starts_with(&run[plain.len()..]),
                    "{literal}: {run:?}"
                );
            }
        }
    }

    #[test]
    fn another_text_stands_nowhere() {
        assert_eq!(pieces(r#""a\tb""#, "a\nb"), None);
        assert_eq!(pieces("'ab'", "a\nb"), None);
        assert_eq!(pieces(r#""a\tb""#, "a\tbcdef"), None);
    }
}
