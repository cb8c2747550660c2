//! `data` sections: values, and the commands that are allowed.

use super::{Checker, is_type};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Invocation, Kind, NodeId, Nodes, Operator, Quotes};

/// Variables that a `data` section may read.
const VARIABLES: [&str; 5] = ["true", "false", "null", "PSCulture", "PSUICulture"];

/// Operators that a `data` section does not have.
const FORBIDDEN: [Operator; 8] = [
    Operator::Range,
    Operator::Format,
    Operator::Match,
    Operator::NotMatch,
    Operator::Replace,
    Operator::Split,
    Operator::Join,
    Operator::As,
];

/// The types of a `data` section: numbers, texts, dates, and lists of them.
const TYPES: [&str; 22] = [
    "bool", "boolean", "byte", "char", "datetime", "decimal", "double", "float", "single", "int", "int16",
    "int32", "int64", "long", "sbyte", "short", "string", "uint", "uint16", "uint32", "uint64", "ulong",
];

fn is_plain_type(name: &str) -> bool {
    let name = name.strip_suffix("[]").unwrap_or(name);
    ["ConsoleColor", "DBNull", "ushort"].iter().any(|other| is_type(name, other))
        || TYPES.iter().any(|other| is_type(name, other))
}

impl Checker<'_> {
    pub(super) fn data_section(&mut self, body: NodeId, commands: Nodes) {
        let is_name = |&&id: &&NodeId| {
            matches!(self.tree.kind(id), Kind::Text { .. } | Kind::Expandable { quotes: Quotes::None, .. })
        };
        // One that is only known when it runs may be any.
        let any = self.tree.list(commands).iter().filter(is_name).count() < commands.len();
        let commands: Vec<&str> =
            self.tree.list(commands).iter().map(|&id| self.text_at(self.tree.span(id))).collect();
        let inner: Vec<NodeId> = self.tree.descendants(body).collect();
        for id in inner {
            let is_open = any && matches!(self.tree.kind(id), Kind::Command { .. });
            if !is_open && !self.is_allowed_in_data(id, &commands) {
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
            Kind::TypeConstraint { name } | Kind::TypeExpression { name } => {
                is_plain_type(self.text_at(name).trim())
            }
            Kind::Binary { operator, .. } | Kind::Unary { operator, .. } => !FORBIDDEN.contains(&operator),
            Kind::Command { invocation: Invocation::Source, .. } => false,
            Kind::Command { elements, .. } => {
                let Some(&name) = self.tree.list(elements).first() else { return true };
                let name = match self.tree.kind(name) {
                    Kind::Text { value, .. } => self.value(value),
                    _ => self.text_at(self.tree.span(name)),
                };
                let is = |other: &str| other.eq_ignore_ascii_case(name);
                if commands.is_empty() {
                    is("ConvertFrom-StringData")
                } else {
                    commands.iter().any(|other| is(other))
                }
            }
            Kind::StatementBlock { .. }
            | Kind::If { .. }
            | Kind::Pipeline { .. }
            | Kind::CommandExpression { .. }
            | Kind::CommandParameter { .. }
            | Kind::Chain { .. }
            | Kind::Ternary { .. }
            | Kind::Convert { .. }
            | Kind::ArrayLiteral { .. }
            | Kind::ArrayExpression { .. }
            | Kind::SubExpression { .. }
            | Kind::Paren { .. }
            | Kind::Hashtable { .. }
            | Kind::Constant
            | Kind::Text { .. }
            | Kind::Expandable { .. }
            | Kind::Using { .. } => true,
            _ => false,
        }
    }
}
