//! Numbers.

use super::Scanner;
use super::chars::{ends_number, ends_token, is_dash};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tokens::{Token, TokenKind};

/// The form of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Form<'a> {
    pub(in super::super) negative: bool,
    pub(in super::super) base: u32,
    /// Without sign and prefix.
    pub(in super::super) digits: &'a str,
    /// It has a point or an exponent.
    pub(in super::super) real: bool,
    /// `u`, `l`, `ul`, …
    pub(in super::super) suffix: &'a str,
    /// `kb` and its like, as a power of 1024.
    pub(in super::super) multiplier: u32,
    /// How long all of it is.
    pub(in super::super) length: usize,
}

const SUFFIXES: [&str; 9] = ["ul", "us", "uy", "u", "l", "s", "y", "d", "n"];
/// The greatest value of a `decimal`.
const DECIMAL_MOST: i128 = 79_228_162_514_264_337_593_543_950_335;
const MULTIPLIERS: [&str; 5] = ["kb", "mb", "gb", "tb", "pb"];

/// The number at the start of a text, if there is one.
pub(in super::super) fn number(text: &str) -> Option<Form<'_>> {
    let sign = text.chars().next().filter(|&c| c == '+' || is_dash(c));
    let unsigned = &text[sign.map_or(0, char::len_utf8)..];
    let (base, prefix) = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, 2),
        [b'0', b'b' | b'B', ..] => (2, 2),
        _ => (10, 0),
    };
    let rest = &unsigned[prefix..];
    let (length, real) = if base == 10 { decimal(rest)? } else { (count(rest, base), false) };
    if base == 2 && length == 0 && sign.is_none() {
        return None;
    }
    let digits = &rest[..length];
    let (suffix, multiplier, rest) = ending(&rest[length..]);
    let length = text.len() - rest.len();
    Some(Form { negative: sign.is_some_and(is_dash), base, digits, real, suffix, multiplier, length })
}

fn count(text: &str, base: u32) -> usize {
    text.find(|c: char| !c.is_digit(base)).unwrap_or(text.len())
}

/// How long a decimal number is, and whether it has a point or an exponent.
fn decimal(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let mut at = count(text, 10);
    let mut real = false;
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1) != Some(&b'.') {
        real = true;
        at += 1 + count(&text[at + 1..], 10);
        if at == 1 {
            return None;
        }
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        real = true;
        let length = exponent(&text[at..]);
        if length == 0 {
            return None;
        }
        at += length;
    }
    (at > 0).then_some((at, real))
}

/// How long the exponent at the start is.
fn exponent(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return 0 };
    let signed = rest.chars().next().filter(|&c| c == '+' || is_dash(c)).map_or(0, char::len_utf8);
    match count(&rest[signed..], 10) {
        0 => 0,
        digits => 1 + signed + digits,
    }
}

/// Suffix, multiplier, and what stands behind them.
fn ending(text: &str) -> (&str, u32, &str) {
    let starts =
        |text: &str, with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let suffix = SUFFIXES.into_iter().find(|suffix| starts(text, suffix)).map_or(0, str::len);
    let (suffix, rest) = text.split_at(suffix);
    match MULTIPLIERS.iter().position(|multiplier| starts(rest, multiplier)) {
        Some(power) => (suffix, power as u32 + 1, &rest[2..]),
        None => (suffix, 0, rest),
    }
}

/// What stands behind an exponent, a suffix and a multiplier.
pub(super) fn behind_ending(text: &str) -> &str {
    ending(&text[exponent(text)..]).2
}

impl Form<'_> {
    /// As the key of a table: numbers that are equal have the same.
    pub(in super::super) fn key(&self) -> String {
        let value = match self.base {
            10 => self.decimal_value(),
            base => {
                u64::from_str_radix(self.digits, base).unwrap_or(0) as f64
                    * 1024f64.powi(self.multiplier as i32)
            }
        };
        let value = if self.negative { -value } else { value };
        format!("{value}")
    }

    /// Fits its type.
    fn is_in_range(&self) -> bool {
        if self.base != 10 {
            return self.pattern_fits();
        }
        let suffix = self.suffix.to_ascii_lowercase();
        let value = self.decimal_value();
        let value = if self.negative { -value } else { value };
        let (least, most): (f64, f64) = match suffix.as_str() {
            "y" => (-128.0, 127.0),
            "uy" => (0.0, 255.0),
            "s" => (-32_768.0, 32_767.0),
            "us" => (0.0, 65_535.0),
            "l" => return self.whole_fits(i64::MAX as u128 + u128::from(self.negative), value),
            "" => return true,
            "n" => return value.is_finite() || !self.real,
            "u" | "ul" if value.round_ties_even() < 0.0 => return false,
            "u" | "ul" => return self.whole_fits(u64::MAX.into(), value),
            "d" => return self.whole_fits(DECIMAL_MOST.unsigned_abs(), value),
            _ => return !self.negative,
        };
        (least..=most).contains(&value.round_ties_even())
    }

    fn decimal_value(&self) -> f64 {
        let plain: String = self.digits.chars().map(|c| if is_dash(c) { '-' } else { c }).collect();
        plain.parse::<f64>().unwrap_or(f64::INFINITY) * 1024f64.powi(self.multiplier as i32)
    }

    fn whole_fits(&self, most: u128, value: f64) -> bool {
        if self.real {
            return value.abs() <= most as f64;
        }
        let whole = self
            .digits
            .parse::<u128>()
            .ok()
            .and_then(|whole| whole.checked_mul(1u128 << (10 * self.multiplier)));
        whole.is_some_and(|whole| whole <= most)
    }

    /// A number in hexadecimal or binary digits fits its type, multiplied.
    fn pattern_fits(&self) -> bool {
        let suffix = self.suffix.to_ascii_lowercase();
        let value = self.pattern(&suffix).and_then(|value| value.checked_mul(1 << (10 * self.multiplier)));
        let value = value.and_then(|value| if self.negative { value.checked_neg() } else { Some(value) });
        let (least, most) = match suffix.as_str() {
            "n" => return self.base == 16 || !self.digits.is_empty(),
            "y" => (i8::MIN.into(), i8::MAX.into()),
            "uy" => (0, u8::MAX.into()),
            "s" => (i16::MIN.into(), i16::MAX.into()),
            "us" => (0, u16::MAX.into()),
            "u" | "ul" => (0, u64::MAX.into()),
            "d" => (-DECIMAL_MOST, DECIMAL_MOST),
            _ => (i64::MIN.into(), i64::MAX.into()),
        };
        value.is_some_and(|value| (least..=most).contains(&value))
    }

    /// The value of the digits: as many as the type has are the bits of a number with a sign.
    fn pattern(&self, suffix: &str) -> Option<i128> {
        if self.digits.is_empty() {
            // `-0b` is a number, and none that can be read.
            return (self.base == 16 || suffix.starts_with('u')).then_some(0);
        }
        let value = i128::from_str_radix(self.digits, self.base).ok();
        let bits = self.digits.len() as u32 * self.base.ilog2();
        let whole = match (self.base, suffix) {
            _ if suffix.starts_with('u') => false,
            (2, _) => matches!(bits, 8 | 16 | 32 | 64 | 96 | 128),
            (_, "y") => bits == 8,
            (_, "s") => bits == 16,
            (_, "l") => bits == 64,
            _ => matches!(bits, 32 | 64),
        };
        if whole && bits == 128 {
            return u128::from_str_radix(self.digits, self.base).ok().map(u128::cast_signed);
        }
        let is_below_zero = |value: i128| whole && value >> (bits - 1) == 1;
        value.map(|value| if is_below_zero(value) { value - (1 << bits) } else { value })
    }
}

impl Scanner<'_, '_> {
    /// The token from its start: a number, or a word that begins like one.
    pub(super) fn number_or_word(&mut self) -> Token {
        let Some(form) = number(&self.text[self.start..]) else {
            return self.lone_point().unwrap_or_else(|| self.not_a_number());
        };
        self.at = self.start + form.length;
        let c = self.peek();
        let ternary = self.ternary && matches!(c, '?' | ':');
        if !(ends_token(c) || self.in_expression() && (ends_number(c) || ternary)) {
            return self.not_a_number();
        }
        if !form.is_in_range() {
            if !self.in_expression() {
                return self.not_a_number();
            }
            self.fault(self.start, self.at, Problem::NumberRange);
        }
        self.token(TokenKind::Number)
    }

    /// A sign and a point without digits.
    fn lone_point(&mut self) -> Option<Token> {
        let rest = self.text[self.start..].strip_prefix(|c| c == '+' || is_dash(c))?.strip_prefix('.')?;
        self.at = self.text.len() - behind_ending(rest).len();
        if !self.in_expression() || !ends_number(self.peek()) {
            return None;
        }
        self.fault(self.start, self.at, Problem::NumberForm);
        Some(self.token(TokenKind::Number))
    }

    /// A decimal number, and not the beginning of a word.
    pub(super) fn decimal_follows(&self) -> bool {
        let form = number(&self.text[self.at..]).filter(|form| form.base == 10);
        form.is_some_and(|form| {
            let c = self.peek_at(self.at + form.length);
            ends_number(c) || self.ternary && matches!(c, '?' | ':')
        })
    }

    fn not_a_number(&mut self) -> Token {
        self.at = self.start;
        self.generic()
    }
}
