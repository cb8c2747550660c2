//! The texts in Markdown, each with where it is written and on which page it stands.

use std::ops::Range;

use crate::check::Context;
use crate::diag::{Code, Problem};
use crate::document::{At, Problems};
use crate::solution::text::Prose;
use crate::solution::{Change, Kind, Part, PartRef, Task};

/// A text in Markdown.
pub(super) struct Written<'c> {
    at: &'c At<'c>,
    /// Its Markdown.
    pub source: &'c str,
    /// The part on whose page it stands; none where it stands on several.
    pub page: Option<&'c PartRef>,
}

impl Written<'_> {
    /// Says something of a piece of it.
    pub(super) fn report(
        &self,
        context: &Context<'_>,
        problems: &mut Problems<'_>,
        code: &'static Code,
        range: Range<usize>,
        (message, help): (String, String),
    ) {
        let place = context.document.piece(self.at, self.source, range);
        problems.push(Problem::new(code, message).at(place).help(help));
    }
}

/// Visits each text in Markdown.
pub(super) fn each_prose(context: &Context<'_>, mut visit: impl FnMut(&Written<'_>)) {
    let solution = context.solution;
    let own = PartRef::solution();
    of_part(&At::ROOT.key("solution"), &solution.part, &own, &mut visit);
    of_record(context, &own, &mut visit);
    let fields = solution.fields.iter().map(|field| (Kind::Field, &field.part));
    let groups = solution.groups.iter().map(|group| (Kind::Group, &group.part));
    for (kind, part) in fields.chain(groups) {
        let page = PartRef::new(kind, &part.key);
        of_part(&At::ROOT.key(kind.word()).key(&part.key), part, &page, &mut visit);
    }
    for task in &solution.tasks {
        of_task(task, &mut visit);
    }
}

fn of_task(task: &Task, visit: &mut impl FnMut(&Written<'_>)) {
    let (table, page) = (At::ROOT.key("task"), PartRef::new(Kind::Task, &task.part.key));
    let at = table.key(&task.part.key);
    of_part(&at, &task.part, &page, visit);
    let outcomes = at.key("outcome");
    for outcome in &task.outcomes {
        say(&outcomes.key(&outcome.key).key("meaning"), &outcome.meaning, Some(&page), visit);
    }
}

fn of_part(at: &At<'_>, part: &Part, page: &PartRef, visit: &mut impl FnMut(&Written<'_>)) {
    for (key, prose) in [("summary", &part.summary), ("remarks", &part.remarks)] {
        if let Some(prose) = prose {
            say(&at.key(key), prose, Some(page), visit);
        }
    }
}

/// Steps by hand, questions and changes.
fn of_record(context: &Context<'_>, own: &PartRef, visit: &mut impl FnMut(&Written<'_>)) {
    let [steps, faq, log] = ["implementation", "faq", "changelog"].map(|key| At::ROOT.key(key));
    for (index, step) in context.solution.implementation.iter().enumerate() {
        say(&steps.index(index).key("text"), &step.text, Some(own), visit);
    }
    for (index, entry) in context.solution.faq.iter().enumerate() {
        say(&faq.index(index).key("answer"), &entry.answer, Some(own), visit);
    }
    for (index, change) in context.solution.changelog.iter().enumerate() {
        of_change(&log.index(index), change, visit);
    }
}

fn of_change(at: &At<'_>, change: &Change, visit: &mut impl FnMut(&Written<'_>)) {
    let page = match change.parts.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    for (index, prose) in change.changes.iter().enumerate() {
        say(&at.key("changes").index(index), prose, page, visit);
    }
}

fn say(at: &At<'_>, prose: &Prose, page: Option<&PartRef>, visit: &mut impl FnMut(&Written<'_>)) {
    visit(&Written { at, source: prose.source(), page });
}
