//! `short-match`: a text that a script's line is tested for and that stands in almost any message.

use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::written::tested_texts;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::manifest::OutcomeTable;
use crate::source::Place;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "short-match",
    severity: Severity::Error,
    what: "A text of under three characters that a script's line is tested for.",
    why: "Groups match by substring: so short a text stands in almost any message.",
    example: "text = \"OK\"      # \"Backup succeeded\"",
};

/// The fewest characters a script's line is tested for.
pub const SHORTEST_MATCH: usize = 3;

/// Looks at what outcomes are recognised by, and at what criteria test on fields that store them.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for (task, written) in &context.manifest.task {
        let at = table.key(task);
        let at = at.key("outcome");
        for (key, outcome) in &written.outcome {
            recognised(context, &at.key(key), outcome, problems);
        }
    }
    tested(context, problems);
}

fn recognised(context: &Context<'_>, at: &At<'_>, outcome: &OutcomeTable, problems: &mut Problems<'_>) {
    let mut short = |at: &At<'_>, text: &str| report(context.document.value(at), text, problems);
    match &outcome.matched {
        Some(matched) if outcome.text.contains(matched.as_str()) => short(&at.key("match"), matched),
        Some(_) => {}
        None => short(&at.key("text"), &outcome.text),
    }
    let list = at.key("text-formerly");
    for (index, former) in outcome.text_formerly.iter().enumerate() {
        short(&list.index(index), former);
    }
}

fn tested(context: &Context<'_>, problems: &mut Problems<'_>) {
    let tasks = context.solution.tasks.iter();
    let stored: BTreeSet<&str> =
        tasks.flat_map(|task| task.outcomes.iter().flat_map(|it| task.stored_in(&it.key))).map(|key| &**key).collect();
    context.each_criterion(|at, criterion| {
        if criterion.field.as_deref().is_some_and(|key| stored.contains(key)) {
            for tested in tested_texts(criterion).into_iter().filter(|tested| !tested.is_whole()) {
                report(tested.place(context.document, at), &tested.text, problems);
            }
        }
    });
}

fn report(place: Place, text: &str, problems: &mut Problems<'_>) {
    if !text.is_empty() && text.chars().count() < SHORTEST_MATCH {
        let message = format!("`{text}` is too short to be told from other texts");
        let help = format!("at least {SHORTEST_MATCH} characters: groups match by substring");
        problems.report(&CODE, place, message, help);
    }
}
