//! The recorded solution in the keys of the new one. A key is the manifest's handle and means nothing on the
//! platform: without this, one renamed key would look like a change in everything that refers to it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

use super::Pairing;
use crate::solution::text::{Prose, Text};
use crate::solution::visit::{VisitMut, visit_mut};
use crate::solution::{
    Field, FieldKey, Group, GroupKey, Kind, Outcome, OutcomeKey, Parameter, Part, PartRef, Solution, Task,
    TaskKey,
};

/// Which parts continue which.
pub(crate) struct Pairs {
    pub(crate) fields: Pairing,
    pub(crate) groups: Pairing,
    pub(crate) tasks: Pairing,
}

impl Pairs {
    /// The same id is the same part; then the same key; then the same name, which for a field includes the
    /// level.
    pub(crate) fn new(old: &Solution, new: &Solution) -> Self {
        let name = |old: &Part, new: &Part| old.name == new.name;
        let field = |old: &Field, new: &Field| old.level == new.level && name(&old.part, &new.part);
        Pairs {
            fields: parts(&old.fields, &new.fields, |it| &it.part, &field),
            groups: parts(&old.groups, &new.groups, |it| &it.part, &|old: &Group, new| {
                name(&old.part, &new.part)
            }),
            tasks: parts(&old.tasks, &new.tasks, |it| &it.part, &|old: &Task, new| {
                name(&old.part, &new.part)
            }),
        }
    }
}

fn parts<T>(old: &[T], new: &[T], part: impl Fn(&T) -> &Part, same: &dyn Fn(&T, &T) -> bool) -> Pairing {
    let id = |old: &T, new: &T| part(old).id == part(new).id;
    let key = |old: &T, new: &T| part(old).key == part(new).key;
    Pairing::new(old, new, &[&id, &key, same])
}

/// Outcomes: the same key, or the same text under a new one.
pub(in crate::diff) fn outcomes(old: &[Outcome], new: &[Outcome]) -> Pairing {
    let key = |old: &Outcome, new: &Outcome| old.key == new.key;
    let text = |old: &Outcome, new: &Outcome| old.report == new.report;
    Pairing::new(old, new, &[&key, &text])
}

/// Parameters: the same key, or the same name in the console under a new one.
pub(in crate::diff) fn parameters(old: &[Parameter], new: &[Parameter]) -> Pairing {
    let key = |old: &Parameter, new: &Parameter| old.key == new.key;
    let name = |old: &Parameter, new: &Parameter| old.name == new.name;
    Pairing::new(old, new, &[&key, &name])
}

/// Old keys to new ones, where they differ.
type Keys = BTreeMap<String, String>;

#[derive(Default)]
struct Renames {
    parts: BTreeMap<PartRef, String>,
    /// By the task's old key.
    outcomes: BTreeMap<String, Keys>,
    parameters: BTreeMap<String, Keys>,
}

/// The recorded solution with every key that names a thing in the new one as the new one spells it.
pub(in crate::diff) fn rekeyed<'a>(old: &'a Solution, new: &Solution, pairs: &Pairs) -> Cow<'a, Solution> {
    let mut renames = Renames::new(old, new, pairs);
    if renames.parts.is_empty() && renames.outcomes.is_empty() && renames.parameters.is_empty() {
        return Cow::Borrowed(old);
    }
    let mut solution = old.clone();
    visit_mut(&mut renames, &mut solution);
    Cow::Owned(solution)
}

impl Renames {
    fn new(old: &Solution, new: &Solution, pairs: &Pairs) -> Self {
        let mut renames = Renames::default();
        let parts = &mut renames.parts;
        note(parts, Kind::Field, (&old.fields, &new.fields), &pairs.fields, |it| &it.part.key);
        note(parts, Kind::Group, (&old.groups, &new.groups), &pairs.groups, |it| &it.part.key);
        note(parts, Kind::Task, (&old.tasks, &new.tasks), &pairs.tasks, |it| &it.part.key);
        for &(before, after) in &pairs.tasks.both {
            let (before, after) = (&old.tasks[before], &new.tasks[after]);
            let pairing = outcomes(&before.outcomes, &after.outcomes);
            let keys = keys(&before.outcomes, &after.outcomes, &pairing, |it| &it.key);
            insert(&mut renames.outcomes, &before.part.key, keys);
            let pairing = parameters(&before.parameters, &after.parameters);
            let keys = self::keys(&before.parameters, &after.parameters, &pairing, |it| &it.key);
            insert(&mut renames.parameters, &before.part.key, keys);
        }
        renames
    }

    /// What names a part by its key, of a kind that is known.
    fn key<K: Deref<Target = str> + From<String>>(&self, kind: Kind, key: &mut K) {
        if let Some(new) = self.parts.get(&PartRef::new(kind, &**key)) {
            *key = new.clone().into();
        }
    }

    /// The source with the new keys; none where it stays the same.
    fn source(&self, source: &str, references: Vec<(std::ops::Range<usize>, PartRef)>) -> Option<String> {
        let mut renamed = source.to_owned();
        for (range, part) in references.into_iter().rev() {
            if let Some(key) = self.parts.get(&part) {
                renamed.replace_range(range, &format!("{{{}}}", PartRef::new(part.kind, key.as_str())));
            }
        }
        (renamed != source).then_some(renamed)
    }
}

impl VisitMut for Renames {
    fn part(&mut self, kind: Kind, part: &mut Part) {
        self.key(kind, &mut part.key);
    }

    fn field(&mut self, key: &mut FieldKey) {
        self.key(Kind::Field, key);
    }

    fn group(&mut self, key: &mut GroupKey) {
        self.key(Kind::Group, key);
    }

    fn task(&mut self, key: &mut TaskKey) {
        self.key(Kind::Task, key);
    }

    fn outcome(&mut self, task: &str, key: &mut OutcomeKey) {
        rename(self.outcomes.get(task), key);
    }

    fn parameter(&mut self, task: &str, key: &mut String) {
        rename(self.parameters.get(task), key);
    }

    fn reference(&mut self, part: &mut PartRef) {
        self.key(part.kind, &mut part.key);
    }

    fn text(&mut self, text: &mut Text) {
        if let Some(source) = self.source(text.source(), text.references()) {
            *text = Text::parse(source).unwrap_or_else(|_| text.clone());
        }
    }

    fn prose(&mut self, prose: &mut Prose) {
        if let Some(source) = self.source(prose.source(), prose.references()) {
            *prose = Prose::parse(source).unwrap_or_else(|_| prose.clone());
        }
    }
}

/// Notes the parts of one kind that have a new key. What is gone makes room for a part that took its key.
fn note<T>(
    parts: &mut BTreeMap<PartRef, String>,
    kind: Kind,
    (old, new): (&[T], &[T]),
    pairing: &Pairing,
    key: impl Fn(&T) -> &str,
) {
    for (before, after) in keys(old, new, pairing, &key) {
        parts.insert(PartRef::new(kind, before), after);
    }
    for index in &pairing.removed {
        let gone = key(&old[*index]);
        if new.iter().any(|it| key(it) == gone) {
            parts.insert(PartRef::new(kind, gone), format!("{gone} (before)"));
        }
    }
}

fn keys<T>(old: &[T], new: &[T], pairing: &Pairing, key: impl Fn(&T) -> &str) -> Keys {
    let pairs = pairing.both.iter().map(|&(before, after)| (key(&old[before]), key(&new[after])));
    pairs.filter(|(before, after)| before != after).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

fn insert(renames: &mut BTreeMap<String, Keys>, task: &str, keys: Keys) {
    if !keys.is_empty() {
        renames.insert(task.to_owned(), keys);
    }
}

fn rename<K: Deref<Target = str> + From<String>>(keys: Option<&Keys>, key: &mut K) {
    if let Some(new) = keys.and_then(|keys| keys.get(&**key)) {
        *key = new.clone().into();
    }
}
