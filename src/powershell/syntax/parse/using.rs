//! `using` statements.

use super::commands::Place;
use super::*;
use crate::powershell::syntax::tree::{Assignment, UsingForm};

impl Parser<'_, '_> {
    /// The `using` statements at the head of a block; only a script may have some.
    pub(super) fn using_statements(&mut self, outermost: bool) -> Nodes {
        let list = self.list();
        self.skip_newlines();
        while let Some(token) = self.takes(TokenKind::Keyword(Keyword::Using)) {
            let statement = self.using_statement(token);
            if !outermost {
                self.fault_at(Problem::UsingTooLate, token);
            }
            self.push(statement);
            self.skip_separators();
        }
        self.finish(list)
    }

    pub(super) fn using_too_late(&mut self, token: Token) -> NodeId {
        let statement = self.using_statement(token);
        let span = self.span_of(statement);
        self.fault(Problem::UsingTooLate, span);
        statement
    }

    fn using_statement(&mut self, token: Token) -> NodeId {
        let start = self.span(token);
        let directive = self.peek();
        let form = match directive.kind {
            TokenKind::Keyword(Keyword::Namespace) => UsingForm::Namespace,
            TokenKind::Keyword(Keyword::Module) => UsingForm::Module,
            TokenKind::Keyword(Keyword::Assembly) => UsingForm::Assembly,
            TokenKind::Keyword(Keyword::Command) => UsingForm::Command,
            TokenKind::Keyword(Keyword::Type) => UsingForm::Type,
            _ => {
                self.fault_after(Problem::UsingWhat, start);
                return self.error_node(start);
            }
        };
        self.skip();
        let before = self.span(directive);
        let item = self.next();
        let name = self.argument(Place::Argument, item);
        let Some(name) = name else {
            self.fault_after(Problem::UsingNothing(self.text(directive).into()), before);
            return self.error_node(start.to(before));
        };
        self.check_used(form, name);
        self.using_alias(form, start, name)
    }

    fn check_used(&mut self, form: UsingForm, name: NodeId) {
        let allowed = match self.kind(name) {
            Kind::Text { .. } => true,
            Kind::Hashtable { .. } => form == UsingForm::Module,
            _ => false,
        };
        if !allowed {
            self.fault(Problem::UsingValue, self.span_of(name));
        }
    }

    fn using_alias(&mut self, form: UsingForm, start: Span, name: NodeId) -> NodeId {
        let mut alias = None;
        let mut end = self.span_of(name);
        if let Some(equals) = self.takes(TokenKind::Assign(Assignment::Set)) {
            let token = self.next();
            alias = self.argument(Place::Argument, token);
            match alias {
                Some(alias) => {
                    end = self.span_of(alias);
                    self.check_used(UsingForm::Namespace, alias);
                }
                None => self.fault_after(Problem::NothingBehind("=".into()), self.span(equals)),
            }
        } else if matches!(form, UsingForm::Type | UsingForm::Command) {
            self.fault_after(Problem::UsingWithoutAlias, end);
        }
        let token = self.peek();
        if !matches!(token.kind, TokenKind::NewLine | TokenKind::Semicolon | TokenKind::End) {
            self.fault_at(Problem::MissingSeparator, token);
        }
        self.add(Kind::UsingStatement { form, name: Some(name), alias }, start.to(end))
    }
}
