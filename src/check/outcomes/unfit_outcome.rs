//! `unfit-outcome`: a row stores what its field cannot hold.

use crate::check::Context;
use crate::check::rows::{Store, is_literal};
use crate::diag::{Code, Problem, Severity, list};
use crate::document::{At, Problems};
use crate::resolve::codes;
use crate::solution::{Field, FieldType, Misfit, Outcome, Stored, can_store, is_output, why_not};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unfit-outcome",
    severity: Severity::Error,
    what: "A row stores an outcome's text in a field that cannot hold it: a flag, a number, a date, a dropdown without that option.",
    why: "The platform would refuse the value, and no device would ever show what its script reported. A script's whole line fits a text box only: an error's carries its message.",
    example: "[field.status] type = \"flag\"   set-field = \"status\" value = \"%output%\"      # type = \"text-box\"",
};

/// Looks at every row that stores something. How long an outcome's text may be is another question.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    context.each_store(|store| match &store.value {
        Stored::Outcome(key) => {
            let text = store.task.outcome(key).map(Outcome::text);
            if let Some(text) = text.filter(|text| !can_store(&context.platform.limits, store.field, text)) {
                let (what, field) = (format!("this outcome's text is `{text}`"), typed(context, store.field));
                let message = format!("{what}, and {field} cannot hold it");
                problems.push(problem(context, store, "outcome", message));
            }
        }
        Stored::Text(text) => {
            if is_output(text) && store.field.field_type != FieldType::TextBox {
                let what = "a script's line: that is a text, and an error's carries its message";
                let message = format!("{} cannot hold {what}", typed(context, store.field));
                problems.push(problem(context, store, "value", message));
            }
            if is_literal(store.field, text) {
                literal(context, store, text, problems);
            }
        }
    });
}

fn problem(context: &Context<'_>, store: &Store<'_, '_>, key: &str, message: String) -> Problem {
    let own = At::ROOT.key("field");
    let problem = Problem::new(&CODE, message)
        .at(context.document.value(&store.at.key(key)))
        .also(context.document.value(&own.key(&store.field.part.key).key("type")), "the field")
        .help("store it in a field of type \"text-box\"");
    match store.field.options.as_slice() {
        [] => problem,
        options => problem.help(format!("or store one of the options: {}", list(options))),
    }
}

/// A literal that its field cannot hold.
fn literal(context: &Context<'_>, store: &Store<'_, '_>, text: &str, problems: &mut Problems<'_>) {
    let (field, at) = (store.field, store.at.key("value"));
    match why_not(&context.platform.limits, field, &field.holding(text)) {
        None => {}
        Some(Misfit::Option(typed)) => {
            let options = field.options.iter().map(String::as_str);
            let help = problems.nearest(&typed, options);
            let problem = Problem::new(&codes::UNKNOWN_OPTION, format!("`{typed}` is not an option"));
            problems.push(problem.at(context.document.value(&at)).maybe_help(help));
        }
        Some(Misfit::Other(message, help)) => {
            // What a row stores is a text, whatever the field's type.
            let help = match field.field_type {
                FieldType::Flag => "\"true\" or \"false\"".to_owned(),
                FieldType::Number => "a whole number, in quotes: \"5\"".to_owned(),
                _ => help,
            };
            problems.at_value(&codes::UNFIT_OPERATOR, &at, message, help);
        }
    }
}

/// ``the flag `Excluded` ``
fn typed(context: &Context<'_>, field: &Field) -> String {
    let kind = context.platform.vocabulary.field_type(field.field_type).to_lowercase();
    format!("the {kind} `{}`", field.part.name)
}
