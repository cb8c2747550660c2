//! What a text that can be read may still not say.

mod attributes;
mod casts;
mod classes;
mod data;
mod finally;
mod graph;
mod methods;
mod parameters;
mod requires;
mod splats;
mod tables;
mod targets;
mod tries;
mod usage;
mod used;

use std::collections::BTreeSet;

use super::errors::{Fault, Problem};
use super::tree::{Kind, NodeId, Span, Tree, Value};

/// All that is wrong, in the order of the text.
pub(super) fn check(text: &str, tree: &Tree, requirements: &[Span]) -> Vec<Fault> {
    let mut checker = Checker::new(text, tree);
    for id in tree.ids() {
        checker.node(id);
    }
    checker.requires(requirements);
    checker.faults.sort_by_key(|fault| fault.span);
    checker.faults
}

/// A walk that gathers errors.
struct Checker<'a> {
    text: &'a str,
    tree: &'a Tree,
    faults: Vec<Fault>,
    /// The types that are defined, each with the script block that it is known in.
    types: BTreeSet<(Option<NodeId>, String)>,
}

impl<'a> Checker<'a> {
    fn new(text: &'a str, tree: &'a Tree) -> Self {
        Checker { text, tree, faults: Vec::new(), types: BTreeSet::new() }
    }

    fn node(&mut self, id: NodeId) {
        match *self.tree.kind(id) {
            Kind::Assignment { target, operator, .. } => self.assignment(target, operator),
            Kind::Unary { operator, operand, .. } => self.counting(operator, operand),
            Kind::Hashtable { entries } => self.keys(entries),
            Kind::Convert { constraint, operand } => self.cast(id, constraint, operand),
            Kind::Attributed { attribute, operand } => self.attributed(attribute, operand),
            Kind::Variable { name, splatted } => self.variable(id, name, splatted),
            Kind::Using { expression } => self.using_value(expression),
            Kind::UsingStatement { form, name, .. } => self.using_statement(form, name),
            Kind::Leave { form, value } => self.leaving(id, form, value),
            Kind::Try { catches, .. } => self.catches(catches),
            Kind::ParamBlock { parameters, .. } | Kind::Function { parameters, .. } => {
                self.parameters(parameters);
            }
            Kind::Attribute { positional, named, .. } => self.attribute(id, positional, named),
            Kind::Data { body, commands, .. } => self.data_section(body, commands),
            Kind::Type { .. } => self.type_definition(id),
            Kind::Method { .. } => self.method(id),
            Kind::Property { constraint, .. } => self.property(constraint),
            _ => {}
        }
    }

    fn variable(&mut self, id: NodeId, name: Span, splatted: bool) {
        if splatted {
            self.splat(id);
        }
        if self.text_at(name).eq_ignore_ascii_case("this") {
            self.this(id);
        }
    }

    fn fault(&mut self, problem: Problem, span: Span) {
        self.faults.push(Fault::new(problem, span));
    }

    fn text_at(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// What a text means.
    fn value<'b>(&'b self, value: &'b Value) -> &'b str {
        match value {
            Value::Written(span) => self.text_at(*span),
            Value::Resolved(text) => text,
        }
    }

    /// The name of a type in brackets, without blanks.
    fn type_name(&self, constraint: NodeId) -> &'a str {
        match *self.tree.kind(constraint) {
            Kind::TypeConstraint { name } | Kind::TypeExpression { name } => self.text_at(name).trim(),
            _ => "",
        }
    }

    /// The only expression of a pipeline that is nothing else.
    fn pure(&self, pipeline: NodeId) -> Option<NodeId> {
        let element = match *self.tree.kind(pipeline) {
            Kind::Pipeline { elements, background: false } => match self.tree.list(elements) {
                &[only] => only,
                _ => return None,
            },
            _ => pipeline,
        };
        match *self.tree.kind(element) {
            Kind::CommandExpression { expression, redirections } if redirections.is_empty() => {
                Some(expression)
            }
            _ => None,
        }
    }
}

/// The last part of a type's name, without `System.`.
fn is_type(name: &str, short: &str) -> bool {
    let name = match name.get(..7) {
        Some(prefix) if prefix.eq_ignore_ascii_case("System.") => &name[7..],
        _ => name,
    };
    name.eq_ignore_ascii_case(short)
}
