//! The functions of a body: their parameters, and where they are called.

use std::collections::BTreeMap;

use super::Body;
use super::arguments::{Argument, Named};
use super::commands::Command;
use crate::powershell::syntax::{FunctionForm, Kind, NodeId, Nodes};

/// A function of a body.
pub(crate) struct Function {
    /// In lower case, without its scope.
    pub(crate) name: String,
    pub(crate) node: NodeId,
    /// Its script block.
    pub(crate) body: NodeId,
    pub(crate) parameters: Vec<Parameter>,
    /// Its calls, by the nodes of the commands.
    pub(crate) calls: Vec<NodeId>,
}

/// A parameter of a function.
pub(crate) struct Parameter {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) is_switch: bool,
    /// The types and attributes before it.
    pub(crate) types: Vec<String>,
}

/// All functions of a body, in the order of the text.
#[derive(Default)]
pub(crate) struct Functions {
    list: Vec<Function>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_node: BTreeMap<NodeId, usize>,
}

impl Functions {
    pub(crate) fn of(body: Body<'_>, commands: &[Command<'_>]) -> Self {
        let mut functions = Functions::default();
        for node in body.nodes(|kind| matches!(kind, Kind::Function { .. })) {
            if let Some(function) = function(body, node) {
                functions.by_node.insert(node, functions.list.len());
                functions.by_name.entry(function.name.clone()).or_default().push(functions.list.len());
                functions.list.push(function);
            }
        }
        if functions.list.is_empty() {
            return functions;
        }
        for command in commands {
            for &index in functions.by_name.get(&command.name().to_ascii_lowercase()).into_iter().flatten() {
                functions.list[index].calls.push(command.id);
            }
        }
        functions
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Function> {
        self.list.iter()
    }

    /// The functions that a call may be of, by their indexes.
    pub(crate) fn called(&self, name: &str) -> &[usize] {
        match self.by_name.is_empty() {
            true => &[],
            false => self.by_name.get(&name.to_ascii_lowercase()).map_or(&[], Vec::as_slice),
        }
    }

    pub(crate) fn get(&self, index: usize) -> &Function {
        &self.list[index]
    }

    /// The function that a node defines.
    pub(crate) fn at(&self, node: NodeId) -> Option<&Function> {
        self.by_node.get(&node).map(|&index| &self.list[index])
    }

    pub(crate) fn is_function(&self, name: &str) -> bool {
        !self.called(name).is_empty()
    }
}

impl Function {
    /// What a call gives to each parameter, by its index; what it is given by tables is not among it.
    pub(crate) fn given(&self, body: Body<'_>, call: &Command<'_>) -> Vec<(usize, NodeId)> {
        let whole = |named: Named| self.parameters.iter().position(|it| body.begins(named, &it.name));
        let is_switch = |name: &str| {
            let is =
                |it: &&Parameter| it.name.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
            self.parameters.iter().find(is).is_some_and(|parameter| parameter.is_switch)
        };
        let arguments = call.arguments_with(is_switch);
        let mut given: Vec<(usize, NodeId)> = Vec::new();
        for named in arguments.all_named() {
            if let (Some(index), Some(value)) = (whole(named), named.value) {
                given.push((index, value));
            }
        }
        let is_free = |index: &usize| {
            !self.parameters[*index].is_switch && !given.iter().any(|(taken, _)| taken == index)
        };
        let free: Vec<usize> = (0..self.parameters.len()).filter(is_free).collect();
        let positional = arguments.iter().filter_map(|argument| match argument {
            Argument::Positional(id) => Some(id),
            _ => None,
        });
        given.extend(free.into_iter().zip(positional));
        given
    }
}

fn function(body: Body<'_>, node: NodeId) -> Option<Function> {
    let Kind::Function { form, name, parameters, body: block } = *body.kind(node) else { return None };
    let name = body.at(name).to_ascii_lowercase();
    let name = match form {
        FunctionForm::Method => return None,
        _ => name.rsplit_once(':').map_or(name.as_str(), |(_, name)| name).to_owned(),
    };
    let list = if parameters.is_empty() { declared(body, block) } else { parameters };
    let parameters = body.list(list).iter().filter_map(|&id| parameter(body, id)).collect();
    Some(Function { name, node, body: block, parameters, calls: Vec::new() })
}

/// The parameters of a script block's `param`.
fn declared(body: Body<'_>, block: NodeId) -> Nodes {
    let Kind::ScriptBlock { params: Some(params), .. } = *body.kind(block) else { return Nodes::default() };
    match *body.kind(params) {
        Kind::ParamBlock { parameters, .. } => parameters,
        _ => Nodes::default(),
    }
}

fn parameter(body: Body<'_>, id: NodeId) -> Option<Parameter> {
    let Kind::Parameter { attributes, variable, .. } = *body.kind(id) else { return None };
    let types: Vec<String> = body
        .list(attributes)
        .iter()
        .map(|&id| body.type_name(id).to_ascii_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    let is_switch =
        types.iter().any(|name| matches!(&**name, "switch" | "management.automation.switchparameter"));
    Some(Parameter { name: body.variable(variable)?.name, is_switch, types })
}
