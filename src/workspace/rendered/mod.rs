//! A solution as it is rendered, by the built-in templates or by the author's own in their place.

use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

pub(in crate::workspace) mod apart;
mod images;

use apart::{Answer, Job};

use super::loaded::{Folder, Loaded};
use crate::check;
use crate::diag::Problem;
use crate::document::{At, Document};
use crate::host;
use crate::plan::collisions;
use crate::platform::CONNECTWISE;
use crate::render::docs::{Images, Sections};
use crate::render::templates::{self, BadTemplate};
use crate::render::{self, Artifact};
use crate::resolve::{Inputs, Unreadable, codes};
use crate::solution::{Kind, Level, PartRef, Solution};
use crate::source::{Place, Source};

/// A rendered solution.
pub(super) struct Rendered {
    pub(super) loaded: Loaded,
    /// Sorted by path.
    pub(super) artifacts: Vec<Artifact>,
}

/// What must not be another solution's too.
#[derive(Debug)]
pub(super) struct Identity {
    /// The solution's own comes first.
    pub(super) ids: Vec<(Uuid, PartRef)>,
    pub(super) fields: Vec<(String, Level, PartRef)>,
    /// The output folder, and what is written outside it.
    pub(super) paths: Vec<PathBuf>,
}

impl Rendered {
    /// Whether every file has a place inside the repository.
    ///
    /// # Errors
    /// A path that leads out of it, or into Git's own folder.
    pub(super) fn can_be_written(self) -> Result<(), host::Error> {
        self.artifacts.iter().try_for_each(|artifact| self.loaded.output.check(&artifact.path).map(drop))
    }

    pub(super) fn identity(&self) -> Identity {
        let Loaded { solution, output, .. } = &self.loaded;
        let own = std::iter::once((PartRef::solution(), &solution.part));
        let ids = own.chain(solution.parts()).map(|(reference, part)| (part.id, reference)).collect();
        let fields = solution
            .fields
            .iter()
            .map(|field| (field.part.name.clone(), field.level, PartRef::new(Kind::Field, &field.part.key)));
        let outside = self.artifacts.iter().filter(|artifact| artifact.path.starts_with("../"));
        let mut paths = vec![output.folder().to_owned()];
        paths.extend(outside.map(|artifact| output.path(&artifact.path)));
        Identity { ids, fields: fields.collect(), paths }
    }
}

impl Loaded {
    /// Renders it: none where the author's own templates or their output have problems, which are added.
    pub(super) fn render(self, problems: &mut Vec<Problem>) -> Result<Option<Rendered>, host::Error> {
        let artifacts = self.artifacts_of(&self.solution, problems)?;
        Ok(artifacts.map(|artifacts| Rendered { loaded: self, artifacts }))
    }

    /// The artifacts of a solution by the templates here. An image that no page shows is weighed as the manifest says.
    pub(super) fn artifacts_of(
        &self,
        solution: &Solution,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Vec<Artifact>>, host::Error> {
        let before = problems.len();
        let folder = &self.folder;
        let own = own_templates(folder, problems)?;
        let shown_images = folder.root.files(Images::FOLDER)?;
        let images = Images::new(shown_images.files.into_iter().collect());
        let rendered = match own.as_slice() {
            [] if problems.len() > before => None,
            [] => self.by_built_in(solution, &images, problems),
            own => self.by_own(solution, &images, own, problems)?,
        };
        let Some((artifacts, sections)) = rendered.filter(|_| problems.len() == before) else {
            return Ok(None);
        };
        problems.extend(colliding(&self.source, &artifacts));
        let shown = |path: &str| folder.root.shown(path);
        let unused = images::unused(&images, &sections, &artifacts, &shown);
        let strays = images::strays(&shown_images.strays, &shown);
        problems.extend(self.late.weighed(strays.chain(unused).collect()));
        let sound = !problems[before..].iter().any(Problem::is_error);
        Ok(sound.then_some(artifacts))
    }

    fn by_built_in(
        &self,
        solution: &Solution,
        images: &Images,
        problems: &mut Vec<Problem>,
    ) -> Option<(Vec<Artifact>, Sections)> {
        let environment = templates::built_in(CONNECTWISE);
        let rendered = render::render(CONNECTWISE, environment, solution, &self.layout, images);
        rendered.map_err(|error| problems.push(failed(error.to_string()))).ok()
    }

    fn by_own(
        &self,
        solution: &Solution,
        images: &Images,
        own: &[(String, String)],
        problems: &mut Vec<Problem>,
    ) -> Result<Option<(Vec<Artifact>, Sections)>, host::Error> {
        match Job::new(own, solution, &self.layout, images).ask()? {
            Answer::Rendered(artifacts, sections) => return Ok(Some((artifacts, sections))),
            Answer::Bad(bad) => problems.extend(bad.iter().map(|bad| bad_template(&self.folder, own, bad))),
            Answer::Failed(why) => problems.push(failed(why)),
        }
        Ok(None)
    }
}

/// A render that failed, and no template to name.
fn failed(why: String) -> Problem {
    Problem::new(&check::record::template::CODE, why)
}

/// A template that fails, at its line.
fn bad_template(folder: &Folder, own: &[(String, String)], bad: &BadTemplate) -> Problem {
    let Some((name, text)) = own.iter().find(|(name, _)| *name == bad.name) else {
        return failed(if bad.name.is_empty() { bad.message.clone() } else { bad.to_string() });
    };
    let source = Source::new(folder.root.shown(&format!("{}/{name}", templates::FOLDER)), text.clone());
    let before = source.text.split_inclusive('\n').take(bad.line.unwrap_or(1).saturating_sub(1));
    let start = before.map(str::len).sum();
    let length = source.text[start..].lines().next().unwrap_or_default().trim_end().len();
    Problem::new(&check::record::template::CODE, bad.message.clone())
        .at(Place::new(&source, start..start + length))
}

/// Name and source of each template in the author's own folder.
fn own_templates(folder: &Folder, problems: &mut Vec<Problem>) -> Result<Vec<(String, String)>, host::Error> {
    let mut own = Vec::new();
    let found = folder.root.files(templates::FOLDER)?;
    for (path, why) in found.strays {
        problems.push(Problem::new(&check::record::template::CODE, format!("`{path}` {why}")));
    }
    for path in found.files {
        let name = path[templates::FOLDER.len() + 1..].to_owned();
        // Desktops leave files of their own in folders.
        if name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        match folder.read(&path) {
            Ok(source) => own.push((name, source.text.clone())),
            Err(Unreadable::Outside(why) | Unreadable::Failed(why)) => {
                problems.push(Problem::new(&check::record::template::CODE, format!("`{path}` {why}")));
            }
            Err(Unreadable::Broken) => folder.was_readable()?,
        }
    }
    problems.extend(unused(&own));
    Ok(own)
}

/// Templates that nothing uses: a built-in one has another name, and no other template mentions theirs.
fn unused(own: &[(String, String)]) -> Vec<Problem> {
    let known = || CONNECTWISE.templates.iter().map(|(name, _)| *name);
    let mentioned = |name: &str| own.iter().any(|(_, text)| text.contains(name));
    own.iter()
        .filter(|(name, _)| known().all(|known| known != name) && !mentioned(name))
        .map(|(name, _)| {
            let message = format!("`{}/{name}` replaces no built-in template", templates::FOLDER);
            Problem::new(&check::record::template::CODE, message)
                .maybe_help(crate::words::nearest(name, known()))
        })
        .collect()
}

/// Paths that are one on a system that does not tell letter case.
fn colliding(source: &Arc<Source>, artifacts: &[Artifact]) -> Vec<Problem> {
    collisions(artifacts.iter().map(|artifact| artifact.path.as_str()))
        .into_iter()
        .map(|(one, other)| {
            Problem::new(&codes::FILE_NAME, format!("`{one}` and `{other}` would be one file"))
                .at(Document::new(source).key(&At::ROOT.key("output")))
                .help("choose other folders with `[output]`")
        })
        .collect()
}
