//! The verbs, one a file.

mod check;
mod completions;
mod diff;
mod explain;
mod generate;
mod new;
mod schema;

use super::args::Verb;
use super::terminal::{Exit, Terminal};
use crate::workspace;

pub use schema::schema;

/// Does what was asked for.
pub(super) fn run(verb: &Verb, terminal: &Terminal) -> Exit {
    match verb {
        Verb::Generate(arguments) if arguments.check => generate::stale(arguments, terminal),
        Verb::Generate(arguments) => generate::generate(arguments, terminal),
        Verb::Diff(arguments) => diff::diff(arguments, terminal),
        Verb::Check(arguments) => check::check(arguments, terminal),
        Verb::Explain { code } => explain::explain(code.as_deref(), terminal),
        Verb::Schema => terminal.answer(&schema::schema()),
        Verb::New { name } => new::new(name, terminal),
        Verb::RenderTemplates => match workspace::render_templates() {
            Ok(()) => Exit::Clean,
            Err(_) => Exit::Broken,
        },
        Verb::Completions { shell } => terminal.answer(&completions::script(*shell)),
    }
}
