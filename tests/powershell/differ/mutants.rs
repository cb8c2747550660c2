//! Texts made of texts.

use super::Random;

/// Words and signs of the language.
const WORDS: &[&str] = &[
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "@(",
    "@{",
    "$(",
    "${",
    "\"",
    "'",
    "@'\n",
    "\n'@",
    "@\"\n",
    "\n\"@",
    "`",
    "`\n",
    "\n",
    "\r\n",
    "\r",
    ";",
    ",",
    ".",
    "..",
    "::",
    ":",
    "=",
    "==",
    "+=",
    "-=",
    "*=",
    "/=",
    "%=",
    "??=",
    "??",
    "?",
    "?.",
    "?[",
    "|",
    "||",
    "&&",
    "&",
    "+",
    "++",
    "-",
    "--",
    "--%",
    "*",
    "/",
    "%",
    "!",
    "!!",
    "<",
    ">",
    ">>",
    "2>",
    "2>&1",
    "*>&1",
    "1>&2",
    "3>",
    "#",
    "<#",
    "#>",
    "$",
    "$a",
    "$_",
    "$?",
    "$$",
    "$^",
    "$a:",
    "$env:x",
    "$script:a",
    "$using:a",
    "${a b}",
    "@a",
    "$true",
    "$null",
    "$a.b",
    "$a[0]",
    "$a::b",
    "[int]",
    "[int[]]",
    "[string]",
    "[A()]",
    "[ref]",
    "[ordered]",
    "[List[int]]",
    "[a, b]",
    "-eq",
    "-ne",
    "-and",
    "-or",
    "-not",
    "-bnot",
    "-like",
    "-match",
    "-replace",
    "-split",
    "-join",
    "-f",
    "-is",
    "-as",
    "-in",
    "-contains",
    "-cEQ",
    "-a",
    "-a:",
    "-foo-bar",
    "-1",
    "+1",
    "1",
    "0",
    "1.5",
    ".5",
    "1.",
    "1e3",
    "0x1F",
    "0b1",
    "10kb",
    "1l",
    "1u",
    "1d",
    "1..3",
    "1a",
    "a",
    "F",
    "a.b",
    "a-b",
    "a/b",
    "a\\b",
    "C:\\a",
    "*.txt",
    "~",
    "if",
    "(1)",
    "else",
    "elseif",
    "switch",
    "default",
    "foreach",
    "in",
    "for",
    "while",
    "do",
    "until",
    "break",
    "continue",
    "return",
    "exit",
    "throw",
    "try",
    "catch",
    "finally",
    "trap",
    "function",
    "filter",
    "param",
    "param(",
    "begin",
    "process",
    "end",
    "clean",
    "dynamicparam",
    "class",
    "enum",
    "static",
    "hidden",
    "using",
    "namespace",
    "data",
    "workflow",
    "parallel",
    "sequence",
    "configuration",
    "from",
    "define",
    "var",
    "base",
    "type",
    ":a",
    ":a while",
    "{ }",
    "()",
    "@()",
    "@{}",
    "{1}",
    "\"$a\"",
    "\"$(1)\"",
    "\"`n\"",
    "'a'",
    "\"a\"",
    "\"\"",
    "''",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{2013}",
    "\u{201c}",
    "\u{2018}",
    "\u{e9}",
    "#Requires -Version 5",
    "\0",
    "\u{2028}",
    "\u{feff}",
    "\u{1F600}",
];

/// What mutants are made of.
pub(crate) struct Mutants {
    pub seeds: Vec<String>,
    pub random: Random,
}

impl Iterator for Mutants {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let random = &mut self.random;
        let first = window(random.one_of(&self.seeds).as_str(), random);
        let second = window(random.one_of(&self.seeds).as_str(), random);
        let mut text = if random.below(8) == 0 { spliced(&first, &second, random) } else { first };
        for _ in 0..1 + random.below(3) {
            text = mutant(&text, random);
        }
        Some(text)
    }
}

/// A few lines of a long text.
fn window(text: &str, random: &mut Random) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.len() < 6 || random.below(6) == 0 {
        return text.to_owned();
    }
    let start = random.below(lines.len());
    let length = 1 + random.below(12);
    lines[start..lines.len().min(start + length)].concat()
}

fn spliced(first: &str, second: &str, random: &mut Random) -> String {
    let (first, second) = (pieces(first), pieces(second));
    let head = random.below(first.len() + 1);
    let tail = random.below(second.len() + 1);
    first[..head].concat() + &second[tail..].concat()
}

/// Words, blanks and single signs.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let class = |c: char| match c {
        ' ' | '\t' => 1,
        _ if c.is_alphanumeric() || c == '_' => 2,
        _ => 0,
    };
    let mut before = 0;
    for (at, c) in text.char_indices() {
        let class = class(c);
        if at > start && (class == 0 || class != before) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = class;
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// A text with one thing changed.
pub(crate) fn mutant(text: &str, random: &mut Random) -> String {
    let mut pieces = pieces(text);
    if pieces.is_empty() {
        return (*random.one_of(WORDS)).to_owned();
    }
    let at = random.below(pieces.len());
    let other = random.below(pieces.len());
    match random.below(9) {
        0 | 1 => {
            pieces.remove(at);
        }
        2 => pieces.insert(at, pieces[at]),
        3 => pieces.swap(at, other),
        4 if at + 1 < pieces.len() => pieces.swap(at, at + 1),
        5 => pieces[at] = WORDS[random.below(WORDS.len())],
        6 => pieces.insert(other, pieces[at]),
        7 if at < other && other - at < 12 => {
            pieces.drain(at..other);
        }
        _ => pieces.insert(at, WORDS[random.below(WORDS.len())]),
    }
    pieces.concat()
}
