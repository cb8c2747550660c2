//! What a command is given: by name, by position, by a table (`@name`).

use super::Body;
use crate::powershell::syntax::{Kind, NodeId, Nodes, Span};

/// One argument of a call, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// `-Name`, `-Name value` or `-Name:value`.
    Named(Named),
    /// A value without a name.
    Positional(NodeId),
    /// `@name`: a table or a list with more of them.
    Splat(NodeId),
}

/// A parameter with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The node of `-Name`.
    pub(crate) parameter: NodeId,
    name: Span,
    /// What stands behind it: its value, unless it is a switch.
    pub(crate) value: Option<NodeId>,
    /// The value stands behind a colon, so that it is one even of a switch.
    pub(crate) is_joined: bool,
}

/// The arguments of one call, each name with the value behind it.
#[derive(Clone)]
pub(crate) struct Arguments<'a> {
    body: Body<'a>,
    list: Vec<Argument>,
}

impl<'a> Arguments<'a> {
    /// Reads the arguments behind a command's name. Of the names `is_switch` says of which the value behind them is
    /// none of theirs.
    pub(super) fn of(body: Body<'a>, elements: &[NodeId], is_switch: impl Fn(&str) -> bool) -> Self {
        let mut list = Vec::new();
        let mut rest = elements.iter().copied().peekable();
        while let Some(id) = rest.next() {
            list.push(match *body.kind(id) {
                Kind::CommandParameter { name, argument } => {
                    let is_value = |id: &NodeId| !matches!(body.kind(*id), Kind::CommandParameter { .. });
                    let is_splat =
                        |id: &NodeId| matches!(body.kind(*id), Kind::Variable { splatted: true, .. });
                    let takes = argument.is_none() && !is_switch(body.at(name));
                    let behind = if takes { rest.next_if(|id| is_value(id) && !is_splat(id)) } else { None };
                    let is_joined = argument.is_some();
                    Argument::Named(Named { parameter: id, name, value: argument.or(behind), is_joined })
                }
                Kind::Variable { splatted: true, .. } => Argument::Splat(id),
                _ => Argument::Positional(id),
            });
        }
        Arguments { body, list }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Argument> + '_ {
        self.list.iter().copied()
    }

    /// Those with a name.
    pub(crate) fn all_named(&self) -> impl Iterator<Item = Named> + '_ {
        self.iter().filter_map(|argument| match argument {
            Argument::Named(named) => Some(named),
            _ => None,
        })
    }

    pub(crate) fn positional(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.iter().filter_map(|argument| match argument {
            Argument::Positional(id) => Some(id),
            _ => None,
        })
    }

    pub(crate) fn splats(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.iter().filter_map(|argument| match argument {
            Argument::Splat(id) => Some(id),
            _ => None,
        })
    }

    /// All values, with and without a name.
    pub(crate) fn values(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.iter().filter_map(|argument| match argument {
            Argument::Named(named) => named.value,
            Argument::Positional(id) | Argument::Splat(id) => Some(id),
        })
    }

    /// The parameter of this name, given by its name or the beginning of it.
    pub(crate) fn named(&self, parameter: &str) -> Option<Named> {
        self.all_named().find(|named| self.body.begins(*named, parameter))
    }

    /// Whether a switch is given, and not as `-Switch:$false`.
    pub(crate) fn has_switch(&self, parameter: &str) -> bool {
        self.named(parameter).is_some_and(|it| {
            !it.is_joined || !it.value.is_some_and(|value| self.body.is_variable(value, "false"))
        })
    }

    /// The value of a parameter: by its name, or else the first that has none.
    pub(crate) fn value(&self, parameter: &str) -> Option<NodeId> {
        self.named(parameter).and_then(|named| named.value).or_else(|| self.positional().next())
    }
}

impl<'a> Body<'a> {
    /// The name of a parameter as written, without its dash.
    pub(crate) fn parameter_name(self, named: Named) -> &'a str {
        self.at(named.name)
    }

    /// Whether a name is this parameter's, or the beginning of it.
    pub(crate) fn begins(self, named: Named, whole: &str) -> bool {
        let name = self.parameter_name(named);
        !name.is_empty() && whole.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    }

    /// The values of an expression that is a list of them.
    pub(crate) fn elements(self, id: NodeId) -> Vec<NodeId> {
        match *self.kind(self.expression(id)) {
            Kind::ArrayLiteral { elements } => self.list(elements).to_vec(),
            Kind::ArrayExpression { body } => self.listed(body),
            _ => vec![id],
        }
    }

    /// The values within `@(…)`.
    fn listed(self, body: NodeId) -> Vec<NodeId> {
        let statements: Nodes = match *self.kind(body) {
            Kind::StatementBlock { statements } => statements,
            _ => Nodes::default(),
        };
        let values = self.list(statements).iter().map(|&statement| self.expression(statement));
        let flat = |id: NodeId| match *self.kind(id) {
            Kind::ArrayLiteral { elements } => self.list(elements).to_vec(),
            _ => vec![id],
        };
        values.flat_map(flat).collect()
    }
}
