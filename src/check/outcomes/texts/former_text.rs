//! `former-text`: a former text that is not one, or that could be a report of another outcome.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::solution::Outcome;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "former-text",
    severity: Severity::Error,
    what: "A former text of an outcome that is its text still, or that cannot be told from another outcome, in some letter case.",
    why: "Devices may still hold it. Groups match by substring: a device would be in the group of the other outcome.",
    example: "text = \"Backup failed\"\ntext-formerly = [\"Backup failed\"]",
};

/// Looks at the former texts of every outcome.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in &context.solution.tasks {
        let at = table.key(&task.part.key);
        let at = at.key("outcome");
        for outcome in &task.outcomes {
            former_texts(context, &at, &task.outcomes, outcome, problems);
        }
    }
}

fn former_texts(
    context: &Context<'_>,
    table: &At<'_>,
    outcomes: &[Outcome],
    outcome: &Outcome,
    problems: &mut Problems<'_>,
) {
    let at = table.key(&outcome.key);
    let list = at.key("text-formerly");
    let former = outcome.text_formerly.iter().enumerate().filter(|(_, former)| !former.is_empty());
    for (index, former) in former {
        let at = list.index(index);
        if outcome.text() == former {
            let message = format!("`{former}` is this outcome's text still, not a former one");
            problems.at_value(&CODE, &at, message, "take it out");
        } else if let Some(other) = outcomes.iter().find(|it| is_taken_for(it, outcome, former)) {
            let message =
                format!("`{former}` could be a report of the outcome `{}`: `{}`", other.key, other.text());
            let problem = Problem::new(&CODE, message)
                .at(context.document.value(&at))
                .also(context.document.value(&table.key(&other.key).key("text")), "the other outcome")
                .help("groups match by substring: give that outcome another text, or leave this one out");
            problems.push(problem);
        }
    }
}

/// Whether a device that holds a former text of one outcome may be one that reported another, in some letter case.
fn is_taken_for(other: &Outcome, outcome: &Outcome, former: &str) -> bool {
    let former = former.to_lowercase();
    let alike = |text: &str| text.to_lowercase().contains(&former);
    other.key != outcome.key
        && (alike(other.text())
            || former.contains(&other.matched().to_lowercase())
            || other.text_formerly.iter().any(|text| alike(text)))
}
