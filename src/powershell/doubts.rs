//! Whether a body can be read at all. The grammar knows a little less than PowerShell does, so PowerShell itself has
//! the last word, where there is one.

use std::ops::Range;

use super::body::{FindingKind, parse};
use super::lexer::lex;
use super::plain::plain;
use super::reading::Reading;
use super::statements::Statements;
use super::tokens::Code;

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

impl Opinion {
    /// From its answer, `LINE COLUMN MESSAGE` for each error and `done`; none where there is no answer.
    pub(crate) fn of(answer: Option<&str>) -> Opinion {
        let lines = answer.unwrap_or_default().lines();
        let mut lines: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.pop() != Some("done") {
            return Opinion::None;
        }
        match lines.first().map(|line| Unreadable::read(line)) {
            None => Opinion::Readable,
            Some(Some(error)) => Opinion::Unreadable(error),
            Some(None) => Opinion::None,
        }
    }
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
    fn read(line: &str) -> Option<Unreadable> {
        let mut words = line.splitn(3, ' ');
        let (line, column) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Unreadable { line, column, message: words.next()?.to_owned() })
    }

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

/// The most doubts that are said of one body.
const MOST: usize = 10;

/// Where the grammar cannot read a body in which nothing else is wrong with its form: one place a statement.
pub fn doubts(text: &str, reading: &Reading) -> Vec<Range<usize>> {
    use FindingKind::{EndlessText, NewerSyntax, NonAscii, Nul, Param, Unpaired, Using};
    let said = |kind| matches!(kind, EndlessText | NewerSyntax | NonAscii | Nul | Param | Unpaired | Using);
    let says_nothing = text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#'));
    if says_nothing || text.len() > LONGEST || reading.findings.iter().any(|finding| said(finding.kind)) {
        return Vec::new();
    }
    let lexed = lex(text);
    let statements = Statements::of(Code { text, tokens: &lexed.tokens });
    let mut rest = plain(text, &lexed);
    let mut found = Vec::new();
    while let Some(place) = stop(&rest) {
        let statement = statements.at(place);
        // The first place says that something is wrong; a later one may be an echo of it.
        if !found.is_empty() && (statement.is_empty() || stop(&rest[statement.clone()]).is_none()) {
            break;
        }
        found.push(word(text, place));
        if statement.is_empty() || found.len() == MOST {
            break;
        }
        rest = without(&rest, statement);
    }
    found
}

/// Where the grammar stops.
fn stop(text: &str) -> Option<usize> {
    let tree = parse(text);
    let mut cursor = tree.walk();
    while cursor.node().has_error() && !cursor.node().is_error() && !cursor.node().is_missing() {
        let mut found = cursor.goto_first_child();
        while found && !cursor.node().has_error() {
            found = cursor.goto_next_sibling();
        }
        if !found {
            break;
        }
    }
    cursor.node().has_error().then(|| cursor.node().start_byte())
}

/// The text with a statement that does nothing in place of this one.
fn without(text: &str, statement: Range<usize>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    bytes[statement.clone()].fill(b' ');
    bytes[statement.start] = b'0';
    String::from_utf8_lossy(&bytes).into_owned() // ASCII in place of whole characters
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
            let found = doubts(text, &read_body(text)).first().map(|range| &text[range.clone()]);
            assert_eq!(found, expected, "{text}");
        }
    }

    /// The snippets of a list, one a line; `⏎` stands for a line's end.
    fn snippets(list: &str) -> impl Iterator<Item = String> {
        list.lines().map(|line| line.replace('⏎', "\n"))
    }

    #[test]
    fn what_powershell_reads_raises_no_doubt() {
        let list = include_str!("../../tests/powershell/readable.txt");
        let doubted: Vec<String> = snippets(list)
            .filter_map(|text| {
                let place = doubts(&text, &read_body(&text)).first()?.start;
                Some(format!("{text} [at {}]", &text[place..]))
            })
            .collect();
        assert!(doubted.is_empty(), "{}", doubted.join("\n"));
    }

    #[test]
    fn nor_does_all_of_it_in_one_body() {
        let list = include_str!("../../tests/powershell/readable.txt");
        let text = snippets(list).collect::<Vec<_>>().join("\n");
        let own = include_str!("../../scripts/backup-bitlocker-keys.ps1").to_owned();
        for text in [own, format!("try {{\n{text}\n}}\ncatch {{ }}\n"), text.replace('\n', "\r\n")] {
            let found = doubts(&text, &Reading::default());
            assert_eq!(found.first().map(|range| &text[range.start..]), None);
        }
    }

    #[test]
    fn what_powershell_does_not_read_raises_one() {
        let list = include_str!("../../tests/powershell/unreadable.txt");
        let said =
            |kind| matches!(kind, FindingKind::Unpaired | FindingKind::EndlessText | FindingKind::Param);
        let passed: Vec<String> = snippets(list)
            .filter(|text| {
                let reading = read_body(text);
                let is_said = reading.findings.iter().any(|finding| said(finding.kind));
                !is_said && doubts(text, &reading).is_empty()
            })
            .collect();
        assert!(passed.is_empty(), "{}", passed.join("\n"));
    }

    #[test]
    fn one_place_a_statement() {
        for (text, expected) in [
            ("if $a { 1 }\n$b = 2\nif $c { 3 }\n", vec!["if", "if"]),
            ("$b = 2\nforeach ($a of $b) { 1 }\nwhile $c { 3 }; $d = 1 +", vec!["foreach", "while", "$d"]),
            ("function F {\n    if $a { 1 }\n    $b = 2\n    while $c { 1 }\n}\n", vec!["if", "while"]),
            ("if ($a) { $b = } else { $c = }", vec!["$b", "$c"]),
            ("$x = @{ a = 1, b = 2 }\n$y = @{ a = 1, b = 2 }\n", vec![",", ","]),
            ("if $a { 1 }\nelseif ($b) { 2 }\nelse { 3 }\n$x = \n", vec!["if", "$x"]),
            ("try {\n    F\n    switch $a { 1 { 2 } }\n}\ncatch { if $b { 1 } }\n", vec!["switch", "if"]),
        ] {
            let found: Vec<&str> =
                doubts(text, &read_body(text)).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
        let many = "if $a { 1 }\n".repeat(50);
        assert_eq!(doubts(&many, &read_body(&many)).len(), MOST);
    }

    #[test]
    fn a_place_by_line_and_column() {
        for (line, column, expected) in [(1, 1, "F"), (2, 4, "$y"), (2, 99, ""), (9, 1, ""), (3, 3, "x")] {
            let error = Unreadable { line, column, message: String::new() };
            let text = "F\nif $y { }\n\u{1F600}x";
            assert_eq!(&text[error.range(text)], expected, "{line}:{column}");
        }
    }

    #[test]
    fn answers() {
        let error = Unreadable { line: 3, column: 14, message: "Missing closing '}'.".to_owned() };
        for (answer, expected) in [
            ("done\r\n", Opinion::Readable),
            ("3 14 Missing closing '}'.\n4 1 Unexpected token.\ndone\n", Opinion::Unreadable(error)),
            ("3 14 Missing closing '}'.\n", Opinion::None),
            ("pwsh: not licensed\ndone\n", Opinion::None),
            ("", Opinion::None),
        ] {
            assert_eq!(Opinion::of(Some(answer)), expected, "{answer}");
        }
    }
}
