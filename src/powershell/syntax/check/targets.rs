//! What is assigned to.

use super::{Checker, is_type};
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Assignment, Kind, NodeId, Operator, Span};

/// Variables that PowerShell sets itself, with the one type they may be given.
const AUTOMATIC: [(&str, &str); 9] = [
    ("_", "object"),
    ("args", "object[]"),
    ("this", "object"),
    ("input", "object"),
    ("PSCmdlet", "Management.Automation.PSScriptCmdlet"),
    ("PSBoundParameters", "Management.Automation.PSBoundParametersDictionary"),
    ("MyInvocation", "Management.Automation.InvocationInfo"),
    ("PSScriptRoot", "string"),
    ("PSCommandPath", "string"),
];

fn is_local(scope: &str) -> bool {
    ["local", "private", "variable"].iter().any(|local| local.eq_ignore_ascii_case(scope))
}

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
                Kind::Variable { .. }
                | Kind::Member { conditional: false, .. }
                | Kind::InvokeMember { conditional: false, .. }
                | Kind::Index { conditional: false, .. } => {}
                Kind::ArrayLiteral { elements } if plain => {
                    todo.extend(self.tree.list(elements).iter().rev());
                }
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

    /// A variable that PowerShell sets keeps its type.
    fn automatic(&mut self, target: NodeId, inner: NodeId, types: &[&str], attributes: bool) {
        let Kind::Variable { name, .. } = *self.tree.kind(inner) else { return };
        let name = self.text_at(name);
        let name = name.split_once(':').filter(|(scope, _)| is_local(scope)).map_or(name, |(_, name)| name);
        let Some((_, own)) = AUTOMATIC.iter().find(|entry| entry.0.eq_ignore_ascii_case(name)) else {
            return;
        };
        if attributes || types.iter().any(|name| !is_type(name, own)) {
            self.fault(Problem::TypeForAutomatic, self.tree.span(target));
        }
    }

    /// What stands behind all types and attributes.
    fn constrained(&mut self, target: NodeId) -> NodeId {
        let mut inner = target;
        let (mut types, mut reference, mut attributes) = (Vec::new(), None, false);
        loop {
            match *self.tree.kind(inner) {
                Kind::Convert { constraint, operand } => {
                    let name = self.type_name(constraint);
                    types.push(name);
                    let span = self.tree.span(constraint);
                    if super::casts::is_reference(name) {
                        reference = Some(span);
                    } else if is_type(name, "void") {
                        self.fault(Problem::TypeForVariable, span);
                    }
                    inner = operand;
                }
                Kind::Attributed { operand, .. } => (attributes, inner) = (true, operand),
                _ => break,
            }
        }
        self.automatic(target, inner, &types, attributes);
        if types.len() > 1
            && let Some(span) = reference
        {
            self.fault(Problem::ReferenceAmongTypes, span);
        }
        inner
    }
}
