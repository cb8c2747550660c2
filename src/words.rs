//! Joining words: how values and lists of them are said in a line of a message or a diff.

/// The text on one line, with nothing in it that a terminal would act on: control and direction characters are spelt
/// out.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() || is_direction(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

fn is_direction(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A value among words: `like this`.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", one_line(text))
}

/// Words, each as code: `` `a`, `b` ``.
pub fn quoted_list<T: AsRef<str>>(words: &[T]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match items.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// A value of a list, in quotes where it would not be seen as one.
pub(crate) fn member(value: &str) -> String {
    let line = one_line(value);
    let plain = !line.is_empty() && line.trim() == line && !line.contains(',');
    if plain { line } else { format!("\"{line}\"") }
}

/// `1 group`, `2 groups`.
pub(crate) fn count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Advice that offers the nearest of the known words, and lists them where they are few.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(best) = close_match(typed, &known) {
        return Some(format!("did you mean `{best}`?"));
    }
    match known.len() {
        0 => None,
        1..=12 => Some(format!("known here: {}", quoted_list(&known))),
        _ => None,
    }
}

/// The word people most likely meant: the nearest in spelling, whatever the case. A third of its characters may be
/// wrong, left out, too many or swapped.
pub(crate) fn close_match<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    const LONGEST: usize = 200; // nobody misspells a longer word, and distance costs its square
    if typed.len() > LONGEST {
        return None;
    }
    let typed = typed.to_lowercase();
    let distance = |word: &str| strsim::damerau_levenshtein(&typed, &word.to_lowercase());
    let short = known.iter().copied().filter(|word| word.len() <= LONGEST);
    let near = short.map(|word| (distance(word), word));
    let near =
        near.filter(|(distance, word)| distance * 3 <= word.chars().count().max(typed.chars().count()));
    near.min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |digit: u8| char::from(DIGITS[usize::from(digit)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_spelling() {
        let known = ["description", "name", "needs", "run-as", "type", "größe"];
        let cases = [
            ("nmae", Some("name")), // two letters swapped are one mistake
            ("NAME", Some("name")),
            ("descripton", Some("description")),
            ("typ", Some("type")),
            ("groesse", None),
            ("GRÖSE", Some("größe")),
            ("nothing-like-it", None),
            ("", None),
        ];
        for (typed, meant) in cases {
            assert_eq!(close_match(typed, &known), meant, "{typed}");
        }
        assert_eq!(close_match(&"n".repeat(100_000), &known), None);
    }
}
