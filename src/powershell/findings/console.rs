//! What prints or reads past every redirection: its text stands beside the outcome.

use crate::powershell::finding::{Finding, FindingKind};
use crate::powershell::syntax::{Kind, NodeId};
use crate::powershell::view::{Body, Command, Form};

/// All of it.
pub(super) fn console(form: &Form<'_>) -> Vec<Finding> {
    let known = form.commands.iter().filter(|command| !form.functions.is_function(command.name()));
    let mut found: Vec<Finding> = known.filter_map(|command| of_command(form.body, command)).collect();
    found.extend(form.body.tree.ids().filter_map(|id| of_node(form.body, id)));
    found
}

fn of_command(body: Body<'_>, command: &Command<'_>) -> Option<Finding> {
    if command.is_any(&["Out-Host", "Out-Default"]) || command.name().eq_ignore_ascii_case("oh") {
        return Some(Finding { kind: FindingKind::ConsoleOutput, range: command.name_range() });
    }
    let arguments = command.arguments();
    let mut named = arguments.all_named();
    let tried = named.find(|named| {
        let name = body.parameter_name(*named);
        let is_off = named.is_joined && named.value.is_some_and(|value| body.is_variable(value, "false"));
        (name.eq_ignore_ascii_case("WhatIf") || name.eq_ignore_ascii_case("wi")) && !is_off
    })?;
    let is_command = command.name().contains('-') || command.alias().is_some();
    is_command.then(|| Finding { kind: FindingKind::Tries, range: body.range(tried.parameter) })
}

fn of_node(body: Body<'_>, id: NodeId) -> Option<Finding> {
    match *body.kind(id) {
        Kind::Member { target, is_static: true, .. } | Kind::InvokeMember { target, is_static: true, .. } => {
            of_type(body, id, target)
        }
        Kind::Member { .. } | Kind::InvokeMember { .. } => of_host(body, id),
        Kind::Assignment { target, value, .. } => {
            let variable = body.assigned(target);
            let is_on = body.is_variable(variable, "whatifpreference")
                && !body.is_variable(body.expression(value), "false");
            is_on.then(|| Finding { kind: FindingKind::Tries, range: body.range(variable) })
        }
        _ => None,
    }
}

/// `[Console]::WriteLine`.
fn of_type(body: Body<'_>, id: NodeId, target: NodeId) -> Option<Finding> {
    const WRITES: [&str; 4] = ["Write", "WriteLine", "Error", "Out"];
    const READS: [&str; 4] = ["Read", "ReadLine", "ReadKey", "In"];
    if !body.type_name(target).eq_ignore_ascii_case("Console") {
        return None;
    }
    let name = body.member(id)?;
    let is = |names: &[&str]| names.iter().any(|it| name.eq_ignore_ascii_case(it));
    let kind = match () {
        () if is(&READS) => FindingKind::Waits,
        () if is(&WRITES) => FindingKind::ConsoleOutput,
        () => return None,
    };
    Some(Finding { kind, range: body.range(target).start..member_end(body, id)? })
}

/// `$host.UI.WriteLine`, `$host.UI.PromptForChoice`.
fn of_host(body: Body<'_>, id: NodeId) -> Option<Finding> {
    let name = body.member(id)?.to_ascii_lowercase();
    let target = body.target(id)?;
    let holder = body.member(target)?.to_ascii_lowercase();
    let ui = if holder == "rawui" { body.target(target)? } else { target };
    let host = body.target(ui)?;
    if !body.member(ui)?.eq_ignore_ascii_case("UI") || !is_host(body, host) {
        return None;
    }
    let kind = match () {
        () if name.starts_with("prompt") || name.starts_with("read") => FindingKind::Waits,
        () if name.starts_with("write") => FindingKind::ConsoleOutput,
        () => return None,
    };
    Some(Finding { kind, range: body.range(id).start..member_end(body, id)? })
}

/// `$Host`, `$ExecutionContext.Host`, `(Get-Host)`.
fn is_host(body: Body<'_>, id: NodeId) -> bool {
    let called = || body.command(body.expression(id)).is_some_and(|command| command.is("Get-Host"));
    body.is_variable(id, "host") || called()
}

fn member_end(body: Body<'_>, id: NodeId) -> Option<usize> {
    match *body.kind(id) {
        Kind::Member { member, .. } | Kind::InvokeMember { member, .. } => Some(body.range(member).end),
        _ => None,
    }
}
