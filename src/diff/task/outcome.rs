//! Outcomes: the texts that scripts print, fields hold and groups wait for.

use crate::diff::ChangeKind as Kinds;
use crate::diff::criteria::bridge::{Crossing, Gap};
use crate::diff::pairing::rekey;
use crate::diff::words::hangs;
use crate::diff::{Mark, Scope, Severity, words};
use crate::logic::runs;
use crate::logic::values::Shape;
use crate::solution::{Case, Outcome, Report, Task};

/// `recorded` is `old` with its own keys.
pub(in crate::diff) fn compare(scope: &mut Scope<'_>, recorded: &Task, old: &Task, new: &Task) {
    let pairing = rekey::outcomes(&old.outcomes, &new.outcomes);
    for &(before, after) in &pairing.both {
        rekeyed(scope, &recorded.outcomes[before], &new.outcomes[after]);
        changed(scope, (old, new), &old.outcomes[before], &new.outcomes[after]);
    }
    for &index in &pairing.added {
        added(scope, new, &new.outcomes[index]);
    }
    for &index in &pairing.removed {
        removed(scope, (old, new), &old.outcomes[index]);
    }
    if pairing.reordered() {
        let summary = "the outcomes stand in another order";
        scope.push(Severity::Cosmetic, Kinds::OutcomesReordered, summary);
    }
}

fn rekeyed(scope: &mut Scope<'_>, recorded: &Outcome, new: &Outcome) {
    if recorded.key == new.key {
        return;
    }
    let (before, after) = (words::quoted(&recorded.key), words::quoted(&new.key));
    let summary = format!("the key of outcome {before} changes to {after}; its text stays");
    scope.push(Severity::Cosmetic, Kinds::OutcomeRekeyed, summary);
}

fn added(scope: &mut Scope<'_>, task: &Task, outcome: &Outcome) {
    let catching = hangs::catching(scope.after(), task, outcome);
    let excluding = hangs::excluding(scope.after(), task, outcome);
    let unseen = catching.is_none() && excluding.is_none() && !outcome.unwatched;
    let severity = if unseen { Severity::Caution } else { Severity::Cosmetic };
    let summary = format!("new outcome {}: {}", words::quoted(&outcome.key), words::one_line(outcome.text()));
    let change = scope.push(severity, Kinds::OutcomeAdded, summary).mark(Mark::Added);
    if unseen {
        change.detail("no group waits for it: devices that report it are in none");
    }
    change.details(catching.map(|groups| format!("waited for by {groups}")));
    change.details(excluding.map(|groups| format!("devices that report it leave {groups}")));
}

fn removed(scope: &mut Scope<'_>, (old, new): (&Task, &Task), outcome: &Outcome) {
    let catching = hangs::catching(scope.before(), old, outcome);
    let excluding = hangs::excluding(scope.before(), old, outcome);
    let is_watched = catching.is_some() || excluding.is_some();
    let severity = if is_watched { Severity::Breaking } else { Severity::Caution };
    let summary =
        format!("outcome {} is removed: {}", words::quoted(&outcome.key), words::one_line(outcome.text()));
    let held =
        format!("devices that reported it hold its text {}", hangs::until_it_runs_again(scope.new, new));
    let change = scope.push(severity, Kinds::OutcomeRemoved, summary).mark(Mark::Removed);
    change.detail(held);
    change.details(catching.map(|it| format!("waited for by {it}, which no device joins any more")));
    change.details(excluding.map(|it| format!("devices left {it} by it, and stay in from now on")));
    if let Some(other) = new.outcomes.iter().find(|other| other.text() == outcome.text()) {
        let (why, help) = no_bridge(other, outcome);
        change.detail(why).help(help);
    }
}

fn changed(scope: &mut Scope<'_>, tasks: (&Task, &Task), old: &Outcome, new: &Outcome) {
    let Outcome { key, report, text_formerly, meaning, exit_code, unwatched } = old;
    let name = words::quoted(&new.key);
    debug_assert_eq!(*key, new.key, "paired by key");
    if *report != new.report {
        text_changed(scope, tasks, old, new);
    } else if *text_formerly != new.text_formerly {
        memory(scope, old, new);
    }
    if *exit_code != new.exit_code {
        let summary =
            format!("the exit code of outcome {name} changes from {exit_code} to {}", new.exit_code);
        let change = scope.push(Severity::Caution, Kinds::ExitCodeChanged, summary);
        change.detail(match new.exit_code {
            0 => "the script succeeds with it, so the rows behind it run",
            _ => "the script fails with it, so the rows behind it do not run unless its row continues on failure",
        });
    }
    if *unwatched != new.unwatched {
        let summary = match new.unwatched {
            true => format!("outcome {name} needs no group to wait for it"),
            false => format!("outcome {name} needs a group that waits for it"),
        };
        scope.push(Severity::Cosmetic, Kinds::OutcomeWatchChanged, summary);
    }
    let what = format!("the meaning of outcome {name} changes");
    let meaning = (meaning, &new.meaning);
    scope.text(Kinds::OutcomeMeaningChanged, &what, meaning, |prose, _| prose.source().to_owned());
}

/// Fields hold the old text until the task runs again, and what waits for the new one may not see it.
fn text_changed(scope: &mut Scope<'_>, (old_task, new_task): (&Task, &Task), old: &Outcome, new: &Outcome) {
    let gaps = gaps(scope, (old_task, new_task), old, new);
    let crossing = Crossing::of(scope.after(), &gaps);
    let is_seen = crossing.is_closed() && !crossing.is_nothing();
    let lines = crossing.lines(scope, "text");
    let is_seen = is_seen && reused(new_task, new, old).is_none();
    let severity = if is_seen { Severity::Caution } else { Severity::Breaking };
    let name = words::quoted(&new.key);
    let until = hangs::until_it_runs_again(scope.new, new_task);
    let change =
        scope.push(severity, Kinds::OutcomeTextChanged, format!("the text of outcome {name} changes"));
    change.detail(words::became(&report(old), &report(new)));
    if old.text() != new.text() {
        change.detail(format!("devices hold the old text {until}"));
    }
    if lines.is_empty() {
        change.detail("no group of this solution waits for it; others may");
    }
    change.details(lines);
    if let Some(other) = reused(new_task, new, old) {
        let (why, help) = no_bridge(other, old);
        change.detail(why).help(help);
        return;
    }
    change.details(crossing.bridges.iter().cloned());
    if !crossing.is_closed() && !new.text_formerly.iter().any(|text| text == old.text()) {
        change.help(remember(old, new));
    }
}

/// Another outcome that a device may seem to have reported, which holds the old text of this one from before.
fn reused<'a>(task: &'a Task, this: &Outcome, old: &Outcome) -> Option<&'a Outcome> {
    let seems = |other: &&Outcome| {
        other.key != this.key
            && (other.is_recognised_in(old.text()) || Case::Insensitive.contains(other.text(), old.text()))
    };
    task.outcomes.iter().find(seems)
}

/// Why nothing bridges the gap, as a detail and as advice.
fn no_bridge(other: &Outcome, old: &Outcome) -> (String, String) {
    let (name, text) = (words::quoted(&other.key), words::quoted(other.text()));
    let taken = "devices that hold it from before are taken for that one";
    let why = if other.text() == old.text() {
        format!("the old text now means outcome {name}: {taken}")
    } else if other.is_recognised_in(old.text()) {
        format!("the old text holds what now means outcome {name}: {taken}")
    } else {
        format!("the old text is a part of {text}, outcome {name}: what tests for it takes in that one too")
    };
    (why, format!("give outcome {name} a text that no outcome has had: nothing else tells the two apart"))
}

/// The line that bridges the gap.
fn remember(old: &Outcome, new: &Outcome) -> String {
    let former = new.text_formerly.iter().map(String::as_str).chain([old.text()]).map(hangs::toml_text);
    let line = format!("`text-formerly = [{}]`", former.collect::<Vec<_>>().join(", "));
    let line = words::one_line(&line);
    format!(
        "{line} on the outcome until every device has run: what waits for the outcome then takes both texts, and criteria may name the old one"
    )
}

fn memory(scope: &mut Scope<'_>, old: &Outcome, new: &Outcome) {
    let summary = format!("the manifest remembers other former texts of outcome {}", words::quoted(&new.key));
    let other = |these: &Outcome, those: &Outcome, word: &str| {
        let only = these.text_formerly.iter().filter(|it| !those.text_formerly.contains(it));
        only.map(|text| format!("{word}: {}", words::quoted(text))).collect::<Vec<_>>()
    };
    let (gone, come) = (other(old, new, "no more"), other(new, old, "new"));
    let change = scope.push(Severity::Cosmetic, Kinds::OutcomeMemoryChanged, summary);
    match gone.is_empty() && come.is_empty() {
        true => change.detail("they stand in another order"),
        false => change.details(gone).details(come),
    };
}

/// Where the outcome's text is stored, and what is stored of it, before and after.
fn gaps<'a>(
    scope: &Scope<'a>,
    (old_task, new_task): (&Task, &'a Task),
    old: &'a Outcome,
    new: &'a Outcome,
) -> Vec<Gap<'a>> {
    let before: Vec<_> = runs::lines(scope.old, old_task, old).collect();
    let gap = |(field, shape): (&'a str, Shape<'a>)| {
        let (_, held) = before.iter().find(|(key, _)| *key == field)?;
        Some(Gap { field, old: held.shown()?, new: shape.shown()?, tested: old.matched() })
    };
    runs::lines(scope.new, new_task, new).filter_map(gap).collect()
}

/// The text, and the part of it that is tested where that is not the whole.
fn report(outcome: &Outcome) -> String {
    let Report::Text { text, matched } = &outcome.report;
    match matched {
        None => words::quoted(text),
        Some(matched) => format!("{} (tested: {})", words::quoted(text), words::quoted(matched)),
    }
}

/// Where an unhandled error ends. None: it has no end of its own.
pub(in crate::diff) fn on_error_changed(
    scope: &mut Scope<'_>,
    what: &str,
    old: Option<&str>,
    new: Option<&str>,
) {
    if old == new {
        return;
    }
    let show = |key: Option<&str>| key.map_or("no outcome of its own".to_owned(), words::quoted);
    let summary = format!("{what} ends as {} instead of {}", show(new), show(old));
    let change = scope.push(Severity::Caution, Kinds::OnErrorChanged, summary);
    change.detail("devices on which it fails report the new one, and move to the groups that wait for it");
}
