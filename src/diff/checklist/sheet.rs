//! What a person sees of a sheet in the console: the words of its settings. What only programs want is not there.

use sha2::{Digest, Sha256};

use crate::render::{self, templates};
use crate::solution::platform::{Console, Content, Sheet};
use crate::solution::{Action, Task};

/// The settings by name, in the console's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Seen(pub(super) Vec<(&'static str, Cell)>);

/// What a setting shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Cell {
    /// A text that is typed or chosen; empty where nothing is set.
    Typed(String),
    /// The rendered script with this digest.
    Script(String),
    /// Sheets, each of which is called by the setting's name.
    List(Vec<Seen>),
}

impl Seen {
    /// A sheet, with the digests of its scripts.
    pub(super) fn of(sheet: &Sheet<'_>, scripts: &[String]) -> Self {
        let named = sheet.settings.iter().filter(|setting| !setting.name.is_empty());
        let cell = |content: &Content<'_>| match content {
            Content::Script(index) => Cell::Script(scripts.get(*index).cloned().unwrap_or_default()),
            Content::Sheets(sheets) => Cell::List(sheets.iter().map(|it| Seen::of(it, scripts)).collect()),
            other => Cell::Typed(other.shown()),
        };
        Seen(named.map(|setting| (setting.name, cell(&setting.content))).collect())
    }
}

/// What tells the rendered scripts of a solution from others. A record keeps no body, so a body counts by its
/// digest, and what is rendered around it by what it is.
pub(super) struct Scripts(Vec<(String, Vec<String>)>);

impl Scripts {
    pub(super) fn new(console: Console<'_>) -> Self {
        let mut bare = console.solution.clone();
        let steps = bare.tasks.iter_mut().flat_map(|task| &mut task.steps);
        for step in steps {
            if let Action::Script(script) = &mut step.action {
                script.body.text.clear();
            }
        }
        let platform = console.platform;
        let around = render::scripts(platform, templates::built_in(platform), &bare).unwrap_or_default();
        let digests = |task: &Task| {
            let around =
                around.iter().find(|(key, _)| *key == task.part.key).map(|(_, texts)| texts.as_slice());
            let around = around.unwrap_or_default().iter().map(String::as_str).chain(std::iter::repeat(""));
            let scripts = task.scripts().zip(around);
            scripts.map(|(script, around)| digest(&script.body.sha256, around)).collect()
        };
        Scripts(console.solution.tasks.iter().map(|task| (task.part.key.clone(), digests(task))).collect())
    }

    pub(super) fn of(&self, task: &Task) -> &[String] {
        self.0.iter().find(|(key, _)| *key == task.part.key).map_or(&[], |(_, digests)| digests)
    }
}

fn digest(body: &str, around: &str) -> String {
    let digest = Sha256::new().chain_update(body).chain_update([0]).chain_update(around).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
