//! Pipelines, chains of them, assignments.

use super::*;
use crate::powershell::syntax::tree::Assignment;

impl Parser<'_, '_> {
    /// An assignment, or pipelines joined by `&&` and `||`.
    pub(super) fn pipeline_chain(&mut self) -> Option<NodeId> {
        let mode = self.set_mode(Mode::Command);
        let no_comma = std::mem::replace(&mut self.no_comma, false);
        let chain = self.assignment_or_chain();
        self.no_comma = no_comma;
        self.set_mode(mode);
        chain
    }

    fn assignment_or_chain(&mut self) -> Option<NodeId> {
        self.set_mode(Mode::Expression);
        let first = self.expression(false);
        if let Some(target) = first
            && let token = self.peek()
            && let TokenKind::Assign(operator) = token.kind
        {
            self.skip();
            let assignment = self.assignment(target, token, operator);
            self.set_mode(Mode::Command);
            return Some(assignment);
        }
        self.set_mode(Mode::Command);
        self.chain(first)
    }

    fn assignment(&mut self, target: NodeId, token: Token, operator: Assignment) -> NodeId {
        let sign = self.span(token);
        if operator == Assignment::Coalesce {
            self.newer(Construct::Coalesce, sign);
        }
        self.skip_newlines();
        self.enter(sign);
        let value = self.statement();
        self.leave();
        let value = match value {
            Some(value) => self.unwrapped(value),
            None => {
                self.fault_after(Problem::NothingBehind(self.text(token).into()), sign);
                self.error_node(sign)
            }
        };
        let span = self.span_of(target).to(self.span_of(value));
        self.add(Kind::Assignment { target, operator, value }, span)
    }

    /// A pipeline that is nothing but an expression, as that expression.
    fn unwrapped(&mut self, value: NodeId) -> NodeId {
        let Kind::Pipeline { elements, background: false } = *self.kind(value) else { return value };
        let &[only] = self.scan.out.tree.list(elements) else { return value };
        if !matches!(self.kind(only), Kind::CommandExpression { .. }) {
            return value;
        }
        self.scan.out.tree.pop(value);
        only
    }

    fn chain(&mut self, first: Option<NodeId>) -> Option<NodeId> {
        let mut left = self.pipeline(first)?;
        let mut chained = false;
        loop {
            let token = self.peek();
            match token.kind {
                TokenKind::AndAnd | TokenKind::OrOr => {
                    self.skip();
                    chained = true;
                    left = self.chained(left, token)?;
                }
                TokenKind::Ampersand => {
                    self.skip();
                    self.background(left, token, chained);
                    return Some(left);
                }
                _ => return Some(left),
            }
        }
    }

    fn chained(&mut self, left: NodeId, token: Token) -> Option<NodeId> {
        let sign = self.span(token);
        self.newer(Construct::Chain, sign);
        self.skip_newlines();
        let mode = self.set_mode(Mode::Expression);
        let first = self.expression(false);
        self.set_mode(mode);
        let right = match self.pipeline(first) {
            Some(right) => right,
            None => {
                self.fault_after(Problem::NothingBehind(self.text(token).into()), sign);
                self.error_node(sign.after())
            }
        };
        let span = self.span_of(left).to(self.span_of(right));
        let and = token.kind == TokenKind::AndAnd;
        Some(self.add(Kind::Chain { left, and, right, background: false }, span))
    }

    fn background(&mut self, pipeline: NodeId, token: Token, chained: bool) {
        let sign = self.span(token);
        self.newer(Construct::Background, sign);
        debug_assert!(chained || matches!(self.kind(pipeline), Kind::Pipeline { .. } | Kind::Error { .. }));
        let node = self.scan.out.tree.node_mut(pipeline);
        match &mut node.kind {
            Kind::Chain { background, .. } | Kind::Pipeline { background, .. } => *background = true,
            _ => {}
        }
    }

    /// Commands joined by `|`; the first may be an expression that is read already.
    fn pipeline(&mut self, first: Option<NodeId>) -> Option<NodeId> {
        let list = self.list();
        let mut expression = first;
        let mut pipe: Option<Token> = None;
        loop {
            match self.pipeline_element(expression, list) {
                Some(element) => self.push(element),
                None => self.check_empty_element(pipe),
            }
            let token = self.after_element();
            if token.kind != TokenKind::Pipe {
                break;
            }
            self.skip();
            self.skip_newlines();
            pipe = Some(token);
            if self.peek_kind() == TokenKind::End {
                self.check_empty_element(pipe);
                break;
            }
            self.set_mode(Mode::Expression);
            expression = self.expression(false);
            self.set_mode(Mode::Command);
        }
        let (&start, &end) = (self.listed(list).first()?, self.listed(list).last()?);
        let span = self.span_of(start).to(self.span_of(end));
        let elements = self.finish(list);
        Some(self.add(Kind::Pipeline { elements, background: false }, span))
    }

    fn pipeline_element(&mut self, expression: Option<NodeId>, list: usize) -> Option<NodeId> {
        let Some(expression) = expression else { return self.command() };
        let span = self.span_of(expression);
        if self.list() > list {
            self.fault(Problem::ValueBehindPipe, span);
        }
        let marked = self.list();
        let mut end = span;
        while self.redirection(marked, &mut end) {}
        let redirections = self.finish_redirections(marked);
        Some(self.add(Kind::CommandExpression { expression, redirections }, span.to(end)))
    }

    fn check_empty_element(&mut self, pipe: Option<Token>) {
        if let Some(pipe) = pipe {
            self.fault_after(Problem::NothingBehind("|".into()), self.span(pipe));
        } else if self.peek_kind() == TokenKind::Pipe {
            let token = self.peek();
            self.fault_at(Problem::NothingBeforePipe, token);
        }
    }

    /// What stands behind an element of a pipeline.
    fn after_element(&mut self) -> Token {
        let mut token = self.peek();
        if token.kind == TokenKind::NewLine && self.scan.pipe_follows(token) {
            token = self.leading_pipe();
        }
        match token.kind {
            TokenKind::NewLine
            | TokenKind::Semicolon
            | TokenKind::End
            | TokenKind::RightParen
            | TokenKind::RightBrace
            | TokenKind::Pipe
            | TokenKind::AndAnd
            | TokenKind::OrOr
            | TokenKind::Ampersand => token,
            _ => {
                self.unexpected(token);
                token
            }
        }
    }

    /// The `|` at the beginning of a later line.
    fn leading_pipe(&mut self) -> Token {
        self.skip_newlines();
        let token = self.peek();
        if matches!(token.kind, TokenKind::Pipe | TokenKind::OrOr) {
            self.newer(Construct::LeadingPipe, self.span(token));
        }
        token
    }
}
