//! `body-syntax`: a script that PowerShell cannot read.

use crate::check::{Context, Script};
use crate::diag::{Code, Problem, Severity};
use crate::document::Problems;
use crate::powershell::{Opinion, SyntaxError};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "body-syntax",
    severity: Severity::Error,
    what: "A script that PowerShell cannot read.",
    why: "It would end before its first line with exit code 1 and print nothing: no outcome, not even that of an error. Where a PowerShell is on this machine, `check` asks it about every script and `generate` about those with an error, and its word counts.",
    example: "if $x { Complete-Task -Outcome done }      # if ($x)",
};

/// What comes of it.
const HELP: &str = "as it is, none of the script would run: it prints nothing, and no outcome is reported";

/// Looks at every body.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for script in context.scripts() {
        let (errors, opinion) = script.syntax(context.inputs);
        match opinion {
            Opinion::Readable => {}
            Opinion::Unreadable(error) if errors.is_empty() => {
                let message = format!("PowerShell cannot read this script: {}", error.message);
                let help = format!("{HELP}. Our own parser reads it: please report this");
                problems.push(script.problem(&CODE, &error.range(script.text()), message).help(help));
            }
            Opinion::Unreadable(_) | Opinion::None => {
                problems.extend(errors.iter().map(|error| problem(script, error)));
            }
        }
    }
}

fn problem(script: &Script<'_>, error: &SyntaxError) -> Problem {
    let problem = script.problem(&CODE, &error.range, format!("PowerShell cannot read this: {}", error.message));
    let problem = match &error.related {
        Some((range, words)) => problem.also(script.place(range), words.clone()),
        None => problem,
    };
    problem.help(HELP)
}
