//! Functions and parameters.

use super::*;
use crate::powershell::syntax::scan::ends_token;
use crate::powershell::syntax::tree::FunctionForm;

impl Parser<'_, '_> {
    pub(super) fn function(&mut self, token: Token, keyword: Keyword) -> Option<NodeId> {
        let start = self.span(token);
        self.skip_newlines();
        let list = self.list();
        let Some((name, span)) = self.function_name() else {
            self.fault_after(Problem::MissingName(self.text(token).into()), start);
            return Some(self.error_node(start));
        };
        self.skip_newlines();
        let mut end = span;
        self.parenthesized_parameters(&mut end);
        let listed = self.list() > list;
        self.skip_newlines();
        let Some(open) = self.takes(TokenKind::LeftBrace) else {
            self.fault_after(Problem::MissingBody, end);
            return Some(self.unreadable(list, start));
        };
        let parameters = self.finish(list);
        let form = if keyword == Keyword::Filter { FunctionForm::Filter } else { FunctionForm::Function };
        let body = self.function_body(open, form);
        if listed && let Kind::ScriptBlock { params: Some(block), .. } = *self.kind(body) {
            self.fault(Problem::TwoParameterLists, self.span_of(block));
        }
        let span = start.to(self.span_of(body));
        if keyword == Keyword::Workflow {
            self.fault(Problem::Workflow, start);
        }
        Some(self.add(Kind::Function { form, name, parameters, body }, span))
    }

    fn function_name(&mut self) -> Option<(Span, Span)> {
        let token = self.peek();
        // Any word will do, and oddly a comma or a `$(`.
        let odd = matches!(token.kind, TokenKind::Number | TokenKind::Comma | TokenKind::DollarParen);
        if !commands::is_word(token.kind) && !odd {
            return None;
        }
        self.skip();
        let span = self.span(token);
        Some((span, span))
    }

    pub(super) fn function_body(&mut self, open: Token, form: FunctionForm) -> NodeId {
        let mode = self.set_mode(Mode::Command);
        let span = self.span(open);
        self.enter(span);
        let no_comma = std::mem::replace(&mut self.no_comma, false);
        let body = self.script_block(Some(open), span, form == FunctionForm::Filter);
        self.no_comma = no_comma;
        self.leave();
        self.set_mode(mode);
        body
    }

    /// Pushes the parameters in parentheses behind a name, if there are any; whether there are parentheses.
    pub(super) fn parenthesized_parameters(&mut self, end: &mut Span) -> bool {
        let Some(open) = self.takes(TokenKind::LeftParen) else { return false };
        *end = self.parameter_list(open);
        true
    }

    /// Behind the `(`; the closing one.
    pub(super) fn parameter_list(&mut self, open: Token) -> Span {
        self.enter(self.span(open));
        let mode = self.set_mode(Mode::Expression);
        let no_comma = std::mem::replace(&mut self.no_comma, true);
        let list = self.list();
        self.parameters();
        let last = self.listed(list).last().map_or(self.span(open), |&last| self.span_of(last));
        self.skip_newlines();
        let close = self.takes(TokenKind::RightParen);
        if close.is_none() {
            self.fault_after(Problem::UnclosedParameters(self.span(open)), last);
        }
        self.no_comma = no_comma;
        self.set_mode(mode);
        self.leave();
        self.span(close.unwrap_or(open))
    }

    fn parameters(&mut self) {
        let mut comma: Option<Token> = None;
        loop {
            let Some(parameter) = self.parameter_declaration() else {
                if let Some(comma) = comma {
                    let span = self.span(comma);
                    self.fault_after(Problem::NothingBehind(",".into()), span);
                }
                return;
            };
            self.push(parameter);
            self.skip_newlines();
            let Some(token) = self.takes(TokenKind::Comma) else { return };
            comma = Some(token);
        }
    }

    fn parameter_declaration(&mut self) -> Option<NodeId> {
        self.skip_newlines();
        let list = self.list();
        self.attribute_list(false);
        self.skip_newlines();
        let token = self.peek();
        if !matches!(token.kind, TokenKind::Variable | TokenKind::Splat) {
            if let Some(&last) = self.listed(list).last() {
                let span = self.span_of(last);
                self.fault_after(Problem::ParameterWithoutVariable, span);
                let parts = self.finish(list);
                return Some(self.add(Kind::Error { parts }, span));
            }
            return None;
        }
        self.skip();
        let first = self.listed(list).first().map_or(self.span(token), |&first| self.span_of(first));
        let attributes = self.finish(list);
        let variable = self.variable_node(token);
        let default = self.parameter_default();
        let end = default.map_or(self.span(token), |default| self.span_of(default));
        Some(self.add(Kind::Parameter { attributes, variable, default }, first.to(end)))
    }

    fn parameter_default(&mut self) -> Option<NodeId> {
        self.skip_newlines();
        let token = self.peek();
        if token.kind != TokenKind::Assign(crate::powershell::syntax::tree::Assignment::Set) {
            return None;
        }
        self.skip();
        self.skip_newlines();
        let default = self.expression(false);
        if default.is_none() {
            let span = self.span(token);
            self.fault_after(Problem::NothingBehind("=".into()), span);
        }
        default
    }

    /// `param(…)` with what stands before it.
    pub(super) fn param_block(&mut self) -> Option<NodeId> {
        self.skip_newlines();
        let mode = self.set_mode(Mode::Expression);
        let block = self.param_block_in_expression();
        self.set_mode(mode);
        block
    }

    fn param_block_in_expression(&mut self) -> Option<NodeId> {
        let first = self.peek();
        let place = self.span(first).start;
        let vain = first.kind == TokenKind::LeftBracket && self.scan.out.no_params.contains(&place);
        if vain {
            return None;
        }
        let mark = self.scan.out.tree.mark();
        let newer = self.scan.out.newer.len();
        let list = self.list();
        self.attribute_list(false);
        self.skip_newlines();
        if self.is_keyword(Keyword::Param) && self.ends_word() {
            let token = self.next();
            self.skip_newlines();
            if let Some(open) = self.takes(TokenKind::LeftParen) {
                return Some(self.param_list(token, open, list));
            }
        }
        if self.list() > list {
            self.scan.out.no_params.insert(place);
        }
        self.scan.out.scratch.truncate(list);
        self.scan.out.tree.back_to(mark);
        self.scan.out.newer.truncate(newer);
        self.back_to(first);
        None
    }

    /// The word that was looked at ends here in a command too.
    fn ends_word(&mut self) -> bool {
        let end = self.peek().end as usize;
        ends_token(self.scan.peek_at(end))
    }

    fn param_list(&mut self, token: Token, open: Token, list: usize) -> NodeId {
        for at in list..self.list() {
            let attribute = self.scan.out.scratch[at];
            if matches!(self.kind(attribute), Kind::TypeConstraint { .. }) {
                self.fault(Problem::TypeBeforeParam, self.span_of(attribute));
            }
        }
        let attributes = self.finish(list);
        let end = self.parameter_list(open);
        let parameters = self.finish(list);
        let span = self.span(token).to(end);
        self.add(Kind::ParamBlock { attributes, parameters }, span)
    }
}
