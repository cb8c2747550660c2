//! Casts.

use super::{Checker, is_type};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, NodeId};

/// `[ref]` by any of its names.
pub(super) fn is_reference(name: &str) -> bool {
    ["ref", "psreference", "Management.Automation.PSReference"].iter().any(|other| is_type(name, other))
}

impl Checker<'_> {
    pub(super) fn cast(&mut self, id: NodeId, constraint: NodeId, operand: NodeId) {
        let name = self.type_name(constraint);
        if name.eq_ignore_ascii_case("ordered") && !matches!(self.tree.kind(operand), Kind::Hashtable { .. })
        {
            self.fault(Problem::OrderedWithoutTable, self.tree.span(id));
        }
        if is_reference(name) {
            self.reference(id, constraint, operand);
        }
    }

    fn reference(&mut self, id: NodeId, constraint: NodeId, operand: NodeId) {
        let mut inner = operand;
        while let Kind::Convert { operand: next, .. } | Kind::Attributed { operand: next, .. } =
            *self.tree.kind(inner)
        {
            if let Kind::Convert { constraint, .. } = *self.tree.kind(inner)
                && is_reference(self.type_name(constraint))
            {
                self.fault(Problem::ReferenceAmongTypes, self.tree.span(constraint));
                return;
            }
            inner = next;
        }
        if self.has_type_before(id) && !self.is_assigned_to(id) {
            self.fault(Problem::ReferenceAmongTypes, self.tree.span(constraint));
        }
    }

    /// Another type stands before it that is no `[ref]`.
    fn has_type_before(&self, id: NodeId) -> bool {
        for parent in self.tree.ancestors(id) {
            match *self.tree.kind(parent) {
                Kind::Convert { constraint, .. } => return !is_reference(self.type_name(constraint)),
                Kind::Attributed { .. } => {}
                _ => return false,
            }
        }
        false
    }

    fn is_assigned_to(&self, id: NodeId) -> bool {
        let mut below = id;
        for parent in self.tree.ancestors(id) {
            match *self.tree.kind(parent) {
                Kind::Assignment { target, .. } => return target == below,
                Kind::CommandExpression { .. } => return false,
                _ => below = parent,
            }
        }
        false
    }
}
