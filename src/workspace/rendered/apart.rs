//! Rendering by templates of the author's own. They are programs: what no bound of theirs keeps from eating memory or stack
//! or from never ending happens in a process of its own, and its end is that of one solution.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::host::apart::{Silent, ask};
use crate::host::{Error, panics};
use crate::platform::CONNECTWISE;
use crate::render::docs::{Images, Sections};
use crate::render::templates::{self, BadTemplate};
use crate::render::{self, Artifact};
use crate::resolve::Layout;
use crate::solution::{Action, Solution};

/// The verb of the program that answers.
const VERB: &str = "render-templates";
/// The largest render, in bytes.
const RENDERED: usize = 64 << 20;
const TOO_LARGE: &str = "what the templates write is larger than 64 MB in all";

/// What is to be rendered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Job<'a> {
    /// Name and source of each template of the author's own.
    templates: Cow<'a, [(String, String)]>,
    solution: Cow<'a, Solution>,
    /// The text of each script, which a solution is written without.
    bodies: Vec<Cow<'a, str>>,
    layout: Cow<'a, Layout>,
    images: Cow<'a, BTreeSet<String>>,
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Answer {
    /// The artifacts, and which sections have a place for an image.
    Rendered(Vec<Artifact>, Sections),
    /// These templates failed.
    Bad(Vec<BadTemplate>),
    /// There is no render, and no template to name.
    Failed(String),
}

/// The same as it is said between the processes.
#[derive(Debug, Serialize, Deserialize)]
enum Said {
    /// Path and text of each artifact.
    Rendered(Vec<(String, String)>, Sections),
    Bad(Vec<BadTemplate>),
    Failed(String),
    /// A mistake of our own.
    Broken(String),
}

impl<'a> Job<'a> {
    pub(super) fn new(
        templates: &'a [(String, String)],
        solution: &'a Solution,
        layout: &'a Layout,
        images: &'a Images,
    ) -> Job<'a> {
        let scripts = solution.tasks.iter().flat_map(|task| task.scripts());
        Job {
            templates: templates.into(),
            bodies: scripts.map(|script| script.body.text.as_str().into()).collect(),
            solution: Cow::Borrowed(solution),
            layout: Cow::Borrowed(layout),
            images: Cow::Borrowed(images.files()),
        }
    }

    /// Has it done in another process.
    ///
    /// # Errors
    /// Where that one ends without an answer.
    pub(super) fn ask(&self) -> Result<Answer, Error> {
        let question = serde_json::to_string(self).map_err(|error| Error::new(error.to_string()))?;
        let answer = ask(VERB, &question).map_err(silent)?;
        match serde_json::from_str(&answer) {
            Ok(Said::Rendered(texts, sections)) => Ok(Answer::Rendered(artifacts(texts), sections)),
            Ok(Said::Bad(bad)) => Ok(Answer::Bad(bad)),
            Ok(Said::Failed(why)) => Ok(Answer::Failed(why)),
            Ok(Said::Broken(why)) => Err(Error::new(why)),
            Err(error) => Err(Error::new(format!("rmmgen did not understand its own answer: {error}"))),
        }
    }

    fn done(self) -> Said {
        let environment = match templates::environment(CONNECTWISE, &self.templates) {
            Ok(environment) => environment,
            Err(bad) => return Said::Bad(bad),
        };
        let solution = with_bodies(self.solution.into_owned(), self.bodies);
        let images = Images::new(self.images.into_owned());
        match render::render(CONNECTWISE, &environment, &solution, &self.layout, &images) {
            Ok((artifacts, sections)) => texts(artifacts)
                .map_or_else(|| Said::Failed(TOO_LARGE.to_owned()), |texts| Said::Rendered(texts, sections)),
            Err(error) => match error.template() {
                Some(bad) => Said::Bad(vec![bad]),
                None => Said::Failed(error.to_string()),
            },
        }
    }
}

fn artifacts(texts: Vec<(String, String)>) -> Vec<Artifact> {
    texts.into_iter().map(|(path, text)| Artifact { path, bytes: text.into_bytes().into() }).collect()
}

/// Path and text of each artifact; none where these are too large.
fn texts(artifacts: Vec<Artifact>) -> Option<Vec<(String, String)>> {
    let size: usize = artifacts.iter().map(|artifact| artifact.bytes.len()).sum();
    let text = |Artifact { path, bytes }: Artifact| Some((path, String::from_utf8(bytes.into_owned()).ok()?));
    (size <= RENDERED).then(|| artifacts.into_iter().map(text).collect())?
}

/// The solution with the texts of its scripts, in their order.
fn with_bodies(mut solution: Solution, bodies: Vec<Cow<'_, str>>) -> Solution {
    let steps = solution.tasks.iter_mut().flat_map(|task| &mut task.steps);
    let scripts = steps.filter_map(|step| match &mut step.action {
        Action::Script(script) => Some(script),
        _ => None,
    });
    for (script, text) in scripts.zip(bodies) {
        script.body.text = text.into_owned();
    }
    solution
}

fn silent(why: Silent) -> Error {
    let message = match why {
        Silent::NotAsked(error) => return error,
        Silent::Ended => {
            "the templates of this solution need more memory than there is for them, or nest too deep"
                .to_owned()
        }
        Silent::Late(limit) => {
            format!("the templates of this solution do not end within {} seconds", limit.as_secs())
        }
    };
    Error::new(message).help("look in `templates/` for a text or a list that grows with each step")
}

/// Answers a job, as a line.
pub(in crate::workspace) fn answer(question: &str) -> String {
    let answer = panics::caught(|| match serde_json::from_str::<Job<'_>>(question) {
        Ok(job) => job.done(),
        Err(error) => Said::Broken(format!("rmmgen did not understand its own question: {error}")),
    });
    let answer = answer.unwrap_or_else(|error| Said::Broken(error.message));
    serde_json::to_string(&answer).unwrap_or_default()
}
