//! How a call of `Complete-Task` is bound: as PowerShell binds it to `param($Outcome, $Detail)`.

use std::ops::Range;

use super::{Argument, Body, Command};
use crate::powershell::syntax::{Kind, NodeId};

/// The command that reports.
pub(crate) const REPORT: &str = "Complete-Task";

/// A call of `Complete-Task` with what each parameter is given.
#[derive(Debug, Default)]
pub(crate) struct ReportArguments {
    pub(crate) outcome: Option<NodeId>,
    pub(crate) detail: Option<NodeId>,
    /// Names that it does not have.
    pub(crate) strangers: Vec<Range<usize>>,
    /// Names of its own with nothing behind them.
    pub(crate) empty: Vec<Range<usize>>,
    /// Values without a name that no parameter is left for.
    pub(crate) surplus: Vec<NodeId>,
    /// A table may give more.
    pub(crate) has_splat: bool,
}

/// Binds a call.
pub(crate) fn report_arguments(body: Body<'_>, command: &Command<'_>) -> ReportArguments {
    let mut call = ReportArguments::default();
    let mut positional = Vec::new();
    for argument in command.arguments().iter() {
        match argument {
            Argument::Splat(_) => call.has_splat = true,
            Argument::Positional(id) => positional.push(id),
            Argument::Named(named) => {
                let slot = if body.begins(named, "Outcome") {
                    &mut call.outcome
                } else if body.begins(named, "Detail") {
                    &mut call.detail
                } else {
                    call.strangers.push(name_range(body, named.parameter));
                    continue;
                };
                match named.value {
                    Some(value) => *slot = Some(value),
                    None => call.empty.push(body.range(named.parameter)),
                }
            }
        }
    }
    if call.has_splat {
        return call; // what a table gives takes up no position, but may be anything
    }
    let mut positional = positional.into_iter();
    let is_empty = |name: &str, call: &ReportArguments| {
        call.empty.iter().any(|range| name_begins(&body.text[range.clone()], name))
    };
    if call.outcome.is_none() && !is_empty("Outcome", &call) {
        call.outcome = positional.next();
    }
    if call.detail.is_none() && !is_empty("Detail", &call) {
        call.detail = positional.next();
    }
    call.surplus = positional.collect();
    call
}

fn name_begins(written: &str, whole: &str) -> bool {
    let name = written.trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
    whole.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// Where `-Name` stands, without the value behind a colon.
fn name_range(body: Body<'_>, parameter: NodeId) -> Range<usize> {
    let range = body.range(parameter);
    match *body.kind(parameter) {
        Kind::CommandParameter { name, argument: Some(_) } => range.start..name.range().end,
        _ => range,
    }
}
