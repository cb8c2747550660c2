//! A group's blocks, in words: which criteria came, went, or changed.

use std::cmp::Reverse;

use super::{targeting, witness};
use crate::diff::pairing::Pairing;
use crate::diff::{ChangeKind, Scope, Severity, words};
use crate::solution::platform::Console;
use crate::solution::{Block, Criterion, Group, GroupExample, OutcomeRef, Solution, Test};

pub(in crate::diff) fn compare(scope: &mut Scope<'_>, old: &Group, new: &Group) {
    let Group { part: _, category, note, blocks, disjoint, examples } = old;
    let (kind, what) = (ChangeKind::CategoryChanged, "the category changes");
    scope.text(kind, what, (category, &new.category), words::optional);
    scope.text(ChangeKind::NoteChanged, "the note changes", (note, &new.note), words::optional_text);
    let (kind, what) =
        (ChangeKind::DisjointChanged, "the groups that it must not share a device with change");
    scope.text(kind, what, (disjoint.as_slice(), new.disjoint.as_slice()), words::groups);
    self::examples(scope, examples, &new.examples);
    if *blocks == new.blocks {
        return;
    }
    let pairing = Pairing::by_likeness(blocks, &new.blocks, likeness);
    for &(before, after) in &pairing.both {
        let what = format!("the note of block {} changes", after + 1);
        let notes = (&blocks[before].note, &new.blocks[after].note);
        scope.text(ChangeKind::NoteChanged, &what, notes, words::optional_text);
    }
    criteria(scope, old, new, &pairing);
}

fn examples(scope: &mut Scope<'_>, old: &[GroupExample], new: &[GroupExample]) {
    if old == new {
        return;
    }
    let other = |these: &[GroupExample], those: &[GroupExample], word: &str, console: Console<'_>| {
        let only = these.iter().filter(|it| !those.contains(it));
        only.map(|it| format!("{word}: {}", words::example(console, it))).collect::<Vec<_>>()
    };
    let (gone, come) = (other(old, new, "no more", scope.before()), other(new, old, "new", scope.after()));
    let change = scope.push(Severity::Cosmetic, ChangeKind::ExamplesChanged, "the examples change");
    match gone.is_empty() && come.is_empty() {
        true => change.detail("they stand in another order"),
        false => change.details(gone).details(come),
    };
}

fn criteria(scope: &mut Scope<'_>, old: &Group, new: &Group, pairing: &Pairing) {
    let mut lines = Vec::new();
    for &(before, after) in &pairing.both {
        block_lines(scope, after + 1, &old.blocks[before], &new.blocks[after], &mut lines);
    }
    let block = |word: &str, index: usize, block: &Block, console: Console<'_>| {
        format!("block {} {word}: {}", index + 1, all_of(console, block))
    };
    lines
        .extend(pairing.added.iter().map(|&index| block("is new", index, &new.blocks[index], scope.after())));
    lines.extend(
        pairing.removed.iter().map(|&index| block("is removed", index, &old.blocks[index], scope.before())),
    );
    if pairing.reordered() {
        lines.push("the blocks stand in another order".to_owned());
    }
    if lines.is_empty() {
        return;
    }
    let bridged = bridged(scope.new, old);
    let mut targeting = targeting((scope.before(), &bridged), (scope.after(), new));
    let (effect, severity) = (targeting.effect, targeting.severity());
    if targeting.is_same() && bridged != *old {
        let change = scope.push(
            Severity::Caution,
            ChangeKind::CriteriaRewritten,
            "the criteria follow an outcome's new text and select the same devices",
        );
        change.details(lines).help("change them in the console before the script");
        change.effect = Some(effect);
        return;
    }
    if targeting.is_same() {
        scope.push(severity, ChangeKind::CriteriaRewritten, targeting.sentence()).effect = Some(effect);
        return;
    }
    let witness = witness::Change::new(scope, &bridged, new);
    witness.choose(&mut targeting);
    let launched = witness.lines(targeting.moves());
    let change = scope.push(severity, ChangeKind::CriteriaChanged, targeting.sentence());
    change.details(lines).details(targeting.lines()).details(launched);
    change.effect = Some(effect);
    if severity == Severity::Breaking {
        change.help("look at the group's devices in the console before and after");
    }
}

/// A group as it would have been if its outcomes had had their new texts too, as far as they keep the former ones: no
/// device holds a new text before its script prints it, and where it does, the group selected it by the former one.
fn bridged(new: &Solution, old: &Group) -> Group {
    let mut group = old.clone();
    for criterion in group.blocks.iter_mut().flat_map(|block| &mut block.criteria) {
        let Test::ContainsAnyOf(texts) = &mut criterion.test else { continue };
        for reference in &criterion.outcomes {
            let now = new.task(&reference.task).and_then(|task| task.outcome(&reference.outcome));
            let Some(now) = now.filter(|it| !texts.iter().any(|text| text == it.matched())) else { continue };
            if now.former_matches().any(|former| texts.iter().any(|text| text == former)) {
                texts.push(now.matched().to_owned());
            }
        }
    }
    group
}

/// Every criterion of a group, a line for each block.
pub(in crate::diff) fn all_lines(group: &Group, console: Console<'_>) -> Vec<String> {
    let line = |(index, block)| format!("block {}: {}", index + 1, all_of(console, block));
    group.blocks.iter().enumerate().map(line).collect()
}

fn same_test(old: &Criterion, new: &Criterion) -> bool {
    old.subject == new.subject && old.test == new.test
}

/// How much two blocks have in common: a criterion that stays saves two lines, a test that changes one. Of equally
/// alike ones, less beside it is more.
fn likeness(old: &Block, new: &Block) -> Option<(usize, Reverse<usize>)> {
    let count = |rule: &dyn Fn(&Criterion, &Criterion) -> bool| {
        new.criteria.iter().filter(|it| old.criteria.iter().any(|other| rule(other, it))).count()
    };
    let saved = count(&same_test) + count(&|old, new| old.subject == new.subject);
    (saved > 0).then(|| (saved, Reverse(old.criteria.len().abs_diff(new.criteria.len()))))
}

fn all_of(console: Console<'_>, block: &Block) -> String {
    let criteria: Vec<String> = block.criteria.iter().map(|it| console.criterion(it)).collect();
    criteria.join("; ")
}

/// What changed in a block that stays.
fn block_lines(scope: &Scope<'_>, number: usize, old: &Block, new: &Block, lines: &mut Vec<String>) {
    if old.criteria == new.criteria {
        return;
    }
    let subject = |old: &Criterion, new: &Criterion| old.subject == new.subject;
    let pairing = Pairing::new(&old.criteria, &new.criteria, &[&same_test, &subject]);
    for &(before, after) in &pairing.both {
        let (before, after) = (&old.criteria[before], &new.criteria[after]);
        if before.test != after.test {
            let (was, is) = (scope.before().criterion(before), scope.after().test(&after.test));
            lines.push(format!("block {number}: {was} → {is}{}", why(before, after)));
        } else if before.outcomes != after.outcomes {
            let (was, is) = (outcomes(&before.outcomes), outcomes(&after.outcomes));
            let criterion = scope.after().criterion(after);
            lines.push(format!("block {number}: {criterion} now comes from {is}, not from {was}"));
        }
    }
    let line = |word, it: &Criterion, console: Console<'_>| {
        format!("block {number}: {word} {}", console.criterion(it))
    };
    lines.extend(pairing.removed.iter().map(|&index| line("drops", &old.criteria[index], scope.before())));
    lines.extend(pairing.added.iter().map(|&index| line("adds", &new.criteria[index], scope.after())));
    if pairing.reordered() {
        lines.push(format!("block {number}: the criteria stand in another order"));
    }
}

/// A criterion that follows outcomes changes with their texts.
fn why(old: &Criterion, new: &Criterion) -> String {
    let (Test::ContainsAnyOf(before), Test::ContainsAnyOf(after)) = (&old.test, &new.test) else {
        return String::new();
    };
    // An outcome's text stands at the place of the outcome.
    let texts = before.iter().zip(after).zip(&new.outcomes);
    let changed: Vec<OutcomeRef> =
        texts.filter(|((was, is), _)| was != is).map(|(_, outcome)| outcome.clone()).collect();
    match () {
        () if old.outcomes != new.outcomes || new.outcomes.is_empty() => String::new(),
        () if !changed.is_empty() => format!(" (the text of {} changed)", outcomes(&changed)),
        () => format!(" (former texts of {})", outcomes(&new.outcomes)),
    }
}

fn outcomes(outcomes: &[OutcomeRef]) -> String {
    if outcomes.is_empty() {
        return "a text of its own".to_owned();
    }
    let names = outcomes.iter().map(|it| words::quoted(&format!("{}.{}", it.task, it.outcome)));
    format!("outcome {}", words::list(names))
}
