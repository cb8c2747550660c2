//! Devices that go back and forth between two tasks.

use super::places::{are_sound, in_words, target};
use crate::check::Context;
use crate::diag::{Code, Problem};
use crate::document::Problems;
use crate::logic::runs::{Hop, Loop};
use crate::logic::values::Shape;
use crate::solution::{Solution, Subject};
use crate::words;

/// Says of each two tasks that send devices back and forth, always or sometimes, what `message` makes of them and of
/// the way.
pub(super) fn report(
    context: &Context<'_>,
    problems: &mut Problems<'_>,
    code: &'static Code,
    is_always: bool,
    message: impl Fn(&[Hop<'_>; 2], String) -> (String, Option<String>),
) {
    for found in context.loops() {
        let Loop::Flaps { hops, device, always } = found else { continue };
        let [one, other] = hops;
        if *always != is_always || !are_sound(context, &[one.task, other.task], &[one.group, other.group]) {
            continue;
        }
        let (message, help) = message(hops, path(context.solution, hops));
        let problem = Problem::new(code, message)
            .maybe_help(help)
            .at(target(context, one.task, one.group))
            .also(target(context, other.task, other.group), "and back from here")
            .help(format!("for example a device with {}", in_words(context, device)))
            .help("let the two report into fields of their own, or let a group leave out what the other one did");
        problems.push(problem);
    }
}

/// ``group `A` → task `t` reports `done` → `Status` = `Done` → group `B` → … → group `A` again``
fn path(solution: &Solution, hops: &[Hop<'_>; 2]) -> String {
    let [one, other] = hops;
    let words = [(one, other), (other, one)].map(|(hop, next)| {
        let reports = match hop.run.outcome {
            Some(outcome) => format!("task `{}` reports `{}`", hop.task.part.key, outcome.key),
            None => format!("task `{}` runs", hop.task.part.key),
        };
        let stored = stored(solution, hop, next).map(|stored| format!(" → {stored}")).unwrap_or_default();
        format!("group `{}` → {reports}{stored}", hop.group.part.name)
    });
    format!("{} → group `{}` again", words.join(" → "), one.group.part.name)
}

/// What a run stores where the next group looks, if it looks there.
fn stored(solution: &Solution, hop: &Hop<'_>, next: &Hop<'_>) -> Option<String> {
    let looked_at = |key: &str| next.group.criteria().any(|it| it.subject == Subject::field(key));
    let stored = hop.run.stored.iter().filter(|(key, _)| looked_at(key));
    let word = |(key, shape): (&&str, &Shape<'_>)| {
        let name = solution.field(key).map_or(*key, |field| &field.part.name);
        format!("`{name}` = `{}`", shape.shown().unwrap_or_default())
    };
    let words: Vec<String> = stored.map(word).collect();
    (!words.is_empty()).then(|| words::list(words))
}
