//! Loops.

use super::*;
use crate::powershell::syntax::tree::LoopForm;

impl Parser<'_, '_> {
    pub(super) fn while_loop(&mut self, token: Token, label: Option<Token>) -> Option<NodeId> {
        let start = self.behind_label(label, token);
        let list = self.list();
        let Some(condition) = self.loop_condition(token) else { return Some(self.unreadable(list, start)) };
        let Some(body) = self.loop_body(token) else {
            self.push(condition);
            return Some(self.unreadable(list, start));
        };
        let span = start.to(self.span_of(body));
        let label = self.label_name(label);
        Some(self.add(Kind::Loop { form: LoopForm::While, label, condition, body }, span))
    }

    fn loop_condition(&mut self, keyword: Token) -> Option<NodeId> {
        let open = self.loop_paren(keyword)?;
        self.condition(open, keyword, Problem::MissingCondition)
    }

    fn loop_paren(&mut self, keyword: Token) -> Option<Token> {
        self.skip_newlines();
        let open = self.takes(TokenKind::LeftParen);
        if open.is_none() {
            let span = self.span(keyword);
            self.fault_after(Problem::MissingParenBehind(self.text(keyword).into()), span);
        }
        open
    }

    fn loop_body(&mut self, keyword: Token) -> Option<NodeId> {
        let body = self.statement_block();
        if body.is_none() {
            self.missing_here(Problem::MissingBlock(self.text(keyword).into()));
        }
        body
    }

    /// An error where something is missing: at the next token that is no line break, or behind the last one.
    fn missing_here(&mut self, problem: Problem) {
        let token = self.peek();
        let span = self.span(token);
        self.fault(problem, Span::new(span.start, span.start));
    }

    pub(super) fn do_loop(&mut self, token: Token, label: Option<Token>) -> Option<NodeId> {
        let start = self.behind_label(label, token);
        let list = self.list();
        let Some(body) = self.loop_body(token) else { return Some(self.unreadable(list, start)) };
        self.push(body);
        self.skip_newlines();
        let keyword = self.peek();
        let form = match keyword.kind {
            TokenKind::Keyword(Keyword::While) => LoopForm::DoWhile,
            TokenKind::Keyword(Keyword::Until) => LoopForm::DoUntil,
            _ => {
                let span = self.span_of(body);
                self.fault_after(Problem::DoWithoutWhile, span);
                return Some(self.unreadable(list, start));
            }
        };
        self.skip();
        let Some(condition) = self.loop_condition(keyword) else { return Some(self.unreadable(list, start)) };
        self.scan.out.scratch.truncate(list);
        let end = self.scan.source.span(self.scan.at, self.scan.at);
        let label = self.label_name(label);
        Some(self.add(Kind::Loop { form, label, condition, body }, start.to(end)))
    }

    pub(super) fn for_loop(&mut self, token: Token, label: Option<Token>) -> Option<NodeId> {
        let start = self.behind_label(label, token);
        let list = self.list();
        let Some(open) = self.loop_paren(token) else { return Some(self.unreadable(list, start)) };
        self.enter(self.span(open));
        let [first, condition, each] = self.for_header();
        self.leave();
        for part in [first, condition, each].into_iter().flatten() {
            self.push(part);
        }
        self.skip_newlines();
        if self.takes(TokenKind::RightParen).is_none() {
            let last = self.listed(list).last().map_or(self.span(open), |&last| self.span_of(last));
            self.fault_after(Problem::UnclosedCondition(self.span(open)), last);
            return Some(self.unreadable(list, start));
        }
        let Some(body) = self.loop_body(token) else { return Some(self.unreadable(list, start)) };
        self.scan.out.scratch.truncate(list);
        let span = start.to(self.span_of(body));
        let label = self.label_name(label);
        Some(self.add(Kind::For { label, first, condition, each, body }, span))
    }

    fn for_header(&mut self) -> [Option<NodeId>; 3] {
        self.skip_newlines();
        let first = self.pipeline_chain();
        self.for_separator();
        let condition = self.pipeline_chain();
        self.for_separator();
        [first, condition, self.pipeline_chain()]
    }

    fn for_separator(&mut self) {
        if matches!(self.peek_kind(), TokenKind::Semicolon | TokenKind::NewLine) {
            self.skip();
            self.skip_newlines();
        }
    }

    pub(super) fn for_each(&mut self, token: Token, label: Option<Token>) -> Option<NodeId> {
        let start = self.behind_label(label, token);
        let list = self.list();
        self.skip_newlines();
        self.for_each_flags();
        let Some(open) = self.loop_paren(token) else { return Some(self.unreadable(list, start)) };
        self.enter(self.span(open));
        let header = self.for_each_header(token, open);
        self.leave();
        let Some((variable, items)) = header else { return Some(self.unreadable(list, start)) };
        let Some(body) = self.loop_body(token) else {
            self.push(variable);
            self.push(items);
            return Some(self.unreadable(list, start));
        };
        let span = start.to(self.span_of(body));
        let label = self.label_name(label);
        Some(self.add(Kind::ForEach { label, variable, items, body }, span))
    }

    fn for_each_flags(&mut self) {
        while let TokenKind::Parameter { .. } = self.peek_kind() {
            let token = self.next();
            self.fault_at(Problem::ReservedFlag(self.text(token).into()), token);
            if self.peek_kind() == TokenKind::Number {
                self.skip();
            }
        }
    }

    fn for_each_header(&mut self, keyword: Token, open: Token) -> Option<(NodeId, NodeId)> {
        self.skip_newlines();
        let token = self.peek();
        if !matches!(token.kind, TokenKind::Variable | TokenKind::Splat) {
            let span = self.span(open);
            self.fault_after(Problem::ForEachWithoutVariable, span);
            return None;
        }
        self.skip();
        let variable = self.variable_node(token);
        self.skip_newlines();
        if !self.is_keyword(Keyword::In) {
            self.fault_after(Problem::ForEachWithoutIn, self.span_of(variable));
            return None;
        }
        let word = self.next();
        self.skip_newlines();
        let Some(items) = self.pipeline_chain() else {
            let span = self.span(word);
            self.fault_after(Problem::MissingCondition(self.text(keyword).into()), span);
            return None;
        };
        self.skip_newlines();
        if self.takes(TokenKind::RightParen).is_none() {
            self.fault_after(Problem::UnclosedCondition(self.span(open)), self.span_of(items));
            return None;
        }
        Some((variable, items))
    }
}
