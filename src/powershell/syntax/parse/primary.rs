//! Values: variables, numbers, texts, and what stands in brackets.

use super::*;

impl Parser<'_, '_> {
    /// A value, with its members and indexes if wanted. What begins none is left where it is.
    pub(super) fn primary(&mut self, with_members: bool) -> Option<NodeId> {
        let token = self.next();
        let value = match token.kind {
            TokenKind::Variable | TokenKind::Splat => self.variable_value(token, with_members),
            TokenKind::Number => self.number(token),
            TokenKind::Text | TokenKind::HereText => self.plain_text(token),
            TokenKind::Expandable | TokenKind::HereExpandable => self.expandable_text(token),
            TokenKind::LeftParen => self.paren(token),
            TokenKind::AtParen | TokenKind::DollarParen => self.sub_expression(token),
            TokenKind::AtBrace => self.hashtable(token),
            TokenKind::LeftBrace => self.script_block_value(token),
            _ => {
                self.unget(token);
                return None;
            }
        };
        if !with_members || self.ungot.is_some() {
            return Some(value);
        }
        match self.scan.member_sign() {
            Some(token) => Some(self.members(value, token)),
            None => Some(value),
        }
    }

    fn number(&mut self, token: Token) -> NodeId {
        let span = self.span(token);
        if let Some(form) = crate::powershell::syntax::scan::number(self.text(token)) {
            let suffix = form.suffix.to_ascii_lowercase();
            if form.base == 2 || !matches!(suffix.as_str(), "" | "l" | "d") {
                self.newer(Construct::NumberForm, span);
            }
        }
        self.add(Kind::Constant, span)
    }

    /// A variable, without what may follow it.
    pub(super) fn variable_node(&mut self, token: Token) -> NodeId {
        let span = self.span(token);
        let text = self.text(token);
        let braced = text.as_bytes().get(1) == Some(&b'{');
        let (before, behind) = if braced { (2, u32::from(text.ends_with('}'))) } else { (1, 0) };
        let name = Span::new(span.start + before, (span.end - behind).max(span.start + before));
        self.add(Kind::Variable { name, splatted: token.kind == TokenKind::Splat }, span)
    }

    fn variable_value(&mut self, token: Token, with_members: bool) -> NodeId {
        let text = &self.text(token)[1..];
        let name = text.strip_prefix('{').unwrap_or(text);
        let using = name.get(..6).is_some_and(|prefix| prefix.eq_ignore_ascii_case("using:"));
        let variable = self.variable_node(token);
        if !using {
            return variable;
        }
        self.using_value(variable, with_members)
    }

    /// A variable in a text.
    pub(super) fn variable_part(&mut self, token: Token) -> NodeId {
        self.variable_value(token, false)
    }

    /// `$using:name`, with all that hangs on it.
    fn using_value(&mut self, variable: NodeId, with_members: bool) -> NodeId {
        let sign = if with_members { self.scan.member_sign() } else { None };
        let expression = sign.map_or(variable, |sign| self.members(variable, sign));
        let span = self.span_of(expression);
        self.add(Kind::Using { expression }, span)
    }

    fn paren(&mut self, open: Token) -> NodeId {
        let span = self.span(open);
        self.enter(span);
        self.skip_newlines();
        let mode = self.set_mode(Mode::Command);
        let pipeline = self.pipeline_chain();
        self.set_mode(mode);
        let pipeline = pipeline.unwrap_or_else(|| {
            self.fault_after(Problem::MissingValue, span);
            self.error_node(span.after())
        });
        self.skip_newlines();
        let end = match self.takes(TokenKind::RightParen) {
            Some(close) => self.span(close),
            None => {
                self.fault_after(Problem::UnclosedParen(span), self.span_of(pipeline));
                self.span_of(pipeline)
            }
        };
        self.leave();
        self.add(Kind::Paren { pipeline }, span.to(end))
    }

    /// `@(…)` or `$(…)`
    fn sub_expression(&mut self, open: Token) -> NodeId {
        let span = self.span(open);
        self.enter(span);
        let mode = self.set_mode(Mode::Command);
        let no_comma = std::mem::replace(&mut self.no_comma, false);
        let ternary = std::mem::replace(&mut self.scan.ternary, false);
        let list = self.list();
        let inner = self.statement_list();
        let statements = self.finish(list);
        self.set_mode(mode);
        self.no_comma = no_comma;
        self.scan.ternary = ternary;
        let close = self.takes(TokenKind::RightParen);
        if close.is_none() {
            self.fault_at_gap(open, Problem::UnclosedSubExpression);
        }
        self.leave();
        let end = close.map_or_else(|| inner.unwrap_or(span), |close| self.span(close));
        let whole = span.to(end);
        let body = self.add(Kind::StatementBlock { statements }, inner.unwrap_or_default());
        let kind = match open.kind {
            TokenKind::AtParen => Kind::ArrayExpression { body },
            _ => Kind::SubExpression { body },
        };
        self.add(kind, whole)
    }

    fn script_block_value(&mut self, open: Token) -> NodeId {
        let form = crate::powershell::syntax::tree::FunctionForm::Function;
        let block = self.function_body(open, form);
        let span = self.span_of(block);
        self.add(Kind::ScriptBlockExpression { block }, span)
    }
}
