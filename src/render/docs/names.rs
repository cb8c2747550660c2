//! What parts are called on the pages, where their pages are, and what rests on what.

use std::borrow::Cow;

use crate::render::markdown::{self, Targets};
use crate::solution::{Action, Field, Kind, PartRef, Solution, Subject, Task};
use crate::text::Text;

/// The label and the address of every part.
pub(super) struct Names<'a> {
    solution: &'a Solution,
    /// The solution, then its fields, groups and tasks.
    entries: Vec<(Cow<'a, str>, String)>,
}

impl<'a> Names<'a> {
    pub(super) fn new(solution: &'a Solution, prefix: &str) -> Self {
        let fields = solution.fields.iter().map(|field| (label(solution, field), &field.part));
        let groups =
            solution.groups.iter().map(|group| (Cow::Borrowed(group.part.name.as_str()), &group.part));
        let tasks = solution.tasks.iter().map(|task| (Cow::Borrowed(task.part.name.as_str()), &task.part));
        let own = (Cow::Borrowed(solution.part.name.as_str()), &solution.part);
        let parts = std::iter::once(own).chain(fields).chain(groups).chain(tasks);
        Names {
            solution,
            entries: parts.map(|(label, part)| (label, format!("{prefix}{}", part.id))).collect(),
        }
    }

    /// The part's name; the level is added where two fields share it.
    pub(super) fn label(&self, part: &PartRef) -> &str {
        self.entry(part).map_or("", |(label, _)| label)
    }

    /// The address of the part's page.
    pub(super) fn address(&self, part: &PartRef) -> &str {
        self.entry(part).map_or("", |(_, address)| address)
    }

    /// A link to the part's page, as Markdown.
    pub(super) fn link(&self, part: &PartRef) -> String {
        markdown::link(&markdown::text(self.label(part)), self.address(part))
    }

    fn entry(&self, part: &PartRef) -> Option<&(Cow<'a, str>, String)> {
        let Solution { fields, groups, tasks, .. } = self.solution;
        let at = match part.kind {
            Kind::Solution => 0,
            Kind::Field => 1 + fields.iter().position(|field| field.part.key == part.key)?,
            Kind::Group => 1 + fields.len() + groups.iter().position(|group| group.part.key == part.key)?,
            Kind::Task => {
                1 + fields.len() + groups.len() + tasks.iter().position(|task| task.part.key == part.key)?
            }
        };
        self.entries.get(at)
    }
}

fn label<'a>(solution: &Solution, field: &'a Field) -> Cow<'a, str> {
    let name = field.part.name.as_str();
    match solution.fields.iter().filter(|other| other.part.name == name).count() {
        1 => Cow::Borrowed(name),
        _ => Cow::Owned(format!("{name} ({})", field.level.title())),
    }
}

/// The page being written: a text on it that names its own part makes no link.
pub(super) struct Page<'a> {
    pub(super) solution: &'a Solution,
    pub(super) names: &'a Names<'a>,
    pub(super) own: &'a PartRef,
}

impl Page<'_> {
    /// A text with the labels of the parts it names.
    pub(super) fn plain(&self, text: &Text) -> String {
        text.plain(|part| self.names.label(part))
    }

    /// Links to parts, as Markdown in one line.
    pub(super) fn links(&self, parts: impl IntoIterator<Item = PartRef>) -> String {
        parts.into_iter().map(|part| self.names.link(&part)).collect::<Vec<_>>().join(", ")
    }

    /// A link to a field as criteria show it: with its level.
    pub(super) fn field_link(&self, key: &str) -> String {
        let part = PartRef::new(Kind::Field, key);
        let Some(field) = self.solution.field(key) else { return self.names.link(&part) };
        let label = format!("{} ({})", field.part.name, field.level.console());
        markdown::link(&markdown::text(&label), self.names.address(&part))
    }
}

impl Targets for Page<'_> {
    fn target(&self, part: &PartRef) -> (&str, Option<&str>) {
        (self.names.label(part), (part != self.own).then(|| self.names.address(part)))
    }
}

/// The parts that a part rests on, directly or not; never itself. In the order in which they are set up.
pub(super) fn dependencies(solution: &Solution, own: &PartRef) -> Vec<PartRef> {
    let mut found = vec![own.clone()];
    let mut next = 0;
    while let Some(part) = found.get(next).cloned() {
        next += 1;
        for needed in needs(solution, &part) {
            if !found.contains(&needed) {
                found.push(needed);
            }
        }
    }
    found.remove(0);
    let place = |part: &PartRef| match part.kind {
        Kind::Field => solution.fields.iter().position(|field| field.part.key == part.key),
        Kind::Group => solution.groups.iter().position(|group| group.part.key == part.key),
        Kind::Task => solution.tasks.iter().position(|task| task.part.key == part.key),
        Kind::Solution => None,
    };
    found.sort_by_cached_key(|part| (part.kind, place(part)));
    found
}

/// What a part names itself: a group the fields it tests and the tasks whose outcomes it waits for, a task the
/// groups it runs on and the fields it reads and writes.
fn needs(solution: &Solution, part: &PartRef) -> Vec<PartRef> {
    let mut needed = Vec::new();
    match part.kind {
        Kind::Solution | Kind::Field => {}
        Kind::Group => {
            let blocks = solution.group(&part.key).map_or(&[][..], |group| &group.blocks);
            for criterion in blocks.iter().flat_map(|block| &block.criteria) {
                if let Subject::Field(key) = &criterion.subject {
                    needed.push(PartRef::new(Kind::Field, key));
                }
                needed
                    .extend(criterion.outcomes.iter().map(|outcome| PartRef::new(Kind::Task, &outcome.task)));
            }
        }
        Kind::Task => {
            if let Some(task) = solution.task(&part.key) {
                let targets = task.schedules.iter().flat_map(|schedule| &schedule.target);
                needed.extend(targets.map(|key| PartRef::new(Kind::Group, key)));
                needed.extend(
                    reads(task).into_iter().chain(writes(task)).map(|key| PartRef::new(Kind::Field, key)),
                );
            }
        }
    }
    needed
}

/// The fields a task reads.
pub(super) fn reads(task: &Task) -> Vec<&str> {
    let mut keys: Vec<&str> = Vec::new();
    for step in &task.steps {
        match &step.action {
            Action::ReadField { field, .. } => keys.push(field),
            Action::Script(script) => keys.extend(script.reads.iter().map(|read| read.field.as_str())),
            Action::Log(_) | Action::SetField { .. } => {}
        }
    }
    keys
}

/// The fields a task writes.
pub(super) fn writes(task: &Task) -> Vec<&str> {
    task.steps
        .iter()
        .filter_map(|step| match &step.action {
            Action::SetField { field, .. } => Some(field.as_str()),
            _ => None,
        })
        .collect()
}
