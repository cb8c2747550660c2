//! Where a statement begins, where a command is called, and where what is written is lost.
//!
//! A `?` is a command in `1 | ? { $_ }`, a wildcard in `Get-Item a?`, and a syntax error in `$a ? 1 : 2`: what a
//! token is depends on whether a command's arguments or an expression stand there. This follows just that.

use super::lexer::{Kind, Token};

/// A token with a meaning that its own text does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) kind: SpotKind,
    /// Its index.
    pub(super) token: usize,
    /// What stands here is written to the body's own output.
    pub(super) top: bool,
}

/// What a spot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpotKind {
    /// The name of a command that is called.
    Command,
    /// The first token of a statement that begins as an expression.
    Value,
    /// `return`.
    Return,
    /// `throw`.
    Throw,
    /// `break` or `continue`.
    Jump,
    /// `trap`.
    Trap,
    /// `try`.
    Try,
    /// `function` or `filter`.
    Function,
    /// The `{` of a `catch`.
    Catch,
    /// A sign that Windows PowerShell 5.1 does not have there.
    Newer,
}

/// All spots of a body whose brackets pair up, in the order of the text.
pub(super) fn walk(text: &str, tokens: &[Token]) -> Vec<Spot> {
    let top = State { mode: Mode::Start, top: true, began: false, bound: false, after_do: false };
    let frames = vec![Frame { starts: Mode::Start, top: true, after: top }];
    let mut walk = Walk { text, tokens, frames, state: top, spots: Vec::with_capacity(tokens.len() / 8) };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += walk.token(at, token);
    }
    walk.spots
}

/// What the next token is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// A pipeline's element begins: a command or an expression.
    Start,
    /// Behind `&` or `.`: a command, whatever stands there.
    Call,
    /// A command's arguments.
    Arguments,
    /// An expression.
    Expression,
    /// Behind a keyword, up to its block.
    Keyword(Keyword),
    /// The key of an entry, the label of a clause, a member of a class: no command.
    Key,
}

/// A keyword that a block follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyword {
    /// The block is a part of the statements around it.
    Plain,
    Do,
    Catch,
    Switch,
    /// The block's output goes to whoever calls it.
    Function,
    /// A class or an enumeration.
    Class,
}

/// A place in a statement.
#[derive(Clone, Copy, Debug)]
struct State {
    mode: Mode,
    /// What it writes is the body's own output.
    top: bool,
    /// The statement, or the entry, has begun.
    began: bool,
    /// What follows is a value: the right side of an assignment, what `return` gives back.
    bound: bool,
    /// A `while` here belongs to the `do` before it.
    after_do: bool,
}

/// A bracket that is open.
struct Frame {
    /// How a statement in it begins.
    starts: Mode,
    top: bool,
    /// Where the text goes on behind it.
    after: State,
}

struct Walk<'a> {
    text: &'a str,
    tokens: &'a [Token],
    frames: Vec<Frame>,
    state: State,
    spots: Vec<Spot>,
}

impl Walk<'_> {
    /// Takes a token in, or several that are one; returns how many.
    fn token(&mut self, at: usize, token: &Token) -> usize {
        self.begin(token);
        match token.kind {
            Kind::Newline => self.newline(at),
            Kind::Sign(b';') => self.end_statement(),
            Kind::Sign(b'|') => return self.pipe(at),
            Kind::Sign(b'&') => return self.ampersand(at),
            Kind::Sign(b'{') => self.open_brace(at),
            Kind::Sign(b'(') => self.open_parenthesis(at),
            Kind::Sign(b'}' | b')') | Kind::ExpandEnd => self.close(),
            Kind::Expand => {
                self.operand(at);
                self.open(Mode::Expression, false, self.state);
            }
            _ => return self.in_statement(at, token),
        }
        1
    }

    /// Takes note where a statement begins: what it writes goes where the block's output goes.
    fn begin(&mut self, token: &Token) {
        let State { mode, began, bound, .. } = self.state;
        if mode == Mode::Start && !began && !bound && token.kind != Kind::Newline && !self.goes_on(token) {
            self.state.top = self.frames.last().is_some_and(|frame| frame.top);
        }
    }

    /// Whether a keyword goes on with the statement before it.
    fn goes_on(&self, token: &Token) -> bool {
        token.kind == Kind::Word
            && ["else", "elseif", "catch", "finally"].iter().any(|word| self.is(token, word))
    }

    fn in_statement(&mut self, at: usize, token: &Token) -> usize {
        match (self.state.mode, token.kind) {
            (Mode::Start, Kind::Word) => self.first_word(at, token),
            (Mode::Start, Kind::Sign(sign)) => self.first_sign(at, sign),
            (Mode::Start | Mode::Call, _) => self.operand(at),
            (Mode::Expression | Mode::Key, Kind::Sign(b'=')) => self.assignment(),
            (Mode::Expression, Kind::Sign(b'?')) => return self.newer(at),
            (Mode::Expression, Kind::Sign(b'>')) => self.state.mode = Mode::Arguments,
            (Mode::Expression, Kind::Word) if self.is(token, "in") => self.state.mode = Mode::Start,
            _ => self.state.began = true,
        }
        1
    }

    fn spot(&mut self, kind: SpotKind, token: usize) {
        self.spots.push(Spot { kind, token, top: self.state.top });
    }

    fn is(&self, token: &Token, word: &str) -> bool {
        self.text[token.start..token.end].eq_ignore_ascii_case(word)
    }

    /// Whether these tokens stand side by side.
    fn adjoin(&self, first: usize, second: usize) -> bool {
        matches!((self.tokens.get(first), self.tokens.get(second)), (Some(a), Some(b)) if a.end == b.start)
    }

    fn before(&self, at: usize) -> Option<Kind> {
        at.checked_sub(1).map(|before| self.tokens[before].kind)
    }

    fn sign_behind(&self, at: usize) -> Option<u8> {
        match self.tokens.get(at + 1)?.kind {
            Kind::Sign(sign) if self.adjoin(at, at + 1) => Some(sign),
            _ => None,
        }
    }

    fn end_statement(&mut self) {
        if let Some(frame) = self.frames.last() {
            self.state =
                State { mode: frame.starts, top: frame.top, began: false, bound: false, after_do: false };
        }
    }

    fn newline(&mut self, at: usize) {
        match self.state.mode {
            Mode::Start if self.before(at) == Some(Kind::Word) => self.end_statement(), // a bare `return`
            Mode::Start | Mode::Call | Mode::Keyword(_) => {}
            Mode::Expression if self.continues(at) => {}
            _ if self.before(at) == Some(Kind::Sign(b',')) => {}
            _ => self.end_statement(),
        }
    }

    /// Whether an expression goes on behind this line's end: an operator stands before it.
    fn continues(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]) else { return false };
        let text = &self.text[before.start..before.end];
        match before.kind {
            Kind::Sign(sign @ (b'+' | b'*' | b'/' | b'%' | b'.' | b',' | b'!' | b':')) => {
                self.before(at - 1) != Some(Kind::Sign(sign)) || sign == b'.' || sign == b':'
            }
            Kind::Word => text.starts_with('-') && text != "--",
            _ => false,
        }
    }

    fn pipe(&mut self, at: usize) -> usize {
        let twice = self.sign_behind(at) == Some(b'|');
        let leads = self.state.mode == Mode::Start && self.before(at) == Some(Kind::Newline);
        if twice || leads {
            self.spot(SpotKind::Newer, at);
        }
        self.element();
        1 + usize::from(twice)
    }

    /// A pipeline's next element begins.
    fn element(&mut self) {
        self.state.mode = Mode::Start;
        self.state.began = true;
    }

    /// `&&`, a call, or a part of `2>&1`.
    fn ampersand(&mut self, at: usize) -> usize {
        let redirects = self.before(at) == Some(Kind::Sign(b'>')) && self.adjoin(at.saturating_sub(1), at);
        if redirects {
            return 1;
        }
        if self.sign_behind(at) == Some(b'&') {
            self.spot(SpotKind::Newer, at);
            self.element();
            return 2;
        }
        self.state.mode = Mode::Call;
        self.state.began = true;
        1
    }

    /// `? :`, `??`, `??=`, `?.`, `?[` in an expression.
    fn newer(&mut self, at: usize) -> usize {
        self.spot(SpotKind::Newer, at);
        1 + usize::from(self.sign_behind(at) == Some(b'?'))
    }

    fn assignment(&mut self) {
        self.state = State { mode: Mode::Start, top: false, began: false, bound: true, after_do: false };
    }

    /// The first token of an element, where it is no word.
    fn operand(&mut self, at: usize) {
        let State { mode, began, .. } = self.state;
        match mode {
            Mode::Start if !began => self.spot(SpotKind::Value, at),
            Mode::Call if self.tokens[at].kind == Kind::Word => self.spot(SpotKind::Command, at),
            _ => {}
        }
        match mode {
            Mode::Start => self.state.mode = Mode::Expression,
            Mode::Call => self.state.mode = Mode::Arguments,
            _ => {}
        }
        self.state.began = true;
    }

    fn first_sign(&mut self, at: usize, sign: u8) {
        match sign {
            b'%' | b'?' => {
                self.spot(SpotKind::Command, at);
                self.state.mode = Mode::Arguments;
            }
            b'.' if !self.adjoin(at, at + 1) => self.state.mode = Mode::Call,
            b':' => {} // a loop's label, which is no command's name
            b'[' | b'@' | b'+' | b'-' | b'!' | b',' => self.state.mode = Mode::Expression,
            _ => self.state.mode = Mode::Arguments,
        }
        self.state.began |= sign != b':';
    }

    fn first_word(&mut self, at: usize, token: &Token) {
        let word = &self.text[token.start..token.end];
        if self.before(at) == Some(Kind::Sign(b':')) && self.adjoin(at.saturating_sub(1), at) {
            return; // the label
        }
        if word.starts_with('-') || is_number(word) {
            self.state.mode = Mode::Expression;
        } else if self.state.began || !self.keyword(at, word) {
            self.spot(SpotKind::Command, at);
            self.state.mode = Mode::Arguments;
        }
        self.state.began |= self.state.mode != Mode::Start;
    }

    /// Goes on behind a keyword, if the word is one.
    fn keyword(&mut self, at: usize, word: &str) -> bool {
        const LONGEST: usize = "configuration".len();
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else { return false };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.noted(at, lower);
        self.state.mode = match &*lower {
            b"if" | b"elseif" | b"else" | b"for" | b"try" | b"finally" | b"trap" => {
                Mode::Keyword(Keyword::Plain)
            }
            b"while" if self.state.after_do => Mode::Expression,
            b"while" => Mode::Keyword(Keyword::Plain),
            b"until" => Mode::Expression,
            b"foreach" if self.opens(at, b'(') => Mode::Keyword(Keyword::Plain),
            b"begin" | b"process" | b"end" | b"dynamicparam" | b"data" if self.opens(at, b'{') => {
                Mode::Keyword(Keyword::Plain)
            }
            b"do" => Mode::Keyword(Keyword::Do),
            b"catch" => Mode::Keyword(Keyword::Catch),
            b"switch" => Mode::Keyword(Keyword::Switch),
            b"function" | b"filter" | b"workflow" | b"configuration" => Mode::Keyword(Keyword::Function),
            b"class" | b"enum" => Mode::Keyword(Keyword::Class),
            b"param" => Mode::Expression,
            b"break" | b"continue" | b"using" => Mode::Arguments,
            b"return" | b"throw" | b"exit" => self.leaving(),
            _ => return false,
        };
        true
    }

    /// Takes note of a keyword that means something to others.
    fn noted(&mut self, at: usize, lower: &[u8]) {
        let kind = match lower {
            b"return" => SpotKind::Return,
            b"throw" => SpotKind::Throw,
            b"break" | b"continue" => SpotKind::Jump,
            b"trap" => SpotKind::Trap,
            b"try" => SpotKind::Try,
            b"function" | b"filter" => SpotKind::Function,
            _ => return,
        };
        self.spot(kind, at);
    }

    fn leaving(&mut self) -> Mode {
        self.state.top = false;
        self.state.bound = true;
        Mode::Start
    }

    /// Whether this bracket follows, on this line or a later one.
    fn opens(&self, at: usize, bracket: u8) -> bool {
        let next = self.tokens[at + 1..].iter().find(|token| token.kind != Kind::Newline);
        next.is_some_and(|token| token.kind == Kind::Sign(bracket))
    }

    fn open(&mut self, starts: Mode, top: bool, after: State) {
        self.frames.push(Frame { starts, top, after });
        self.state = State { mode: starts, top, began: false, bound: false, after_do: false };
    }

    fn close(&mut self) {
        if self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            self.state = frame.after;
        }
    }

    fn open_brace(&mut self, at: usize) {
        let state = self.state;
        let (starts, top, after) = match state.mode {
            _ if self.before(at) == Some(Kind::Sign(b'@')) && self.adjoin(at.saturating_sub(1), at) => {
                (Mode::Key, false, state)
            }
            Mode::Keyword(keyword) => self.keyword_block(at, keyword),
            Mode::Key => self.clause(),
            Mode::Start => (Mode::Start, false, State { mode: Mode::Expression, began: true, ..state }),
            Mode::Call => (Mode::Start, false, State { mode: Mode::Arguments, began: true, ..state }),
            Mode::Arguments | Mode::Expression => (Mode::Start, false, state),
        };
        self.open(starts, top, after);
    }

    /// The block of a keyword. Behind it a statement begins, or a keyword that goes on with this one.
    fn keyword_block(&mut self, at: usize, keyword: Keyword) -> (Mode, bool, State) {
        let top = self.state.top;
        let mode = self.frames.last().map_or(Mode::Start, |frame| frame.starts);
        let after = State { mode, top, began: false, bound: false, after_do: keyword == Keyword::Do };
        match keyword {
            Keyword::Plain | Keyword::Do => (Mode::Start, top, after),
            Keyword::Catch => {
                self.spot(SpotKind::Catch, at);
                (Mode::Start, top, after)
            }
            Keyword::Switch => (Mode::Key, top, after),
            Keyword::Function => (Mode::Start, false, after),
            Keyword::Class => (Mode::Key, false, after),
        }
    }

    /// A block behind the label of a clause or the head of a method, or one that is the label itself.
    fn clause(&self) -> (Mode, bool, State) {
        let top = self.frames.last().is_some_and(|frame| frame.top);
        let after = State { mode: Mode::Key, began: !self.state.began, ..self.state };
        (Mode::Start, top && self.state.began, after)
    }

    fn open_parenthesis(&mut self, at: usize) {
        let state = self.state;
        let starts = if self.is_call(at) { Mode::Expression } else { Mode::Start };
        let mode = match state.mode {
            Mode::Start => Mode::Expression,
            Mode::Call => Mode::Arguments,
            mode => mode,
        };
        self.open(starts, false, State { mode, began: true, ..state });
    }

    /// Whether a method's or an attribute's arguments begin here.
    fn is_call(&self, at: usize) -> bool {
        let Some(name) = at.checked_sub(1) else { return false };
        let token = &self.tokens[name];
        let is_name = token.kind == Kind::Word
            && self.adjoin(name, at)
            && !self.text[token.start..].starts_with('-')
            && !["while", "until"].iter().any(|word| self.is(token, word));
        let is_member = matches!(self.before(name), Some(Kind::Sign(b'.' | b':')));
        is_name && (self.state.mode == Mode::Expression || is_member)
    }
}

/// Whether a word is a number and not a command, as `7z` is.
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|letter: char| "kmgtpbldKMGTPBLD".contains(letter));
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
