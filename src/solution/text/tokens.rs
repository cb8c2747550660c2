//! The platform's tokens in texts that it fills in.

/// The manifest's token for what the last script printed, in any letter case. A platform that spells it otherwise has
/// its sheet say so.
const OUTPUT: &str = "%output%";

/// Whether a text is filled with the last script's output.
pub fn is_output(text: &str) -> bool {
    around_output(text).is_some()
}

/// The platform's tokens in a text: `@Name@`, `%output%`.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while let Some(start) = rest.find(['@', '%']) {
            let mark = rest[start..].chars().next()?;
            let word = &rest[start + 1..];
            let end = word.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(word.len());
            if end > 0 && word[end..].starts_with(mark) {
                let token = &rest[start..start + end + 2];
                rest = &word[end + 1..];
                return Some(token);
            }
            rest = word;
        }
        None
    })
}

/// The length of what stands around the output, in UTF-16 units; none where the output is not in the text.
pub fn around_output(text: &str) -> Option<usize> {
    let found = text.to_ascii_lowercase().contains(OUTPUT);
    found.then(|| text.encode_utf16().count() - OUTPUT.len())
}
