//! `early-output`: `%output%` on a system on which no script has run yet.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::solution::{Action, Os, Step, Stored, is_output};
use crate::words;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "early-output",
    severity: Severity::Error,
    what: "A row with `%output%` before any script of its task has run.",
    why: "There is no output yet: the row logs or stores nothing, or the token as it stands, and the groups that wait for the task's outcomes stay empty.",
    example: "[[task.backup.step]] set-field = \"status\" value = \"%output%\"      # behind the row with `powershell`",
};

/// Looks at every row with the output of a script, on each of its systems.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for (task, rows) in context.solution.tasks.iter().zip(&context.origins.rows) {
        let at = table.key(&task.part.key);
        let list = at.key("step");
        let rows: Vec<Row<'_>> = rows.iter().copied().zip(&task.steps).filter_map(Row::new).collect();
        for (number, row) in rows.iter().enumerate() {
            // What an unresolved row before it does is not known.
            let (before, is_known) = (&rows[..number], row.index == number);
            let Some(key) = output(&row.step.action).filter(|_| is_known) else { continue };
            let without: Vec<Os> =
                row.step.os.iter().copied().filter(|os| !before.iter().any(|it| it.runs_script(*os))).collect();
            if !without.is_empty() {
                problems.push(early(context, &list, (row, key), &without, &rows));
            }
        }
    }
}

/// A row as it is written and as it is resolved.
struct Row<'s> {
    index: usize,
    step: &'s Step,
}

impl<'s> Row<'s> {
    fn new((index, step): (Option<usize>, &'s Step)) -> Option<Self> {
        Some(Row { index: index?, step })
    }

    fn runs_script(&self, os: Os) -> bool {
        matches!(self.step.action, Action::Script(_)) && self.step.os.contains(&os)
    }
}

/// The key whose text is filled with a script's output, if one is.
fn output(action: &Action) -> Option<&'static str> {
    match action {
        Action::Log(text) if is_output(text) => Some("log"),
        Action::SetField { value: Stored::Text(text), .. } if is_output(text) => Some("value"),
        _ => None,
    }
}

fn early(
    context: &Context<'_>,
    list: &At<'_>,
    (row, key): (&Row<'_>, &str),
    without: &[Os],
    rows: &[Row<'_>],
) -> Problem {
    let words_of = context.platform.vocabulary;
    let names = words::list(without.iter().map(|os| words_of.system(*os).to_owned()));
    let is_everywhere = without.len() == row.step.os.len();
    let message = if is_everywhere {
        "no script has run yet at this row, so `%output%` is nothing here".to_owned()
    } else {
        format!("no script has run on {names} at this row, so `%output%` is nothing there")
    };
    let problem = Problem::new(&CODE, message).at(context.document.value(&list.index(row.index).key(key)));
    let behind = rows.iter().find(|it| it.index > row.index && without.iter().any(|os| it.runs_script(*os)));
    match behind {
        Some(script) => {
            let place = context.document.value(&list.index(script.index).key("powershell"));
            problem.also(place, "it runs here").help("put this row behind the script")
        }
        None if is_everywhere => problem.help("give the task a script, or write what the row is to say"),
        None => {
            let others = row.step.os.iter().filter(|os| !without.contains(os));
            let others: Vec<String> = others.map(|os| format!("\"{}\"", words_of.system(*os).to_lowercase())).collect();
            problem.help(format!("os = [{}] for this row, or a script for {names} before it", others.join(", ")))
        }
    }
}
