//! Expressions with operators between values.

use super::*;
use crate::powershell::syntax::tree::{Case, Operator};

/// An operator that waits for its right side.
struct Waiting {
    left: NodeId,
    operator: Operator,
    case: Case,
    sign: Span,
    precedence: u8,
}

impl Parser<'_, '_> {
    /// An expression, if one begins here. Within `a ? b : c`, and behind its first value, `?` and `:` end a number.
    pub(super) fn expression(&mut self, ternary: bool) -> Option<NodeId> {
        let mode = self.set_mode(Mode::Expression);
        let before = std::mem::replace(&mut self.scan.ternary, ternary);
        let expression = self.binary().map(|value| self.ternary(value));
        self.scan.ternary = before;
        self.set_mode(mode);
        expression
    }

    fn ternary(&mut self, condition: NodeId) -> NodeId {
        let Some(question) = self.takes(TokenKind::Question) else { return condition };
        let sign = self.span(question);
        self.newer(Construct::Ternary, sign);
        self.enter(sign);
        let node = self.ternary_branches(condition, sign);
        self.leave();
        node
    }

    fn ternary_branches(&mut self, condition: NodeId, sign: Span) -> NodeId {
        self.skip_newlines();
        let start = self.span_of(condition);
        let Some(yes) = self.expression(true) else {
            self.fault_after(Problem::NothingBehind("?".into()), sign);
            return self.error_node(start.to(sign));
        };
        self.skip_newlines();
        let Some(colon) = self.takes(TokenKind::Colon) else {
            self.fault_after(Problem::TernaryWithoutColon, self.span_of(yes));
            return self.error_node(start.to(self.span_of(yes)));
        };
        let colon = self.span(colon);
        self.skip_newlines();
        let no = match self.expression(true) {
            Some(no) => no,
            None => {
                self.fault_after(Problem::NothingBehind(":".into()), colon);
                self.error_node(colon)
            }
        };
        let span = start.to(self.span_of(no));
        self.add(Kind::Ternary { condition, yes, no }, span)
    }

    /// Values with operators between them: each operator waits until one that binds less tightly comes.
    fn binary(&mut self) -> Option<NodeId> {
        let mut value = self.array_literal()?;
        let mut waiting: Vec<Waiting> = Vec::new();
        loop {
            let token = self.peek();
            let TokenKind::Operator(operator, case) = token.kind else { break };
            let Some(precedence) = operator.precedence() else { break };
            self.skip();
            self.scan.ternary = true;
            while let Some(tighter) = waiting.pop_if(|waiting| waiting.precedence >= precedence) {
                value = self.reduce(&tighter, value);
            }
            let sign = self.span(token);
            if operator == Operator::Coalesce {
                self.newer(Construct::Coalesce, sign);
            }
            waiting.push(Waiting { left: value, operator, case, sign, precedence });
            self.skip_newlines();
            value = match self.array_literal() {
                Some(value) => value,
                None => {
                    self.fault_after(Problem::NothingBehind(self.text(token).into()), sign);
                    self.error_node(sign.after())
                }
            };
        }
        while let Some(operator) = waiting.pop() {
            value = self.reduce(&operator, value);
        }
        if let token = self.peek()
            && matches!(token.kind, TokenKind::Parameter { .. })
        {
            self.unexpected(token);
            self.skip();
        }
        Some(value)
    }

    fn reduce(&mut self, waiting: &Waiting, right: NodeId) -> NodeId {
        let &Waiting { left, operator, case, sign, .. } = waiting;
        let span = self.span_of(left).to(self.span_of(right));
        self.add(Kind::Binary { operator, case, sign, left, right }, span)
    }

    fn array_literal(&mut self) -> Option<NodeId> {
        let first = self.unary()?;
        if self.no_comma || self.peek_kind() != TokenKind::Comma {
            return Some(first);
        }
        let list = self.list();
        self.push(first);
        let mut end = self.span_of(first);
        while let Some(comma) = self.takes(TokenKind::Comma) {
            self.scan.ternary = true;
            self.skip_newlines();
            let Some(next) = self.unary() else {
                end = self.span(comma);
                self.fault_after(Problem::NothingBehind(",".into()), end);
                break;
            };
            end = self.span_of(next);
            self.push(next);
        }
        let span = self.span_of(first).to(end);
        let elements = self.finish(list);
        Some(self.add(Kind::ArrayLiteral { elements }, span))
    }
}
