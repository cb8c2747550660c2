//! Tokens, and the words and signs of the language.

use super::tree::{Assignment, Case, Operator, Span};

/// A token. Its text is what stands between its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it begins, in bytes.
    pub start: u32,
    /// Where it ends, in bytes.
    pub end: u32,
}

impl Token {
    /// From start to end.
    pub fn span(self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The end of the text.
    End,
    /// A line break.
    NewLine,
    /// `;`
    Semicolon,
    /// `(`
    LeftParen,
    /// `)`
    RightParen,
    /// `{`
    LeftBrace,
    /// `}`
    RightBrace,
    /// `[`
    LeftBracket,
    /// `]`
    RightBracket,
    /// `?[`
    QuestionBracket,
    /// `@(`
    AtParen,
    /// `@{`
    AtBrace,
    /// `$(`
    DollarParen,
    /// A plain word: letters, digits and `_`.
    Word,
    /// Any other word of a command.
    Generic {
        /// A variable or a subexpression stands in it.
        expandable: bool,
    },
    /// `--%`
    StopParsing,
    /// What stands behind `--%`.
    Verbatim,
    /// `:name`
    Label,
    /// `-Name` or `-Name:`
    Parameter {
        /// A colon belongs to it.
        colon: bool,
    },
    /// `$name` or `${name}`
    Variable,
    /// `@name`
    Splat,
    /// A number.
    Number,
    /// A text in which nothing is replaced.
    Text,
    /// A text in which variables and subexpressions are replaced.
    Expandable,
    /// `@'…'@`
    HereText,
    /// `@"…"@`
    HereExpandable,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `?.`
    QuestionDot,
    /// `::`
    DoubleColon,
    /// `:`
    Colon,
    /// `|`
    Pipe,
    /// `&&`
    AndAnd,
    /// `||`
    OrOr,
    /// `&`
    Ampersand,
    /// `?`
    Question,
    /// An operator between or before values.
    Operator(Operator, Case),
    /// `=`, `+=` and their like.
    Assign(Assignment),
    /// `>` and `>>`, with the stream.
    Redirect {
        /// The stream that is redirected, 0 for all.
        stream: u8,
        /// `>>`
        append: bool,
    },
    /// `2>&1`
    Merge {
        /// The stream that is redirected, 0 for all.
        from: u8,
        /// Where it goes.
        to: u8,
    },
    /// `<`
    RedirectIn,
    /// A word of the language.
    Keyword(Keyword),
    /// A character that begins nothing.
    Unknown,
}

macro_rules! keywords {
    ($($name:ident $word:literal),* $(,)?) => {
        /// A word of the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Keyword {
            $(#[doc = concat!("`", $word, "`")] $name,)*
        }

        const KEYWORDS: &[(&str, Keyword)] = &[$(($word, Keyword::$name),)*];
    };
}

keywords! {
    Assembly "assembly", Base "base", Begin "begin", Break "break", Catch "catch", Class "class", Clean "clean",
    Command "command", Configuration "configuration", Continue "continue", Data "data", Define "define", Do "do",
    DynamicParam "dynamicparam", Else "else", ElseIf "elseif", End "end", Enum "enum", Exit "exit",
    Filter "filter", Finally "finally", For "for", ForEach "foreach", From "from", Function "function",
    Hidden "hidden", If "if", In "in", InlineScript "inlinescript", Interface "interface", Module "module",
    Namespace "namespace", Parallel "parallel", Param "param", Private "private", Process "process", Public "public",
    Return "return", Sequence "sequence", Static "static", Switch "switch", Throw "throw", Trap "trap", Try "try",
    Type "type", Until "until", Using "using", Var "var", While "while", Workflow "workflow",
}

/// The longest word of the language.
const LONGEST: usize = 13;

impl Keyword {
    /// The keyword that a word is, whatever its case.
    pub(super) fn of(word: &str) -> Option<Keyword> {
        if !(2..=LONGEST).contains(&word.len()) {
            return None;
        }
        let first = word.as_bytes()[0].to_ascii_lowercase();
        let is =
            |entry: &&(&str, Keyword)| entry.0.as_bytes()[0] == first && entry.0.eq_ignore_ascii_case(word);
        KEYWORDS.iter().find(is).map(|&(_, keyword)| keyword)
    }

    /// The word.
    pub fn word(self) -> &'static str {
        KEYWORDS.iter().find(|entry| entry.1 == self).map_or("", |entry| entry.0)
    }

    /// Begins a named block of a script block.
    pub(super) fn names_block(self) -> bool {
        matches!(
            self,
            Keyword::Begin | Keyword::Process | Keyword::End | Keyword::DynamicParam | Keyword::Clean
        )
    }
}

impl TokenKind {
    /// Means the same in every mode, so that it need not be read again when the mode changes.
    pub(super) fn same_in_all_modes(self) -> bool {
        matches!(
            self,
            TokenKind::End
                | TokenKind::NewLine
                | TokenKind::Semicolon
                | TokenKind::LeftParen
                | TokenKind::RightParen
                | TokenKind::LeftBrace
                | TokenKind::RightBrace
                | TokenKind::AtParen
                | TokenKind::AtBrace
                | TokenKind::DollarParen
                | TokenKind::Splat
                | TokenKind::Text
                | TokenKind::Expandable
                | TokenKind::HereText
                | TokenKind::HereExpandable
                | TokenKind::Comma
                | TokenKind::Pipe
                | TokenKind::AndAnd
                | TokenKind::OrOr
                | TokenKind::Ampersand
        )
    }
}

const OPERATORS: &[(&str, Operator)] = &[
    ("and", Operator::And),
    ("or", Operator::Or),
    ("xor", Operator::Xor),
    ("not", Operator::Not),
    ("band", Operator::BitAnd),
    ("bor", Operator::BitOr),
    ("bxor", Operator::BitXor),
    ("bnot", Operator::BitNot),
    ("shl", Operator::ShiftLeft),
    ("shr", Operator::ShiftRight),
    ("eq", Operator::Eq),
    ("ne", Operator::Ne),
    ("ge", Operator::Ge),
    ("gt", Operator::Gt),
    ("lt", Operator::Lt),
    ("le", Operator::Le),
    ("like", Operator::Like),
    ("notlike", Operator::NotLike),
    ("match", Operator::Match),
    ("notmatch", Operator::NotMatch),
    ("replace", Operator::Replace),
    ("contains", Operator::Contains),
    ("notcontains", Operator::NotContains),
    ("in", Operator::In),
    ("notin", Operator::NotIn),
    ("split", Operator::Split),
    ("join", Operator::Join),
    ("is", Operator::Is),
    ("isnot", Operator::IsNot),
    ("as", Operator::As),
    ("f", Operator::Format),
];

/// The operator behind a dash, whatever its case.
pub(super) fn operator(word: &str) -> Option<(Operator, Case)> {
    let plain =
        |word: &str| OPERATORS.iter().find(|entry| entry.0.eq_ignore_ascii_case(word)).map(|entry| entry.1);
    if let Some(operator) = plain(word) {
        return Some((operator, Case::Default));
    }
    let case = match word.as_bytes().first()? {
        b'c' | b'C' => Case::Sensitive,
        b'i' | b'I' => Case::Insensitive,
        _ => return None,
    };
    plain(&word[1..]).filter(|operator| operator.minds_case()).map(|operator| (operator, case))
}
