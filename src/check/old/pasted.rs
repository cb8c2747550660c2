//! Fields whose values become part of a script's text: what others may put there, and who they are.
//!
//! The prelude keeps each value in a single-quoted here-string, behind a sign: one line of text can do nothing there.
//! A value with a line break can begin a line, end the string and run what follows.

use super::Check;
use super::one_line::keeps_to_one_line;
use crate::check;
use crate::diag::Problem;
use crate::document::At;
use crate::manifest::Reads;
use crate::manifest::named;
use crate::solution::{Action, Field, FieldType, Level, Rule, Solution, Stored, Task, tokens};

impl Check<'_> {
    /// Looks at every field that a script reads.
    pub(super) fn pasted(&mut self, solution: &Solution) {
        let table = At::ROOT.key("task");
        let manifest = self.manifest;
        for (task, written) in &manifest.task {
            let at = table.key(task);
            let steps = at.key("step");
            for (index, step) in written.step.iter().enumerate() {
                let Some(reads) = &step.reads else { continue };
                let step = steps.index(index);
                for (place, (variable, key)) in named(reads).into_iter().enumerate() {
                    let at = step.key("reads");
                    let item =
                        if matches!(reads, Reads::List(_)) { at.index(place) } else { at.key(&variable) };
                    let problem = solution.field(key).and_then(|field| said(solution, field));
                    self.problems.extend(problem.map(|problem| problem.at(self.document.value(&item))));
                }
            }
        }
    }
}

/// What there is to say where a script reads a field: of what may hold a line break.
fn said(solution: &Solution, field: &Field) -> Option<Problem> {
    let rule = match &field.rule {
        Some(Rule::Range(..)) => return None,
        Some(Rule::Pattern(pattern)) if keeps_to_one_line(pattern) => return None,
        Some(Rule::Pattern(_)) => Some("its pattern may let a line break through"),
        _ => None,
    };
    if field.field_type != FieldType::TextBox {
        return None;
    }
    let rule = rule.map_or(String::new(), |rule| format!(": {rule}"));
    let key = &field.part.key;
    let reporter = solution.tasks.iter().find(|task| reports_into(task, key));
    match reporter.filter(|_| field.level != Level::Endpoint) {
        Some(task) => {
            let message = format!(
                "what one device reports in task `{}` becomes part of this script on all devices of the {}{rule}",
                task.part.key,
                field.level.title().to_lowercase()
            );
            let help = "a device that somebody else controls could report a line break and code behind it: give the \
                        field a `pattern` for what it should hold, or keep it on level endpoint";
            Some(Problem::new(&check::secrets::pasted_output::CODE, message).help(help))
        }
        None if field.editable => {
            let message = format!("what people enter in `{key}` becomes part of this script's text{rule}");
            let help = "give the field a `pattern` for what it should hold, from ^ to $ and without `.`, `\\s` or `[^…]`: \
                        a value with a line break could run as code";
            Some(Problem::new(&check::secrets::pasted_value::CODE, message).help(help))
        }
        None => None,
    }
}

/// Whether a task stores in a field what a device says.
fn reports_into(task: &Task, field: &str) -> bool {
    task.steps.iter().any(|step| match &step.action {
        Action::SetField { field: key, value: Stored::Text(text) } => {
            key == field && tokens(text).next().is_some()
        }
        _ => false,
    })
}
