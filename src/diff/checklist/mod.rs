//! What a person has to do in the console to bring it from one solution to another: pure.
//!
//! Each part is written down as a sheet, what stands in the console of it by name and value; the difference of two
//! sheets is the lines to tick. So a part that stands there as it should has no line, and any other has one.

mod sheet;
mod steps;

use std::fmt::Write;

use uuid::Uuid;

use crate::diff::pairing::rekey::Pairs;
use crate::render::markdown::{code, text};
use crate::solution::platform::{Console, Platform, Sheet};
use crate::solution::{Field, Group, Kind, Part, PartRef, Solution, Task};
use crate::words::one_line;
use sheet::{Scripts, Seen};

/// What is to be done with one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The part, by its key in the solution that has it.
    pub part: PartRef,
    /// Its id.
    pub id: Uuid,
    /// Its name, a field's with its level.
    pub name: String,
    /// What to do, in an order that works: a click path and what is done there, as Markdown.
    pub lines: Vec<String>,
}

/// Everything that is to be done: fields, groups and tasks as they need each other; then what is deleted, when
/// nothing refers to it any more. From nothing it is the whole set-up.
pub fn checklist(platform: &Platform, old: Option<&Solution>, new: &Solution) -> Vec<Section> {
    let empty = Solution { fields: Vec::new(), groups: Vec::new(), tasks: Vec::new(), ..new.clone() };
    let old = old.unwrap_or(&empty);
    let pairs = Pairs::new(old, new);
    let (before, after) = (Parts::of(platform, old), Parts::of(platform, new));
    let mut last = Vec::new();
    let mut sections = Vec::new();
    for (index, field) in new.fields.iter().enumerate() {
        let was = pairs.fields.before(index).map(|it| &old.fields[it]);
        sections.push(after.field(field, was.map(|was| (was, &before)), &mut last));
    }
    for (index, group) in new.groups.iter().enumerate() {
        let was = pairs.groups.before(index).map(|it| before.group(&old.groups[it]));
        sections.push(became(was.as_ref(), &after.group(group)));
    }
    for (index, task) in new.tasks.iter().enumerate() {
        let was = pairs.tasks.before(index).map(|it| before.task(&old.tasks[it]));
        sections.push(became(was.as_ref(), &after.task(task)));
    }
    let tasks = pairs.tasks.removed.iter().map(|&it| before.task(&old.tasks[it]));
    let groups = pairs.groups.removed.iter().map(|&it| before.group(&old.groups[it]));
    let fields = pairs.fields.removed.iter().map(|&it| before.of_field(&old.fields[it]));
    sections.extend(tasks.chain(groups).map(|entry| entry.deleted()));
    sections.extend(last);
    sections.extend(fields.map(|entry| entry.deleted()));
    sections.retain(|section| !section.lines.is_empty());
    sections
}

/// The checklist as Markdown, with a box for each line.
pub fn markdown(name: &str, manifest: &str, sections: &[Section]) -> String {
    let mut out = format!("## {} ({})\n", text(&one_line(name)), code(&one_line(manifest)));
    for Section { part, id, name, lines } in sections {
        let _ = writeln!(
            out,
            "\n### {} {}\n\nId {}\n",
            part.kind.label(),
            text(&one_line(name)),
            code(&id.to_string())
        );
        for line in lines {
            let _ = writeln!(out, "- [ ] {line}");
        }
    }
    out
}

/// A part with what stands in the console of it.
struct Entry {
    part: PartRef,
    id: Uuid,
    /// Its name, a field's with its level.
    name: String,
    /// The name as it is typed.
    typed: String,
    /// `ENDPOINTS > Groups`
    place: String,
    seen: Seen,
}

impl Entry {
    /// `ENDPOINTS > Groups > Enabled`
    fn path(&self) -> String {
        format!("{} > {}", self.place, text(&one_line(&self.name)))
    }

    fn section(&self, lines: Vec<String>) -> Section {
        Section { part: self.part.clone(), id: self.id, name: self.name.clone(), lines }
    }

    fn created(&self) -> Vec<String> {
        let mut lines = vec![format!("{}: create {}", self.place, code(&one_line(&self.typed)))];
        steps::filled(&self.path(), &self.seen, &mut lines);
        lines
    }

    fn deleted(&self) -> Section {
        self.section(vec![format!("{}: delete it", self.path())])
    }
}

/// A part that is created, or changed where it stands.
fn became(old: Option<&Entry>, new: &Entry) -> Section {
    let Some(old) = old else { return new.section(new.created()) };
    let mut lines = Vec::new();
    if old.typed != new.typed {
        lines.push(format!("{}: rename it to {}", old.path(), code(&one_line(&new.typed))));
    }
    steps::changed(&new.path(), &old.seen, &new.seen, &mut lines);
    new.section(lines)
}

/// A solution, from which its parts' entries are made.
struct Parts<'a> {
    console: Console<'a>,
    scripts: Scripts,
}

impl<'a> Parts<'a> {
    fn of(platform: &'a Platform, solution: &'a Solution) -> Self {
        let console = Console::new(platform, solution);
        Parts { console, scripts: Scripts::new(console) }
    }

    /// The name is no setting: creating and renaming say it.
    fn entry(
        &self,
        kind: Kind,
        part: &Part,
        name: String,
        mut sheet: Sheet<'_>,
        scripts: &[String],
    ) -> Entry {
        sheet.settings.retain(|setting| setting.key != "name");
        Entry {
            part: PartRef::new(kind, &part.key),
            id: part.id,
            name,
            typed: part.name.clone(),
            place: self.console.platform.vocabulary.place(kind).join(" > "),
            seen: Seen::of(&sheet, scripts),
        }
    }

    fn of_field(&self, field: &Field) -> Entry {
        let sheet = (self.console.platform.sheets.field)(self.console, field);
        self.entry(Kind::Field, &field.part, self.console.field_name(field), sheet, &[])
    }

    fn group(&self, group: &Group) -> Entry {
        let sheet = (self.console.platform.sheets.group)(self.console, group);
        self.entry(Kind::Group, &group.part, group.part.name.clone(), sheet, &[])
    }

    fn task(&self, task: &Task) -> Entry {
        let sheet = (self.console.platform.sheets.task)(self.console, task);
        self.entry(Kind::Task, &task.part, task.part.name.clone(), sheet, self.scripts.of(task))
    }

    /// Level and type cannot be changed: such a field is made anew, and the old one goes last, where both can stand
    /// side by side.
    fn field(&self, field: &Field, old: Option<(&Field, &Parts<'_>)>, last: &mut Vec<Section>) -> Section {
        let new = self.of_field(field);
        let Some((was, parts)) = old else { return new.section(new.created()) };
        let old = parts.of_field(was);
        if (was.level, was.field_type) == (field.level, field.field_type) {
            return became(Some(&old), &new);
        }
        let mut lines = new.created();
        match old.name == new.name {
            true => lines.insert(
                0,
                format!("{}: delete it: its type cannot be changed, and every value is lost", old.path()),
            ),
            false => last.push(old.deleted()),
        }
        if self.is_tested(field) {
            lines.push(format!("{}: set its values again, before the groups that test it", new.path()));
        }
        new.section(lines)
    }

    fn is_tested(&self, field: &Field) -> bool {
        self.console.solution.testing(&field.part.key).next().is_some()
    }
}
