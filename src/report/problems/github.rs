//! Problems as GitHub's workflow commands: a line each, which a pull request shows beside the line it is about.

use super::{Checked, Paths, Span, level, told};
use crate::diag::Problem;
use crate::report::commands;

/// Every problem as a workflow command. GitHub shows ten errors and ten warnings of a step; its log has them all.
pub fn github(checked: &[Checked<'_>], paths: &Paths<'_>) -> String {
    let mut out = String::new();
    for solution in checked {
        for problem in solution.problems {
            command(&mut out, problem, solution.manifest, paths);
        }
        if let Some(failure) = solution.failure {
            let properties = [("file", solution.manifest), ("title", "broken")];
            commands::write(&mut out, "error", &properties, &told(failure.message, failure.help));
        }
    }
    out
}

fn command(out: &mut String, problem: &Problem, manifest: &str, paths: &Paths<'_>) {
    let place = match &problem.place {
        Some(place) => position(Span::new(place, paths)),
        None => vec![("file", manifest.to_owned())],
    };
    let mut properties: Vec<(&str, &str)> =
        place.iter().map(|(name, value)| (*name, value.as_str())).collect();
    properties.push(("title", problem.code.word));
    // GitHub's own word for the third; the others are the same.
    let level = if problem.is_note() { "notice" } else { level(problem.severity) };
    commands::write(out, level, &properties, &told(&problem.message, &problem.help));
}

/// GitHub takes columns of a single line only, and drops the whole mark where there are others.
fn position(span: Span) -> Vec<(&'static str, String)> {
    let ((line, column), (end_line, end_column)) = (span.start, span.end);
    let mut place = vec![("file", span.file), ("line", line.to_string()), ("endLine", end_line.to_string())];
    if line == end_line {
        place.extend([("col", column.to_string()), ("endColumn", end_column.to_string())]);
    }
    place
}
