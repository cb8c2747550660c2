//! What parts are called on the pages, where their pages are, and what rests on what: worked out once for all pages.

use std::borrow::Cow;

use minijinja::value::Value;

use super::view::markdown;
use crate::logic::runs::{Caught, Watch};
use crate::render::markdown::{Target, Targets, link, text};
use crate::solution::platform::Console;
use crate::solution::text::Text;
use crate::solution::{Field, Group, Kind, Part, PartRef, Solution, Task};

/// How every part is shown: the solution first, then its parts in the order in which they are set up.
pub(super) struct Names<'a> {
    entries: Vec<Entry<'a>>,
    /// Which groups catch which outcomes.
    pub(super) watch: Watch<'a>,
    pub(super) caught: Vec<Caught<'a>>,
}

struct Entry<'a> {
    kind: Kind,
    key: &'a str,
    /// The name; the level is added where two fields share it.
    label: Cow<'a, str>,
    address: String,
    /// A link, as Markdown.
    link: Value,
    /// A link as criteria show it: a field's with its level as the console has it.
    console_link: Value,
    /// A link as a list of dependencies shows it.
    dependency: Value,
    /// The places of the parts it names itself.
    needs: Vec<usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(console: Console<'a>, prefix: &str) -> Self {
        let solution = console.solution;
        let mut entries = vec![Entry::new(Kind::Solution, &solution.part, None, prefix)];
        entries.extend(solution.fields.iter().map(|field| Entry::of_field(console, field, prefix)));
        entries
            .extend(solution.groups.iter().map(|group| Entry::new(Kind::Group, &group.part, None, prefix)));
        entries.extend(solution.tasks.iter().map(|task| Entry::new(Kind::Task, &task.part, None, prefix)));
        let watch = Watch::new(console);
        let mut names = Names { entries, caught: watch.caught(), watch };
        let groups = solution.groups.iter().map(|group| names.needs_of_group(group));
        let tasks = solution.tasks.iter().map(|task| names.needs_of_task(task));
        let needs: Vec<_> = groups.chain(tasks).collect();
        for (entry, needs) in names.entries[1 + solution.fields.len()..].iter_mut().zip(needs) {
            entry.needs = needs;
        }
        names
    }

    pub(super) fn label(&self, part: &PartRef) -> &str {
        self.entry(part.kind, &part.key).map_or("", |entry| &entry.label)
    }

    /// A link to the part's page.
    pub(super) fn link(&self, kind: Kind, key: &str) -> Value {
        self.entry(kind, key).map_or_else(|| Value::from(key), |entry| entry.link.clone())
    }

    /// A link to a field as criteria show it: with its level.
    pub(super) fn console_link(&self, key: &str) -> Value {
        self.entry(Kind::Field, key).map_or_else(|| Value::from(key), |entry| entry.console_link.clone())
    }

    /// Links to parts of one kind, in one line.
    pub(super) fn links<'k>(&self, kind: Kind, keys: impl IntoIterator<Item = &'k str>) -> Value {
        let mut links = keys.into_iter().map(|key| self.link(kind, key));
        let Some(first) = links.next() else { return Value::from("") };
        let Some(second) = links.next() else { return first };
        let mut out = first.to_string();
        for link in std::iter::once(second).chain(links) {
            out.push_str(", ");
            out.push_str(link.as_str().unwrap_or_default());
        }
        markdown(out)
    }

    /// Links to what a part rests on, directly or not: never to itself, and to the solution last.
    pub(super) fn dependencies(&self, part: &PartRef) -> Value {
        let Some(own) = self.place(part.kind, &part.key) else { return Value::from(Vec::<Value>::new()) };
        let mut reached = vec![false; self.entries.len()];
        let mut open = vec![own];
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut reached[at], true) {
                open.extend(&self.entries[at].needs);
            }
        }
        reached[own] = false;
        let parts = self.entries.iter().zip(reached).filter(|(_, reached)| *reached).map(|(entry, _)| entry);
        parts.chain(self.entries.first()).map(|entry| entry.dependency.clone()).collect()
    }

    /// The outcomes that a group catches.
    pub(super) fn caught_by<'n>(&'n self, group: &'n Group) -> impl Iterator<Item = &'n Caught<'a>> {
        self.caught.iter().filter(|caught| caught.group.part.key == group.part.key)
    }

    fn place(&self, kind: Kind, key: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.kind == kind && entry.key == key)
    }

    fn entry(&self, kind: Kind, key: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.kind == kind && entry.key == key)
    }

    /// A group names the fields it tests, and the tasks whose outcomes it waits for.
    fn needs_of_group(&self, group: &Group) -> Vec<usize> {
        let mut needs = Vec::new();
        for criterion in group.criteria() {
            needs.extend(criterion.field().and_then(|key| self.place(Kind::Field, key)));
        }
        let reported_by =
            self.caught_by(group).filter_map(|caught| self.place(Kind::Task, &caught.task.part.key));
        needs.extend(reported_by);
        needs
    }

    /// A task names the groups it runs on, and the fields it reads and writes.
    fn needs_of_task(&self, task: &Task) -> Vec<usize> {
        let targets = task.schedules.iter().flat_map(|schedule| &schedule.target);
        let groups = targets.filter_map(|key| self.place(Kind::Group, key));
        let fields = task
            .reads()
            .chain(task.writes().map(|write| write.field))
            .filter_map(|key| self.place(Kind::Field, key));
        groups.chain(fields).collect()
    }
}

impl<'a> Entry<'a> {
    /// An entry under the part's name, or under this label.
    fn new(kind: Kind, part: &'a Part, label: Option<Cow<'a, str>>, prefix: &str) -> Self {
        let label = label.unwrap_or(Cow::Borrowed(&part.name));
        let address = format!("{prefix}{}", part.id);
        let dependency = format!("{} - {label}", kind.label());
        let own_link = markdown(link(&text(&label), &address));
        Entry {
            kind,
            key: &part.key,
            console_link: own_link.clone(),
            link: own_link,
            dependency: markdown(link(&text(&dependency), &address)),
            label,
            address,
            needs: Vec::new(),
        }
    }

    fn of_field(console: Console<'a>, field: &'a Field, prefix: &str) -> Self {
        let label = console.name(&PartRef::new(Kind::Field, &field.part.key));
        let entry = Entry::new(Kind::Field, &field.part, Some(label), prefix);
        let with_level = console.field_name(field);
        Entry { console_link: markdown(link(&text(&with_level), &entry.address)), ..entry }
    }
}

/// The page being written: a text on it that names its own part makes no link.
pub(super) struct Page<'a> {
    pub(super) console: Console<'a>,
    pub(super) solution: &'a Solution,
    pub(super) names: &'a Names<'a>,
    pub(super) own: &'a PartRef,
}

impl Page<'_> {
    /// A text with the labels of the parts it names.
    pub(super) fn plain<'t>(&self, text: &'t Text) -> Cow<'t, str> {
        if text.source().contains('{') {
            Cow::Owned(text.plain(|part| self.names.label(part)))
        } else {
            Cow::Borrowed(text.source())
        }
    }
}

impl Targets for Page<'_> {
    fn target(&self, part: &PartRef) -> Target<'_> {
        let Some(entry) = self.names.entry(part.kind, &part.key) else { return Target::default() };
        let link = if part == self.own { None } else { entry.link.as_str() };
        Target { label: &entry.label, address: &entry.address, link }
    }
}
