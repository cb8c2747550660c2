//! Where a script is code, text or comment, and whether its brackets close.
//!
//! The grammar's parser knows more, but takes longer than a whole solution may. This one knows what a
//! prelude around a body needs to know, and says so where it is not sure.

use std::ops::Range;

/// What one pass over a script found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lexed {
    /// Comments, `#…` without the line's end and `<#…#>`.
    pub(super) comments: Vec<Range<usize>>,
    /// Words in code at the start of a statement that begin with a letter.
    pub(super) words: Vec<Word>,
    /// The first place where brackets or quotes do not pair up: the stray closer, or the opener left open.
    pub(super) unpaired: Option<Range<usize>>,
    /// Where it met something that the tokenizer of PowerShell might read in another way.
    pub(super) unsure: Option<usize>,
}

/// A word at the start of a statement.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) range: Range<usize>,
    /// It stands inside no bracket.
    pub(super) outermost: bool,
}

/// What surrounds a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Brace,
    Paren,
    /// `$(` in a double-quoted string, which goes on behind the `)`.
    InString,
    /// `$(` in a double-quoted here-string.
    InHereString,
}

/// Reads a whole script.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer =
        Lexer { text, bytes: text.as_bytes(), at: 0, fresh: true, open: Vec::new(), found: Lexed::default() };
    lexer.code();
    if lexer.found.unpaired.is_none()
        && let Some(&(_, start)) = lexer.open.last()
    {
        lexer.found.unpaired = Some(start..start + 1);
    }
    lexer.found
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// A statement may begin here.
    fresh: bool,
    open: Vec<(Inside, usize)>,
    found: Lexed,
}

impl Lexer<'_> {
    fn code(&mut self) {
        while let Some((byte, length)) = self.character(self.at) {
            let start = self.at;
            self.at += length;
            match byte {
                b' ' | b'\t' | b'\r' => continue,
                b'\n' | b';' | b'|' | b'&' => self.fresh = true,
                b'#' => self.line_comment(start),
                b'<' if self.next_is(b'#') => self.block_comment(start),
                b'\'' => self.single_quoted(start),
                b'"' => self.double_quoted(start),
                b'@' if self.next_is(b'\'') || self.next_is(b'"') => self.here_string(start),
                b'`' => self.skip(),
                b'{' => self.enter(Inside::Brace, start),
                b'(' => self.enter(Inside::Paren, start),
                b'}' | b')' => self.leave(byte, start),
                b'$' if self.next_is(b'{') => self.braced_variable(start),
                b'-' if self.bytes[start..].starts_with(b"--%") => self.doubt(start),
                _ if is_in_word(byte) => self.word(start),
                _ => self.fresh = false,
            }
        }
    }

    /// The character at a place as the tokenizer takes it, and its length: typographic quotes are quotes.
    fn character(&self, at: usize) -> Option<(u8, usize)> {
        let byte = *self.bytes.get(at)?;
        if byte.is_ascii() {
            return Some((byte, 1));
        }
        let character = self.text[at..].chars().next()?;
        let taken_as = match character {
            '\u{2018}'..='\u{201B}' => b'\'',
            '\u{201C}'..='\u{201E}' => b'"',
            '\u{A0}' | '\u{85}' | '\u{FEFF}' => b' ',
            _ => b'?',
        };
        Some((taken_as, character.len_utf8()))
    }

    fn next_is(&self, byte: u8) -> bool {
        self.character(self.at).is_some_and(|(next, _)| next == byte)
    }

    fn skip(&mut self) {
        if self.bytes[self.at..].starts_with(b"\r\n") {
            self.at += 1;
        }
        self.at += self.character(self.at).map_or(0, |(_, length)| length);
    }

    fn doubt(&mut self, place: usize) {
        self.fresh = false;
        self.found.unsure.get_or_insert(place);
    }

    fn unpaired(&mut self, start: usize, end: usize) {
        self.found.unpaired.get_or_insert(start..end);
    }

    fn line_comment(&mut self, start: usize) {
        // Inside a word, as in `C#`, it begins no comment.
        let before = start.checked_sub(1).map_or(b'\n', |before| self.bytes[before]);
        if !matches!(before, b' ' | b'\t' | b'\r' | b'\n' | b';' | b',' | b'{' | b'}' | b'(' | b'|') {
            return self.doubt(start);
        }
        self.at = self.find_from(self.at, |byte| matches!(byte, b'\r' | b'\n')).unwrap_or(self.bytes.len());
        self.found.comments.push(start..self.at);
    }

    fn block_comment(&mut self, start: usize) {
        if start > 0 && is_in_word(self.bytes[start - 1]) {
            self.doubt(start);
        }
        match self.text[start + 2..].find("#>") {
            Some(length) => self.at = start + 2 + length + 2,
            None => {
                self.unpaired(start, start + 2);
                self.at = self.bytes.len();
            }
        }
        self.found.comments.push(start..self.at);
    }

    fn find_from(&self, from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
        self.bytes[from..].iter().position(|&byte| is(byte)).map(|length| from + length)
    }

    fn single_quoted(&mut self, start: usize) {
        self.fresh = false;
        while let Some((byte, length)) = self.character(self.at) {
            self.at += length;
            if byte == b'\'' {
                return; // a doubled quote begins the next one at once
            }
        }
        self.unpaired(start, start + 1);
    }

    /// The rest of a double-quoted string, up to its end or the next `$(`.
    fn double_quoted(&mut self, start: usize) {
        self.fresh = false;
        while let Some((byte, length)) = self.character(self.at) {
            let place = self.at;
            self.at += length;
            match byte {
                b'"' => return,
                b'`' => self.skip(),
                b'$' if self.next_is(b'(') => return self.enter_string(Inside::InString, place),
                b'$' if self.next_is(b'{') => self.braced_variable(place),
                _ => {}
            }
        }
        self.unpaired(start, start + 1);
    }

    /// `@'` or `@"` that begins a here-string: nothing but blanks follow on its line.
    fn here_string(&mut self, start: usize) {
        let Some((quote, length)) = self.character(self.at) else { return };
        let line = self.find_from(self.at + length, |byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        match line.map(|at| (at, self.bytes[at])) {
            Some((at, b'\n')) => {
                self.at = at;
                self.here_lines(quote, start);
            }
            _ => self.fresh = false, // a splatted or misspelt something: the quote is read next
        }
    }

    /// The rest of a here-string, up to a line that begins with its end or the next `$(`.
    fn here_lines(&mut self, quote: u8, start: usize) {
        self.fresh = false;
        while let Some((byte, length)) = self.character(self.at) {
            let place = self.at;
            self.at += length;
            match byte {
                b'\n' => {
                    if let Some((end, length)) = self.character(self.at)
                        && end == quote
                        && self.bytes.get(self.at + length) == Some(&b'@')
                    {
                        self.at += length + 1;
                        return;
                    }
                }
                b'`' if quote == b'"' => self.skip_in_line(),
                b'$' if quote == b'"' && self.next_is(b'(') => {
                    return self.enter_string(Inside::InHereString, place);
                }
                _ => {}
            }
        }
        self.unpaired(start, start + 2);
    }

    /// What a backtick escapes in a here-string; a line's end still ends the line.
    fn skip_in_line(&mut self) {
        if !self.next_is(b'\n') && !self.next_is(b'\r') {
            self.skip();
        }
    }

    /// `${any name}`; a name that holds quotes or brackets is read by nobody in the same way.
    fn braced_variable(&mut self, start: usize) {
        self.fresh = false;
        let plain = |byte: u8| is_in_word(byte) || matches!(byte, b':' | b'.' | b'(' | b')' | b' ');
        match self.find_from(self.at + 1, |byte| !plain(byte)) {
            Some(end) if self.bytes[end] == b'}' => self.at = end + 1,
            _ => self.doubt(start),
        }
    }

    fn enter(&mut self, inside: Inside, start: usize) {
        self.open.push((inside, start));
        self.fresh = true;
    }

    fn enter_string(&mut self, inside: Inside, dollar: usize) {
        self.at = dollar + 2;
        self.enter(inside, dollar);
    }

    fn leave(&mut self, closer: u8, start: usize) {
        let pairs = match self.open.last() {
            Some((Inside::Brace, _)) => closer == b'}',
            Some(_) => closer == b')',
            None => false,
        };
        if !pairs {
            return self.unpaired(start, start + 1);
        }
        let inside = self.open.pop();
        self.fresh = closer == b'}';
        match inside {
            Some((Inside::InString, string)) => self.double_quoted(string),
            Some((Inside::InHereString, string)) => self.here_lines(b'"', string),
            _ => {}
        }
    }

    fn word(&mut self, start: usize) {
        self.at = self.find_from(self.at, |byte| !is_in_word(byte)).unwrap_or(self.bytes.len());
        if self.fresh && self.bytes[start].is_ascii_alphabetic() {
            let outermost = self.open.is_empty();
            self.found.words.push(Word { range: start..self.at, outermost });
        }
        self.fresh = false;
    }
}

fn is_in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}
