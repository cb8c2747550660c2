//! The arguments of attributes are known before the script runs.

use super::{Checker, is_type};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, NodeId, Nodes, Span};

/// Where a value must be known beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// An index behind `$using:name`.
    Index,
    /// An argument of an attribute.
    Attribute,
    /// An argument of an attribute of a class or of a part of one.
    AttributeOfClass,
    /// `#Requires`
    Requires,
}

/// Types that a constant may be converted to.
const PRIMITIVES: [&str; 19] = [
    "bool", "boolean", "byte", "char", "double", "float", "int", "int16", "int32", "int64", "long", "sbyte",
    "short", "single", "uint", "uint16", "uint32", "uint64", "ulong",
];

impl Checker<'_> {
    pub(super) fn attribute(&mut self, id: NodeId, positional: Nodes, named: Nodes) {
        let place = if self.usage(id) { Where::AttributeOfClass } else { Where::Attribute };
        let named: Vec<NodeId> = self.tree.list(named).to_vec();
        let positional: Vec<NodeId> = self.tree.list(positional).to_vec();
        let values = named.into_iter().filter_map(|id| match *self.tree.kind(id) {
            Kind::NamedArgument { value, .. } => Some(value),
            _ => None,
        });
        let values: Vec<NodeId> = positional.into_iter().chain(values).collect();
        for value in values {
            if !self.is_constant(value, place) {
                self.fault(Problem::ArgumentNotConstant, self.tree.span(value));
            }
        }
    }

    /// An attribute stands before a variable, with types between at most.
    pub(super) fn attributed(&mut self, attribute: NodeId, operand: NodeId) {
        if self.has_attribute_around(attribute) {
            return; // it is said of the first one
        }
        let mut inner = operand;
        while let Kind::Attributed { operand, .. } | Kind::Convert { operand, .. } = *self.tree.kind(inner) {
            inner = operand;
        }
        if !matches!(self.tree.kind(inner), Kind::Variable { .. }) {
            self.fault(Problem::AttributeAlone, self.tree.span(attribute));
        }
    }

    /// Is known beforehand.
    pub(super) fn is_constant(&self, value: NodeId, place: Where) -> bool {
        let in_attribute = matches!(place, Where::Attribute | Where::AttributeOfClass);
        let mut todo = vec![value];
        while let Some(value) = todo.pop() {
            match *self.tree.kind(value) {
                Kind::Constant | Kind::Text { .. } | Kind::TypeExpression { .. } => {}
                Kind::ScriptBlockExpression { .. } if place == Where::Attribute => {}
                Kind::ArrayLiteral { elements } if in_attribute || place == Where::Requires => {
                    todo.extend(self.tree.list(elements));
                }
                Kind::Hashtable { entries } if place == Where::Requires => {
                    todo.extend(self.tree.list(entries));
                }
                Kind::Variable { name, .. } if self.is_constant_name(name) => {}
                Kind::Binary { operator, left, right, .. } if operator.folds() => todo.extend([left, right]),
                Kind::Unary { operator, operand, postfix: false } if operator.folds() => todo.push(operand),
                Kind::Convert { constraint, operand } if self.is_primitive(constraint) => todo.push(operand),
                Kind::Ternary { condition, yes, no } => todo.extend([condition, yes, no]),
                // Whether the type has such a constant is not known.
                Kind::Member { target, is_static: true, .. } if self.is_type_expression(target) => {}
                Kind::Paren { pipeline: inner } => todo.push(inner),
                Kind::SubExpression { body } => todo.push(body),
                Kind::StatementBlock { statements } if statements.len() == 1 => {
                    todo.extend(self.tree.list(statements));
                }
                Kind::Pipeline { .. } | Kind::CommandExpression { .. } => match self.pure(value) {
                    Some(expression) => todo.push(expression),
                    None => return false,
                },
                _ => return false,
            }
        }
        true
    }

    fn is_type_expression(&self, id: NodeId) -> bool {
        matches!(self.tree.kind(id), Kind::TypeExpression { .. })
    }

    fn has_attribute_around(&self, attribute: NodeId) -> bool {
        let mut around = self.tree.ancestors(attribute).skip(1).map(|id| self.tree.kind(id));
        match around.next() {
            Some(Kind::Attributed { .. }) => true,
            Some(Kind::Convert { .. }) => matches!(around.next(), Some(Kind::Attributed { .. })),
            _ => false,
        }
    }

    fn is_constant_name(&self, name: Span) -> bool {
        ["true", "false", "null"].iter().any(|constant| constant.eq_ignore_ascii_case(self.text_at(name)))
    }

    fn is_primitive(&self, constraint: NodeId) -> bool {
        let name = self.type_name(constraint);
        PRIMITIVES.iter().any(|other| is_type(name, other))
    }
}
