//! Whether a body can be read at all. The grammar knows a little less than PowerShell does, so PowerShell itself has
//! the last word, where there is one.

use std::ops::Range;

use super::body::{FindingKind, parse};
use super::reading::Reading;

/// The longest body, in bytes, that the grammar is asked about.
const LONGEST: usize = 200_000;

/// What PowerShell itself says of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// It is not there, or gives no answer.
    None,
    /// It can read it.
    Readable,
    /// It cannot.
    Unreadable(Unreadable),
}

/// Where PowerShell cannot go on, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in UTF-16 units.
    pub column: usize,
    /// In its words.
    pub message: String,
}

impl Unreadable {
    /// The place in the text, up to the end of its word.
    pub fn range(&self, text: &str) -> Range<usize> {
        let before: usize = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let line = text[before..].lines().next().unwrap_or_default();
        let mut units = 0;
        let column = line.char_indices().find(|(_, character)| {
            units += character.len_utf16();
            units >= self.column
        });
        word(text, before + column.map_or(line.len(), |(at, _)| at))
    }
}

/// Where the grammar cannot read a body in which nothing else is wrong with its form.
pub fn doubt(text: &str, reading: &Reading) -> Option<Range<usize>> {
    use FindingKind::{EndlessText, NewerSyntax, NonAscii, Nul, Param, Unpaired, Using};
    let said = |kind| matches!(kind, EndlessText | NewerSyntax | NonAscii | Nul | Param | Unpaired | Using);
    let says_nothing = text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#'));
    if says_nothing || text.len() > LONGEST || reading.findings.iter().any(|finding| said(finding.kind)) {
        return None;
    }
    let tree = parse(&without_labels(text));
    let mut cursor = tree.walk();
    while cursor.node().has_error() {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            break;
        }
        let mut found = cursor.goto_first_child();
        while found && !cursor.node().has_error() {
            found = cursor.goto_next_sibling();
        }
        if !found {
            break;
        }
    }
    cursor.node().has_error().then(|| word(text, cursor.node().start_byte()))
}

/// The text with blanks for the label behind each `break` and `continue`, which the grammar does not know.
fn without_labels(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for word in ["break ", "continue "] {
        for (at, _) in text.match_indices(word) {
            let label = bytes[at + word.len()..].iter_mut();
            label
                .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                .for_each(|byte| *byte = b' ');
        }
    }
    String::from_utf8_lossy(&bytes).into_owned() // ASCII in place of ASCII
}

/// From a place to the end of the word there.
fn word(text: &str, start: usize) -> Range<usize> {
    let start = start.min(text.len());
    let rest = &text[start..];
    let end = rest.find(|character: char| !(character.is_alphanumeric() || "$_-".contains(character)));
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start..start + end.unwrap_or(rest.len()).max(if rest.starts_with('\n') { 0 } else { first })
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use super::*;

    #[test]
    fn where_the_grammar_stops() {
        for (text, expected) in [
            ("if ($x) { F } else { G }", None),
            ("switch ($x) {\n    'a' { F }\n    default { G }\n}", None),
            ("# nothing yet\n", None),
            (":outer foreach ($x in $y) { if ($z) { continue outer }; break outer }", None),
            ("function F {\n    [CmdletBinding()]\n    param([string] $A)\n    process { $A }\n}", None),
            ("F\nif $x { G }", Some("if")),
            ("$x = ", Some("$x")),
            ("$x = 1 +* 2; F", Some("*")),
            ("if ($x) {", None), // said of the bracket
        ] {
            let found = doubt(text, &read_body(text)).map(|range| &text[range]);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_place_by_line_and_column() {
        for (line, column, expected) in [(1, 1, "F"), (2, 4, "$y"), (2, 99, ""), (9, 1, ""), (3, 3, "x")] {
            let error = Unreadable { line, column, message: String::new() };
            let text = "F\nif $y { }\n\u{1F600}x";
            assert_eq!(&text[error.range(text)], expected, "{line}:{column}");
        }
    }
}
