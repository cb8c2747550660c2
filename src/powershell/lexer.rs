//! Where a script is code, text or comment, and whether its brackets close.
//!
//! The grammar's parser knows more, but takes longer than a whole solution may. This one knows what a
//! prelude around a body needs to know, and says so where it is not sure.

use std::ops::Range;

/// What one pass over a script found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lexed {
    /// All of the code, in the order of the text.
    pub(super) tokens: Vec<Token>,
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

/// A piece of code. What is neither blank nor comment is a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, digits, `_` and `-`: a part of a command's name, a parameter, an operator, a number.
    Word,
    /// `$name`, `${name}`; in a double-quoted string too.
    Variable,
    /// A string in which nothing is replaced, with its quotes.
    Text,
    /// A string in which something is; its variables and `$(…)` follow, then its end.
    Expand,
    /// The end of a string in which something is replaced.
    ExpandEnd,
    /// The end of a line, outside strings, that no backtick continues.
    Newline,
    /// Any other character; what is not ASCII is [`OTHER`]. `$(` is a parenthesis.
    Sign(u8),
}

/// What stands for a character that is not ASCII.
pub(super) const OTHER: u8 = 0x1A;

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
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        fresh: true,
        open: Vec::new(),
        strings: Vec::new(),
        found: Lexed::default(),
    };
    lexer.found.tokens.reserve(text.len() / 5);
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
    /// The tokens of the double-quoted strings around this place.
    strings: Vec<usize>,
    found: Lexed,
}

impl Lexer<'_> {
    fn code(&mut self) {
        while let Some((byte, length)) = self.character(self.at) {
            let start = self.at;
            self.at += length;
            match byte {
                b' ' | b'\t' | b'\r' => continue,
                b'\n' => self.separator(Kind::Newline, start),
                b';' | b'|' | b'&' => self.separator(Kind::Sign(byte), start),
                b'#' => self.line_comment(start),
                b'<' if self.next_is(b'#') => self.block_comment(start),
                b'\'' => self.single_quoted(start),
                b'"' => {
                    self.open_string(start);
                    self.double_quoted(start);
                }
                b'@' if self.next_is(b'\'') || self.next_is(b'"') => self.here_string(start),
                b'`' => self.skip(),
                b'{' => self.enter(Inside::Brace, start),
                b'(' => self.enter(Inside::Paren, start),
                b'}' | b')' => self.leave(byte, start),
                b'$' if self.next_is(b'{') => self.braced_variable(start),
                b'$' if self.next_is(b'(') => {
                    self.at += 1;
                    self.enter(Inside::Paren, start);
                }
                b'$' => self.variable(start),
                b'-' if self.bytes[start..].starts_with(b"--%") => self.doubt(start),
                _ if is_in_word(byte) => self.word(start),
                _ => {
                    self.push(Kind::Sign(byte), start);
                    self.fresh = false;
                }
            }
        }
    }

    /// A token from this place to the present one.
    fn push(&mut self, kind: Kind, start: usize) {
        self.found.tokens.push(Token { kind, start, end: self.at });
    }

    fn separator(&mut self, kind: Kind, start: usize) {
        self.push(kind, start);
        self.fresh = true;
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
            _ => OTHER,
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
        let end = self.text.ceil_char_boundary(end); // of a typographic quote
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
            if byte == b'\'' && !self.next_is(b'\'') {
                return self.push(Kind::Text, start);
            } else if byte == b'\'' {
                self.skip(); // a doubled quote is one of the text
            }
        }
        self.unpaired(start, start + 1);
    }

    /// Begins a string in which something may be replaced.
    fn open_string(&mut self, start: usize) {
        self.strings.push(self.found.tokens.len());
        self.push(Kind::Text, start);
    }

    /// Ends the innermost string.
    fn close_string(&mut self, end: usize) {
        let Some(string) = self.strings.pop() else { return };
        if string + 1 < self.found.tokens.len() {
            self.found.tokens[string].kind = Kind::Expand;
            self.push(Kind::ExpandEnd, end);
        }
        self.found.tokens[string].end = self.at;
    }

    /// The rest of a double-quoted string, up to its end or the next `$(`.
    fn double_quoted(&mut self, start: usize) {
        self.fresh = false;
        while let Some((byte, length)) = self.character(self.at) {
            let place = self.at;
            self.at += length;
            match byte {
                b'"' => return self.close_string(place),
                b'`' => self.skip(),
                b'$' if self.next_is(b'(') => return self.enter_string(Inside::InString, place),
                b'$' if self.next_is(b'{') => self.braced_variable(place),
                b'$' if self.name_length() > 0 => self.variable(place),
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
                self.open_string(start);
                self.here_lines(quote, start);
            }
            _ => {
                self.push(Kind::Sign(b'@'), start);
                self.fresh = false; // a splatted or misspelt something: the quote is read next
            }
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
                        return self.close_string(place);
                    }
                }
                b'`' if quote == b'"' => self.skip_in_line(),
                b'$' if quote == b'"' && self.next_is(b'(') => {
                    return self.enter_string(Inside::InHereString, place);
                }
                b'$' if quote == b'"' && self.name_length() > 0 => self.variable(place),
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
            Some(end) if self.bytes[end] == b'}' => {
                self.at = end + 1;
                self.push(Kind::Variable, start);
            }
            _ => self.doubt(start),
        }
    }

    /// `$name`, `$scope:name`, `$_`, `$?`; a `$` that begins none of them is a sign.
    fn variable(&mut self, start: usize) {
        self.fresh = false;
        let length = self.name_length();
        self.at += length;
        self.push(if length > 0 { Kind::Variable } else { Kind::Sign(b'$') }, start);
    }

    /// How long the name of a variable is that begins here.
    fn name_length(&self) -> usize {
        let run = |at: usize| {
            let is_in_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'?');
            self.find_from(at, |byte| !is_in_name(byte)).unwrap_or(self.bytes.len()) - at
        };
        let scope = run(self.at);
        match self.bytes.get(self.at + scope) {
            Some(b':') if scope > 0 => match run(self.at + scope + 1) {
                0 => scope,
                name => scope + 1 + name,
            },
            Some(b'$' | b'^') if scope == 0 => 1,
            _ => scope,
        }
    }

    fn enter(&mut self, inside: Inside, start: usize) {
        let sign = if inside == Inside::Brace { b'{' } else { b'(' };
        self.push(Kind::Sign(sign), start);
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
        self.push(Kind::Sign(closer), start);
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
        self.push(Kind::Word, start);
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
