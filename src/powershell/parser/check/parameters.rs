//! Declared parameters.

use std::collections::HashSet;

use super::Checker;
use crate::powershell::parser::errors::Problem;
use crate::powershell::parser::tree::{Kind, NodeId, Nodes};

impl Checker<'_> {
    pub(super) fn parameters(&mut self, parameters: Nodes) {
        let mut seen = HashSet::new();
        let parameters: Vec<NodeId> = self.tree.list(parameters).to_vec();
        for parameter in parameters {
            let Kind::Parameter { variable, .. } = *self.tree.kind(parameter) else { continue };
            let Kind::Variable { name, .. } = *self.tree.kind(variable) else { continue };
            let name = self.text_at(name);
            if !seen.insert(name.to_lowercase()) {
                self.fault(Problem::ParameterTwice(name.into()), self.tree.span(variable));
            }
        }
    }
}
