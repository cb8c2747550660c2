//! The blocks of a body: what each is to the statements in it, and which of them a place stands in.

use super::lexer::Kind;
use super::tokens::Code;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A part of the statements around it: of an `if`, a `finally`, a clause of a `switch`.
    Plain,
    /// Of `for`, `foreach`, `while`, `do`.
    Loop,
    /// All clauses of a `switch`.
    Switch,
    Try,
    Catch,
    Trap,
    Function,
    /// `@{`.
    Table,
    /// A block that a command is given or that is called, as in `ForEach-Object {`.
    Called,
    /// Any other: kept in a variable, a class.
    Other,
}

/// A block with its braces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// The tokens of its braces.
    pub(super) open: usize,
    pub(super) close: usize,
    /// The block around it.
    outer: Option<usize>,
}

/// All blocks of a body, in the order in which they open.
pub(super) struct Blocks(Vec<Block>);

impl Blocks {
    pub(super) fn of(code: Code<'_>) -> Self {
        let mut found: Vec<Block> = Vec::new();
        let (mut around, mut parentheses, mut closed) = (Vec::new(), Vec::new(), 0);
        for at in 0..code.tokens.len() {
            match code.kind(at) {
                Some(Kind::Sign(b'(')) => parentheses.push(at),
                Some(Kind::Sign(b')')) => closed = parentheses.pop().unwrap_or(at),
                Some(Kind::Sign(b'{')) => {
                    let outer = around.last().copied();
                    let is_clause = outer.is_some_and(|outer: usize| found[outer].kind == BlockKind::Switch);
                    let kind = if is_clause { BlockKind::Plain } else { kind(code, at, closed) };
                    around.push(found.len());
                    found.push(Block { kind, open: at, close: code.tokens.len(), outer });
                }
                Some(Kind::Sign(b'}')) => {
                    if let Some(block) = around.pop() {
                        found[block].close = at;
                    }
                }
                _ => {}
            }
        }
        Blocks(found)
    }

    /// The blocks that hold a token, the innermost first.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = &Block> {
        let before = self.0.partition_point(|block| block.open < at);
        let mut next = before.checked_sub(1);
        std::iter::from_fn(move || {
            let block = &self.0[next?];
            next = block.outer;
            Some(block)
        })
        .filter(move |block| block.close > at)
    }

    /// The block that opens with this token.
    pub(super) fn opened(&self, open: usize) -> Option<&Block> {
        self.0.binary_search_by_key(&open, |block| block.open).ok().map(|block| &self.0[block])
    }

    /// The `catch` blocks of a `try`.
    pub(super) fn catches(&self, attempt: &Block) -> impl Iterator<Item = &Block> {
        let (outer, close) = (attempt.outer, attempt.close);
        let behind = self.0.iter().skip(self.0.partition_point(|block| block.open < close));
        behind.filter(move |block| block.outer == outer).take_while(|block| block.kind == BlockKind::Catch)
    }

    /// Where the function ends that a token is in.
    pub(super) fn function_end(&self, at: usize) -> Option<usize> {
        self.around(at).find(|block| block.kind == BlockKind::Function).map(|block| block.close)
    }
}

/// What the block is that opens here, by what stands before it. `closed` opens the last parenthesis that is closed.
fn kind(code: Code<'_>, open: usize, closed: usize) -> BlockKind {
    let word = |at: Option<usize>| at.map_or(String::new(), |at| code.text(at).to_ascii_lowercase());
    let Some(last) = before(code, open) else { return BlockKind::Other };
    if code.is(last, b'@') && code.joins(open) {
        return BlockKind::Table;
    }
    let head = match code.kind(last) {
        Some(Kind::Sign(b')')) => before(code, closed),
        Some(Kind::Sign(b']')) => typed(code, last),
        _ => Some(last),
    };
    let is_function = head.and_then(|name| before(code, name)).is_some_and(|at| {
        ["function", "filter"].iter().any(|keyword| code.text(at).eq_ignore_ascii_case(keyword))
    });
    let has_head = code.is(last, b')');
    match &*word(head) {
        _ if is_function => BlockKind::Function,
        "try" => BlockKind::Try,
        "catch" => BlockKind::Catch,
        "trap" => BlockKind::Trap,
        "if" | "elseif" if has_head => BlockKind::Plain,
        "else" | "finally" | "begin" | "process" | "end" => BlockKind::Plain,
        "for" | "foreach" | "while" if has_head => BlockKind::Loop,
        "do" => BlockKind::Loop,
        "switch" => BlockKind::Switch,
        _ if is_switch(code, head) => BlockKind::Switch,
        _ if has_head || code.is(last, b'=') => BlockKind::Other,
        "-scriptblock" => BlockKind::Other,
        _ => match code.kind(last) {
            Some(Kind::Word | Kind::Sign(b'%' | b'?' | b'&' | b'.')) => BlockKind::Called,
            _ => BlockKind::Other,
        },
    }
}

/// The token before one, past the ends of lines.
fn before(code: Code<'_>, at: usize) -> Option<usize> {
    (0..at).rev().find(|&at| code.kind(at) != Some(Kind::Newline))
}

/// The word before a list of types, as in `catch [X], [Y]`.
fn typed(code: Code<'_>, last: usize) -> Option<usize> {
    let keyword = |at: &usize| ["catch", "trap"].iter().any(|word| code.text(*at).eq_ignore_ascii_case(word));
    (0..last).rev().take(64).find(keyword)
}

/// Whether switches of a `switch` stand here, as in `switch -Regex ($x)`.
fn is_switch(code: Code<'_>, last: Option<usize>) -> bool {
    let Some(last) = last else { return false };
    let mut words = (0..=last).rev().map(|at| code.text(at)).skip_while(|word| word.starts_with(['-', '$']));
    code.text(last).starts_with(['-', '$'])
        && words.next().is_some_and(|word| word.eq_ignore_ascii_case("switch"))
}
