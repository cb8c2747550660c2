//! Where a body cannot be read: by our parser, and by PowerShell itself where there is one.

use std::ops::Range;

use super::body::FindingKind;
use super::reading::Reading;
use super::syntax::{self, Fault, Problem, Span};

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

/// Errors that depend on the types and modules that this machine has: on a device they may be there.
const OF_THE_MACHINE: [&str; 10] = [
    "AttributeNotAllowedOnDeclaration",
    "CannotFindAppropriateCtor",
    "CannotLoadAssembly",
    "CustomAttributeTypeNotFound",
    "ErrorLoadingAssembly",
    "InvalidUnderlyingType",
    "ModuleNotFoundDuringParse",
    "RequiresModuleInvalid",
    "TypeNotFound",
    "TypeNotFoundDuringParse",
];

impl Opinion {
    /// From its answer, `LINE COLUMN KIND MESSAGE` for each error; none where there is no answer.
    pub fn of(answer: Option<&str>) -> Opinion {
        let Some(answer) = answer else { return Opinion::None };
        let errors: Option<Vec<_>> =
            answer.lines().filter(|line| !line.is_empty()).map(Unreadable::read).collect();
        let Some(errors) = errors else { return Opinion::None };
        match errors.into_iter().find(|(kind, _)| !OF_THE_MACHINE.contains(kind)) {
            None => Opinion::Readable,
            Some((_, error)) => Opinion::Unreadable(error),
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
    /// The kind of an error, and the error.
    fn read(line: &str) -> Option<(&str, Unreadable)> {
        let mut words = line.splitn(4, ' ');
        let (line, column) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some((words.next()?, Unreadable { line, column, message: words.next()?.to_owned() }))
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

/// A place at which a body cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub range: Range<usize>,
    /// What is wrong there, and what to type.
    pub message: String,
    /// A second place, with what is there: the bracket that is open.
    pub related: Option<(Range<usize>, String)>,
}

/// The most that is said of one body.
const MOST: usize = 10;

/// The syntax errors of a body, the first one first, but for what its findings say already: one a line, and none that
/// only follows from an earlier one.
pub fn syntax_errors(text: &str, reading: &Reading) -> Vec<SyntaxError> {
    use FindingKind::{EndlessText, LoneTry, Unpaired};
    let is_said = |kind| matches!(kind, EndlessText | LoneTry | Unpaired);
    if reading.findings.iter().any(|finding| is_said(finding.kind)) {
        return Vec::new();
    }
    let mut errors: Vec<(usize, SyntaxError)> = Vec::new();
    for fault in syntax::parse(text).faults {
        let line = text[..fault.span.start as usize].matches('\n').count();
        let follows = !errors.is_empty() && matches!(fault.problem, Problem::Unexpected(_));
        if !follows && errors.len() < MOST && errors.iter().all(|(other, _)| *other != line) {
            errors.push((line, syntax_error(text, fault)));
        }
    }
    errors.into_iter().map(|(_, error)| error).collect()
}

fn syntax_error(text: &str, fault: Fault) -> SyntaxError {
    let message = fault.message();
    let related = fault.related.map(|related| (related.span.range(), related.words));
    SyntaxError { range: shown(text, fault.span), message, related }
}

/// What is shown of a place: its own line, and where nothing stands, what stands before it.
fn shown(text: &str, span: Span) -> Range<usize> {
    let range = span.range();
    if !range.is_empty() {
        let line = text[range.clone()].find(['\r', '\n']).filter(|&length| length > 0);
        return range.start..line.map_or(range.end, |length| range.start + length);
    }
    let before = &text[..range.start];
    let word_start = before.trim_end_matches(|c: char| c.is_alphanumeric() || "$_-:".contains(c)).len();
    match before.chars().next_back() {
        Some(_) if word_start < range.start => word_start..range.start,
        Some(c) if !matches!(c, '\r' | '\n') => range.start - c.len_utf8()..range.start,
        _ => word(text, range.start),
    }
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
    use crate::powershell::TOKENS;

    fn said(text: &str) -> Vec<&str> {
        syntax_errors(text, &read_body(text, &TOKENS)).into_iter().map(|error| &text[error.range]).collect()
    }

    #[test]
    fn where_a_body_cannot_be_read() {
        for (text, expected) in [
            ("if ($x) { F } else { G }", vec![]),
            ("# nothing yet\n", vec![]),
            ("param $x", vec![]),
            (":outer foreach ($x in $y) { break outer outer2 }", vec![]),
            ("F\nif $x { G }", vec!["if"]),
            ("\"$name: text\"", vec!["$name:"]),
            ("$x = ", vec!["="]),
            ("$x = 1 +* 2; F", vec!["+"]),
            ("if ($x) {", vec![]), // said of the bracket
            ("if $a { 1 }\n$b = 2\nforeach ($a of $b) { 1 }\n", vec!["if", "$a"]),
            ("$x = @{ a = 1, b = 2 }\n$y = @{ a = 1, b = 2 }\n", vec![",", ","]),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
        assert!(said(&"if $a { 1 }\n".repeat(50)).len() <= MOST);
    }

    /// The snippets of a list, one a line; `⏎` stands for a line's end.
    fn snippets(list: &str) -> impl Iterator<Item = String> {
        list.lines().map(|line| line.replace('⏎', "\n"))
    }

    #[test]
    fn what_powershell_reads_is_no_error() {
        let list = include_str!("../../tests/powershell/readable.txt");
        let all = snippets(list).collect::<Vec<_>>().join("\n");
        let own = include_str!("../../scripts/backup-bitlocker-keys.ps1").to_owned();
        for text in snippets(list).chain([own, format!("try {{\n{all}\n}}\ncatch {{ }}\n")]) {
            assert_eq!(syntax_errors(&text, &Reading::default()), [], "{text}");
        }
    }

    #[test]
    fn what_powershell_does_not_read_is_one() {
        let list = include_str!("../../tests/powershell/unreadable.txt");
        for text in snippets(list) {
            assert_ne!(syntax_errors(&text, &Reading::default()), [], "{text}");
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

    #[test]
    fn answers() {
        let error = Unreadable { line: 3, column: 14, message: "Missing closing '}'.".to_owned() };
        let machine = "1 9 TypeNotFound Unable to find type [X].";
        for (answer, expected) in [
            ("", Opinion::Readable),
            (machine, Opinion::Readable),
            (
                &format!("{machine}\n3 14 MissingEndCurlyBrace Missing closing '}}'."),
                Opinion::Unreadable(error),
            ),
            ("pwsh: not licensed", Opinion::None),
        ] {
            assert_eq!(Opinion::of(Some(answer)), expected, "{answer}");
        }
    }
}
