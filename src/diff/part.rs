//! What every part has: added, removed, another id, another key, another name, other texts.

use super::ChangeKind as Kinds;
use super::criteria::blocks;
use super::pairing::Pairing;
use super::pairing::rekey::Pairs;
use super::words::hangs;
use super::{Change, Mark, Scope, Severity, field, task, words};
use crate::solution::platform::Platform;
use crate::solution::{Field, Group, Kind, Level, Part, Solution, Task, derived_id};

/// The parts of a kind in a solution.
trait Kindred {
    const KIND: Kind;
    fn all(solution: &Solution) -> &[Self]
    where
        Self: Sized;
    fn part(&self) -> &Part;
    fn level(&self) -> Option<Level> {
        None
    }
    /// `recorded` is `old` with its own keys.
    fn compare(scope: &mut Scope<'_>, recorded: &Self, old: &Self, new: &Self);
    fn added(&self, scope: &mut Scope<'_>);
    fn removed(&self, scope: &mut Scope<'_>);
}

impl Kindred for Field {
    const KIND: Kind = Kind::Field;
    fn all(solution: &Solution) -> &[Self] {
        &solution.fields
    }
    fn part(&self) -> &Part {
        &self.part
    }
    fn level(&self) -> Option<Level> {
        Some(self.level)
    }
    fn compare(scope: &mut Scope<'_>, _: &Self, old: &Self, new: &Self) {
        field::compare(scope, old, new);
    }
    fn added(&self, scope: &mut Scope<'_>) {
        field::added(scope, self);
    }
    fn removed(&self, scope: &mut Scope<'_>) {
        field::removed(scope, self);
    }
}

impl Kindred for Group {
    const KIND: Kind = Kind::Group;
    fn all(solution: &Solution) -> &[Self] {
        &solution.groups
    }
    fn part(&self) -> &Part {
        &self.part
    }
    fn compare(scope: &mut Scope<'_>, _: &Self, old: &Self, new: &Self) {
        blocks::compare(scope, old, new);
    }
    fn added(&self, scope: &mut Scope<'_>) {
        let criteria = blocks::all_lines(self, scope.after());
        let change = scope.push(Severity::Cosmetic, Kinds::PartAdded, "new group").mark(Mark::Added);
        change.details(criteria);
        change.help("create it in the console after the fields it tests");
    }
    fn removed(&self, scope: &mut Scope<'_>) {
        let launched = hangs::tasks(scope.old.launched_on(&self.part.key));
        let change = scope.push(Severity::Breaking, Kinds::PartRemoved, "the group is removed");
        change.mark(Mark::Removed).detail("whatever targets it outside this solution loses its target");
        change.details(launched.map(|tasks| format!("it was the target of {tasks}")));
        change.help("delete it in the console once nothing targets it any more");
    }
}

impl Kindred for Task {
    const KIND: Kind = Kind::Task;
    fn all(solution: &Solution) -> &[Self] {
        &solution.tasks
    }
    fn part(&self) -> &Part {
        &self.part
    }
    fn compare(scope: &mut Scope<'_>, recorded: &Self, old: &Self, new: &Self) {
        task::compare(scope, recorded, old, new);
    }
    fn added(&self, scope: &mut Scope<'_>) {
        task::added(scope, self);
    }
    fn removed(&self, scope: &mut Scope<'_>) {
        task::removed(scope, self);
    }
}

/// Every part of every kind. `recorded` is the old solution with its own keys, `old` with the new ones.
pub(super) fn compare_all(
    platform: &Platform,
    solutions: (&Solution, &Solution, &Solution),
    pairs: &Pairs,
    changes: &mut Vec<Change>,
) {
    kind::<Field>(platform, solutions, &pairs.fields, changes);
    kind::<Group>(platform, solutions, &pairs.groups, changes);
    kind::<Task>(platform, solutions, &pairs.tasks, changes);
}

fn kind<T: Kindred>(
    platform: &Platform,
    (recorded, old, new): (&Solution, &Solution, &Solution),
    pairing: &Pairing,
    changes: &mut Vec<Change>,
) {
    let (own, olds, news) = (T::all(recorded), T::all(old), T::all(new));
    for (after, item) in news.iter().enumerate() {
        let (part, level) = (item.part(), item.level());
        let mut scope = Scope { platform, old, new, kind: T::KIND, part, level, changes };
        match pairing.both.iter().find(|(_, it)| *it == after) {
            None => item.added(&mut scope),
            Some(&(before, _)) => {
                identity(&mut scope, recorded, own[before].part());
                texts(&mut scope, olds[before].part());
                T::compare(&mut scope, &own[before], &olds[before], item);
            }
        }
    }
    for &gone in &pairing.removed {
        let (part, level) = (own[gone].part(), own[gone].level());
        own[gone].removed(&mut Scope { platform, old: recorded, new, kind: T::KIND, part, level, changes });
    }
    if pairing.reordered() {
        let summary = format!("the {}s stand in another order", T::KIND.word());
        Scope::solution(platform, old, new, changes).push(Severity::Cosmetic, Kinds::PartsReordered, summary);
    }
}

/// Id, key and name: by what the platform, the manifest and people know the part.
pub(super) fn identity(scope: &mut Scope<'_>, recorded: &Solution, old: &Part) {
    let new = scope.part;
    if old.id != new.id {
        id_changed(scope, recorded, old);
    } else if old.key != new.key {
        let (before, after) = (words::quoted(&old.key), words::quoted(&new.key));
        let summary = format!("the key changes from {before} to {after}; the part stays the same");
        scope.push(Severity::Cosmetic, Kinds::PartRekeyed, summary);
    } else if old.formerly != new.formerly {
        let summary = "the manifest remembers another first key";
        let show = |key: &Option<String>| key.clone().unwrap_or_default();
        let change = scope.push(Severity::Cosmetic, Kinds::FirstKeyChanged, summary);
        change.detail(words::became(&show(&old.formerly), &show(&new.formerly)));
    }
    if old.name != new.name {
        renamed(scope, old);
    }
}

fn id_changed(scope: &mut Scope<'_>, recorded: &Solution, old: &Part) {
    let new = scope.part;
    let line = what_keeps_the_id(scope, recorded, old);
    let summary = format!("the id changes from {} to {}", old.id, new.id);
    let change = scope.push(Severity::Breaking, Kinds::IdChanged, summary);
    change.detail(format!(
        "its page moves from /docs/{} to /docs/{}; links to the old one break",
        old.id, new.id
    ));
    change.detail("whatever knows it by the old id takes it for a part that is gone, and this for a new one");
    if old.key != new.key {
        let (before, after) = (words::quoted(&old.key), words::quoted(&new.key));
        change.detail(format!("the key changed from {before} to {after}, and the name is the same"));
    }
    change.help(line);
}

/// The one line of the manifest that would give the part its old id.
fn what_keeps_the_id(scope: &Scope<'_>, recorded: &Solution, old: &Part) -> String {
    let new = scope.part;
    if scope.kind == Kind::Solution {
        return format!("to keep it: `id = \"{}\"` under [solution]", old.id);
    }
    let table = format!("[{}.{}]", scope.kind.word(), new.key);
    let first = old.formerly.as_ref().unwrap_or(&old.key);
    let was_derived = old.id == derived_id(recorded.part.id, scope.kind, first);
    if was_derived && recorded.part.id != scope.new.part.id {
        return "to keep it: give the solution its old id back; this one is derived from it".to_owned();
    }
    if was_derived && *first != new.key && new.formerly.as_ref() != Some(first) {
        return format!("to keep it: `formerly = \"{first}\"` under {table}");
    }
    format!("to keep it: `id = \"{}\"` under {table}", old.id)
}

fn renamed(scope: &mut Scope<'_>, old: &Part) {
    let severity = if scope.kind == Kind::Field { Severity::Caution } else { Severity::Cosmetic };
    let (before, after) = (words::quoted(&old.name), words::quoted(&scope.part.name));
    let kind = scope.kind;
    let change = scope.push(severity, Kinds::PartRenamed, format!("renamed from {before} to {after}"));
    match kind {
        Kind::Solution => {}
        Kind::Field => {
            change.detail(
                "a field renamed in place keeps its values; one created under the new name starts empty",
            );
            change.help("rename it in the console, then deploy");
        }
        Kind::Group | Kind::Task => {
            change.help("rename it in the console; what refers to it there follows");
        }
    }
}

/// What people read on the part's page.
pub(super) fn texts(scope: &mut Scope<'_>, old: &Part) {
    let Part {
        key: _,
        id: _,
        formerly: _,
        name: _,
        title,
        description,
        summary,
        remarks,
        listed_under,
        keywords,
        tags,
    } = old;
    let new = scope.part;
    scope.text(
        Kinds::DescriptionChanged,
        "the description changes",
        (description, &new.description),
        words::text,
    );
    scope.text(Kinds::TitleChanged, "the page's title changes", (title, &new.title), words::optional);
    scope.text(
        Kinds::PageChanged,
        "the page's summary changes",
        (summary, &new.summary),
        words::optional_prose,
    );
    scope.text(
        Kinds::PageChanged,
        "the page's remarks change",
        (remarks, &new.remarks),
        words::optional_prose,
    );
    let headings = (listed_under.as_slice(), new.listed_under.as_slice());
    scope.text(Kinds::PageChanged, "the headings it is listed under change", headings, words::joined);
    scope.text(
        Kinds::FrontMatterChanged,
        "the keywords change",
        (keywords.as_slice(), new.keywords.as_slice()),
        words::joined,
    );
    scope.text(
        Kinds::FrontMatterChanged,
        "the tags change",
        (tags.as_slice(), new.tags.as_slice()),
        words::joined,
    );
}
