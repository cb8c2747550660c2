//! Text as it is hashed and compared: with LF. A checkout with CRLF is no edit.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::Digest as _;

use crate::words::hex;

/// The SHA-256 of a text with LF; lower-case hexadecimal where it is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sha256([u8; 32]);

impl Sha256 {
    /// The hash of this text, whatever its line ends are.
    pub fn of(text: &[u8]) -> Sha256 {
        Sha256(sha2::Sha256::digest(with_lf(text)).into())
    }

    fn parse(hex: &str) -> Option<Sha256> {
        let digits: &[u8; 64] = hex.as_bytes().try_into().ok()?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Sha256(bytes))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = Cow::<str>::deserialize(deserializer)?;
        Sha256::parse(&hex).ok_or_else(|| serde::de::Error::custom(format!("`{hex}` is not a SHA-256")))
    }
}

/// The text with every CRLF as LF.
pub fn with_lf(text: &[u8]) -> Cow<'_, [u8]> {
    if !has_cr(text) {
        return Cow::Borrowed(text);
    }
    let mut lf = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        if *byte != b'\r' || text.get(at + 1) != Some(&b'\n') {
            lf.push(*byte);
        }
    }
    Cow::Owned(lf)
}

/// Whether two texts are the same but for their line ends.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    // Without a CRLF in either, a difference in bytes is one in text.
    one == other || (has_cr(one) || has_cr(other)) && with_lf(one).as_ref() == with_lf(other).as_ref()
}

fn has_cr(text: &[u8]) -> bool {
    memchr::memchr(b'\r', text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_crlf_becomes_lf() {
        assert_eq!(with_lf(b"a\r\nb\rc\r\r\nd\r").as_ref(), b"a\nb\rc\r\nd\r");
        assert!(same(b"a\r\nb\n", b"a\nb\r\n"));
        assert!(!same(b"a\rb", b"a\nb"));
        assert!(!same(b"a\n", b"a"));
    }

    #[test]
    fn a_hash_reads_back() {
        let hash = Sha256::of(b"a\r\n");
        assert_eq!(hash.to_string(), "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7");
        assert_eq!(Sha256::parse(&hash.to_string()), Some(hash));
        assert_eq!(Sha256::parse(&"G".repeat(64)), None);
        assert_eq!(Sha256::parse("87"), None);
    }
}
