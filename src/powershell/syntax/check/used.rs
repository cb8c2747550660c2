//! `$using:` and `using`.

use super::Checker;
use super::attributes::Where;
use crate::powershell::syntax::errors::Problem;
use crate::powershell::syntax::tree::{Kind, NodeId, Span, UsingForm};

impl Checker<'_> {
    /// Behind `$using:name` stand only members and indexes that are known beforehand.
    pub(super) fn using_value(&mut self, expression: NodeId) {
        let mut expression = expression;
        loop {
            let (target, bad) = match *self.tree.kind(expression) {
                Kind::Variable { .. } => return,
                Kind::Member { target, member, .. } => {
                    let plain = matches!(self.tree.kind(member), Kind::Text { .. });
                    (target, (!plain).then(|| self.tree.span(expression)))
                }
                Kind::Index { target, index, .. } => (target, self.not_constant_index(index)),
                _ => (expression, Some(self.tree.span(expression))),
            };
            if let Some(span) = bad {
                self.fault(Problem::UsingVariable, span);
                return;
            }
            expression = target;
        }
    }

    fn not_constant_index(&self, index: NodeId) -> Option<Span> {
        let constant = match *self.tree.kind(index) {
            Kind::ArrayLiteral { elements } => {
                self.tree.list(elements).iter().all(|&element| self.is_constant(element, Where::Index))
            }
            _ => self.is_constant(index, Where::Index),
        };
        (!constant).then(|| self.tree.span(index))
    }

    pub(super) fn using_statement(&mut self, form: UsingForm, name: Option<NodeId>) {
        let Some(name) = name else { return };
        let Kind::Text { value, .. } = self.tree.kind(name) else { return };
        let text = self.value(value);
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with(|c: char| c.is_numeric() || c == '\u{FEFF}')
                && part.chars().all(|c| matches!(c, '_' | '\u{FEFF}') || c.is_alphanumeric())
        };
        let wrong = match form {
            UsingForm::Module => text.contains(['*', '?', '[', ']']),
            UsingForm::Namespace => !text.split('.').all(plain),
            _ => false,
        };
        if wrong {
            self.fault(Problem::UsingValue, self.tree.span(name));
        }
    }
}
