//! What a kind of problem means, why it matters, and an example.

use crate::check;
use crate::cli::terminal::{Exit, Terminal};
use crate::diag::{Code, Severity};
use crate::words::nearest;

/// Explains one kind of problem, or lists them all.
pub(super) fn explain(word: Option<&str>, terminal: &Terminal) -> Exit {
    let Some(word) = word else {
        for info in check::codes() {
            terminal.out(&format!("{:<22} {}\n", info.word, info.what));
        }
        return Exit::Clean;
    };
    match check::code(word.trim_matches(['[', ']'])) {
        Some(code) => terminal.answer(&text(code)),
        None => {
            let help = nearest(word, check::codes().map(|code| code.word));
            let help = help.unwrap_or_else(|| "`rmmgen explain` lists them all".into());
            terminal.err(&format!("error: there is no problem `{}`\n  help: {help}\n", word.escape_debug()));
            Exit::Broken
        }
    }
}

fn text(info: &Code) -> String {
    let severity = match info.severity {
        Severity::Error => "an error: the solution is not rendered",
        Severity::LikelyError => {
            "an error: the solution is not rendered, unless an `allow` or a comment where it stands says why it is meant"
        }
        Severity::Warning => {
            "a warning: the solution is rendered all the same; `[check]` and `allow` in a manifest can say otherwise"
        }
        Severity::Note => "a note: something to know, which `check` shows and nothing counts",
    };
    let example: String = info.example.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "{} ({severity})\n\n{}\n\nWhy it matters: {}\n\nFor example:\n\n{example}",
        info.word, info.what, info.why
    )
}
