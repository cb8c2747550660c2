//! A body, and what is asked of its nodes: texts, types, members, variables.

use std::borrow::Cow;
use std::ops::Range;

use crate::powershell::syntax::{Kind, NodeId, Nodes, Span, Tree, Value};

/// A body: its text and its tree.
#[derive(Clone, Copy)]
pub(crate) struct Body<'a> {
    pub(crate) text: &'a str,
    pub(crate) tree: &'a Tree,
}

/// A variable that is read or set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    /// In lower case, without its scope. `$PSItem` is `_`.
    pub(crate) name: String,
    pub(crate) scope: Scope,
}

/// What stands before the colon of a variable's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Nothing: the scope that it stands in.
    None,
    /// `local` or `private`.
    Local,
    /// `script` or `global`.
    Script,
    /// `using`: the value that the block was started with.
    Using,
    /// No variable: an entry of a drive such as `env`.
    Drive,
}

impl<'a> Body<'a> {
    pub(crate) fn kind(self, id: NodeId) -> &'a Kind {
        self.tree.kind(id)
    }

    pub(crate) fn list(self, nodes: Nodes) -> &'a [NodeId] {
        self.tree.list(nodes)
    }

    /// Where a node stands in the text, in bytes.
    pub(crate) fn range(self, id: NodeId) -> Range<usize> {
        self.tree.span(id).range()
    }

    /// What stands there.
    pub(crate) fn written(self, id: NodeId) -> &'a str {
        self.at(self.tree.span(id))
    }

    pub(crate) fn at(self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The place of a statement's keyword: the first word of the node.
    pub(crate) fn keyword(self, id: NodeId) -> Range<usize> {
        let range = self.range(id);
        let word = self.text[range.clone()].bytes().take_while(u8::is_ascii_alphabetic).count();
        range.start..range.start + word
    }

    /// All nodes of one kind, in the order of the text.
    pub(crate) fn nodes(self, is: impl Fn(&Kind) -> bool) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = self.tree.ids().filter(|&id| is(self.kind(id))).collect();
        found.sort_by_key(|&id| self.tree.span(id));
        found
    }

    /// The text that an expression means, if it is written out.
    pub(crate) fn literal(self, id: NodeId) -> Option<Cow<'a, str>> {
        match self.kind(self.expression(id)) {
            Kind::Text { value: Value::Written(span), .. } => Some(Cow::Borrowed(self.at(*span))),
            Kind::Text { value: Value::Resolved(text), .. } => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }

    /// Whether an expression is this text, whatever its letter case.
    pub(crate) fn is_literal(self, id: NodeId, text: &str) -> bool {
        self.literal(id).is_some_and(|literal| literal.eq_ignore_ascii_case(text))
    }

    /// The expression within parentheses and pipelines that hold nothing else.
    pub(crate) fn expression(self, mut id: NodeId) -> NodeId {
        loop {
            id = match *self.kind(id) {
                Kind::Paren { pipeline } => pipeline,
                Kind::Pipeline { elements, background: false } if elements.len() == 1 => {
                    self.list(elements)[0]
                }
                Kind::CommandExpression { expression, redirections } if redirections.is_empty() => expression,
                _ => return id,
            }
        }
    }

    /// The name of a type in brackets, without its namespace `System`; empty for anything else.
    pub(crate) fn type_name(self, id: NodeId) -> &'a str {
        let (Kind::TypeExpression { name } | Kind::TypeConstraint { name }) = *self.kind(id) else {
            return "";
        };
        let name = self.at(name).trim();
        let is_system = name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("System."));
        if is_system { &name[7..] } else { name }
    }

    /// The member that is read or called, if its name is written out.
    pub(crate) fn member(self, id: NodeId) -> Option<Cow<'a, str>> {
        match *self.kind(id) {
            Kind::Member { member, .. } | Kind::InvokeMember { member, .. } => self.literal(member),
            _ => None,
        }
    }

    /// What a member or an index is read from.
    pub(crate) fn target(self, id: NodeId) -> Option<NodeId> {
        match *self.kind(id) {
            Kind::Member { target, .. } | Kind::InvokeMember { target, .. } | Kind::Index { target, .. } => {
                Some(target)
            }
            _ => None,
        }
    }

    /// What a chain of members and indexes begins with.
    pub(crate) fn base(self, id: NodeId) -> NodeId {
        std::iter::successors(Some(id), |&id| self.target(id)).last().unwrap_or(id)
    }

    /// The variable that an assignment's target is, or is a part of; without types before it.
    pub(crate) fn assigned(self, target: NodeId) -> NodeId {
        let mut id = target;
        loop {
            id = match *self.kind(id) {
                Kind::Convert { operand, .. } | Kind::Attributed { operand, .. } => operand,
                Kind::Paren { .. } if self.expression(id) != id => self.expression(id),
                _ => return id,
            }
        }
    }
}

impl Body<'_> {
    /// The variable that a node is.
    pub(crate) fn variable(self, id: NodeId) -> Option<Variable> {
        let Kind::Variable { name, .. } = *self.kind(id) else { return None };
        let name = self.at(name).to_ascii_lowercase();
        let (scope, name) = match name.split_once(':') {
            None => (Scope::None, &*name),
            Some(("local" | "private" | "variable", name)) => (Scope::Local, name),
            Some(("script" | "global", name)) => (Scope::Script, name),
            Some(("using", name)) => (Scope::Using, name),
            Some(_) => (Scope::Drive, &*name),
        };
        let name = if name == "psitem" { "_" } else { name };
        Some(Variable { name: name.to_owned(), scope })
    }

    /// Whether a node is the variable of this name, in lower case, in whatever scope.
    pub(crate) fn is_variable(self, id: NodeId, name: &str) -> bool {
        let Kind::Variable { name: written, .. } = *self.kind(id) else { return false };
        let written = self.at(written);
        written.len() >= name.len() && self.variable(id).is_some_and(|variable| variable.name == name)
    }
}

/// Reads a text for tests.
#[cfg(test)]
pub(crate) fn with_body<T>(text: &str, look: impl FnOnce(Body<'_>) -> T) -> T {
    let parsed = crate::powershell::syntax::parse(text);
    look(Body { text, tree: &parsed.tree })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_scopes() {
        for (text, name, scope) in [
            ("$Abc", "abc", Scope::None),
            ("${a b}", "a b", Scope::None),
            ("$PSItem", "_", Scope::None),
            ("$script:X", "x", Scope::Script),
            ("$Global:x", "x", Scope::Script),
            ("$private:x", "x", Scope::Local),
            ("$env:x", "env:x", Scope::Drive),
            ("F $using:x", "x", Scope::Using),
        ] {
            with_body(text, |body| {
                let variable = body.tree.ids().find_map(|id| body.variable(id));
                assert_eq!(variable, Some(Variable { name: name.to_owned(), scope }), "{text}");
            });
        }
    }
}
