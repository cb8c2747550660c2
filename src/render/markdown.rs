//! Text into Markdown that CommonMark with GFM and MDX 3 read the same way.
//!
//! What [`text`] writes is safe wherever inline content may stand: a paragraph, a heading, a table cell, a link's
//! label. Three things it cannot keep, because no Markdown can: a NUL becomes U+FFFD; in a code span a line break
//! becomes a blank; and a reader that replaces `:name:` by an emoji, or takes `{#id}` at the end of a heading for
//! its anchor, does so after parsing, where no escape is left to see.

mod admonitions;
mod blocks;
mod inline;
mod line;
mod plain;
mod prose;

use std::borrow::Cow;

use crate::solution::PartRef;
use crate::solution::text::{Run, Text};

pub use admonitions::{ADMONITIONS, stray_markers};
pub use line::prose_line;
pub use prose::prose;

/// Where the parts that texts name are shown.
pub trait Targets {
    /// How this part is shown.
    fn target(&self, part: &PartRef) -> Target<'_>;
}

/// How a part is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Target<'a> {
    /// Its name.
    pub label: &'a str,
    /// The address of its page.
    pub address: &'a str,
    /// A link to its page, as [`link`] makes it; none where its name is enough.
    pub link: Option<&'a str>,
}

/// Plain text as inline content.
pub fn text(plain: &str) -> Cow<'_, str> {
    escape(plain, Edges::BOTH)
}

/// A text as inline content, the parts it names as links.
pub fn runs(text: &Text, targets: &dyn Targets) -> String {
    if !text.source().contains('{') {
        return escape(text.source(), Edges::BOTH).into_owned();
    }
    let mut out = String::with_capacity(text.source().len() + 64);
    // Literals in a row are escaped as one, since what one means may depend on its neighbour.
    let mut pending = String::new();
    let mut start = true;
    for run in text.runs() {
        let part = match run {
            Run::Literal(literal) => {
                pending.push_str(literal);
                continue;
            }
            Run::Part(part) => part,
        };
        let target = targets.target(&part);
        match target.link {
            Some(link) => {
                out.push_str(&escape(&pending, Edges { start, end: false }));
                pending.clear();
                start = false;
                out.push_str(link);
            }
            None => pending.push_str(target.label),
        }
    }
    out.push_str(&escape(&pending, Edges { start, end: true }));
    out
}

/// A link; the label is Markdown already.
pub fn link(label: &str, address: &str) -> String {
    let mut out = String::with_capacity(label.len() + address.len() + 4);
    out.push('[');
    out.push_str(label);
    out.push_str("](");
    push_address(&mut out, address);
    out.push(')');
    out
}

/// An address as it stands in a page.
pub fn address(address: &str) -> String {
    let mut out = String::new();
    push_address(&mut out, address);
    out
}

/// An address as a link's destination.
fn push_address(out: &mut String, address: &str) {
    if address.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b':')) {
        return out.push_str(address);
    }
    for c in address.chars() {
        match c {
            c if c.is_ascii_control() || c == ' ' => out.push_str(&format!("%{:02X}", c as u32)),
            '\\' | '(' | ')' | '<' | '>' | '[' | ']' | '{' | '}' | '|' | '*' | '_' | '`' | '&' | '~' => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
    }
}

/// A code span. Empty text, which none can hold, is shown as the word.
pub fn code(plain: &str) -> String {
    if plain.is_empty() {
        return "*(empty)*".to_owned();
    }
    let plain = one_line(plain);
    if !plain.contains('`') && !plain.starts_with(' ') {
        return ["`", &plain, "`"].concat();
    }
    let fence = "`".repeat(longest_run(&plain) % 2 + 1);
    let fence = if plain.contains(&fence) { "`".repeat(longest_run(&plain) + 1) } else { fence };
    let blank = |c| c == ' ';
    let padded = plain.starts_with('`')
        || plain.ends_with('`')
        || (plain.starts_with(blank) && plain.ends_with(blank) && !plain.chars().all(blank));
    let pad = if padded { " " } else { "" };
    format!("{fence}{pad}{plain}{pad}{fence}")
}

/// A code span in a table cell, where GFM takes `\|` for the pipe. So a backslash before a pipe cannot stand in
/// code there: such a text is shown as text.
pub fn code_in_cell(plain: &str) -> String {
    if !plain.contains('|') {
        return code(plain);
    }
    let odd = |at: usize| plain[..at].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
    if plain.match_indices('|').any(|(at, _)| odd(at)) {
        return text(plain).into_owned();
    }
    code(plain).replace('|', "\\|")
}

/// A fenced code block, without the line break after it.
pub fn fenced(language: &str, code: &str) -> String {
    let fence = "`".repeat(3.max(longest_run(code) + 1));
    let end = if code.is_empty() || code.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{code}{end}{fence}")
}

/// The text with every line break as a blank.
fn one_line(plain: &str) -> Cow<'_, str> {
    if plain.contains(['\n', '\r', '\0']) {
        Cow::Owned(plain.replace("\r\n", " ").replace(['\n', '\r'], " ").replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(plain)
    }
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    if !text.contains('`') {
        return 0;
    }
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Whether a piece of text stands at the start or the end of its line, or of a span.
#[derive(Clone, Copy)]
struct Edges {
    start: bool,
    end: bool,
}

impl Edges {
    const BOTH: Edges = Edges { start: true, end: true };
}

/// How a byte is written that would mean something else.
enum Escape {
    Backslash,
    /// A character reference: also for what a backslash cannot keep.
    Reference,
    Replacement,
}

/// Text as Markdown that means exactly it.
fn escape(plain: &str, edges: Edges) -> Cow<'_, str> {
    let bytes = plain.as_bytes();
    let mut out = String::new();
    let mut written = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let outermost = (edges.start && at == 0) || (edges.end && at + 1 == bytes.len());
        if !(SPECIAL[usize::from(*byte)] || outermost) {
            continue;
        }
        let Some(escape) = needs(bytes, at, edges) else { continue };
        out.push_str(&plain[written..at]);
        written = at + 1;
        match escape {
            Escape::Backslash => out.extend(['\\', char::from(*byte)]),
            Escape::Reference => out.push_str(&format!("&#{byte};")),
            Escape::Replacement => out.push('\u{FFFD}'),
        }
    }
    if written == 0 {
        return Cow::Borrowed(plain);
    }
    out.push_str(&plain[written..]);
    Cow::Owned(out)
}

/// The bytes that may need an escape wherever they stand.
static SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let special = b"\\`*_{<[]|~&!:@.)#\n\r\0";
    let mut at = 0;
    while at < special.len() {
        table[special[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether the byte there would mean something, and how it is written then.
fn needs(bytes: &[u8], at: usize, edges: Edges) -> Option<Escape> {
    let start = edges.start && at == 0;
    let before = at.checked_sub(1).map(|at| bytes[at]);
    let after = bytes.get(at + 1).copied();
    let special = match bytes[at] {
        b'\n' | b'\r' => return Some(Escape::Reference),
        b' ' | b'\t' if start || (edges.end && after.is_none()) => return Some(Escape::Reference),
        b'i' | b'e' if start && is_module_syntax(bytes) => return Some(Escape::Reference),
        b'\0' => return Some(Escape::Replacement),
        b'\\' | b'`' | b'*' | b'{' | b'<' | b'[' | b']' | b'|' | b'~' => true,
        b'_' => !(before.is_some_and(is_word) && after.is_some_and(is_word)),
        b'&' => after.is_none_or(|b| b == b'#' || b.is_ascii_alphanumeric()),
        // An image, if a link follows.
        b'!' => after.is_none_or(|b| b == b'['),
        // A directive, a protocol, a table's delimiter row.
        b':' => start || after.map_or(!edges.end, |b| is_letter(b) || matches!(b, b':' | b'/' | b'_')),
        b'@' => before.is_none_or(is_local) && after.is_none_or(is_local),
        b'.' if at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www") => true,
        b'.' | b')' => edges.start && at > 0 && bytes[..at].iter().all(u8::is_ascii_digit),
        b'#' => start || before.is_some_and(|b| matches!(b, b' ' | b'\t')),
        b'+' | b'-' | b'=' | b'>' => start,
        _ => false,
    };
    special.then_some(Escape::Backslash)
}

/// Whether MDX would take the line for JavaScript.
fn is_module_syntax(line: &[u8]) -> bool {
    (line.starts_with(b"import") || line.starts_with(b"export"))
        && line.get(6).is_none_or(|b| !b.is_ascii_alphanumeric())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// What may begin a directive's name; bytes of other scripts count as letters.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}

/// What may stand around the `@` of an address.
fn is_local(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'+' | b'-' | b'.' | b'_')
}
