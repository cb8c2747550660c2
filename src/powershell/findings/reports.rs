//! What a call of `Complete-Task` says: its outcome, and what of its detail can be shown.

use std::ops::Range;

use crate::powershell::flow::Sinks;
use crate::powershell::syntax::{Kind, NodeId};
use crate::powershell::values::Stored;
use crate::powershell::view::{Body, Command, Form, REPORT, ReportArguments, report_arguments};

/// A call of `Complete-Task`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Where its name stands.
    pub range: Range<usize>,
    /// What it reports.
    pub outcome: Reported,
    /// Arguments under a name that it does not have.
    pub strangers: Vec<Range<usize>>,
    /// What it cannot take, or loses.
    pub mistakes: Vec<(Mistake, Range<usize>)>,
    /// It gives a detail, or may.
    pub has_detail: bool,
    /// What its detail stores.
    pub stored: Vec<Stored>,
}

/// What is wrong with the arguments of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Values for which no parameter is left, as those of a detail without quotes.
    Surplus,
    /// A list for the outcome.
    List,
    /// A name with nothing behind it.
    Empty,
}

/// An outcome as a body names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reported {
    /// This one.
    Key {
        /// As written, without quotes.
        key: String,
        /// Where.
        range: Range<usize>,
    },
    /// None.
    Nothing,
    /// One that is known only when the script runs.
    Unclear,
}

/// All calls of a body, where `Complete-Task` is known.
pub(crate) fn reports(form: &Form<'_>, sinks: &Sinks) -> Vec<Report> {
    let here = form.commands.iter().filter(|it| it.is(REPORT) && form.frames.is_here(it.id));
    here.map(|command| report(form.body, command, sinks)).collect()
}

fn report(body: Body<'_>, command: &Command<'_>, sinks: &Sinks) -> Report {
    let call = report_arguments(body, command);
    let stored = sinks.details.get(&command.id);
    Report {
        range: command.name_range(),
        outcome: match call.outcome {
            Some(outcome) if !call.has_splat => reported(body, outcome),
            None if !call.has_splat && call.strangers.is_empty() => Reported::Nothing,
            _ => Reported::Unclear,
        },
        mistakes: mistakes(body, &call),
        has_detail: call.detail.is_some() || call.has_splat,
        strangers: call.strangers,
        stored: stored.map_or_else(Vec::new, |taint| taint.stored().collect()),
    }
}

fn reported(body: Body<'_>, id: NodeId) -> Reported {
    match body.literal(id) {
        Some(key) if !body.written(id).contains('`') => {
            Reported::Key { key: key.into_owned(), range: body.range(id) }
        }
        _ => Reported::Unclear,
    }
}

fn mistakes(body: Body<'_>, call: &ReportArguments) -> Vec<(Mistake, Range<usize>)> {
    let mut found: Vec<(Mistake, Range<usize>)> = Vec::new();
    let is_list = |id: &NodeId| matches!(body.kind(body.expression(*id)), Kind::ArrayLiteral { .. });
    found.extend(call.outcome.filter(is_list).map(|id| (Mistake::List, body.range(id))));
    let is_detail =
        |range: &&Range<usize>| !body.text[(*range).clone()].to_ascii_lowercase().starts_with("-o");
    found.extend(call.empty.iter().filter(is_detail).map(|range| (Mistake::Empty, range.clone())));
    if let (Some(&first), Some(&last), true) =
        (call.surplus.first(), call.surplus.last(), call.strangers.is_empty())
    {
        found.push((Mistake::Surplus, body.range(first).start..body.range(last).end));
    }
    found
}
