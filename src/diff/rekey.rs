//! The recorded solution in the keys of the new one. A key is the manifest's handle and means nothing on the
//! platform: without this, one renamed key would look like a change in everything that refers to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::pairing::Pairing;
use crate::solution::text::{Prose, Text};
use crate::solution::{
    Action, Criterion, Field, Group, Kind, Outcome, Parameter, Part, PartRef, Solution, Stored, Subject, Task,
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
pub(super) fn outcomes(old: &[Outcome], new: &[Outcome]) -> Pairing {
    let key = |old: &Outcome, new: &Outcome| old.key == new.key;
    let text = |old: &Outcome, new: &Outcome| old.report == new.report;
    Pairing::new(old, new, &[&key, &text])
}

/// Parameters: the same key, or the same name in the console under a new one.
pub(super) fn parameters(old: &[Parameter], new: &[Parameter]) -> Pairing {
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
pub(super) fn rekeyed<'a>(old: &'a Solution, new: &Solution, pairs: &Pairs) -> Cow<'a, Solution> {
    let renames = Renames::new(old, new, pairs);
    if renames.parts.is_empty() && renames.outcomes.is_empty() && renames.parameters.is_empty() {
        return Cow::Borrowed(old);
    }
    let mut solution = old.clone();
    renames.apply(&mut solution);
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

    fn apply(&self, solution: &mut Solution) {
        for task in &mut solution.tasks {
            self.inside_task(task);
        }
        for criterion in criteria(solution) {
            self.criterion(criterion);
        }
        for key in solution.groups.iter_mut().flat_map(|group| &mut group.disjoint) {
            self.key(Kind::Group, key);
        }
        for given in solution.groups.iter_mut().flat_map(|it| &mut it.examples).flat_map(|it| &mut it.device)
        {
            self.subject(&mut given.subject);
        }
        for reference in solution.changelog.iter_mut().flat_map(|change| &mut change.parts) {
            self.reference(reference);
        }
        texts(solution, &mut |text| self.text(text), &mut |prose| self.prose(prose));
        for (kind, part) in parts_of(solution) {
            self.key(kind, &mut part.key);
        }
    }

    /// What names a part by its key, of a kind that is known.
    fn key(&self, kind: Kind, key: &mut String) {
        if let Some(new) = self.parts.get(&PartRef::new(kind, key.as_str())) {
            key.clone_from(new);
        }
    }

    fn reference(&self, reference: &mut PartRef) {
        let kind = reference.kind;
        self.key(kind, &mut reference.key);
    }

    fn criterion(&self, criterion: &mut Criterion) {
        self.subject(&mut criterion.subject);
        for outcome in &mut criterion.outcomes {
            rename(self.outcomes.get(&outcome.task), &mut outcome.outcome);
            self.key(Kind::Task, &mut outcome.task);
        }
    }

    fn subject(&self, subject: &mut Subject) {
        if let Subject::Field(key) = subject {
            self.key(Kind::Field, key);
        }
    }

    fn inside_task(&self, task: &mut Task) {
        let (outcomes, parameters) = (self.outcomes.get(&task.part.key), self.parameters.get(&task.part.key));
        task.outcomes.iter_mut().for_each(|it| rename(outcomes, &mut it.key));
        task.on_error.iter_mut().for_each(|key| rename(outcomes, key));
        task.parameters.iter_mut().for_each(|it| rename(parameters, &mut it.key));
        for schedule in &mut task.schedules {
            schedule.target.iter_mut().for_each(|key| self.key(Kind::Group, key));
            let values = std::mem::take(&mut schedule.parameters).into_iter();
            let renamed = |(mut key, value)| {
                rename(parameters, &mut key);
                (key, value)
            };
            schedule.parameters = values.map(renamed).collect();
        }
        task.steps.iter_mut().for_each(|step| self.action(outcomes, &mut step.action));
    }

    fn action(&self, outcomes: Option<&Keys>, action: &mut Action) {
        match action {
            Action::Log(_) => {}
            Action::Script(script) => {
                script.on_error.iter_mut().for_each(|key| rename(outcomes, key));
                script.reads.iter_mut().for_each(|read| self.key(Kind::Field, &mut read.field));
            }
            Action::ReadField { field, .. } => self.key(Kind::Field, field),
            Action::SetField { field, value } => {
                self.key(Kind::Field, field);
                if let Stored::Outcome(key) = value {
                    rename(outcomes, key);
                }
            }
        }
    }

    fn text(&self, text: &mut Text) {
        if let Some(source) = self.source(text.source(), text.references()) {
            *text = Text::parse(source).unwrap_or_else(|_| text.clone());
        }
    }

    fn prose(&self, prose: &mut Prose) {
        if let Some(source) = self.source(prose.source(), prose.references()) {
            *prose = Prose::parse(source).unwrap_or_else(|_| prose.clone());
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

/// Notes the parts of one kind that have a new key. What is gone makes room for a part that took its key.
fn note<T>(
    parts: &mut BTreeMap<PartRef, String>,
    kind: Kind,
    (old, new): (&[T], &[T]),
    pairing: &Pairing,
    key: impl Fn(&T) -> &String,
) {
    for (before, after) in keys(old, new, pairing, &key) {
        parts.insert(PartRef::new(kind, before), after);
    }
    for index in &pairing.removed {
        let gone = key(&old[*index]);
        if new.iter().any(|it| key(it) == gone) {
            parts.insert(PartRef::new(kind, gone.as_str()), format!("{gone} (before)"));
        }
    }
}

fn keys<T>(old: &[T], new: &[T], pairing: &Pairing, key: impl Fn(&T) -> &String) -> Keys {
    let pairs = pairing.both.iter().map(|&(before, after)| (key(&old[before]), key(&new[after])));
    pairs.filter(|(before, after)| before != after).map(|(a, b)| (a.clone(), b.clone())).collect()
}

fn insert(renames: &mut BTreeMap<String, Keys>, task: &str, keys: Keys) {
    if !keys.is_empty() {
        renames.insert(task.to_owned(), keys);
    }
}

fn rename(keys: Option<&Keys>, key: &mut String) {
    if let Some(new) = keys.and_then(|keys| keys.get(key)) {
        key.clone_from(new);
    }
}

fn criteria(solution: &mut Solution) -> impl Iterator<Item = &mut Criterion> {
    solution.groups.iter_mut().flat_map(|group| &mut group.blocks).flat_map(|block| &mut block.criteria)
}

fn parts_of(solution: &mut Solution) -> impl Iterator<Item = (Kind, &mut Part)> {
    let fields = solution.fields.iter_mut().map(|it| (Kind::Field, &mut it.part));
    let groups = solution.groups.iter_mut().map(|it| (Kind::Group, &mut it.part));
    let tasks = solution.tasks.iter_mut().map(|it| (Kind::Task, &mut it.part));
    fields.chain(groups).chain(tasks)
}

/// Every text and every prose of the solution.
fn texts(solution: &mut Solution, text: &mut dyn FnMut(&mut Text), prose: &mut dyn FnMut(&mut Prose)) {
    let of_part = |part: &mut Part, text: &mut dyn FnMut(&mut Text), prose: &mut dyn FnMut(&mut Prose)| {
        text(&mut part.description);
        part.summary.iter_mut().chain(&mut part.remarks).for_each(&mut *prose);
    };
    of_part(&mut solution.part, text, prose);
    parts_of(solution).for_each(|(_, part)| of_part(part, text, prose));
    solution.fields.iter_mut().filter_map(|field| field.help_text.as_mut()).for_each(&mut *text);
    for group in &mut solution.groups {
        group.note.iter_mut().for_each(&mut *text);
        group.blocks.iter_mut().filter_map(|block| block.note.as_mut()).for_each(&mut *text);
        group.examples.iter_mut().filter_map(|example| example.because.as_mut()).for_each(&mut *text);
    }
    for task in &mut solution.tasks {
        task.outcomes.iter_mut().for_each(|outcome| prose(&mut outcome.meaning));
        task.parameters.iter_mut().for_each(|parameter| text(&mut parameter.description));
        task.steps.iter_mut().filter_map(|step| step.note.as_mut()).for_each(&mut *text);
    }
    solution.implementation.iter_mut().for_each(|instruction| prose(&mut instruction.text));
    for faq in &mut solution.faq {
        text(&mut faq.question);
        prose(&mut faq.answer);
    }
    solution.changelog.iter_mut().flat_map(|change| &mut change.changes).for_each(prose);
}
