//! What a body would better not do: output that nobody reads, errors that are swallowed, text that is run as code, short
//! names, and syntax that Windows PowerShell 5.1 lacks.

use std::collections::BTreeSet;

use crate::powershell::finding::{Finding, FindingKind};
use crate::powershell::syntax::{Kind, LeaveForm, NodeId, Parsed};
use crate::powershell::view::{Body, Command, Form, REPORT};

/// All of them.
pub(super) fn habits(form: &Form<'_>, parsed: &Parsed) -> Vec<Finding> {
    let newer = parsed.newer.iter().map(|newer| {
        let kind = FindingKind::NewerSyntax(newer.construct);
        Finding { kind, range: newer.span.range() }
    });
    let mut found: Vec<Finding> = newer.collect();
    found.extend(form.commands.iter().filter_map(|command| of_command(form, command)));
    found.extend(form.body.tree.ids().filter_map(|id| of_node(form, parsed, id)));
    found.extend(asking(form.body));
    found
}

fn of_command(form: &Form<'_>, command: &Command<'_>) -> Option<Finding> {
    let is_lost = |is_output: bool| is_output && command.is_last();
    let is_alias = command.is_bare() && !form.functions.is_function(command.name());
    let kind = match command.alias() {
        _ if form.functions.is_function(command.name()) => return None,
        _ if command.is("Write-Output") && is_lost(form.frames.is_output(command.id)) => {
            FindingKind::DroppedOutput
        }
        _ if command.is("Write-Host") && is_lost(true) => FindingKind::DroppedOutput,
        _ if command.is("Invoke-Expression") || command.name().eq_ignore_ascii_case("iex") => {
            FindingKind::InvokeExpression
        }
        Some(full) if is_alias => match program(form.body, command) {
            Some(program) => FindingKind::Program(full, program),
            None => FindingKind::Alias(full),
        },
        _ => return None,
    };
    Some(Finding { kind, range: command.name_range() })
}

/// The program that an alias is meant for: its arguments are the program's.
fn program(body: Body<'_>, command: &Command<'_>) -> Option<&'static str> {
    const SERVICE: [&str; 14] = [
        "query",
        "queryex",
        "start",
        "stop",
        "config",
        "create",
        "delete",
        "qc",
        "failure",
        "description",
        "sdset",
        "sdshow",
        "pause",
        "continue",
    ];
    const CURL: [&str; 15] =
        ["L", "k", "s", "S", "sS", "sL", "sSL", "fsSL", "fL", "X", "F", "O", "I", "x", "LO"];
    let first = command.elements.first().copied()?;
    let is_verb = || SERVICE.iter().any(|verb| body.is_literal(first, verb));
    let is_flag = |&id: &NodeId| {
        let written = body.written(id);
        written.starts_with("--") || written.strip_prefix('-').is_some_and(|flag| CURL.contains(&flag))
    };
    match command.name().to_ascii_lowercase().as_str() {
        "sc" if is_verb() => Some("sc.exe"),
        "curl" if command.elements.iter().any(is_flag) => Some("curl.exe"),
        _ => None,
    }
}

fn of_node(form: &Form<'_>, parsed: &Parsed, id: NodeId) -> Option<Finding> {
    let body = form.body;
    match *body.kind(id) {
        Kind::CommandExpression { expression, redirections } => {
            let is_value = matches!(
                body.kind(expression),
                Kind::Text { .. } | Kind::Expandable { .. } | Kind::Variable { .. }
            );
            let is_alone = redirections.is_empty() && form.frames.is_output(id);
            (is_value && is_alone)
                .then(|| Finding { kind: FindingKind::DroppedValue, range: body.range(expression) })
        }
        Kind::Leave { form: LeaveForm::Return, value: Some(value) } => {
            let reports = body.command(only(body, value)).is_some_and(|command| command.is(REPORT));
            let is_lost = !reports && form.frames.is_output(id);
            is_lost.then(|| Finding { kind: FindingKind::ReturnedValue, range: body.keyword(id) })
        }
        Kind::Catch { body: block, .. } => empty(body, parsed, block),
        _ => None,
    }
}

/// The only element of a pipeline.
fn only(body: Body<'_>, id: NodeId) -> NodeId {
    match *body.kind(id) {
        Kind::Pipeline { elements, .. } if elements.len() == 1 => body.list(elements)[0],
        _ => id,
    }
}

/// A block without code, and without a word on why.
fn empty(body: Body<'_>, parsed: &Parsed, block: NodeId) -> Option<Finding> {
    let Kind::StatementBlock { statements } = *body.kind(block) else { return None };
    let span = body.tree.span(block);
    let after = parsed.comments.partition_point(|comment| comment.start < span.start);
    let says_why = parsed.comments.get(after).is_some_and(|comment| comment.start < span.end);
    (statements.is_empty() && !says_why)
        .then(|| Finding { kind: FindingKind::EmptyCatch, range: span.range() })
}

/// `$a?.b`: in every version a property of the variable `a?`.
fn asking(body: Body<'_>) -> Vec<Finding> {
    let is_asking = |id: &NodeId| match *body.kind(*id) {
        Kind::Variable { name, .. } => body.at(name).len() > 1 && body.at(name).ends_with('?'),
        _ => false,
    };
    let is_read = |id: NodeId| body.tree.parent(id).is_some_and(|parent| body.target(parent) == Some(id));
    let (read, set): (Vec<NodeId>, Vec<NodeId>) =
        body.tree.ids().filter(is_asking).partition(|&id| is_read(id));
    let name = |id: NodeId| body.variable(id).map(|variable| variable.name);
    let set: BTreeSet<_> = set.into_iter().filter_map(name).collect();
    let unset = read.into_iter().filter(|&id| name(id).is_some_and(|name| !set.contains(&name)));
    unset
        .map(|id| {
            let range = body.range(id);
            Finding { kind: FindingKind::AskingVariable, range: range.start..range.end + 1 }
        })
        .collect()
}
