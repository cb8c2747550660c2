//! `data` sections: values, and the commands that are allowed.

use super::Checker;
use crate::powershell::parser::errors::Problem;
use crate::powershell::parser::tree::{Kind, NodeId, Nodes};

/// Variables that a `data` section may read.
const VARIABLES: [&str; 5] = ["true", "false", "null", "PSCulture", "PSUICulture"];

impl Checker<'_> {
    pub(super) fn data_section(&mut self, body: NodeId, commands: Nodes) {
        let commands: Vec<&str> = self.tree.list(commands).iter().map(|&id| self.text_at(self.tree.span(id))).collect();
        let inner: Vec<NodeId> = self.tree.descendants(body).collect();
        for id in inner {
            if !self.is_allowed_in_data(id, &commands) {
                self.fault(Problem::NotInData, self.tree.span(id));
                return;
            }
        }
    }

    fn is_allowed_in_data(&self, id: NodeId, commands: &[&str]) -> bool {
        match *self.tree.kind(id) {
            Kind::Variable { name, splatted: false } => {
                let name = self.text_at(name);
                VARIABLES.iter().any(|variable| variable.eq_ignore_ascii_case(name))
            }
            Kind::Command { elements, .. } => {
                let Some(&name) = self.tree.list(elements).first() else { return true };
                let name = self.text_at(self.tree.span(name));
                let is = |other: &str| other.eq_ignore_ascii_case(name);
                if commands.is_empty() { is("ConvertFrom-StringData") } else { commands.iter().any(|other| is(other)) }
            }
            Kind::StatementBlock { .. }
            | Kind::If { .. }
            | Kind::Pipeline { background: false, .. }
            | Kind::CommandExpression { .. }
            | Kind::CommandParameter { .. }
            | Kind::Binary { .. }
            | Kind::Unary { .. }
            | Kind::Ternary { .. }
            | Kind::Convert { .. }
            | Kind::TypeConstraint { .. }
            | Kind::TypeExpression { .. }
            | Kind::ArrayLiteral { .. }
            | Kind::ArrayExpression { .. }
            | Kind::SubExpression { .. }
            | Kind::Paren { .. }
            | Kind::Hashtable { .. }
            | Kind::Constant
            | Kind::Text { .. }
            | Kind::Expandable { .. }
            | Kind::Using { .. }
            | Kind::Index { .. }
            | Kind::MergingRedirection { .. } => true,
            _ => false,
        }
    }
}
