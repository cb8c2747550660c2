//! GitHub's workflow commands, which its runner takes out of what a step prints.

use std::fmt::Write;

/// Writes a command with these properties and this text, on one line.
pub(super) fn write(out: &mut String, level: &str, properties: &[(&str, &str)], text: &str) {
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let _ = writeln!(out, "::{level} {}::{}", properties.join(","), data(text));
}

/// The text behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text between `=` and the next comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
