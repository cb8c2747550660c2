//! Members, calls of methods, indexes.

use super::*;

impl Parser<'_, '_> {
    /// All that hangs on a value, from the first sign on.
    pub(super) fn members(&mut self, mut value: NodeId, mut token: Token) -> NodeId {
        loop {
            let sign = self.span(token);
            value = match token.kind {
                TokenKind::LeftBracket | TokenKind::QuestionBracket => self.index(value, token),
                _ => self.member(value, token),
            };
            if matches!(token.kind, TokenKind::QuestionBracket | TokenKind::QuestionDot) {
                self.newer(Construct::NullConditional, sign);
            }
            if self.ungot.is_some() {
                return value;
            }
            match self.scan.member_sign() {
                Some(next) => token = next,
                None => return value,
            }
        }
    }

    fn index(&mut self, target: NodeId, open: Token) -> NodeId {
        let span = self.span(open);
        self.enter(span);
        let mode = self.set_mode(Mode::Expression);
        let no_comma = std::mem::replace(&mut self.no_comma, false);
        self.skip_newlines();
        let index = self.expression(false);
        self.no_comma = no_comma;
        let index = index.unwrap_or_else(|| {
            self.fault_after(Problem::MissingIndex, span);
            self.error_node(span.after())
        });
        self.skip_newlines();
        let end = match self.takes(TokenKind::RightBracket) {
            Some(close) => self.span(close),
            None => {
                self.fault_after(Problem::UnclosedIndex(span), self.span_of(index));
                self.span_of(index)
            }
        };
        self.set_mode(mode);
        self.leave();
        let conditional = open.kind == TokenKind::QuestionBracket;
        let whole = self.span_of(target).to(end);
        self.add(Kind::Index { target, index, conditional }, whole)
    }

    fn member(&mut self, target: NodeId, sign: Token) -> NodeId {
        self.skip_newlines();
        match self.member_name() {
            Some(member) => self.member_or_call(target, sign, member),
            None => {
                let span = self.span(sign);
                self.fault_after(Problem::MissingMember(self.text(sign).into()), span);
                let member = self.error_node(span.after());
                self.member_node(target, sign, member)
            }
        }
    }

    fn member_name(&mut self) -> Option<NodeId> {
        let ternary = std::mem::replace(&mut self.scan.ternary, false);
        let name = self.name_of_member();
        self.scan.ternary = ternary;
        name
    }

    fn name_of_member(&mut self) -> Option<NodeId> {
        if let Some(name) = self.simple_name() {
            return Some(self.bare(name));
        }
        let token = self.peek();
        match token.kind {
            TokenKind::Splat
            | TokenKind::Text
            | TokenKind::HereText
            | TokenKind::Expandable
            | TokenKind::HereExpandable
            | TokenKind::Variable
            | TokenKind::Number
            | TokenKind::LeftParen
            | TokenKind::DollarParen
            | TokenKind::LeftBrace
            | TokenKind::AtParen
            | TokenKind::AtBrace => self.primary(false),
            _ => self.unary(),
        }
    }

    fn member_or_call(&mut self, target: NodeId, sign: Token, member: NodeId) -> NodeId {
        if self.ungot.is_some() {
            return self.member_node(target, sign, member);
        }
        let generic = self.generic_arguments();
        let arguments = if self.ungot.is_some() { None } else { self.scan.argument_sign() };
        match arguments {
            Some(open) => {
                if let Some(generic) = generic {
                    self.newer(Construct::GenericMethod, self.scan.source.span(generic, self.scan.at - 1));
                }
                self.call(target, sign, member, open)
            }
            None => {
                if let Some(generic) = generic {
                    self.back_to_place(generic);
                }
                self.member_node(target, sign, member)
            }
        }
    }

    /// Passes `[int]` between the name of a method and its arguments; where it began.
    fn generic_arguments(&mut self) -> Option<usize> {
        let start = self.scan.at;
        self.scan.look_ahead();
        if !self.scan.bracket_may_follow() {
            return None;
        }
        let open = self.scan.next();
        let is_list = open.kind == TokenKind::LeftBracket && self.types_in_brackets(open);
        if !is_list {
            self.back_to_place(start);
        }
        is_list.then_some(start)
    }

    fn types_in_brackets(&mut self, open: Token) -> bool {
        let mode = self.set_mode(Mode::TypeName);
        self.skip_newlines();
        let first = self.next();
        let is_list = first.kind == TokenKind::Word;
        if is_list {
            self.type_arguments(open, first);
        }
        self.set_mode(mode);
        is_list
    }

    fn member_node(&mut self, target: NodeId, sign: Token, member: NodeId) -> NodeId {
        let span = self.span_of(target).to(self.span_of(member));
        let (is_static, conditional) =
            (sign.kind == TokenKind::DoubleColon, sign.kind == TokenKind::QuestionDot);
        self.add(Kind::Member { target, member, is_static, conditional }, span)
    }

    fn call(&mut self, target: NodeId, sign: Token, member: NodeId, open: Token) -> NodeId {
        let list = self.list();
        let end = if open.kind == TokenKind::LeftBrace {
            let block = self.script_block_argument(open);
            self.push(block);
            self.span_of(block)
        } else {
            self.call_arguments(open)
        };
        let arguments = self.finish(list);
        let span = self.span_of(target).to(end);
        let (is_static, conditional) =
            (sign.kind == TokenKind::DoubleColon, sign.kind == TokenKind::QuestionDot);
        self.add(Kind::InvokeMember { target, member, arguments, is_static, conditional }, span)
    }

    fn script_block_argument(&mut self, open: Token) -> NodeId {
        self.unget(open);
        let block = self.primary(false);
        block.unwrap_or_else(|| self.error_node(self.span(open)))
    }

    /// Pushes the arguments behind the `(`; the closing one.
    pub(super) fn call_arguments(&mut self, open: Token) -> Span {
        let span = self.span(open);
        self.enter(span);
        let mode = self.set_mode(Mode::Expression);
        let no_comma = std::mem::replace(&mut self.no_comma, true);
        let mut last = span;
        let mut comma: Option<Token> = None;
        loop {
            self.skip_newlines();
            let Some(argument) = self.expression(false) else {
                if let Some(comma) = comma {
                    self.fault_after(Problem::NothingBehind(",".into()), self.span(comma));
                }
                break;
            };
            last = self.span_of(argument);
            self.push(argument);
            self.skip_newlines();
            let Some(token) = self.takes(TokenKind::Comma) else { break };
            last = self.span(token);
            comma = Some(token);
        }
        self.skip_newlines();
        self.no_comma = no_comma;
        let close = self.takes(TokenKind::RightParen);
        if close.is_none() {
            self.fault_after(Problem::UnclosedCall(span), last);
        }
        self.set_mode(mode);
        self.leave();
        close.map_or(last, |close| self.span(close))
    }
}
