//! From the resolved solution to files: pure, and the same bytes on every platform.

pub(crate) mod bounds;
pub mod docs;
pub mod json;
pub mod markdown;
mod places;
pub mod templates;
pub mod yaml;

use std::fmt;

use minijinja::Environment;

pub use self::places::{Places, script_file};
use crate::resolve::Layout;
pub use crate::solution::platform::Artifact;
use crate::solution::platform::{Console, Platform, script};
use crate::solution::{FieldWrite, Group, Solution, Task, Test};

/// Why a solution cannot be rendered. With the built-in templates it always can.
#[derive(Debug)]
pub enum Error {
    /// A page's template failed.
    Page(minijinja::Error),
    /// A script's template failed, or the script cannot be what the task needs.
    Script(script::Error),
}

impl Error {
    /// The template that failed.
    pub fn template(&self) -> Option<templates::BadTemplate> {
        match self {
            Error::Page(error) | Error::Script(script::Error::Template(error)) => {
                Some(templates::BadTemplate::of(error))
            }
            Error::Script(_) => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Page(error) => write!(f, "{error:#}"),
            Error::Script(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

/// Every file of a solution, sorted by path, and which sections of its pages have a place for an image.
///
/// # Errors
/// A template of the author's own that fails.
pub fn render(
    platform: &Platform,
    environment: &Environment<'_>,
    solution: &Solution,
    layout: &Layout,
    images: &docs::Images,
) -> Result<(Vec<Artifact>, docs::Sections), Error> {
    let scripts = scripts(platform, environment, solution)?;
    let text_of = |task: &Task, index: usize| {
        let own = scripts.iter().find(|(key, ..)| *key == task.part.key);
        own.and_then(|(_, texts)| texts.get(index)).map(String::as_str)
    };
    let pages = docs::Layout {
        pages: &layout.pages,
        link_prefix: &layout.link_prefix,
        images,
        manifest: &layout.manifest,
        scripts: &text_of,
    };
    let console = Console::new(platform, solution);
    let (mut artifacts, sections) = docs::pages(environment, console, &pages).map_err(Error::Page)?;
    artifacts.extend((platform.artifacts)(console, &layout.scripts));
    artifacts.extend(schemas(platform));
    for (key, texts) in scripts {
        artifacts.extend(texts.into_iter().enumerate().map(|(index, text)| Artifact {
            path: format!("{}/{key}/{}", layout.scripts, script_file(index)),
            bytes: text.into_bytes().into(),
        }));
    }
    artifacts.sort_by(|one, other| one.path.cmp(&other.path));
    Ok((artifacts, sections))
}

/// The schemas that the JSON files of any solution are read with, as artifacts beside them.
pub fn schemas(platform: &Platform) -> impl Iterator<Item = Artifact> {
    platform
        .schemas
        .iter()
        .map(|(name, text)| Artifact { path: format!("schemas/{name}"), bytes: text.as_bytes().into() })
}

/// The scripts of each task that has any, by the task's key.
pub(crate) fn scripts<'s>(
    platform: &Platform,
    environment: &Environment<'_>,
    solution: &'s Solution,
) -> Result<Vec<(&'s str, Vec<String>)>, Error> {
    let of_task = |task: &'s Task| {
        let description =
            task.part.description.plain(|part| solution.part(part).map_or("", |part| &part.name));
        let tested = tested(solution, task);
        let limit = limit(platform, solution, task);
        let texts = task.scripts().map(|script| {
            let fields = &solution.fields;
            let (description, tested) = (&description, &tested);
            let context = script::Context { task, description, script, fields, tested, limit };
            (platform.script)(environment, context).map_err(Error::Script)
        });
        Ok((task.part.key.as_str(), texts.collect::<Result<Vec<_>, _>>()?))
    };
    solution.tasks.iter().map(of_task).collect()
}

/// Every text that a criterion tests on a field in which the task stores what its scripts print.
fn tested<'s>(solution: &'s Solution, task: &Task) -> Vec<&'s str> {
    let prints = |field: &str| task.writes().any(|it| *it.field == field && it.is_output());
    let criteria = solution.groups.iter().flat_map(Group::criteria);
    let mut texts: Vec<&str> = criteria
        .filter(|criterion| criterion.field().is_some_and(|key| prints(key)))
        .flat_map(|criterion| texts_of(&criterion.test))
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn texts_of(test: &Test) -> Vec<&str> {
    use crate::solution::Value::Text;
    match test {
        Test::Equal(Text(text)) | Test::NotEqual(Text(text)) => vec![text],
        Test::ContainsAnyOf(texts) | Test::DoesNotContainAnyOf(texts) => {
            texts.iter().map(String::as_str).collect()
        }
        Test::Equal(_) | Test::NotEqual(_) | Test::IsBlank(_) => Vec::new(),
    }
}

/// The most characters of a script's line: what the smallest field that stores it holds, less what stands around.
fn limit(platform: &Platform, solution: &Solution, task: &Task) -> usize {
    let limits = &platform.limits;
    let room = |write: FieldWrite<'_>| {
        Some(limits.of(solution.field(write.field)?).saturating_sub(write.around_output()?))
    };
    task.writes().filter(FieldWrite::is_output).filter_map(room).min().unwrap_or(limits.text_box)
}
