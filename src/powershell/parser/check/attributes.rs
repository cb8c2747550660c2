//! The arguments of attributes are known before the script runs.

use super::Checker;
use crate::powershell::parser::errors::Problem;
use crate::powershell::parser::tree::{Kind, NodeId, Nodes};

impl Checker<'_> {
    pub(super) fn attribute(&mut self, positional: Nodes, named: Nodes) {
        let named: Vec<NodeId> = self.tree.list(named).to_vec();
        let positional: Vec<NodeId> = self.tree.list(positional).to_vec();
        let values = named.into_iter().filter_map(|id| match *self.tree.kind(id) {
            Kind::NamedArgument { value, .. } => Some(value),
            _ => None,
        });
        let values: Vec<NodeId> = positional.into_iter().chain(values).collect();
        for value in values {
            if !self.is_constant(value, true) {
                self.fault(Problem::ArgumentNotConstant, self.tree.span(value));
            }
        }
    }

    /// An attribute stands before a variable, with types between at most.
    pub(super) fn attributed(&mut self, attribute: NodeId, operand: NodeId) {
        let mut inner = operand;
        while let Kind::Attributed { operand, .. } | Kind::Convert { operand, .. } = *self.tree.kind(inner) {
            inner = operand;
        }
        if !matches!(self.tree.kind(inner), Kind::Variable { .. }) {
            self.fault(Problem::AttributeAlone, self.tree.span(attribute));
        }
    }

    /// Is known beforehand. In an attribute script blocks, lists and tables are allowed too.
    pub(super) fn is_constant(&self, value: NodeId, in_attribute: bool) -> bool {
        let mut todo = vec![value];
        while let Some(value) = todo.pop() {
            match *self.tree.kind(value) {
                Kind::Constant | Kind::Text { .. } | Kind::TypeExpression { .. } => {}
                Kind::ScriptBlockExpression { .. } if in_attribute => {}
                Kind::ArrayLiteral { elements } | Kind::Hashtable { entries: elements } if in_attribute => {
                    todo.extend(self.tree.list(elements));
                }
                Kind::Variable { name, .. } => {
                    let name = self.text_at(name);
                    if !["true", "false", "null"].iter().any(|constant| constant.eq_ignore_ascii_case(name)) {
                        return false;
                    }
                }
                Kind::Binary { left, right, .. } => todo.extend([left, right]),
                Kind::Unary { operand, postfix: false, .. } | Kind::Convert { operand, .. } => todo.push(operand),
                Kind::Ternary { condition, yes, no } => todo.extend([condition, yes, no]),
                Kind::Member { target, is_static: true, .. } => todo.push(target),
                Kind::Paren { pipeline: inner } => todo.push(inner),
                Kind::SubExpression { body } | Kind::ArrayExpression { body } => todo.push(body),
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
}
