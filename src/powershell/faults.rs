//! Where a body cannot be read: by our parser, and by PowerShell itself where there is one.

use std::ops::Range;

use super::syntax::{self, Fault, Kind, Parsed, Problem, Quotes, Span};

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

/// The syntax errors of a body, the first one first: one a line, and none that only follows from an earlier one.
pub(super) fn syntax_errors(text: &str, parsed: &Parsed) -> Vec<SyntaxError> {
    if let Some(range) = endless(text, parsed) {
        return vec![endless_text(range)];
    }
    let mut errors: Vec<(usize, SyntaxError)> = Vec::new();
    for fault in &parsed.faults {
        if matches!(fault.problem, Problem::UsingTooLate) {
            continue; // `using` is said of by its own rule, wherever it stands
        }
        let line = text[..fault.span.start as usize].matches('\n').count();
        let follows = !errors.is_empty() && matches!(fault.problem, Problem::Unexpected(_));
        if !follows && errors.len() < MOST && errors.iter().all(|(other, _)| *other != line) {
            errors.push((line, syntax_error(text, fault)));
        }
    }
    errors.into_iter().map(|(_, error)| error).collect()
}

/// The quote of a text over several lines that, were it closed at the end of its first one, would leave no error: all
/// quotes behind it are taken the wrong way round.
fn endless(text: &str, parsed: &Parsed) -> Option<Range<usize>> {
    const MOST: usize = 20;
    const BYTES: usize = 1 << 20;
    let is_deep = |fault: &Fault| matches!(fault.problem, Problem::TooDeep | Problem::TooLong);
    if parsed.faults.is_empty() || parsed.faults.iter().any(is_deep) {
        return None;
    }
    let tries = MOST.min(BYTES / text.len().max(1));
    let tree = &parsed.tree;
    let is_text = |quotes: Quotes| matches!(quotes, Quotes::Single | Quotes::Double);
    let mut starts: Vec<usize> = tree
        .ids()
        .filter(|&id| match *tree.kind(id) {
            Kind::Text { quotes, .. } | Kind::Expandable { quotes, .. } => is_text(quotes),
            _ => false,
        })
        .map(|id| tree.span(id).range())
        .filter(|range| text[range.clone()].contains('\n'))
        .map(|range| range.start)
        .collect();
    starts.sort_unstable();
    starts.into_iter().take(tries).find_map(|start| {
        let quote = text[start..].chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
        let line = text[start..].find('\n').map_or(text.len(), |length| start + length);
        let closed = format!("{}{quote}{}", &text[..line], &text[line..]);
        syntax::parse(&closed).faults.is_empty().then_some(start..start + quote.len_utf8())
    })
}

fn endless_text(range: Range<usize>) -> SyntaxError {
    let message = "the text that begins here does not end on its line, so all quotes behind it are taken the wrong \
                   way round; close it with the same quote";
    SyntaxError { range, message: message.to_owned(), related: None }
}

/// Operators of other languages, and what compares here.
const FOREIGN: [(&str, &str); 4] = [(">=", "-ge"), ("<=", "-le"), ("!=", "-ne"), ("=>", "-ge")];

/// The operator of another language that an error is about.
fn foreign(text: &str, fault: &Fault) -> Option<SyntaxError> {
    if !matches!(fault.problem, Problem::Unexpected(_)) {
        return None;
    }
    let start = fault.span.start as usize;
    let end = text[..start].trim_end_matches(' ').len();
    FOREIGN.iter().find_map(|(sign, word)| {
        let at = if text[start..].starts_with(sign) { start } else { text[..end].strip_suffix(sign)?.len() };
        let message = format!("`{sign}` is no operator here: type `{word}` to compare");
        Some(SyntaxError { range: at..at + sign.len(), message, related: None })
    })
}

fn syntax_error(text: &str, fault: &Fault) -> SyntaxError {
    if let Some(error) = foreign(text, fault) {
        return error;
    }
    let is_binding = text[fault.span.range()].to_ascii_lowercase().starts_with("[cmdletbinding");
    let message = match fault.problem {
        Problem::AttributeAlone if is_binding => {
            "`[CmdletBinding()]` stands before no `param`: delete it, it does nothing here".to_owned()
        }
        _ => fault.message(),
    };
    let related = fault.related.as_ref().map(|related| (related.span.range(), related.words.clone()));
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
    use super::*;

    fn said(text: &str) -> Vec<&str> {
        syntax_errors(text, &syntax::parse(text)).into_iter().map(|error| &text[error.range]).collect()
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
            ("if ($x) {", vec!["{"]),
            ("if ($x) {\n  F\n", vec!["{"]),
            ("1\n} 2 {\n", vec!["}"]),
            ("try { F }\nG", vec!["}"]),
            ("if ($x) { foreach ($y in $z) { $a = try { F }; G } }", vec!["}"]),
            ("try { try { F } } catch { G }", vec!["}"]),
            ("try { F }\n\n# why\ncatch [X] { G }\ntry\n{ F }\nfinally { G }", vec![]),
            ("$h = @{ try = 1 }; F try { G }; $h.try", vec![]),
            ("if ($a.Count >= $b) { F }", vec![">="]),
            ("if ($a != 1) { F }", vec!["!="]),
            ("[CmdletBinding()]\nF", vec!["[CmdletBinding()]"]),
            ("$x = \"a\nF \"b\"\nif ($y) { F \"c\" }\n", vec!["\""]),
            ("$x = 'a\nF 'b'\n", vec!["'"]),
            ("$x = 'a\nb'\nif ($x) {\n", vec!["{"]),
            ("$x = @'\na\n '@\n", vec!["'@"]),
            ("<# a", vec!["<# a"]),
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
            assert_eq!(syntax_errors(&text, &syntax::parse(&text)), [], "{text}");
        }
    }

    #[test]
    fn what_powershell_does_not_read_is_one() {
        let list = include_str!("../../tests/powershell/unreadable.txt");
        for text in snippets(list) {
            assert_ne!(syntax_errors(&text, &syntax::parse(&text)), [], "{text}");
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
