//! `missing-parameter`: what a schedule gives to the parameters of its task.

use crate::check::Context;
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::solution::{Parameter, Schedule, cannot_take};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "missing-parameter",
    severity: Severity::Error,
    what: "A schedule gives no value to a parameter that needs one, or one that the parameter cannot take.",
    why: "The task would not start, or its script would stop at once.",
    example: "[[task.install.schedule]]      # parameters = { site = \"north\" }",
};

/// Looks at every schedule.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in &context.solution.tasks {
        let at = table.key(&task.part.key);
        let parameters = at.key("parameter");
        // What a parameter takes is not known where it is not written as it must be.
        let is_sound = |parameter: &&Parameter| context.is_sound(&parameters.key(&parameter.key));
        let sound: Vec<&Parameter> = task.parameters.iter().filter(is_sound).collect();
        let list = at.key("schedule");
        for (index, schedule) in task.schedules.iter().enumerate() {
            for parameter in &sound {
                given(&list.index(index), schedule, parameter, problems);
            }
        }
    }
}

fn given(at: &At<'_>, schedule: &Schedule, parameter: &Parameter, problems: &mut Problems<'_>) {
    let key = &parameter.key;
    match schedule.parameters.get(key) {
        Some(value) => {
            if let Some(help) = cannot_take(parameter, value) {
                let message = format!("`{value}` is no value for the parameter `{key}`");
                problems.at_value(&CODE, &at.key("parameters").key(key), message, help);
            }
        }
        None if parameter.required && parameter.default.is_none() => {
            let message = format!("this schedule gives no value to the required parameter `{key}`");
            problems.at_key(&CODE, at, message, how_to_give(parameter));
        }
        None => {}
    }
}

fn how_to_give(parameter: &Parameter) -> String {
    if parameter.secret {
        "a secret cannot stand in a manifest: keep it in a secret field, and have the script read that".into()
    } else {
        format!("parameters = {{ {} = … }}", parameter.key)
    }
}
