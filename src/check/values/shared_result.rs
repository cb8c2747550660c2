//! `shared-result`: what a device reports or chooses goes into a field that it has in common with others.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::solution::{FieldType, Level, Stored, is_output};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "shared-result",
    severity: Severity::Warning,
    what: "A task stores what a device reports in a field of its site or company, or sets a flag there.",
    why: "Every device there overwrites it, so it shows what ran last, and a group that tests it selects all devices of the site or company, or none.",
    example: "[field.status] level = \"company\"      # level = \"endpoint\"",
};

/// Looks at every row that stores something that its field can hold.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.each_store(|store| {
        if !store.fits(&context.platform.limits) {
            return;
        }
        let (is_report, is_choice) = match &store.value {
            Stored::Outcome(_) => (true, false),
            Stored::Text(text) => (is_output(text), store.field.field_type == FieldType::Flag),
        };
        let whose = match store.field.level {
            Level::Endpoint => return,
            Level::Site => "site",
            Level::Company => "company",
        };
        let (message, help) = if is_report {
            let message = format!(
                "every device of a {whose} overwrites this field, and the last report stands for all of them"
            );
            (message, "store it in a field of level \"endpoint\"")
        } else if is_choice {
            let message = format!("the run on one device sets this for its whole {whose}");
            let help = "set a field of level \"endpoint\"; or allow it: allow = { shared-result = \"reason\" }";
            (message, help)
        } else {
            return;
        };
        let level = At::ROOT.key("field");
        let level = context.document.value(&level.key(&store.field.part.key).key("level"));
        let place = context.document.value(&store.at.key("set-field"));
        problems.push(Problem::new(&CODE, message).at(place).also(level, "the field").help(help));
    });
}
