//! The parser: one function a rule of the language, each reading tokens in the mode it needs.

mod attributes;
mod blocks;
mod classes;
mod commands;
mod data;
mod expressions;
mod flow;
mod functions;
mod hashes;
mod loops;
mod members;
mod pipelines;
mod primary;
mod redirections;
mod statements;
mod switch;
mod texts;
mod tries;
mod types;
mod unary;
mod using;

use super::errors::{Fault, Problem};
use super::newer::{Construct, Newer};
use super::output::{DEEPEST, Output};
use super::scan::{Mode, Scanner, Source};
use super::tokens::{Keyword, Token, TokenKind};
use super::tree::{Kind, NodeId, Nodes, Quotes, Span, Value};

/// Reads one text.
pub(super) struct Parser<'a, 'o> {
    scan: Scanner<'a, 'o>,
    /// A token that was looked at and not taken.
    ungot: Option<Token>,
    /// A comma parts arguments here and makes no list.
    no_comma: bool,
}

impl<'a, 'o> Parser<'a, 'o> {
    pub(super) fn new(source: Source<'a>, out: &'o mut Output) -> Self {
        Parser { scan: Scanner::new(source, out), ungot: None, no_comma: false }
    }

    /// What stands behind the `#` of `#Requires`.
    pub(super) fn requirement(mut self) -> Option<NodeId> {
        self.command()
    }

    fn next(&mut self) -> Token {
        match self.ungot.take() {
            Some(token) => token,
            None => self.scan.next(),
        }
    }

    fn peek(&mut self) -> Token {
        let token = self.next();
        self.ungot = Some(token);
        token
    }

    fn peek_kind(&mut self) -> TokenKind {
        self.peek().kind
    }

    fn unget(&mut self, token: Token) {
        self.ungot = Some(token);
    }

    fn skip(&mut self) {
        self.ungot = None;
    }

    /// Takes the next token if it is of that kind.
    fn takes(&mut self, kind: TokenKind) -> Option<Token> {
        let token = self.peek();
        (token.kind == kind).then(|| {
            self.skip();
            token
        })
    }

    fn is_keyword(&mut self, keyword: Keyword) -> bool {
        self.peek_kind() == TokenKind::Keyword(keyword)
    }

    /// Reads a token again.
    fn back_to(&mut self, token: Token) {
        self.back_to_place(token.start as usize);
    }

    fn back_to_place(&mut self, at: usize) {
        self.ungot = None;
        self.scan.back_to(at);
    }

    /// Changes how tokens are read, and reads again what was looked at only. Gives what the mode was.
    fn set_mode(&mut self, mode: Mode) -> Mode {
        let before = self.scan.mode;
        if before != mode {
            if let Some(token) = self.ungot.filter(|token| !token.kind.same_in_all_modes()) {
                self.back_to(token);
            }
            self.scan.mode = mode;
        }
        before
    }

    fn skip_newlines(&mut self) {
        if self.ungot.is_none_or(|token| token.kind == TokenKind::NewLine) {
            self.ungot = None;
            self.scan.skip_newlines(false);
        }
    }

    fn skip_separators(&mut self) {
        if self.ungot.is_none_or(|token| matches!(token.kind, TokenKind::NewLine | TokenKind::Semicolon)) {
            self.ungot = None;
            self.scan.skip_newlines(true);
        }
    }

    fn text(&self, token: Token) -> &'a str {
        self.scan.text_of(token)
    }

    fn span(&self, token: Token) -> Span {
        self.scan.span_of(token)
    }

    fn span_of(&self, id: NodeId) -> Span {
        self.scan.out.tree.span(id)
    }

    fn kind(&self, id: NodeId) -> &Kind {
        self.scan.out.tree.kind(id)
    }

    fn add(&mut self, kind: Kind, span: Span) -> NodeId {
        self.scan.out.tree.add(kind, span)
    }

    /// A list begins.
    fn list(&self) -> usize {
        self.scan.out.scratch.len()
    }

    fn push(&mut self, id: NodeId) {
        self.scan.out.scratch.push(id);
    }

    fn finish(&mut self, list: usize) -> Nodes {
        self.scan.out.list_from(list)
    }

    /// The nodes of a list that has begun.
    fn listed(&self, list: usize) -> &[NodeId] {
        &self.scan.out.scratch[list..]
    }

    fn fault(&mut self, problem: Problem, span: Span) {
        self.scan.out.fault(Fault::new(problem, span));
    }

    /// An error at a token.
    fn fault_at(&mut self, problem: Problem, token: Token) {
        let span = self.span(token);
        self.fault(problem, span);
    }

    /// An error right behind something.
    fn fault_after(&mut self, problem: Problem, span: Span) {
        self.fault(problem, span.after());
    }

    /// A stray token.
    fn unexpected(&mut self, token: Token) {
        let text = self.text(token);
        let short = &text[..text.floor_char_boundary(30)];
        self.fault_at(Problem::Unexpected(short.into()), token);
    }

    fn newer(&mut self, construct: Construct, span: Span) {
        self.scan.out.newer.push(Newer { construct, span });
    }

    /// One level deeper; too deep ends it all.
    fn enter(&mut self, span: Span) {
        self.scan.out.depth += 1;
        if self.scan.out.depth > DEEPEST {
            self.scan.out.halt(Problem::TooDeep, span);
            self.ungot = None;
        }
    }

    fn leave(&mut self) {
        self.scan.out.depth -= 1;
    }

    /// The name of a parameter, without dash and colon.
    fn flag_name(&self, token: Token) -> &'a str {
        let text = self.text(token);
        text.trim_start_matches(|c| text.starts_with(c)).trim_end_matches(':')
    }

    /// A bare word as a text.
    fn bare(&mut self, token: Token) -> NodeId {
        let span = self.span(token);
        let text = self.text(token);
        let value =
            if text.contains(['`', '\'', '"']) || !text.is_ascii() || self.scan.source.offsets.is_some() {
                Value::Resolved(super::values::bare(text).into())
            } else {
                Value::Written(span)
            };
        self.add(Kind::Text { quotes: Quotes::None, value }, span)
    }

    /// A node in the place of what is missing.
    fn error_node(&mut self, span: Span) -> NodeId {
        self.add(Kind::Error { parts: Nodes::default() }, span)
    }
}
