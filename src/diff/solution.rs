//! The solution itself: its identity, its page, and what only the docs hold.

use super::pairing::Pairing;
use super::{Change, ChangeKind, Scope, Severity, part, words};
use crate::solution::{Change as Entry, Faq, Instruction, Solution};

pub(super) fn compare(scope: &mut Scope<'_>) {
    let (old, new) = (scope.old, scope.new);
    let Solution { part, draft, unlisted, fields: _, groups: _, tasks: _, implementation, faq, changelog } =
        old;
    part::identity(scope, old, part);
    part::texts(scope, part);
    visibility(scope, "draft", (*draft, new.draft), "production builds leave the page out");
    visibility(scope, "unlisted", (*unlisted, new.unlisted), "only those who have its address find the page");
    let (kind, what) = (ChangeKind::ImplementationChanged, "the implementation steps change");
    entries(scope, kind, what, (implementation, &new.implementation), |it: &Instruction| it.title.clone());
    let question = |it: &Faq| it.question.source().to_owned();
    entries(scope, ChangeKind::FaqChanged, "the FAQ changes", (faq, &new.faq), question);
    let (kind, what) = (ChangeKind::ChangelogChanged, "the changelog changes");
    entries(scope, kind, what, (changelog, &new.changelog), |it: &Entry| it.date.clone());
}

fn visibility(scope: &mut Scope<'_>, what: &str, (old, new): (bool, bool), then: &str) {
    if old == new {
        return;
    }
    let severity = if new { Severity::Caution } else { Severity::Cosmetic };
    let summary = if new { format!("becomes {what}: {then}") } else { format!("is no longer {what}") };
    let change = scope.push(severity, ChangeKind::VisibilityChanged, summary);
    if new {
        change.detail("the same holds for the pages of its parts; links to them may break");
    }
}

/// Entries of a list that only the docs show, each with a title.
fn entries<T: PartialEq>(
    scope: &mut Scope<'_>,
    kind: ChangeKind,
    summary: &str,
    (old, new): (&[T], &[T]),
    title: impl Fn(&T) -> String,
) {
    if old == new {
        return;
    }
    let same = |old: &T, new: &T| old == new;
    let titled = |old: &T, new: &T| title(old) == title(new);
    let pairing = Pairing::new(old, new, &[&same, &titled]);
    let change = scope.push(Severity::Cosmetic, kind, summary);
    let say = |word: &str, entry: &T| format!("{word}: {}", words::one_line(&title(entry)));
    change.details(pairing.removed.iter().map(|&index| say("removed", &old[index])));
    let edited = pairing.both.iter().filter(|(before, after)| old[*before] != new[*after]);
    change.details(edited.map(|&(_, after)| say("changed", &new[after])));
    change.details(pairing.added.iter().map(|&index| say("added", &new[index])));
    say_order(change, &pairing);
}

fn say_order(change: &mut Change, pairing: &Pairing) {
    if pairing.reordered() {
        change.detail("the order changes");
    }
}
