//! Scripts, script blocks, named blocks, statements in braces.

use super::*;
use crate::powershell::syntax::tree::BlockName;

impl Parser<'_, '_> {
    /// A whole script.
    pub(in super::super) fn script(&mut self) -> NodeId {
        let end = self.scan.text.len();
        let span = self.scan.source.span(0, end);
        self.script_block(None, span, false)
    }

    /// What stands in the braces of a script block, with the closing one; or a whole script.
    pub(super) fn script_block(&mut self, open: Option<Token>, span: Span, filter: bool) -> NodeId {
        let usings = self.using_statements(open.is_none());
        let params = self.param_block();
        self.skip_separators();
        let token = self.peek();
        let mark = self.list();
        if matches!(token.kind, TokenKind::Keyword(keyword) if keyword.names_block()) {
            self.named_blocks();
        } else {
            self.unnamed_block(open, params, filter);
        }
        let close = self.end_of_block(open, mark);
        let span = match open {
            Some(open) => self.span(open).to(close),
            None => span,
        };
        let blocks = self.finish(mark);
        self.add(Kind::ScriptBlock { usings, params, blocks }, span)
    }

    fn unnamed_block(&mut self, open: Option<Token>, params: Option<NodeId>, filter: bool) {
        let list = self.list();
        let statements = self.statement_list();
        let params = params.map(|params| self.span_of(params));
        let span = match (statements, params, open) {
            (Some(span), Some(params), _) => params.to(span),
            (Some(span), None, _) => span,
            (None, Some(params), _) => params,
            (None, None, Some(open)) => self.empty_body(open),
            (None, None, None) => Span::default(),
        };
        let statements = self.finish(list);
        let name = if filter { BlockName::Process } else { BlockName::None };
        let block = self.add(Kind::NamedBlock { name, statements }, span);
        self.push(block);
    }

    /// Where PowerShell puts the block of an empty body: up to the character before the closing brace, and nowhere at
    /// all if that stands in the column behind the opening one.
    fn empty_body(&mut self, open: Token) -> Span {
        let close = self.peek();
        let (start, end) = (open.end as usize, close.start as usize);
        if close.kind != TokenKind::RightBrace || self.column(start) == self.column(end) {
            return Span::default();
        }
        let last = self.scan.text.floor_char_boundary(end - 1);
        self.scan.source.span(start, last)
    }

    /// The column of a place, from 0, in UTF-16 units.
    fn column(&self, at: usize) -> usize {
        let before = &self.scan.text[..at];
        let line = before.rfind(['\r', '\n']).map_or(0, |newline| newline + 1);
        before[line..].chars().map(char::len_utf16).sum()
    }

    /// Takes the closing brace, or at the end of a script whatever else stands there.
    fn end_of_block(&mut self, open: Option<Token>, blocks: usize) -> Span {
        let token = self.next();
        match (open, token.kind) {
            (Some(_), TokenKind::RightBrace) | (None, TokenKind::End) => self.span(token),
            (Some(open), _) => {
                self.unget(token);
                self.fault_at(Problem::UnclosedBrace, open);
                let span = self.span(token);
                Span::new(span.start, span.start)
            }
            (None, _) => self.rest_of_script(token, blocks),
        }
    }

    /// Goes on behind a stray token.
    fn rest_of_script(&mut self, mut token: Token, blocks: usize) -> Span {
        let list = self.list();
        while token.kind != TokenKind::End {
            self.unexpected(token);
            self.statement_list();
            token = self.next();
        }
        let statements = self.finish(list);
        let span = self.span(token);
        debug_assert!(blocks <= list);
        let block = self.add(Kind::NamedBlock { name: BlockName::None, statements }, span);
        self.push(block);
        span
    }

    fn named_blocks(&mut self) {
        let mut seen = 0u8;
        loop {
            let token = self.next();
            let name = match token.kind {
                TokenKind::Keyword(Keyword::Begin) => BlockName::Begin,
                TokenKind::Keyword(Keyword::Process) => BlockName::Process,
                TokenKind::Keyword(Keyword::End) => BlockName::End,
                TokenKind::Keyword(Keyword::Clean) => BlockName::Clean,
                TokenKind::Keyword(Keyword::DynamicParam) => BlockName::DynamicParam,
                _ => {
                    self.unget(token);
                    if !matches!(token.kind, TokenKind::RightBrace | TokenKind::End) {
                        self.fault_at(Problem::OutsideNamedBlocks, token);
                        self.statement_list();
                    }
                    return;
                }
            };
            self.named_block(token, name, &mut seen);
            self.skip_separators();
        }
    }

    fn named_block(&mut self, token: Token, name: BlockName, seen: &mut u8) {
        let span = self.span(token);
        if name == BlockName::Clean {
            self.newer(Construct::Clean, span);
        }
        let bit = 1 << name as u8;
        let list = self.list();
        let end = match self.braced_statements() {
            Some(end) => end,
            None => {
                self.fault_after(Problem::NamedBlockWithoutBody(self.text(token).into()), span);
                span
            }
        };
        if *seen & bit != 0 {
            self.fault(Problem::BlockTwice(self.text(token).into()), span.to(end));
        }
        *seen |= bit;
        let statements = self.finish(list);
        let block = self.add(Kind::NamedBlock { name, statements }, span.to(end));
        self.push(block);
    }

    /// Pushes the statements in braces, if there are braces; their span.
    fn braced_statements(&mut self) -> Option<Span> {
        self.skip_newlines();
        let open = self.takes(TokenKind::LeftBrace)?;
        self.enter(self.span(open));
        self.statement_list();
        let close = self.close_brace(open);
        self.leave();
        Some(self.span(open).to(close))
    }

    /// The closing brace, or the place where it is missing.
    pub(super) fn close_brace(&mut self, open: Token) -> Span {
        let token = self.next();
        if token.kind == TokenKind::RightBrace {
            return self.span(token);
        }
        self.unget(token);
        self.fault_at(Problem::UnclosedBrace, open);
        let span = self.span(token);
        Span::new(span.start, span.start)
    }

    /// Statements in braces, if there are braces.
    pub(super) fn statement_block(&mut self) -> Option<NodeId> {
        let list = self.list();
        let span = self.braced_statements()?;
        let statements = self.finish(list);
        Some(self.add(Kind::StatementBlock { statements }, span))
    }

    /// Pushes statements up to something that begins none; from the first to the last.
    pub(super) fn statement_list(&mut self) -> Option<Span> {
        let mut span: Option<Span> = None;
        self.skip_separators();
        loop {
            let before = self.peek();
            let Some(statement) = self.statement() else { return span };
            self.push(statement);
            let last = self.span_of(statement);
            span = Some(span.map_or(last, |span| span.to(last)));
            self.skip_separators();
            let token = self.peek();
            if matches!(token.kind, TokenKind::RightParen | TokenKind::RightBrace) {
                return span;
            }
            if token.start == before.start && token.kind == before.kind && token.kind != TokenKind::End {
                self.skip();
            }
        }
    }
}
