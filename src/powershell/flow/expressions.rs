//! Expressions: what their values may hold.

use super::Flow;
use crate::powershell::syntax::{Kind, NodeId, Nodes, Operator};
use crate::powershell::values::{Abstract, Table, Taint, is_mask, is_other_type, is_test};
use crate::powershell::view::Scope;

impl Flow<'_> {
    /// What an expression gives.
    pub(super) fn expression(&mut self, id: NodeId) -> Abstract {
        self.deeper(id, |flow| flow.operand(id))
    }

    fn operand(&mut self, id: NodeId) -> Abstract {
        match *self.body.kind(id) {
            Kind::Variable { .. } => self.read(id),
            Kind::Text { .. } => {
                self.body.literal(id).map_or_else(Abstract::default, |text| Abstract::text(&text))
            }
            Kind::Expandable { parts, .. } => self.expandable(parts),
            Kind::Paren { pipeline } => self.value(pipeline),
            Kind::SubExpression { body } | Kind::ArrayExpression { body } => self.block(body),
            Kind::ArrayLiteral { elements } => self.array(elements),
            Kind::Hashtable { entries } => self.hashtable(entries),
            Kind::ScriptBlockExpression { block } => self.own_block(block),
            Kind::Binary { .. } => self.binary(id),
            Kind::Unary { operator, operand, .. } => self.unary(operator, operand),
            Kind::Ternary { condition, yes, no } => {
                self.expression(condition);
                let mut value = self.expression(yes);
                value.join(&self.expression(no));
                value
            }
            Kind::Convert { constraint, operand } => self.convert(constraint, operand),
            Kind::Attributed { operand, .. } | Kind::Using { expression: operand } => {
                self.expression(operand)
            }
            Kind::Member { .. } | Kind::Index { .. } | Kind::InvokeMember { .. } => self.chained(id),
            Kind::Error { parts } => self.array(parts),
            Kind::Constant
            | Kind::TypeExpression { .. }
            | Kind::TypeConstraint { .. }
            | Kind::Attribute { .. }
            | Kind::NamedArgument { .. }
            | Kind::CommandParameter { argument: None, .. } => Abstract::default(),
            _ => self.value(id),
        }
    }

    /// What a variable holds.
    pub(super) fn read(&self, id: NodeId) -> Abstract {
        let Some(variable) = self.body.variable(id) else { return Abstract::default() };
        let range = self.body.range(id);
        let held = match variable.scope {
            Scope::Drive => return Abstract::default(),
            _ => self.environment.get(&variable.name),
        };
        let table = match &*variable.name {
            "parameter" => Some(Table::Parameter),
            "field" => Some(Table::Field),
            _ => None,
        };
        match (held, table) {
            (Some(value), _) if value.is_clean() && value.table.is_none() => value.clone(),
            (Some(value), _) => value.clone().at(&range),
            (None, Some(table)) => Abstract::prelude(table, range),
            (None, None) => Abstract::default(),
        }
    }

    /// A text: what stands beside its values is text.
    fn expandable(&mut self, parts: Nodes) -> Abstract {
        let mut taint = Taint::default();
        for &part in self.body.list(parts) {
            taint.join(&self.expression(part).taint);
        }
        Abstract::tainted(taint)
    }

    fn array(&mut self, elements: Nodes) -> Abstract {
        let mut all = Abstract::default();
        for &element in self.body.list(elements) {
            all = all.with(&self.expression(element));
        }
        all
    }

    fn hashtable(&mut self, entries: Nodes) -> Abstract {
        let mut table = Abstract::default();
        for entry in self.body.list(entries).chunks(2) {
            let Some(&value) = entry.get(1) else { break };
            let value = self.value(value);
            let name = self.body.literal(entry[0]).or_else(|| {
                let is_number = matches!(self.body.kind(entry[0]), Kind::Constant);
                is_number.then(|| self.body.written(entry[0]).into())
            });
            table.set(name.as_deref(), &value);
        }
        table
    }

    /// A block as a value: what it writes, should it be called.
    pub(super) fn own_block(&mut self, block: NodeId) -> Abstract {
        let before = self.environment.clone();
        let written = self.script_block(block);
        self.environment.join_variables(&before);
        self.environment.has_left = before.has_left;
        written
    }

    /// Operators lean to the left, however long the chain is.
    fn binary(&mut self, id: NodeId) -> Abstract {
        let (mut spine, mut at) = (Vec::new(), id);
        while let Kind::Binary { operator, left, right, .. } = *self.body.kind(at) {
            spine.push((operator, right));
            at = left;
        }
        let mut value = self.expression(at);
        for (operator, right) in spine.into_iter().rev() {
            let other = self.expression(right);
            value = self.combined(operator, value, right, &other);
        }
        value
    }

    fn combined(&mut self, operator: Operator, left: Abstract, right: NodeId, other: &Abstract) -> Abstract {
        match operator {
            _ if is_test(operator) => Abstract::default(),
            Operator::As if is_other_type(self.body.type_name(right)) => Abstract::default(),
            Operator::Replace if self.masks(right) => Abstract::default(),
            Operator::Plus => left.with(other),
            Operator::Coalesce => {
                let mut value = left;
                value.join(other);
                value
            }
            _ => {
                let mut taint = left.taint;
                taint.join(&other.taint);
                Abstract::tainted(taint)
            }
        }
    }

    fn masks(&self, right: NodeId) -> bool {
        let [pattern, replacement] = *self.body.elements(right) else { return false };
        match (self.body.literal(pattern), self.body.literal(replacement)) {
            (Some(pattern), Some(replacement)) => is_mask(&pattern, &replacement),
            _ => false,
        }
    }

    fn unary(&mut self, operator: Operator, operand: NodeId) -> Abstract {
        let value = self.expression(operand);
        if is_test(operator) { Abstract::default() } else { value.as_text() }
    }

    fn convert(&mut self, constraint: NodeId, operand: NodeId) -> Abstract {
        const OBJECTS: [&str; 4] = [
            "pscustomobject",
            "psobject",
            "management.automation.pscustomobject",
            "management.automation.psobject",
        ];
        let value = self.expression(operand);
        let name = self.body.type_name(constraint);
        match name {
            _ if is_other_type(name) => Abstract::default(),
            _ if OBJECTS.iter().any(|object| name.eq_ignore_ascii_case(object)) => value.into_object(),
            _ if name.eq_ignore_ascii_case("string") => value.as_text(),
            _ => value,
        }
    }
}
