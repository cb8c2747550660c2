//! The classes of characters that the tokenizer tells apart.

use super::letters::{DIGITS, LETTERS};

/// What stands for the end of the text, as in PowerShell; a NUL in the text looks alike, so `at_end` tells them apart.
pub(super) const END: char = '\0';

/// A blank that is no line break.
pub(super) fn is_blank(c: char) -> bool {
    match c {
        ' ' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{A0}' => true,
        _ if c.is_ascii() => false,
        _ => matches!(
            c,
            '\u{1680}' | '\u{2000}'
                ..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
        ),
    }
}

/// `\r` or `\n`; nothing else ends a line.
pub(super) fn is_newline(c: char) -> bool {
    matches!(c, '\r' | '\n')
}

/// A hyphen, or one of the dashes that PowerShell reads as one.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2013}'..='\u{2015}')
}

/// `'` and the curly quotes that PowerShell reads as one.
pub(super) fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201B}')
}

/// `"` and the curly quotes that PowerShell reads as one.
pub(super) fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}'..='\u{201E}')
}

fn is_in(table: &[(u16, u16)], c: char) -> bool {
    let Ok(unit) = u16::try_from(u32::from(c)) else { return false };
    let next = table.partition_point(|&(start, _)| start <= unit);
    next > 0 && unit <= table[next - 1].1
}

pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_in(LETTERS, c) }
}

pub(super) fn is_letter_or_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_in(LETTERS, c) || is_in(DIGITS, c) }
}

/// A digit that is none of `0` to `9`.
pub(super) fn is_other_digit(c: char) -> bool {
    !c.is_ascii() && is_in(DIGITS, c)
}

/// May begin a keyword or another plain word.
pub(super) fn is_word_start(c: char) -> bool {
    c == '_' || is_letter(c)
}

/// May stand in a plain word.
pub(super) fn is_in_word(c: char) -> bool {
    c == '_' || is_letter_or_digit(c)
}

/// May stand behind the `$` of a variable without braces.
pub(super) fn is_variable_start(c: char) -> bool {
    matches!(c, '_' | '?' | '^' | '$' | ':') || is_letter_or_digit(c)
}

/// Ends a word of a command.
pub(in super::super) fn ends_token(c: char) -> bool {
    matches!(
        c,
        END | '\t' | '\n' | '\r' | ' ' | '\u{B}' | '\u{C}' | '&' | '(' | ')' | ',' | ';' | '{' | '|' | '}'
    ) || !c.is_ascii() && is_blank(c)
}

/// Ends a number in an expression.
pub(super) fn ends_number(c: char) -> bool {
    matches!(c, '!' | '#' | '%' | '*' | '+' | '.' | '/' | '<' | '=' | '>' | ']')
        || ends_token(c)
        || is_dash(c)
}
