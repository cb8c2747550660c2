//! What texts mean.

use std::borrow::Cow;
use std::ops::Range;

use super::tree::Quotes;

/// How a text is written.
pub(super) fn quotes(text: &str) -> Quotes {
    let mut characters = text.chars();
    let first = characters.next();
    let quote = if first == Some('@') { characters.next() } else { first };
    let double = quote.is_some_and(|quote| matches!(quote, '"' | '\u{201C}'..='\u{201E}'));
    match (first == Some('@'), double) {
        (true, true) => Quotes::DoubleHere,
        (true, false) => Quotes::SingleHere,
        (false, true) => Quotes::Double,
        (false, false) => Quotes::Single,
    }
}

/// What a text in quotes means: a stretch of it, or a text of its own.
pub(super) fn plain(text: &str, quotes: Quotes) -> Result<Range<usize>, String> {
    let inner = inside(text, quotes);
    let written = &text[inner.clone()];
    match quotes {
        Quotes::Single if written.contains(is_single) => Err(undoubled(written, is_single)),
        Quotes::Double if written.contains(['`', '"', '\u{201C}', '\u{201D}', '\u{201E}']) => {
            Err(unescape(&undoubled(written, is_double)).into_owned())
        }
        Quotes::DoubleHere if written.contains('`') => Err(unescape(written).into_owned()),
        _ => Ok(inner),
    }
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201B}')
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '\u{201C}'..='\u{201E}')
}

/// What stands within the quotes.
fn inside(text: &str, quotes: Quotes) -> Range<usize> {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    if matches!(quotes, Quotes::Single | Quotes::Double) {
        return first..text.len().saturating_sub(last).max(first);
    }
    let header = text.find(['\n', '\r']).map_or(text.len(), |at| at + line_break(&text[at..]));
    let footer = text.rfind(['\n', '\r']).unwrap_or(text.len());
    let footer =
        if text[..footer].ends_with('\r') && text[footer..].starts_with('\n') { footer - 1 } else { footer };
    header..footer.max(header)
}

fn line_break(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { 1 }
}

fn undoubled(text: &str, is_quote: fn(char) -> bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        result.push(c);
        if c == '`' {
            result.extend(characters.next());
        } else if is_quote(c) {
            characters.next_if(|&c| is_quote(c));
        }
    }
    result
}

/// A text with its escapes resolved.
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('`') {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        result.push_str(&rest[..at]);
        let (c, length) = escape(&rest[at + 1..]);
        result.extend(c);
        rest = &rest[at + 1 + length..];
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// What stands behind a backtick means, and how long it is.
fn escape(rest: &str) -> (Option<char>, usize) {
    let Some(c) = rest.chars().next() else { return (None, 0) };
    let meaning = match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1B}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{B}',
        'u' => return code_point(rest),
        _ => c,
    };
    (Some(meaning), c.len_utf8())
}

fn code_point(rest: &str) -> (Option<char>, usize) {
    let digits = rest.strip_prefix("u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
    match digits.and_then(|digits| Some((u32::from_str_radix(digits, 16).ok()?, digits.len()))) {
        Some((code, length)) => {
            (Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)), length + 3)
        }
        None => (None, 1),
    }
}

/// Where a text has escapes that Windows PowerShell 5.1 does not know: `` `e `` and `` `u{…} ``.
pub(super) fn newer_escapes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let rest = &text[start + 1..];
        let (_, length) = escape(rest);
        at = start + 1 + length;
        if rest.starts_with('e') || rest.starts_with("u{") {
            found.push(start..at);
        }
    }
    found
}

/// What a bare word means: without backticks and quotes.
pub(super) fn bare(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '`' || is_single(c) || is_double(c)) {
        result.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or('`');
        let behind = &rest[at + c.len_utf8()..];
        if c == '`' {
            let (meaning, length) = escape(behind);
            result.extend(meaning);
            rest = &behind[length..];
            continue;
        }
        let is_quote = if is_single(c) { is_single as fn(char) -> bool } else { is_double };
        let length = quoted_length(behind, is_quote);
        let inner = undoubled(&behind[..length.0], is_quote);
        result.push_str(&if is_double(c) { unescape(&inner).into_owned() } else { inner });
        rest = &behind[length.1..];
    }
    result.push_str(rest);
    result
}

/// How long the inside of a quoted text is, and how long it is with its closing quote.
fn quoted_length(text: &str, is_quote: fn(char) -> bool) -> (usize, usize) {
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c == '`' && is_quote('"') {
            characters.next();
        } else if is_quote(c) && characters.next_if(|&(_, c)| is_quote(c)).is_none() {
            return (at, at + c.len_utf8());
        }
    }
    (text.len(), text.len())
}
