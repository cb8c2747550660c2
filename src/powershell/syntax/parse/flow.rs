//! `if`, and what leaves: `break`, `continue`, `return`, `exit`, `throw`.

use super::*;
use crate::powershell::syntax::tree::{LeaveForm, Operator};

impl Parser<'_, '_> {
    pub(super) fn if_statement(&mut self, token: Token) -> Option<NodeId> {
        let start = self.span(token);
        let list = self.list();
        let mut keyword = token;
        let mut otherwise = None;
        let end = loop {
            let Some(end) = self.if_clause(keyword) else { return Some(self.unreadable(list, start)) };
            let behind = self.peek();
            self.skip_newlines();
            keyword = self.peek();
            match keyword.kind {
                TokenKind::Keyword(Keyword::ElseIf) => self.skip(),
                TokenKind::Keyword(Keyword::Else) => {
                    self.skip();
                    otherwise = self.statement_block();
                    if otherwise.is_none() {
                        let span = self.span(keyword);
                        self.fault_after(Problem::ElseWithoutBlock, span);
                        return Some(self.unreadable(list, start));
                    }
                    break end;
                }
                // The line break still ends an entry of a table.
                _ => {
                    self.back_to(behind);
                    break end;
                }
            }
        };
        let clauses = self.finish(list);
        let end = otherwise.map_or(end, |block| self.span_of(block));
        Some(self.add(Kind::If { clauses, otherwise }, start.to(end)))
    }

    /// Condition and block; where the block ends.
    fn if_clause(&mut self, keyword: Token) -> Option<Span> {
        self.skip_newlines();
        let Some(open) = self.takes(TokenKind::LeftParen) else {
            let span = self.span(keyword);
            self.fault_after(Problem::MissingParenBehind(self.text(keyword).into()), span);
            return None;
        };
        let condition = self.condition(open, keyword, Problem::MissingCondition)?;
        self.push(condition);
        let Some(body) = self.statement_block() else {
            let span = self.span_of(condition);
            self.fault_after(Problem::MissingBlock(self.text(keyword).into()), span);
            return None;
        };
        self.push(body);
        Some(self.span_of(body))
    }

    /// The condition in parentheses, behind the opening one.
    pub(super) fn condition(
        &mut self,
        open: Token,
        keyword: Token,
        missing: fn(Box<str>) -> Problem,
    ) -> Option<NodeId> {
        self.enter(self.span(open));
        self.skip_newlines();
        let condition = self.pipeline_chain();
        self.leave();
        match condition {
            Some(_) => self.skip_newlines(),
            None => {
                let span = self.span(open);
                self.fault_after(missing(self.text(keyword).into()), span);
            }
        }
        if self.takes(TokenKind::RightParen).is_none() {
            let problem = Problem::UnclosedCondition(self.span(open));
            match condition {
                Some(condition) if !self.is_if(keyword) => self.fault_after(problem, self.span_of(condition)),
                _ => {
                    let token = self.peek();
                    self.fault_at(problem, token);
                }
            }
            return None;
        }
        condition
    }

    fn is_if(&self, keyword: Token) -> bool {
        matches!(keyword.kind, TokenKind::Keyword(Keyword::If | Keyword::ElseIf))
    }

    /// An error at the token that stands where a closing bracket should.
    pub(super) fn fault_at_gap(&mut self, open: Token, problem: fn(Span) -> Problem) {
        let token = self.peek();
        let span = self.span(token);
        let problem = problem(self.span(open));
        self.fault(problem, Span::new(span.start, span.start));
    }

    /// What was read of a statement that cannot be read.
    pub(super) fn unreadable(&mut self, list: usize, span: Span) -> NodeId {
        let end = self.listed(list).last().map_or(span, |&last| self.span_of(last));
        let parts = self.finish(list);
        self.add(Kind::Error { parts }, span.to(end))
    }

    pub(super) fn leave_with_value(&mut self, token: Token, keyword: Keyword) -> NodeId {
        let form = match keyword {
            Keyword::Return => LeaveForm::Return,
            Keyword::Exit => LeaveForm::Exit,
            _ => LeaveForm::Throw,
        };
        let value = self.pipeline_chain();
        self.leaving(token, form, value)
    }

    pub(super) fn leave_loop(&mut self, token: Token, keyword: Keyword) -> NodeId {
        let form = if keyword == Keyword::Break { LeaveForm::Break } else { LeaveForm::Continue };
        let value = self.label();
        self.leaving(token, form, value)
    }

    fn leaving(&mut self, token: Token, form: LeaveForm, value: Option<NodeId>) -> NodeId {
        let start = self.span(token);
        let span = value.map_or(start, |value| start.to(self.span_of(value)));
        self.add(Kind::Leave { form, value }, span)
    }

    /// A plain word, or a value without signs before or behind it.
    fn label(&mut self) -> Option<NodeId> {
        if let Some(token) = self.simple_name() {
            return Some(self.bare(token));
        }
        let token = self.peek();
        if token.kind == TokenKind::NewLine {
            return None;
        }
        use Operator::{Decrement, Increment, Minus, Not, Plus};
        if let TokenKind::Operator(Plus | Minus | Not | Increment | Decrement, _) = token.kind {
            return self.value_without_comma();
        }
        self.primary(true)
    }

    /// The key of an entry: a plain word, or any value without a comma.
    pub(super) fn name_or_value(&mut self) -> Option<NodeId> {
        if let Some(token) = self.simple_name() {
            return Some(self.bare(token));
        }
        self.value_without_comma()
    }

    fn value_without_comma(&mut self) -> Option<NodeId> {
        let mode = self.set_mode(Mode::Expression);
        let no_comma = std::mem::replace(&mut self.no_comma, true);
        let value = self.unary();
        self.no_comma = no_comma;
        self.set_mode(mode);
        value
    }

    /// A plain word, even one of the language.
    pub(super) fn simple_name(&mut self) -> Option<Token> {
        if let Some(token) = self.ungot.filter(|token| matches!(token.kind, TokenKind::Keyword(_))) {
            self.back_to(token);
        }
        self.scan.simple = true;
        let token = self.takes(TokenKind::Word);
        self.scan.simple = false;
        token
    }
}
