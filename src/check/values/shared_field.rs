//! `shared-field`: several tasks write one field.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::logic::runs::{fills, shared};
use crate::solution::{Field, Task};
use crate::source::Place;
use crate::words;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "shared-field",
    severity: Severity::Note,
    what: "Several tasks write one field.",
    why: "The field shows what ran last: a group that waits for what one of them reported loses the device when the other one runs.",
    example: "set-field = \"status\" in two tasks      # a field for each, if groups are to tell them apart",
};

/// The pairs of tasks that are asked for a device in common.
const MOST_PAIRS: usize = 50;

/// Looks at every field.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for field in context.solution.fields.iter().filter(|it| context.writers_are_sound(&it.part.key)) {
        let tasks = context.solution.tasks.iter();
        let tasks: Vec<&Task> = tasks.filter(|it| fills(context.solution, it, &field.part.key)).collect();
        if let [first, others @ ..] = tasks.as_slice()
            && !others.is_empty()
        {
            problems.push(problem(context, field, &tasks, first, others));
        }
    }
}

fn problem(context: &Context<'_>, field: &Field, tasks: &[&Task], first: &Task, others: &[&Task]) -> Problem {
    let key = &field.part.key;
    let keys: Vec<&str> = tasks.iter().map(|task| task.part.key.as_str()).collect();
    let message = match both(context, tasks) {
        Some(both) => format!("the field `{key}` shows what ran last: {both}"),
        None => format!("the field `{key}` shows what ran last of the tasks {}", quoted(&keys)),
    };
    let problem = Problem::new(&CODE, message).at(written_at(context, first, key));
    let also = |problem: Problem, task: &&Task| problem.also(written_at(context, task, key), "and here");
    others.iter().fold(problem, also).help("a field for each, if groups are to tell them apart")
}

/// Two of the tasks that run on one device, which each leaves to the other.
fn both(context: &Context<'_>, tasks: &[&Task]) -> Option<String> {
    let pairs = tasks
        .iter()
        .enumerate()
        .flat_map(|(index, one)| tasks[index + 1..].iter().map(move |other| (*one, *other)));
    let mut pairs = pairs.take(MOST_PAIRS).filter(|(one, other)| {
        [one, other].into_iter().all(|task| context.runs_are_sound(task))
    });
    pairs.find_map(|(one, other)| {
        let device = shared(context.console(), one, other)?.in_words(context.subjects());
        let keys = quoted(&[&one.part.key, &other.part.key]);
        Some(format!("tasks {keys} both run on a device with {}", words::one_line(&device)))
    })
}

fn quoted(keys: &[&str]) -> String {
    words::list(keys.iter().map(|key| words::quoted(key)))
}

/// Where a task writes a field.
fn written_at(context: &Context<'_>, task: &Task, field: &str) -> Place {
    let table = At::ROOT.key("task");
    let at = table.key(&task.part.key);
    let steps = context.manifest.task.get(&task.part.key).map_or(&[][..], |table| &table.step);
    let index = steps.iter().position(|it| it.set_field.as_deref() == Some(field));
    context.document.value(&at.key("step").index(index.unwrap_or_default()).key("set-field"))
}
