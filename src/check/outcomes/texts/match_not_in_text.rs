//! `match-not-in-text`: an outcome is recognised by what its text does not hold.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "match-not-in-text",
    severity: Severity::Error,
    what: "An outcome's `match` is not a part of its `text`.",
    why: "The group would wait for something the script never prints.",
    example: "text = \"All keys saved\"\nmatch = \"keys are saved\"",
};

/// Looks at the `match` of every outcome.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for (task, written) in &context.manifest.task {
        let at = table.key(task);
        let at = at.key("outcome");
        for (key, outcome) in &written.outcome {
            if let Some(matched) = outcome.matched.as_ref().filter(|it| !outcome.text.contains(it.as_str())) {
                let message = format!("`{matched}` is not a part of this outcome's text");
                let help = format!("the text is `{}`, letter for letter", outcome.text);
                problems.at_value(&CODE, &at.key(key).key("match"), message, help);
            }
        }
    }
}
