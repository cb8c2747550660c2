//! The docs pages: one for the solution and one for each of its parts.
//!
//! A page's file is named by its part's kind and key: `index.md`, `fields/enable.md`, `groups/enabled.md`,
//! `tasks/backup.md`. Its address is its part's id, so links outlive both names.
//!
//! Screenshots are found by name (`images`).

mod diagram;
mod field;
mod group;
mod images;
mod names;
mod solution;
mod task;
mod view;

use std::collections::BTreeSet;

use minijinja::value::Value;
use minijinja::{Environment, Error};

pub use self::images::{Images, Sections};
use self::names::{Names, Page};
use self::view::{markdown, optional, view};
use crate::render::bounds;
use crate::render::markdown::{prose, runs};
use crate::render::{Artifact, places, yaml};
use crate::solution::platform::Console;
use crate::solution::{Kind, Part, PartRef, Task};

/// Where pages go, and what they show that the solution does not hold.
pub struct Layout<'a> {
    /// The folder of the pages, relative to the output folder.
    pub pages: &'a str,
    /// What stands before an id in a link.
    pub link_prefix: &'a str,
    /// The screenshots there are.
    pub images: &'a Images,
    /// What leads from the folder of the pages to the manifest's: `../..`.
    pub manifest: &'a str,
    /// The rendered script of a task's script row, counted from 0 among its script rows; none: its body is shown.
    pub scripts: &'a dyn Fn(&Task, usize) -> Option<&'a str>,
}

/// Every page of a solution, and which sections have a place for an image.
pub fn pages(
    environment: &Environment<'_>,
    console: Console<'_>,
    layout: &Layout<'_>,
) -> Result<(Vec<Artifact>, Sections), Error> {
    let solution = console.solution;
    let names = Names::new(console, layout.link_prefix);
    let (keywords, tags) = (Words::new(&solution.part.keywords), Words::new(&solution.part.tags));
    let context = Context { environment, console, layout, names: &names, keywords, tags };
    let (mut pages, mut sections) = (Vec::new(), Sections::new());
    let mut page = |own: &PartRef, part: &Part, view: &dyn Fn(&Page<'_>) -> Values| -> Result<(), Error> {
        let (artifact, places) = context.page(own, part, view)?;
        pages.push(artifact);
        sections.push((Images::folder(own), places));
        Ok(())
    };
    page(&PartRef::solution(), &solution.part, &solution::view)?;
    for field in &solution.fields {
        let own = PartRef::new(Kind::Field, &field.part.key);
        page(&own, &field.part, &|page| field::view(page, field))?;
    }
    for group in &solution.groups {
        let own = PartRef::new(Kind::Group, &group.part.key);
        page(&own, &group.part, &|page| group::view(page, group))?;
    }
    for task in &solution.tasks {
        let own = PartRef::new(Kind::Task, &task.part.key);
        page(&own, &task.part, &|page| task::view(page, task, layout.scripts))?;
    }
    Ok((pages, sections))
}

/// What a template sees, by name.
type Values = Vec<(&'static str, Value)>;

/// What all pages have in common.
struct Context<'a, 'e, 'l> {
    environment: &'a Environment<'e>,
    console: Console<'a>,
    layout: &'a Layout<'l>,
    names: &'a Names<'a>,
    keywords: Words<'a>,
    tags: Words<'a>,
}

/// Keywords or tags of the solution, which most of its parts share: as YAML once.
struct Words<'a> {
    own: &'a [String],
    yaml: Value,
}

impl<'a> Words<'a> {
    fn new(own: &'a [String]) -> Self {
        Words { own, yaml: markdown(yaml::list(own)) }
    }

    /// The words of a part: its own, or the solution's.
    fn of(&self, part: &[String]) -> Value {
        if part.is_empty() || part == self.own { self.yaml.clone() } else { markdown(yaml::list(part)) }
    }
}

impl Context<'_, '_, '_> {
    /// Renders the page of a part, what every page has and what its kind's `view` adds, and says which of its sections
    /// have a place for an image.
    fn page(
        &self,
        own: &PartRef,
        part: &Part,
        view: &dyn Fn(&Page<'_>) -> Values,
    ) -> Result<(Artifact, BTreeSet<String>), Error> {
        let page = Page { console: self.console, solution: self.console.solution, names: self.names, own };
        let template = match own.kind {
            Kind::Solution => "docs/solution.md",
            Kind::Field => "docs/field.md",
            Kind::Group => "docs/group.md",
            Kind::Task => "docs/task.md",
        };
        let mut values = view(&page);
        values.extend(self.common(&page, part));
        let images = self.layout.images.of(own, part.title(), self.layout.manifest);
        values.push(("images", images.value()));
        let text = bounds::render(self.environment, template, view::object(values))?;
        let path = places::page(own);
        let path = match self.layout.pages {
            "." => path,
            folder => format!("{folder}/{path}"),
        };
        Ok((Artifact { path, bytes: text.into_bytes().into() }, images.sections()))
    }

    /// What every page has.
    fn common(&self, page: &Page<'_>, part: &Part) -> [(&'static str, Value); 8] {
        let changelog = self.changelog(page);
        let summary = match &part.summary {
            Some(summary) => prose(summary, page, 2, ""),
            None => runs(&part.description, page),
        };
        [
            ("front", self.front(page, part)),
            ("name", Value::from(&part.name)),
            ("name_code", view::code(&part.name)),
            ("description_code", view::code(&page.plain(&part.description))),
            ("summary", markdown(summary)),
            ("dependencies", self.names.dependencies(page.own)),
            ("remarks", optional(part.remarks.as_ref().map(|remarks| markdown(prose(remarks, page, 2, ""))))),
            ("changelog", changelog),
        ]
    }

    /// The front matter, as YAML.
    fn front(&self, page: &Page<'_>, part: &Part) -> Value {
        let title = part.title.as_deref().unwrap_or_else(|| page.names.label(page.own));
        let title = markdown(yaml::scalar(title));
        let id = part.id.to_string();
        let newest = self.console.changelog.iter().find(|change| concerns(change, page.own));
        view([
            ("slug", markdown(format!("/{id}"))),
            ("id", markdown(yaml::scalar(&id))),
            ("title_meta", title.clone()),
            ("title", title),
            ("keywords", self.keywords.of(&part.keywords)),
            ("description", markdown(yaml::scalar(&page.plain(&part.description)))),
            ("tags", self.tags.of(&part.tags)),
            ("draft", Value::from(if self.console.draft { "true" } else { "false" })),
            ("unlisted", Value::from(if self.console.unlisted { "true" } else { "false" })),
            ("last_update", optional(newest.map(|change| markdown(change.date.clone())))),
        ])
    }

    /// What changed in the part, newest first.
    fn changelog(&self, page: &Page<'_>) -> Value {
        let entries = self.console.changelog.iter().filter(|change| concerns(change, page.own));
        let entry = |change: &crate::solution::Change| {
            let changes = change.changes.iter().map(|change| markdown(prose(change, page, 3, "  ")));
            view([("date", Value::from(&change.date)), ("changes", changes.collect())])
        };
        entries.map(entry).collect()
    }
}

/// Whether a change is one of this part.
fn concerns(change: &crate::solution::Change, part: &PartRef) -> bool {
    change.parts.is_empty() || change.parts.contains(part)
}
