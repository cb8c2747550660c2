//! A text with a name and places in it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text as it is checked: without a byte-order mark, lines ending in LF. Lines and columns are those of the
/// file, since neither changes them.
#[derive(Debug)]
pub struct Source {
    /// The path as people see it: relative where they gave it so, with the system's separators.
    pub path: String,
    /// The text.
    pub text: String,
    starts: OnceLock<Vec<usize>>,
    /// The characters before each block, so that a column in a line of a megabyte is found at once.
    counts: OnceLock<Vec<usize>>,
}

/// The length of a block, in bytes.
const BLOCK: usize = 1 << 12;

impl Source {
    /// Takes a file's text in.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Source {
            path: path.into(),
            text: normalise(text.into()),
            starts: OnceLock::new(),
            counts: OnceLock::new(),
        })
    }

    /// The byte at which each line begins.
    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| {
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        })
    }

    /// How many characters begin before this byte.
    fn characters_before(&self, offset: usize) -> usize {
        let begin = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let counts = self.counts.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK);
            let before = blocks.scan(0, |before, block| {
                let here = *before;
                *before += begin(block);
                Some(here)
            });
            before.collect()
        });
        let block = (offset / BLOCK).min(counts.len().saturating_sub(1));
        counts.get(block).unwrap_or(&0) + begin(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// The line, from 0, that holds this byte.
    fn line_of(&self, offset: usize) -> usize {
        self.starts().partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

/// LF line ends and no byte-order mark, so that a checkout's settings never reach a value.
pub fn normalise(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// A place in a source.
#[derive(Clone, Debug)]
pub struct Place {
    /// The text.
    pub source: Arc<Source>,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Place {
    /// The place of these bytes, kept inside the text and on its character boundaries.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
        Place { source: Arc::clone(source), range: start..end }
    }

    /// Whether another place of this text begins in it.
    pub fn holds(&self, other: &Place) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.range.contains(&other.range.start)
    }

    /// Line and column of its start, each from 1; the column counts characters.
    pub fn start(&self) -> (usize, usize) {
        self.position(self.range.start)
    }

    /// Line and column behind its end, each from 1.
    pub fn end(&self) -> (usize, usize) {
        self.position(self.range.end)
    }

    fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.source.line_of(offset);
        let start = self.source.starts()[line];
        let column = match offset - start {
            ..BLOCK => self.source.text[start..offset].chars().count(),
            _ => self.source.characters_before(offset) - self.source.characters_before(start),
        };
        (line + 1, column + 1)
    }

    /// The whole lines it touches, and the bytes at which they begin.
    pub(crate) fn lines(&self) -> Range<usize> {
        let starts = self.source.starts();
        let first = starts[self.source.line_of(self.range.start)];
        let after = self.source.line_of(self.range.end.saturating_sub(1).max(self.range.start)) + 1;
        first..starts.get(after).copied().unwrap_or(self.source.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_knows_its_line_and_column() {
        let source = Source::new("a.toml", "\u{feff}one\r\ntwö = 3\r\n");
        let at = source.text.find('3').unwrap();
        let place = Place::new(&source, at..at + 1);
        assert_eq!((place.start(), place.end()), ((2, 7), (2, 8)));
        assert_eq!(&source.text[place.lines()], "twö = 3\n");
    }

    #[test]
    fn a_column_far_into_a_line_counts_characters() {
        let text = format!("a\n{}é{}x", "ö".repeat(5_000), "y".repeat(9_000));
        let source = Source::new("a.toml", text);
        for (at, column) in [('é', 5_001), ('x', 14_002)] {
            let at = source.text.find(at).unwrap();
            assert_eq!(Place::new(&source, at..at).start(), (2, column));
        }
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        let source = Source::new("a.toml", "ö");
        assert_eq!(Place::new(&source, 1..99).range, 0..2);
    }
}
