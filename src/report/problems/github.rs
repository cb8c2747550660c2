//! GitHub's workflow commands: a line a problem, which a pull request shows beside the line it is about.

use std::fmt::Write;

use super::{Checked, Paths, Span, level, told};
use crate::diag::Problem;

/// Every problem as a workflow command. GitHub shows ten errors and ten warnings of a step; its log has them all.
pub fn github(checked: &[Checked<'_>], paths: &Paths<'_>) -> String {
    let mut out = String::new();
    for solution in checked {
        for problem in solution.problems {
            command(&mut out, problem, solution.manifest, paths);
        }
        if let Some(failure) = solution.failure {
            let text = told(failure.message, failure.help);
            let _ =
                writeln!(out, "::error file={},title=broken::{}", property(solution.manifest), data(&text));
        }
    }
    out
}

fn command(out: &mut String, problem: &Problem, manifest: &str, paths: &Paths<'_>) {
    let (level, title) = (level(problem.severity), problem.code.info().word);
    let place = match &problem.place {
        Some(place) => position(&Span::new(place, paths)),
        None => format!("file={}", property(manifest)),
    };
    let text = told(&problem.message, &problem.help);
    let _ = writeln!(out, "::{level} {place},title={}::{}", property(title), data(&text));
}

/// GitHub takes columns of a single line only, and drops the whole mark where there are others.
fn position(span: &Span) -> String {
    let ((line, column), (end_line, end_column)) = (span.start, span.end);
    let place = format!("file={},line={line},endLine={end_line}", property(&span.file));
    if line == end_line { format!("{place},col={column},endColumn={end_column}") } else { place }
}

/// The text behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text between `=` and the next comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
