//! Operators before and behind a value, and casts.

use super::*;
use crate::powershell::syntax::tree::Operator;

impl Parser<'_, '_> {
    /// A value with what stands before and behind it.
    pub(super) fn unary(&mut self) -> Option<NodeId> {
        let token = self.unary_token();
        let value = match token.kind {
            TokenKind::Operator(operator, _) if operator.is_unary() => self.prefixed(token, Some(operator)),
            TokenKind::Comma if !self.no_comma => self.prefixed(token, None),
            TokenKind::LeftBracket => self.bracketed()?,
            _ => self.primary(true)?,
        };
        Some(self.postfixed(value))
    }

    /// The next token, where a sign belongs to a number.
    fn unary_token(&mut self) -> Token {
        if let Some(token) = self.ungot
            && matches!(token.kind, TokenKind::Operator(Operator::Minus, _))
        {
            self.back_to(token);
        }
        self.scan.signed = true;
        let token = self.peek();
        self.scan.signed = false;
        token
    }

    fn prefixed(&mut self, token: Token, operator: Option<Operator>) -> NodeId {
        self.skip();
        self.scan.ternary = true;
        let sign = self.span(token);
        self.enter(sign);
        self.skip_newlines();
        let operand = self.unary();
        self.leave();
        let Some(operand) = operand else {
            self.fault_after(Problem::NothingBehind(self.text(token).into()), sign);
            return self.error_node(sign);
        };
        let span = sign.to(self.span_of(operand));
        match operator {
            Some(operator) => self.add(Kind::Unary { operator, postfix: false, operand }, span),
            None => {
                let elements = self.scan.out.tree.add_list(&[operand]);
                self.add(Kind::ArrayLiteral { elements }, span)
            }
        }
    }

    fn postfixed(&mut self, value: NodeId) -> NodeId {
        let token = self.peek();
        let TokenKind::Operator(operator @ (Operator::Increment | Operator::Decrement), _) = token.kind
        else {
            return value;
        };
        self.skip();
        let span = self.span_of(value).to(self.span(token));
        self.add(Kind::Unary { operator, postfix: true, operand: value }, span)
    }

    /// Casts and attributes before a value, or a type as a value.
    fn bracketed(&mut self) -> Option<NodeId> {
        let list = self.list();
        self.attribute_list(true);
        let last = *self.listed(list).last()?;
        self.scan.out.scratch.pop();
        self.scan.ternary = true;
        let span = self.span_of(last);
        self.enter(span);
        let mut value = match *self.kind(last) {
            Kind::TypeConstraint { name } => self.cast(last, name),
            _ => self.attributed(last),
        };
        self.leave();
        while self.list() > list {
            let Some(before) = self.scan.out.scratch.pop() else { break };
            value = self.wrapped(before, value);
        }
        Some(value)
    }

    fn wrapped(&mut self, before: NodeId, operand: NodeId) -> NodeId {
        let span = self.span_of(before).to(self.span_of(operand));
        let kind = match self.kind(before) {
            Kind::TypeConstraint { .. } => Kind::Convert { constraint: before, operand },
            _ => Kind::Attributed { attribute: before, operand },
        };
        self.add(kind, span)
    }

    fn attributed(&mut self, attribute: NodeId) -> NodeId {
        self.skip_newlines();
        match self.unary() {
            Some(operand) => self.wrapped(attribute, operand),
            None => {
                self.fault(Problem::AttributeAlone, self.span_of(attribute));
                attribute
            }
        }
    }

    /// A cast, or the type itself where nothing follows that could be cast.
    fn cast(&mut self, constraint: NodeId, name: Span) -> NodeId {
        let next = match self.ungot {
            None => self.scan.member_sign().or_else(|| self.scan.late_member_sign()),
            Some(_) => None,
        };
        if let Some(token) = next {
            if token.kind != TokenKind::LeftBracket && token.kind != TokenKind::QuestionBracket {
                let expression = self.type_expression(constraint, name);
                return self.members(expression, token);
            }
            self.back_to(token);
        }
        let token = self.peek();
        if !matches!(token.kind, TokenKind::NewLine | TokenKind::Comma)
            && let Some(operand) = self.unary()
        {
            return self.wrapped(constraint, operand);
        }
        self.type_expression(constraint, name)
    }

    fn type_expression(&mut self, constraint: NodeId, name: Span) -> NodeId {
        let node = self.scan.out.tree.node_mut(constraint);
        node.kind = Kind::TypeExpression { name };
        constraint
    }
}
