//! Declared parameters.

use std::collections::BTreeSet;

use super::Checker;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, NodeId, Nodes};

impl Checker<'_> {
    pub(super) fn parameters(&mut self, parameters: Nodes) {
        let mut seen = BTreeSet::new();
        let parameters: Vec<NodeId> = self.tree.list(parameters).to_vec();
        for parameter in parameters {
            let Kind::Parameter { attributes, variable, .. } = *self.tree.kind(parameter) else { continue };
            for &attribute in self.tree.list(attributes) {
                if self.type_name(attribute).eq_ignore_ascii_case("ordered") {
                    self.fault(Problem::OrderedWithoutTable, self.tree.span(attribute));
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
