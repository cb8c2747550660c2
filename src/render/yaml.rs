//! Text into YAML, as front matter needs it: always quoted, so that no text is a number, a date or a key.

/// A scalar that means exactly this text.
pub fn scalar(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_scalar(&mut out, text);
    out
}

/// A list of texts on one line.
pub fn list(items: &[String]) -> String {
    let mut out = String::from("[");
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        push_scalar(&mut out, item);
    }
    out.push(']');
    out
}

fn push_scalar(out: &mut String, text: &str) {
    if !text.chars().all(stands_as_it_is) {
        return push_escaped(out, text);
    }
    out.push('\'');
    for (at, part) in text.split('\'').enumerate() {
        if at > 0 {
            out.push_str("''");
        }
        out.push_str(part);
    }
    out.push('\'');
}

/// Between double quotes, where anything can be escaped.
fn push_escaped(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if stands_as_it_is(c) => out.push(c),
            c if (c as u32) < 0x100 => out.push_str(&format!("\\x{:02X}", c as u32)),
            c => out.push_str(&format!("\\u{:04X}", c as u32)),
        }
    }
    out.push('"');
}

/// Whether YAML takes the character for itself between quotes: printable, and neither a line break nor a
/// byte-order mark.
fn stands_as_it_is(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{2027}' | '\u{202A}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFFD}' | '\u{10000}'..)
}
