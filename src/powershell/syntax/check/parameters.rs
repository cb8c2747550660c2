//! Declared parameters.

use std::collections::BTreeSet;

use super::{Checker, is_type};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, NodeId, Nodes};

impl Checker<'_> {
    pub(super) fn parameters(&mut self, parameters: Nodes) {
        let mut seen = BTreeSet::new();
        let parameters: Vec<NodeId> = self.tree.list(parameters).to_vec();
        for parameter in parameters {
            let Kind::Parameter { attributes, variable, .. } = *self.tree.kind(parameter) else { continue };
            for &attribute in self.tree.list(attributes) {
                let name = self.type_name(attribute);
                if name.eq_ignore_ascii_case("ordered") {
                    self.fault(Problem::OrderedWithoutTable, self.tree.span(attribute));
                } else if is_type(name, "void") {
                    self.fault(Problem::VoidValue, self.tree.span(attribute));
                }
            }
            let Kind::Variable { name, .. } = *self.tree.kind(variable) else { continue };
            let name = self.text_at(name);
            if !seen.insert(name.to_lowercase()) {
                self.fault(Problem::ParameterTwice(name.into()), self.tree.span(variable));
            }
        }
    }
}
