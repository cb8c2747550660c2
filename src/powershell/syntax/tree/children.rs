//! The parts of each node, in the order in which PowerShell's own visitor meets them.

use super::{Kind, NodeId, Nodes, Tree};

impl Tree {
    /// The parts of a node, in order.
    pub fn children(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        self.each_child(id, |child| found.push(child));
        found
    }

    /// Goes through the parts of a node, in order.
    pub fn each_child(&self, id: NodeId, mut visit: impl FnMut(NodeId)) {
        let mut visit = Visit { tree: self, visit: &mut visit };
        if !visit.declaration(self.kind(id)) && !visit.statement(self.kind(id)) {
            visit.value(self.kind(id));
        }
    }
}

struct Visit<'a> {
    tree: &'a Tree,
    visit: &'a mut dyn FnMut(NodeId),
}

impl Visit<'_> {
    fn one(&mut self, id: NodeId) {
        (self.visit)(id);
    }

    fn perhaps(&mut self, id: Option<NodeId>) {
        if let Some(id) = id {
            (self.visit)(id);
        }
    }

    fn all(&mut self, nodes: Nodes) {
        self.tree.list(nodes).iter().for_each(|&id| (self.visit)(id));
    }

    fn declaration(&mut self, kind: &Kind) -> bool {
        match *kind {
            Kind::ScriptBlock { usings, params, blocks } => {
                self.all(usings);
                self.perhaps(params);
                self.all(blocks);
            }
            Kind::NamedBlock { statements, .. } | Kind::StatementBlock { statements } => self.all(statements),
            Kind::ParamBlock { attributes, parameters } => {
                self.all(attributes);
                self.all(parameters);
            }
            Kind::Parameter { attributes, variable, default } => {
                self.all(attributes);
                self.one(variable);
                self.perhaps(default);
            }
            Kind::Function { parameters, body, .. } => {
                self.all(parameters);
                self.one(body);
            }
            Kind::Type { attributes, bases, members, .. } => {
                self.all(attributes);
                self.all(bases);
                self.all(members);
            }
            Kind::Property { constraint, attributes, initial, .. } => {
                self.perhaps(constraint);
                self.all(attributes);
                self.perhaps(initial);
            }
            Kind::Method { returns, attributes, base, function, .. } => {
                self.all(attributes);
                self.perhaps(returns);
                self.perhaps(base);
                self.one(function);
            }
            Kind::BaseCall { arguments } => self.all(arguments),
            Kind::UsingStatement { name, alias, .. } => {
                self.perhaps(name);
                self.perhaps(alias);
            }
            Kind::Attribute { positional, named, .. } => {
                self.all(positional);
                self.all(named);
            }
            Kind::NamedArgument { value, .. } => self.one(value),
            _ => return false,
        }
        true
    }

    fn statement(&mut self, kind: &Kind) -> bool {
        match *kind {
            Kind::If { clauses, otherwise } => {
                self.all(clauses);
                self.perhaps(otherwise);
            }
            Kind::Switch { condition, clauses, default, .. } => {
                self.perhaps(condition);
                self.all(clauses);
                self.perhaps(default);
            }
            Kind::ForEach { variable, items, body, .. } => {
                [variable, items, body].into_iter().for_each(|id| self.one(id));
            }
            Kind::For { first, condition, each, body, .. } => {
                [first, condition, each].into_iter().for_each(|id| self.perhaps(id));
                self.one(body);
            }
            Kind::Loop { condition, body, .. } => [condition, body].into_iter().for_each(|id| self.one(id)),
            Kind::Try { body, catches, finally } => {
                self.one(body);
                self.all(catches);
                self.perhaps(finally);
            }
            Kind::Catch { types, body } => {
                self.all(types);
                self.one(body);
            }
            Kind::Trap { constraint, body } => {
                self.perhaps(constraint);
                self.one(body);
            }
            Kind::Leave { value, .. } => self.perhaps(value),
            Kind::Data { commands, body, .. } => {
                self.all(commands);
                self.one(body);
            }
            Kind::Assignment { target, value, .. } => {
                self.one(target);
                self.one(value);
            }
            Kind::Chain { left, right, .. } => {
                self.one(left);
                self.one(right);
            }
            Kind::Pipeline { elements, .. } => self.all(elements),
            Kind::Command { elements, redirections, .. } => {
                self.all(elements);
                self.all(redirections);
            }
            Kind::CommandExpression { expression, redirections } => {
                self.one(expression);
                self.all(redirections);
            }
            Kind::CommandParameter { argument, .. } => self.perhaps(argument),
            Kind::FileRedirection { target, .. } => self.one(target),
            _ => return false,
        }
        true
    }

    fn value(&mut self, kind: &Kind) {
        match *kind {
            Kind::Binary { left, right, .. } => {
                self.one(left);
                self.one(right);
            }
            Kind::Unary { operand, .. } | Kind::Using { expression: operand } => self.one(operand),
            Kind::Ternary { condition, yes, no } => {
                self.one(condition);
                self.one(yes);
                self.one(no);
            }
            Kind::Convert { constraint: before, operand }
            | Kind::Attributed { attribute: before, operand } => {
                self.one(before);
                self.one(operand);
            }
            Kind::Member { target, member, .. } => {
                self.one(target);
                self.one(member);
            }
            Kind::InvokeMember { target, member, arguments, .. } => {
                self.one(target);
                self.one(member);
                self.all(arguments);
            }
            Kind::Index { target, index, .. } => {
                self.one(target);
                self.one(index);
            }
            Kind::ArrayLiteral { elements } | Kind::Hashtable { entries: elements } => self.all(elements),
            Kind::ArrayExpression { body } | Kind::SubExpression { body } => self.one(body),
            Kind::Paren { pipeline: inner } | Kind::ScriptBlockExpression { block: inner } => self.one(inner),
            Kind::Expandable { parts, .. } | Kind::Error { parts } => self.all(parts),
            _ => {}
        }
    }
}
