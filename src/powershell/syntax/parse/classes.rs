//! `class` and `enum`.

use super::*;
use crate::powershell::syntax::tree::{Assignment, FunctionForm, Modifiers, TypeForm};

/// What stands before the name of a member.
#[derive(Clone, Copy)]
struct Before {
    start: Option<Span>,
    modifiers: Modifiers,
    constraint: Option<NodeId>,
    attributes: Nodes,
}

impl Parser<'_, '_> {
    pub(super) fn class(&mut self, token: Token, keyword: Keyword, attributes: Nodes) -> Option<NodeId> {
        if keyword == Keyword::Interface {
            self.unget(token);
            return self.pipeline_chain();
        }
        let mode = self.set_mode(Mode::Expression);
        let node = self.type_definition(token, TypeForm::Class, attributes);
        self.set_mode(mode);
        Some(node)
    }

    pub(super) fn enumeration(&mut self, token: Token, attributes: Nodes) -> Option<NodeId> {
        let mode = self.set_mode(Mode::Expression);
        let node = self.type_definition(token, TypeForm::Enum, attributes);
        self.set_mode(mode);
        Some(node)
    }

    fn type_definition(&mut self, token: Token, form: TypeForm, attributes: Nodes) -> NodeId {
        let keyword = self.span(token);
        let first = self.scan.out.tree.list(attributes).first().copied();
        let start = first.map_or(keyword, |first| self.span_of(first));
        self.skip_newlines();
        let Some(name) = self.simple_name() else {
            self.fault_after(Problem::MissingName(self.text(token).into()), keyword);
            return self.error_node(start.to(keyword));
        };
        let span = self.span(name);
        let list = self.list();
        let before_body = self.base_types(form, span);
        let bases = self.finish(list);
        self.skip_newlines();
        let Some(open) = self.takes(TokenKind::LeftBrace) else {
            self.fault_after(Problem::MissingTypeBody, before_body);
            return self.error_node(start.to(before_body));
        };
        self.enter(self.span(open));
        self.skip_newlines();
        while let Some(member) = self.type_member(form, name) {
            self.push(member);
            self.skip_newlines();
        }
        let members = self.finish(list);
        let end = self.close_brace(open);
        self.leave();
        self.add(Kind::Type { form, name: span, attributes, bases, members }, start.to(end))
    }

    /// Pushes what stands behind the colon; where it ends.
    fn base_types(&mut self, form: TypeForm, name: Span) -> Span {
        if form == TypeForm::Class {
            self.skip_newlines();
        }
        let Some(colon) = self.takes(TokenKind::Colon) else { return name };
        let mut last = self.span(colon);
        loop {
            self.skip_newlines();
            let Some(base) = self.type_name(false) else {
                self.fault_after(Problem::MissingTypeName, last);
                return last;
            };
            last = base;
            let node = self.add(Kind::TypeConstraint { name: base }, base);
            self.push(node);
            self.skip_newlines();
            if form == TypeForm::Enum {
                return last;
            }
            let Some(comma) = self.takes(TokenKind::Comma) else { return last };
            last = self.span(comma);
        }
    }

    fn type_member(&mut self, form: TypeForm, class: Token) -> Option<NodeId> {
        if form == TypeForm::Enum { self.enum_member() } else { self.class_member(class) }
    }

    fn enum_member(&mut self) -> Option<NodeId> {
        let name = self.simple_name()?;
        let name = self.span(name);
        let (initial, end) = self.initial_value(TypeForm::Enum, name);
        let (modifiers, constraint, attributes) = (Modifiers::default(), None, Nodes::default());
        Some(self.add(Kind::Property { name, modifiers, constraint, attributes, initial }, name.to(end)))
    }

    /// What stands behind `=`, and where the property ends.
    fn initial_value(&mut self, form: TypeForm, name: Span) -> (Option<NodeId>, Span) {
        let mut end = name;
        let mut initial = None;
        if let Some(equals) = self.takes(TokenKind::Assign(Assignment::Set)) {
            let sign = self.span(equals);
            if form == TypeForm::Class {
                self.skip_newlines();
            }
            initial = self.expression(false);
            match initial {
                Some(initial) => end = self.span_of(initial),
                None if form == TypeForm::Enum => self.fault_after(Problem::NothingBehind("=".into()), sign),
                None => {} // PowerShell lets it pass
            }
        }
        let token = self.peek();
        match token.kind {
            TokenKind::Semicolon => {
                self.skip();
                end = self.span(token);
                self.skip_separators();
            }
            TokenKind::NewLine => self.skip_separators(),
            TokenKind::RightBrace | TokenKind::End => {}
            _ => self.fault_after(Problem::PropertyWithoutEnd, end),
        }
        (initial, end)
    }

    fn class_member(&mut self, class: Token) -> Option<NodeId> {
        let before = self.before_member();
        let token = self.peek();
        if token.kind == TokenKind::Variable {
            self.skip();
            return Some(self.property(token, before));
        }
        if let Some(name) = self.simple_name() {
            return Some(self.method(name, class, before));
        }
        if let Some(start) = before.start {
            self.fault(Problem::MemberWithoutName, start);
            return Some(self.error_node(start));
        }
        None
    }

    fn before_member(&mut self) -> Before {
        let list = self.list();
        let mut before = Before {
            start: None,
            modifiers: Modifiers::default(),
            constraint: None,
            attributes: Nodes::default(),
        };
        loop {
            let span = if let Some(attribute) = self.attribute() {
                let span = self.span_of(attribute);
                if !matches!(self.kind(attribute), Kind::TypeConstraint { .. }) {
                    self.push(attribute);
                } else if before.constraint.is_some() {
                    self.fault(Problem::TwoTypes, span);
                } else {
                    before.constraint = Some(attribute);
                }
                span
            } else if let Some(span) = self.modifier(&mut before.modifiers) {
                span
            } else {
                break;
            };
            before.start.get_or_insert(span);
            self.skip_newlines();
        }
        before.attributes = self.finish(list);
        before
    }

    fn modifier(&mut self, modifiers: &mut Modifiers) -> Option<Span> {
        let token = self.peek();
        let flag = match token.kind {
            TokenKind::Keyword(Keyword::Static) => &mut modifiers.is_static,
            TokenKind::Keyword(Keyword::Hidden) => &mut modifiers.hidden,
            _ => return None,
        };
        let twice = std::mem::replace(flag, true);
        self.skip();
        if twice {
            self.fault_at(Problem::ModifierTwice(self.text(token).into()), token);
        }
        Some(self.span(token))
    }

    fn property(&mut self, token: Token, before: Before) -> NodeId {
        let span = self.span(token);
        let variable = self.variable_node(token);
        let Kind::Variable { name, .. } = *self.kind(variable) else { return variable };
        self.scan.out.tree.pop(variable);
        let (initial, end) = self.initial_value(TypeForm::Class, span);
        let start = before.start.unwrap_or(span);
        let Before { modifiers, constraint, attributes, .. } = before;
        self.add(Kind::Property { name, modifiers, constraint, attributes, initial }, start.to(end))
    }

    fn method(&mut self, name: Token, class: Token, before: Before) -> NodeId {
        let span = self.span(name);
        let start = before.start.unwrap_or(span);
        let constructor = self.text(name).eq_ignore_ascii_case(self.text(class));
        let list = self.list();
        let Some(open) = self.takes(TokenKind::LeftParen) else {
            self.fault_after(Problem::MethodWithoutParameters, span);
            return self.error_node(start.to(span));
        };
        let mut end = self.parameter_list(open);
        let parameters = self.finish(list);
        self.skip_newlines();
        let base = self.base_call(constructor && !before.modifiers.is_static, &mut end);
        self.skip_newlines();
        let Some(open) = self.takes(TokenKind::LeftBrace) else {
            self.fault_after(Problem::MissingBody, end);
            return self.error_node(start.to(end));
        };
        let form = FunctionForm::Method;
        let body = self.function_body(open, form);
        let end = self.span_of(body);
        let function = self.add(Kind::Function { form, name: span, parameters, body }, span.to(end));
        let Before { modifiers, constraint: returns, attributes, .. } = before;
        self.add(Kind::Method { modifiers, returns, attributes, base, function, constructor }, start.to(end))
    }

    /// `: base(…)` behind the parameters of a constructor.
    fn base_call(&mut self, constructor: bool, end: &mut Span) -> Option<NodeId> {
        if !constructor {
            return None;
        }
        let colon = self.takes(TokenKind::Colon)?;
        *end = self.span(colon);
        self.skip_newlines();
        if !self.is_keyword(Keyword::Base) {
            self.fault_after(Problem::ColonWithoutBase, *end);
            return None;
        }
        let base = self.next();
        let start = self.span(base);
        *end = start;
        self.skip_newlines();
        let Some(open) = self.takes(TokenKind::LeftParen) else {
            self.fault_after(Problem::MethodWithoutParameters, start);
            return None;
        };
        let list = self.list();
        *end = self.call_arguments(open);
        let arguments = self.finish(list);
        Some(self.add(Kind::BaseCall { arguments }, start.to(*end)))
    }
}
