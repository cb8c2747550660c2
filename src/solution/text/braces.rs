//! What a `{` in a text turns out to be: a part, a brace, or a mistake with what was meant.

use std::ops::Range;

use super::mistake::MistakeKind;
use crate::solution::keys::{Kind, PartRef};
use crate::words::close_match;

/// What a `{` turned out to be.
pub(super) enum Brace {
    Part(PartRef),
    Literal,
    Mistake(MistakeKind, String),
}

/// Reads what begins with the `{` at the start of `rest`: its length in bytes, and what it is.
pub(super) fn brace(rest: &str) -> (usize, Brace) {
    if rest.starts_with("{{") {
        return (2, Brace::Literal);
    }
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let inner = &rest[1..];
    let inner = &inner[..inner.find(|c| !word(c)).unwrap_or(inner.len())];
    let closed = rest[1 + inner.len()..].starts_with('}');
    if !closed || !(inner.contains('.') || inner.eq_ignore_ascii_case("solution")) {
        return (1, Brace::Mistake(MistakeKind::Brace, "{{".to_owned()));
    }
    (inner.len() + 2, reference(inner))
}

/// Reads what stands between braces.
fn reference(inner: &str) -> Brace {
    let Some((word, key)) = inner.split_once('.') else {
        return match inner {
            "solution" => Brace::Part(PartRef::solution()),
            _ => Brace::Mistake(MistakeKind::Kind, "{solution}".to_owned()),
        };
    };
    let kind = Kind::PARTS.into_iter().find(|kind| kind.word() == word);
    match kind {
        Some(kind) if is_key(key) => Brace::Part(PartRef::new(kind, key)),
        Some(_) => Brace::Mistake(MistakeKind::Key, nearest_key(word, key)),
        None if key.contains('.') => Brace::Mistake(MistakeKind::OtherSolution, format!("{{{{{inner}}}")),
        None => Brace::Mistake(MistakeKind::Kind, nearest_kind(word, key)),
    }
}

/// Whether this can be the key of a part.
fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// The reference that was meant, if only the kind is misspelt; else the text as it stands.
fn nearest_kind(word: &str, key: &str) -> String {
    let words = Kind::PARTS.map(Kind::word);
    match close_match(word, &words) {
        Some(kind) => format!("{{{kind}.{key}}}"),
        None => format!("{{{{{word}.{key}}}"),
    }
}

/// The reference that was meant, if only the key is written as a name would be; else the text as it stands.
fn nearest_key(kind: &str, key: &str) -> String {
    let kebab = key.to_ascii_lowercase().replace(['_', '.'], "-");
    let kebab = kebab.trim_matches('-');
    if kebab.is_empty() { format!("{{{{{kind}.{key}}}") } else { format!("{{{kind}.{kebab}}}") }
}

/// Every brace of a source outside code, with its place.
pub(super) fn braces<'a>(
    source: &'a str,
    code: &'a [Range<usize>],
) -> impl Iterator<Item = (Range<usize>, Brace)> + 'a {
    let mut at = 0;
    let mut code = code.iter().peekable();
    std::iter::from_fn(move || {
        loop {
            let start = at + source[at..].find('{')?;
            while code.next_if(|code| code.end <= start).is_some() {}
            if let Some(code) = code.next_if(|code| code.start <= start) {
                at = code.end;
                continue;
            }
            let (length, brace) = brace(&source[start..]);
            at = start + length;
            return Some((start..at, brace));
        }
    })
}
