//! `unknown-token`: a token that nothing in its task sets.

use super::texts::texts;
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::manifest::{Manifest, TaskTable, named};
use crate::solution::tokens;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-token",
    severity: Severity::Error,
    what: "A token that nothing sets.",
    why: "The platform would leave it as it stands, and the text `@Threshold@` would be stored or logged.",
    example: "value = \"@Threshold_Days@\"      # the parameter is ThresholdDays",
};

/// Looks at every text in which the platform replaces tokens.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    texts(context, |(_, task), at, text| {
        for written in tokens(text).filter(|token| token.starts_with('@')) {
            let (name, known) = (&written[1..written.len() - 1], names(context.manifest, task));
            if known.iter().any(|known| known.name == name) {
                continue;
            }
            let offered = known.iter().filter(|known| !known.secret).map(|known| known.name.as_str());
            let problem = Problem::new(&CODE, format!("nothing sets `{written}` in this task"))
                .at(context.document.within(at, written))
                .maybe_help(problems.nearest(name, offered))
                .help("a token is the name of a parameter, or of a variable that a script's `reads` names");
            problems.push(problem);
        }
    });
}

/// A name that a task sets.
struct Known {
    name: String,
    /// Its value must not be logged or stored, so it is never offered.
    secret: bool,
}

/// The parameters of a task, and the variables in which the fields travel that its scripts read.
fn names(manifest: &Manifest, task: &TaskTable) -> Vec<Known> {
    let parameters = task.parameter.values();
    let parameters = parameters.map(|it| Known { name: it.name.clone(), secret: it.secret });
    let reads = task.step.iter().filter_map(|step| step.reads.as_ref()).flat_map(named);
    let is_secret = |field: &str| manifest.field.get(field).is_some_and(|field| field.secret);
    let variables = reads.map(|(name, field)| Known { name, secret: is_secret(field) });
    parameters.chain(variables).collect()
}
