//! What is assigned to.

use super::{Checker, is_type};
use crate::powershell::parser::errors::Problem;
use crate::powershell::parser::tree::{Assignment, Kind, NodeId, Operator, Span};

impl Checker<'_> {
    pub(super) fn assignment(&mut self, target: NodeId, operator: Assignment) {
        if let Some(span) = self.not_assignable(target, operator == Assignment::Set) {
            self.fault(Problem::NotAssignable, span);
        }
    }

    /// `++` and `--` set what they stand at.
    pub(super) fn counting(&mut self, operator: Operator, operand: NodeId) {
        let sign = match operator {
            Operator::Increment => "++",
            Operator::Decrement => "--",
            _ => return,
        };
        if let Some(span) = self.not_assignable(operand, false) {
            self.fault(Problem::NotCountable(sign.into()), span);
        }
    }

    /// The part that cannot be set, if there is one.
    fn not_assignable(&mut self, target: NodeId, plain: bool) -> Option<Span> {
        let mut todo = vec![target];
        while let Some(target) = todo.pop() {
            match *self.tree.kind(target) {
                Kind::Variable { .. } | Kind::Member { .. } | Kind::InvokeMember { .. } | Kind::Index { .. } => {}
                Kind::ArrayLiteral { elements } if plain => todo.extend(self.tree.list(elements).iter().rev()),
                Kind::Paren { pipeline } => match self.pure(pipeline) {
                    Some(expression) => todo.push(expression),
                    None => return Some(self.tree.span(pipeline)),
                },
                Kind::Convert { .. } | Kind::Attributed { .. } => todo.push(self.constrained(target)),
                _ => return Some(self.tree.span(target)),
            }
        }
        None
    }

    /// What stands behind all types and attributes.
    fn constrained(&mut self, target: NodeId) -> NodeId {
        let mut inner = target;
        let (mut types, mut reference) = (0, None);
        loop {
            match *self.tree.kind(inner) {
                Kind::Convert { constraint, operand } => {
                    types += 1;
                    let name = self.type_name(constraint);
                    let span = self.tree.span(constraint);
                    if super::casts::is_reference(name) {
                        reference = Some(span);
                    } else if is_type(name, "void") {
                        self.fault(Problem::TypeForVariable, span);
                    }
                    inner = operand;
                }
                Kind::Attributed { operand, .. } => inner = operand,
                _ => break,
            }
        }
        if types > 1 && let Some(span) = reference {
            self.fault(Problem::ReferenceAmongTypes, span);
        }
        inner
    }
}
