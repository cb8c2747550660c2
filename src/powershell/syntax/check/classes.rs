//! Classes and enums.

use super::{Checker, is_type};
use crate::powershell::syntax::errors::{ClassRule, Problem};
use crate::powershell::syntax::tree::{BlockName, Kind, Modifiers, NodeId, Nodes, TypeForm};

impl Checker<'_> {
    pub(super) fn type_definition(&mut self, id: NodeId) {
        let Kind::Type { form, name, bases, .. } = *self.tree.kind(id) else { return };
        let text = self.text_at(name);
        let scope = self.scope(id);
        if form == TypeForm::Enum {
            self.underlying_type(bases, text);
        }
        if !self.types.insert((scope, text.to_lowercase())) {
            self.fault(Problem::TypeTwice(text.into()), self.tree.span(id));
        }
    }

    /// The values of an enum are numbers.
    fn underlying_type(&mut self, bases: Nodes, own: &str) {
        let Some(&base) = self.tree.list(bases).first() else { return };
        let name = self.type_name(base);
        let is_none = ["string", "DateTime"].iter().any(|other| is_type(name, other));
        if is_none || name.eq_ignore_ascii_case(own) {
            self.fault(Problem::ClassRule(ClassRule::UnderlyingType), self.tree.span(base));
        }
    }

    pub(super) fn method(&mut self, id: NodeId) {
        let Kind::Method { returns, function, constructor, .. } = *self.tree.kind(id) else { return };
        let Kind::Function { body, parameters, name, .. } = *self.tree.kind(function) else { return };
        self.method_blocks(body);
        self.method_parameters(parameters);
        if let Some(returns) = returns.filter(|_| constructor) {
            self.fault(Problem::ClassRule(ClassRule::ConstructorReturns), self.tree.span(returns));
        }
        let flow = self.method_flow(parameters, body);
        if !flow.always_leaves && !self.is_void(returns) {
            self.fault(Problem::ClassRule(ClassRule::MissingReturn), name);
        }
        for variable in flow.not_local {
            self.fault(Problem::ClassRule(ClassRule::NotLocal), self.tree.span(variable));
        }
    }

    fn method_blocks(&mut self, body: NodeId) {
        let Kind::ScriptBlock { params, blocks, .. } = *self.tree.kind(body) else { return };
        if let Some(params) = params {
            self.fault(Problem::ClassRule(ClassRule::ParamBlock), self.tree.span(params));
        }
        let is_named = |&&block: &&NodeId| matches!(self.tree.kind(block), Kind::NamedBlock { name, .. } if *name != BlockName::None);
        if let Some(&block) = self.tree.list(blocks).iter().find(is_named) {
            self.fault(Problem::ClassRule(ClassRule::NamedBlock), self.tree.span(block));
        }
    }

    fn method_parameters(&mut self, parameters: Nodes) {
        for &parameter in self.tree.list(parameters) {
            let Kind::Parameter { attributes, .. } = *self.tree.kind(parameter) else { continue };
            let is_type = |&&id: &&NodeId| matches!(self.tree.kind(id), Kind::TypeConstraint { .. });
            if let Some(&second) = self.tree.list(attributes).iter().filter(is_type).nth(1) {
                self.fault(Problem::TwoTypes, self.tree.span(second));
            }
        }
    }

    pub(super) fn property(&mut self, constraint: Option<NodeId>) {
        if let Some(constraint) = constraint.filter(|&constraint| self.is_void(Some(constraint))) {
            self.fault(Problem::VoidValue, self.tree.span(constraint));
        }
    }

    fn is_void(&self, returns: Option<NodeId>) -> bool {
        returns.is_none_or(|returns| is_type(self.type_name(returns), "void"))
    }

    /// Whether a `return` has a value says its method's type.
    pub(super) fn returning(&mut self, id: NodeId, value: Option<NodeId>) {
        let Some(Kind::Method { returns, .. }) = self.method_around(id) else { return };
        let rule = match (self.is_void(*returns), value) {
            (true, Some(_)) => ClassRule::VoidReturns,
            (false, None) => ClassRule::ReturnsNothing,
            _ => return,
        };
        self.fault(Problem::ClassRule(rule), self.tree.span(id));
    }

    /// A label that a method leaves for is one of its own.
    pub(super) fn label(&mut self, id: NodeId, label: NodeId) {
        let Kind::Text { value, .. } = self.tree.kind(label) else { return };
        let label = self.value(value);
        for parent in self.tree.ancestors(id) {
            match *self.tree.kind(parent) {
                Kind::Function { .. } => {
                    if self.is_of_method(parent) && !label.is_empty() {
                        self.fault(Problem::UnknownLabel(label.into()), self.tree.span(id));
                    }
                    return;
                }
                Kind::Loop { label: name, .. }
                | Kind::For { label: name, .. }
                | Kind::ForEach { label: name, .. }
                    if name.is_some_and(|name| self.text_at(name).eq_ignore_ascii_case(label)) =>
                {
                    return;
                }
                _ => {}
            }
        }
    }

    fn is_of_method(&self, function: NodeId) -> bool {
        self.tree.parent(function).is_some_and(|parent| matches!(self.tree.kind(parent), Kind::Method { .. }))
    }

    /// What is static has no `$this`.
    pub(super) fn this(&mut self, id: NodeId) {
        let modifiers = match self.member_around(id) {
            Some(Kind::Method { modifiers, .. } | Kind::Property { modifiers, .. }) => *modifiers,
            _ => Modifiers::default(),
        };
        if modifiers.is_static {
            self.fault(Problem::ClassRule(ClassRule::ThisInStatic), self.tree.span(id));
        }
    }

    /// The method whose own statements hold a node.
    fn method_around(&self, id: NodeId) -> Option<&Kind> {
        let body = self.scope(id)?;
        let function = self.tree.parent(body)?;
        let method = self.tree.kind(self.tree.parent(function)?);
        matches!(method, Kind::Method { .. }).then_some(method)
    }

    /// The method or property that a node stands in, not within a script block.
    fn member_around(&self, id: NodeId) -> Option<&Kind> {
        let is_member = |kind: &&Kind| matches!(kind, Kind::Method { .. } | Kind::Property { .. });
        let is_end = |kind: &&Kind| is_member(kind) || matches!(kind, Kind::ScriptBlock { .. });
        let mut around = self.tree.ancestors(id).map(|id| self.tree.kind(id));
        around.find(is_end).filter(is_member).or_else(|| self.method_around(id))
    }

    /// The script block around a node.
    fn scope(&self, id: NodeId) -> Option<NodeId> {
        self.tree.ancestors(id).find(|&id| matches!(self.tree.kind(id), Kind::ScriptBlock { .. }))
    }
}
