//! What of a body may report an outcome or stop the script.

use std::collections::BTreeSet;

use crate::powershell::syntax::{Kind, LeaveForm, NodeId};
use crate::powershell::view::{Body, Form, FrameKind, REPORT};

/// By node: whether this holds of it or of a part of it.
pub(super) fn spread(body: Body<'_>, is: impl Fn(NodeId) -> bool) -> Vec<bool> {
    let mut found = vec![false; body.tree.len()];
    for id in body.tree.ids() {
        let here = found[id.index()] || is(id);
        if here {
            found[id.index()] = true;
            if let Some(parent) = body.tree.parent(id) {
                found[parent.index()] = true;
            }
        }
    }
    found
}

/// By node: whether it, or a part of it, may report an outcome or stop the script.
pub(super) fn may_report(form: &Form<'_>) -> Vec<bool> {
    let body = form.body;
    let ending = ending_functions(form);
    spread(body, |id| match body.kind(id) {
        Kind::Command { .. } if !ending.is_empty() => {
            let is_ending = |name: &str| ending.contains(&name.to_ascii_lowercase());
            is_sign(form, id) || body.command(id).is_some_and(|it| is_ending(it.name()))
        }
        _ => is_sign(form, id),
    })
}

/// Whether a node is a call of `Complete-Task` where that is known, or a text that names it.
pub(super) fn is_sign(form: &Form<'_>, id: NodeId) -> bool {
    match form.body.kind(id) {
        Kind::Command { .. } => {
            form.body.command(id).is_some_and(|command| command.is(REPORT)) && form.frames.is_here(id)
        }
        _ => mentions(form, id),
    }
}

/// Whether a text names `Complete-Task`, so that something may call it by that.
fn mentions(form: &Form<'_>, id: NodeId) -> bool {
    let body = form.body;
    let is_text = matches!(body.kind(id), Kind::Text { .. } | Kind::Expandable { .. });
    if !is_text || !names_report(body.written(id)) || !form.frames.is_here(id) {
        return false;
    }
    let command = body.tree.parent(id).and_then(|parent| body.command(parent));
    command.is_none_or(|command| {
        let is_shell = ["powershell", "pwsh"].contains(&&*command.program());
        !is_shell && command.head != id
    })
}

/// Whether `Complete-Task` stands in a text, whatever its letter case.
fn names_report(text: &str) -> bool {
    text.len() >= REPORT.len()
        && text.as_bytes().windows(REPORT.len()).any(|part| part.eq_ignore_ascii_case(REPORT.as_bytes()))
}

/// The functions that may report, throw or exit, by themselves or by calling another one of them, in lower case.
fn ending_functions(form: &Form<'_>) -> BTreeSet<String> {
    let body = form.body;
    let mut ending = BTreeSet::new();
    if form.functions.iter().next().is_none() {
        return ending;
    }
    let stops = spread(body, |id| match body.kind(id) {
        Kind::Leave { form: LeaveForm::Throw | LeaveForm::Exit, .. } => true,
        _ => is_sign(form, id),
    });
    let mut rest: Vec<&str> = Vec::new();
    for function in form.functions.iter().filter(|it| stops[it.body.index()]) {
        if ending.insert(function.name.clone()) {
            rest.push(&function.name);
        }
    }
    while let Some(name) = rest.pop() {
        for &index in form.functions.called(name) {
            for &call in &form.functions.get(index).calls {
                let callers = form.frames.around(call).filter_map(|frame| match frame.kind {
                    FrameKind::Function(node) => form.functions.at(node),
                    _ => None,
                });
                rest.extend(callers.filter(|it| ending.insert(it.name.clone())).map(|it| it.name.as_str()));
            }
        }
    }
    ending
}
