//! `unstored-example`: an example of a field that nothing can ever store there.

use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Problems};
use crate::logic::values::{Shape, Way, ways};
use crate::solution::Field;
use crate::words::quoted_list;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unstored-example",
    severity: Severity::Warning,
    what: "An example of a field that people may not edit and in which no task stores this text.",
    why: "It stands on the page as a value that the field may have: whoever looks for it finds no device.",
    example: "example = \"Sucess\"      # the outcome's text is `Success`",
};

/// Looks at every field that only tasks write, where it is known what they store.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    if !context.are_sound(&["field", "task"]) {
        return;
    }
    let table = At::ROOT.key("field");
    for field in context.solution.fields.iter().filter(|field| !field.editable) {
        let Some(example) = field.example.as_deref() else { continue };
        let ways = ways(context.solution, field);
        if ways.iter().any(|way| can_be(way, example)) {
            continue;
        }
        let message = format!("nothing ever stores `{example}` in this field");
        let at = context.document.value(&table.key(&field.part.key).key("example"));
        problems.push(Problem::new(&CODE, message).at(at).help(stored(field, &ways)));
    }
}

/// Whether a value that gets into the field this way can be this text: a script's line may go on with a detail.
fn can_be(way: &Way<'_>, example: &str) -> bool {
    match &way.shape {
        Shape::Text(text) => text == example,
        Shape::Line { text, around: Some((before, behind)) } => {
            let line = example.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
            line.is_some_and(|line| line.starts_with(text))
        }
        Shape::Line { text, around: None } => example.contains(text),
        Shape::Anything => true,
    }
}

/// What is stored there.
fn stored(field: &Field, ways: &[Way<'_>]) -> String {
    let mut texts: Vec<String> = ways.iter().filter_map(|way| way.shape.shown()).collect();
    texts.dedup();
    match texts.as_slice() {
        [] => format!("take it out, or have a task write `{}`", field.part.key),
        texts => format!("what is stored there begins with one of {}", quoted_list(texts)),
    }
}
