//! Fields whose values become part of a script's text: what others may put there, and who they are.
//!
//! The prelude keeps each value in a single-quoted here-string, behind a sign: one line of text can do nothing there.
//! A value with a line break can begin a line, end the string and run what follows.

use super::one_line::keeps_to_one_line;
use crate::check::{Context, each_read};
use crate::document::At;
use crate::solution::{Action, Field, FieldType, Level, Rule, Stored, Task, tokens};

/// A field that a script reads and that may hold a line break.
pub(super) struct Pasted<'a> {
    /// The field.
    pub field: &'a Field,
    /// The task that stores what one device reports there, for others to read.
    pub reporter: Option<&'a Task>,
    /// What the field's rule has to do with it, to end a sentence.
    pub rule: &'static str,
}

/// Visits every place where a script reads such a field.
pub(super) fn each_pasted(context: &Context<'_>, mut visit: impl FnMut(&At<'_>, Pasted<'_>)) {
    let (tasks, fields) = (At::ROOT.key("task"), At::ROOT.key("field"));
    for (key, task) in &context.manifest.task {
        let task_at = tasks.key(key);
        let rows = task_at.key("step");
        for (index, row) in task.step.iter().enumerate() {
            each_read(&rows.index(index), row, |at, _, key| {
                let field = context.solution.field(key).filter(|_| context.is_sound(&fields.key(key)));
                if let Some((field, rule)) = field.and_then(|field| Some((field, rule(field)?))) {
                    let is_shared = field.level != Level::Endpoint;
                    let mut tasks = context.solution.tasks.iter().filter(|_| is_shared);
                    let reporter = tasks.find(|task| reports_into(task, key));
                    visit(at, Pasted { field, reporter, rule });
                }
            });
        }
    }
}

/// What there is to say of the rule of a field that may hold a line break.
fn rule(field: &Field) -> Option<&'static str> {
    match &field.rule {
        _ if field.field_type != FieldType::TextBox => None,
        Some(Rule::Range(..)) => None,
        Some(Rule::Pattern(pattern)) if keeps_to_one_line(pattern) => None,
        Some(Rule::Pattern(_)) => Some(": its pattern may let a line break through"),
        _ => Some(""),
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
