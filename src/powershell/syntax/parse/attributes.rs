//! Attributes and types in brackets.

use super::*;
use crate::powershell::syntax::tree::Assignment;

impl Parser<'_, '_> {
    /// Pushes what stands in brackets here, one behind the other. In an expression a line break ends the list behind a
    /// type.
    pub(super) fn attribute_list(&mut self, in_expression: bool) {
        while let Some(attribute) = self.attribute() {
            self.push(attribute);
            if !in_expression || matches!(self.kind(attribute), Kind::Attribute { .. }) {
                self.skip_newlines();
            }
        }
    }

    /// `[Name(…)]` or `[type]`.
    pub(super) fn attribute(&mut self) -> Option<NodeId> {
        let mode = self.set_mode(Mode::Expression);
        let attribute = match self.left_bracket() {
            Some(open) => {
                self.enter(self.span(open));
                let attribute = self.in_brackets(open);
                self.leave();
                attribute
            }
            None => None,
        };
        self.set_mode(mode);
        attribute
    }

    /// `[`, behind blanks at most.
    fn left_bracket(&mut self) -> Option<Token> {
        match self.ungot {
            Some(token) if token.kind == TokenKind::LeftBracket => {
                self.skip();
                Some(token)
            }
            Some(_) => None,
            None => self.scan.left_bracket(),
        }
    }

    fn in_brackets(&mut self, open: Token) -> Option<NodeId> {
        self.skip_newlines();
        let Some(name) = self.type_name(true) else {
            self.back_to(open);
            let span = self.span(open);
            self.fault_after(Problem::MissingTypeName, span);
            return None;
        };
        if let Some(paren) = self.takes(TokenKind::LeftParen) {
            return Some(self.attribute_arguments(open, name, paren));
        }
        let token = self.peek();
        let end = if token.kind == TokenKind::RightBracket {
            self.skip();
            self.span(token)
        } else {
            self.fault_after(Problem::UnclosedBracket(self.span(open)), name);
            name
        };
        let span = self.span(open).to(end);
        Some(self.add(Kind::TypeConstraint { name }, span))
    }

    fn attribute_arguments(&mut self, open: Token, name: Span, paren: Token) -> NodeId {
        let list = self.list();
        let mode = self.set_mode(Mode::Expression);
        let no_comma = std::mem::replace(&mut self.no_comma, true);
        let last = self.arguments_of_attribute(self.span(paren));
        self.no_comma = no_comma;
        self.skip_newlines();
        let mut end = last;
        match self.takes(TokenKind::RightParen) {
            Some(token) => end = self.span(token),
            None => self.fault_after(Problem::UnclosedParen(self.span(paren)), last),
        }
        self.skip_newlines();
        match self.takes(TokenKind::RightBracket) {
            Some(token) => end = self.span(token),
            None => self.fault_after(Problem::UnclosedBracket(self.span(open)), end),
        }
        self.set_mode(mode);
        let is_named = |parser: &Self, id: NodeId| matches!(parser.kind(id), Kind::NamedArgument { .. });
        let (named, positional): (Vec<_>, Vec<_>) =
            self.listed(list).iter().partition(|&&id| is_named(self, id));
        self.scan.out.scratch.truncate(list);
        let positional = self.scan.out.tree.add_list(&positional);
        let named = self.scan.out.tree.add_list(&named);
        let span = self.span(open).to(end);
        self.add(Kind::Attribute { name, positional, named }, span)
    }

    /// Pushes the arguments; where the last one ends.
    fn arguments_of_attribute(&mut self, mut last: Span) -> Span {
        let list = self.list();
        let mut comma: Option<Token> = None;
        loop {
            self.skip_newlines();
            match self.attribute_argument(list) {
                Some(argument) => {
                    last = self.span_of(argument);
                    self.push(argument);
                }
                None => {
                    if let Some(comma) = comma {
                        self.fault_after(Problem::NothingBehind(",".into()), self.span(comma));
                    }
                }
            }
            self.skip_newlines();
            let Some(token) = self.takes(TokenKind::Comma) else { return last };
            last = self.span(token);
            comma = Some(token);
        }
    }

    fn attribute_argument(&mut self, list: usize) -> Option<NodeId> {
        let Some(name) = self.simple_name() else { return self.expression(false) };
        let span = self.span(name);
        let text = self.text(name);
        let twice = self.listed(list).iter().any(|&id| match *self.kind(id) {
            Kind::NamedArgument { name, .. } => {
                self.scan.text.get(name.range()).is_some_and(|other| other.eq_ignore_ascii_case(text))
            }
            _ => false,
        });
        if twice {
            self.fault(Problem::ArgumentTwice(text.into()), span);
        }
        let Some(equals) = self.takes(TokenKind::Assign(Assignment::Set)) else {
            let value = self.add(Kind::Constant, span);
            return Some(self.add(Kind::NamedArgument { name: span, value }, span));
        };
        self.skip_newlines();
        let value = match self.expression(false) {
            Some(value) => value,
            None => {
                self.fault_after(Problem::NothingBehind("=".into()), self.span(equals));
                self.error_node(self.span(equals))
            }
        };
        let whole = span.to(self.span_of(value));
        Some(self.add(Kind::NamedArgument { name: span, value }, whole))
    }
}
