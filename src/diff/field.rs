//! Custom fields. Level and type cannot be changed on the platform; options and defaults decide who is where.

use super::ChangeKind as Kinds;
use super::criteria::bridge::{Crossing, Gap};
use super::criteria::witness;
use super::words::hangs;
use super::{Mark, Scope, Severity, words};
use crate::logic::criteria::{Contents, Subjects};
use crate::solution::{Field, FieldType, Rule, Subject, Value};

pub(super) fn added(scope: &mut Scope<'_>, field: &Field) {
    let severity = if field.required { Severity::Caution } else { Severity::Cosmetic };
    let (level, kind) = (field.level.title(), scope.platform.vocabulary.field_type(field.field_type));
    let summary = format!("new field: {level} level, {kind}");
    let change = scope.push(severity, Kinds::PartAdded, summary).mark(Mark::Added);
    if field.required {
        change.detail("it is required: people must give a value");
    }
    change.help("create it before the groups and tasks that use it");
}

pub(super) fn removed(scope: &mut Scope<'_>, field: &Field) {
    let used = uses(scope, field);
    let change =
        scope.push(Severity::Breaking, Kinds::PartRemoved, "the field is removed").mark(Mark::Removed);
    change.detail("deleting the definition deletes every stored value").details(used);
    change.help("export the values first if anybody still needs them");
}

pub(super) fn compare(scope: &mut Scope<'_>, old: &Field, new: &Field) {
    let Field {
        part: _,
        level: _,
        field_type: _,
        options: _,
        options_formerly: _,
        default: _,
        required,
        editable,
        help_text,
        example,
        rule: _,
        secret,
    } = old;
    recreated(scope, old, new);
    untested(scope, old, new);
    if old.field_type == new.field_type {
        options(scope, old, new);
        default(scope, old, new);
        rule(scope, new, old.rule.as_ref());
    }
    if *required != new.required {
        required_changed(scope, new.required);
    }
    if *editable != new.editable {
        editable_changed(scope, new.editable);
    }
    if *secret != new.secret {
        secret_changed(scope, new.secret);
    }
    scope.text(
        Kinds::HintChanged,
        "the help text changes",
        (help_text, &new.help_text),
        words::optional_text,
    );
    scope.text(Kinds::HintChanged, "the example changes", (example, &new.example), words::optional);
}

/// Level or type: the platform has no way to change either.
fn recreated(scope: &mut Scope<'_>, old: &Field, new: &Field) {
    let mut what = Vec::new();
    if old.level != new.level {
        what.push(format!("the level changes from {} to {}", old.level.title(), new.level.title()));
    }
    if old.field_type != new.field_type {
        let [before, after] = [old, new].map(|it| scope.platform.vocabulary.field_type(it.field_type));
        what.push(format!("the type changes from {before} to {after}"));
    }
    if what.is_empty() {
        return;
    }
    let used = uses(scope, old);
    let lost = match old.field_type == new.field_type {
        true => moves(scope, new, &[None, Some(unset(scope, new))], "with its value lost").1,
        false => Vec::new(),
    };
    let change =
        scope.push(Severity::Breaking, Kinds::FieldRecreated, words::list(what)).mark(Mark::Replaced);
    change.detail(
        "the platform cannot change it: the field is deleted and created, and every stored value is lost",
    );
    change.details(used).details(lost);
    change.help(
        "to keep the values, add a field under a new key beside this one and move them over; else set them again \
         before the groups test the new field",
    );
}

/// A field that the last group has left which tested it: an exclusion that was dropped, as often as not.
fn untested(scope: &mut Scope<'_>, old: &Field, new: &Field) {
    let is_used = scope.new.reading(&new.part.key).next().is_some()
        || scope.new.testing(&new.part.key).next().is_some();
    let before = hangs::groups(scope.old.testing(&old.part.key));
    let Some(before) = before.filter(|_| !is_used) else { return };
    let tested = format!("{before} tested it: what it holds decides nothing any more");
    let change = scope.push(Severity::Caution, Kinds::FieldUntested, "no group tests the field any more");
    change.detail(tested);
    change.help("where it was an exclusion, put it back; else take the field out");
}

/// Who tests the old field, and who writes it.
fn uses(scope: &Scope<'_>, old: &Field) -> Vec<String> {
    let tested = hangs::groups(scope.old.testing(&old.part.key)).map(|it| format!("tested by {it}"));
    let written = hangs::tasks(scope.old.writing(&old.part.key)).map(|it| format!("written by {it}"));
    tested.into_iter().chain(written).collect()
}

fn options(scope: &mut Scope<'_>, old: &Field, new: &Field) {
    if old.options == new.options && old.options_formerly == new.options_formerly {
        return;
    }
    let before = scope.changes.len();
    let renamed = |option: &String| new.options_formerly.get(option).filter(|to| new.options.contains(to));
    let gone = || old.options.iter().filter(|it| !new.options.contains(it));
    for option in gone() {
        match renamed(option) {
            Some(to) => option_renamed(scope, new, option, to),
            None => option_removed(scope, old, option),
        }
    }
    for option in new.options.iter().filter(|it| !old.options.contains(it)) {
        if gone().all(|it| renamed(it) != Some(option)) {
            option_added(scope, new, option);
        }
    }
    let kept = old.options.iter().filter(|it| new.options.contains(it));
    if !kept.eq(new.options.iter().filter(|it| old.options.contains(it))) {
        scope.push(Severity::Cosmetic, Kinds::OptionsReordered, "the options stand in another order");
    }
    if scope.changes.len() == before {
        memory(scope, old, new);
    }
}

/// No device holds a new option yet. What counts is what becomes of those for which somebody chooses it.
fn option_added(scope: &mut Scope<'_>, field: &Field, option: &str) {
    let testing = hangs::groups(scope.new.testing(&field.part.key));
    let selecting = hangs::groups(hangs::selecting(scope.after(), field, option));
    let severity = if selecting.is_some() { Severity::Caution } else { Severity::Cosmetic };
    let holders: Vec<&String> =
        field.options.iter().filter(|it| *it != option && it.contains(option)).collect();
    let summary = format!("new option {}", words::quoted(option));
    let change = scope.push(severity, Kinds::OptionAdded, summary).mark(Mark::Added);
    if let Some(groups) = selecting {
        change.detail(format!("devices with it can be in {groups}"));
    } else if let Some(groups) = testing {
        change.detail(format!("devices with it are not in {groups}"));
    }
    if !holders.is_empty() {
        let holders = words::list(holders.into_iter().map(|it| words::quoted(it)));
        change.detail(format!("it is part of {holders}: a criterion that contains it selects those too"));
        change.help("where a group is to test this option alone: `equal`");
    }
}

fn option_removed(scope: &mut Scope<'_>, old: &Field, option: &str) {
    let testing = hangs::groups(hangs::testing_option(scope.old, old, option));
    let summary = format!("option {} is removed", words::quoted(option));
    let change = scope.push(Severity::Breaking, Kinds::OptionRemoved, summary).mark(Mark::Removed);
    change.detail("where it is set, the field holds a value that nobody can choose any more");
    change.details(testing.map(|groups| format!("tested by {groups}")));
    if old.default == Some(Value::Text(option.to_owned())) {
        change.detail("it was the default");
    }
    change.help(format!(
        "if it has a new name: `options-formerly = {{ {} = \"…\" }}`",
        hangs::toml_text(option)
    ));
}

fn option_renamed(scope: &mut Scope<'_>, field: &Field, from: &str, to: &str) {
    let summary = format!("option {} is renamed to {}", words::quoted(from), words::quoted(to));
    let gap = Gap { field: &field.part.key, old: from.to_owned(), new: to.to_owned(), tested: from };
    let crossing = Crossing::of(scope.after(), &[gap]);
    let lines = crossing.lines(scope, "option");
    let stored: Vec<String> = scope
        .new
        .writing(&field.part.key)
        .map(|task| {
            let until = hangs::until_it_runs_again(scope.new, task);
            format!("where task {} has set it: {until}", words::one_line(&task.part.name))
        })
        .collect();
    let change = scope.push(Severity::Caution, Kinds::OptionRenamed, summary);
    change.detail("where the old one is set, it stays until somebody sets the new one").details(stored);
    change.details(lines);
    if !crossing.bridges.is_empty() {
        change.details(crossing.bridges);
        change.help("bridge the gap until the old one is gone from the fleet");
    }
}

fn memory(scope: &mut Scope<'_>, old: &Field, new: &Field) {
    let summary = "the manifest remembers other renamed options";
    let show = |field: &Field| {
        let pairs = field.options_formerly.iter();
        let pairs: Vec<String> = pairs.map(|(from, to)| format!("{from} is now {to}")).collect();
        pairs.join(", ")
    };
    let change = scope.push(Severity::Cosmetic, Kinds::OptionMemoryChanged, summary);
    change.detail(words::became(&show(old), &show(new)));
}

/// An unset field counts as its default, so a new default moves whoever has set nothing.
fn default(scope: &mut Scope<'_>, old: &Field, new: &Field) {
    if old.default == new.default {
        return;
    }
    let (before, after) = (old.default.as_ref(), new.default.as_ref());
    let summary = format!(
        "the default changes from {} to {}",
        words::optional_value(before),
        words::optional_value(after)
    );
    let same_meaning = old.field_type == FieldType::Flag
        && new.field_type == FieldType::Flag
        && before.unwrap_or(&Value::Flag(false)) == after.unwrap_or(&Value::Flag(false));
    if same_meaning {
        let change = scope.push(Severity::Cosmetic, Kinds::DefaultChanged, summary);
        change.detail("a flag without a default counts as False, so no device moves");
        return;
    }
    let held = [Some(unset(scope, old)), Some(unset(scope, new))];
    let (severity, moves) = moves(scope, new, &held, "where nothing is set");
    let change = scope.push(severity, Kinds::DefaultChanged, summary);
    change.detail("where nothing is set, the field counts as its default").details(moves);
}

/// What counts where nothing is set.
fn unset(scope: &Scope<'_>, field: &Field) -> Contents {
    Subjects::of_fields(scope.platform.vocabulary, [field]).unset(&Subject::field(&*field.part.key))
}

/// Who joins and leaves the groups that test a field, where it holds something else than before.
fn moves(
    scope: &Scope<'_>,
    field: &Field,
    held: &[Option<Contents>; 2],
    whose: &str,
) -> (Severity, Vec<String>) {
    let (mut severity, mut lines) = (Severity::Caution, Vec::new());
    for group in scope.new.testing(&field.part.key) {
        let change = witness::Change::of_held(scope, group, field, held.clone());
        let name = hangs::groups([group]).unwrap_or_default();
        let moved = change.moved();
        if !matches!(&moved, Some([None, _])) {
            severity = Severity::Breaking;
        }
        match moved {
            None => lines.push(format!("devices may join and leave {name}, it is too much to tell which")),
            Some([None, None]) => lines.push(format!("no device joins or leaves {name}")),
            Some([joins, leaves]) => {
                let moves = (joins.is_some(), leaves.is_some());
                let said = [("join", joins), ("leave", leaves)].into_iter().filter_map(|(word, device)| {
                    let device = words::one_line(&device?);
                    Some(format!("{whose}, would {word} {name}: {device}"))
                });
                lines.extend(said.chain(change.lines(moves)));
            }
        }
    }
    (severity, lines)
}

fn rule(scope: &mut Scope<'_>, field: &Field, old: Option<&Rule>) {
    let new = field.rule.as_ref();
    if old == new {
        return;
    }
    // A pattern is what keeps line breaks and the like out of a script.
    let readers = match old {
        Some(Rule::Pattern(_)) => hangs::tasks(scope.new.reading(&field.part.key)),
        _ => None,
    };
    let looser = match (old, new) {
        (_, None) => true,
        (Some(Rule::MaxLength(old)), Some(Rule::MaxLength(new))) => old <= new,
        (Some(Rule::Range(low, high)), Some(Rule::Range(new_low, new_high))) => {
            new_low <= low && high <= new_high
        }
        _ => false,
    };
    let severity = if looser && readers.is_none() { Severity::Cosmetic } else { Severity::Caution };
    let change = scope.push(severity, Kinds::RuleChanged, "what a value may be changes");
    change.detail(format!("{} → {}", words::rule(old), words::rule(new)));
    change.details(readers.map(|tasks| format!("scripts of {tasks} read it, and relied on the pattern")));
    if !looser {
        change.detail(
            "stored values are not checked again; one that no longer fits is refused when it is next saved",
        );
    }
}

fn required_changed(scope: &mut Scope<'_>, required: bool) {
    let (severity, summary) = match required {
        true => (Severity::Caution, "becomes required: people must give a value"),
        false => (Severity::Cosmetic, "is no longer required"),
    };
    scope.push(severity, Kinds::RequiredChanged, summary);
}

fn editable_changed(scope: &mut Scope<'_>, editable: bool) {
    let summary = match editable {
        true => "becomes editable: people may overwrite what a task writes",
        false => "is no longer editable: only a task can change it",
    };
    scope.push(Severity::Caution, Kinds::EditableChanged, summary);
}

fn secret_changed(scope: &mut Scope<'_>, secret: bool) {
    let summary = match secret {
        true => "holds a secret: nothing may print, log or store it elsewhere",
        false => "no longer counts as a secret: nothing keeps it out of logs and output",
    };
    scope.push(Severity::Caution, Kinds::SecretChanged, summary);
}
