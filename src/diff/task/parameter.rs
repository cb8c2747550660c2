//! Parameters: what whoever launches a task has to give it.

use crate::diff::ChangeKind as Kinds;
use crate::diff::pairing::rekey;
use crate::diff::{Mark, Scope, Severity, words};
use crate::solution::{Parameter, Task, Value};

/// `recorded` is `old` with its own keys.
pub(in crate::diff) fn compare(scope: &mut Scope<'_>, recorded: &Task, old: &Task, new: &Task) {
    let pairing = rekey::parameters(&old.parameters, &new.parameters);
    for &(before, after) in &pairing.both {
        rekeyed(scope, &recorded.parameters[before], &new.parameters[after]);
        changed(scope, &old.parameters[before], &new.parameters[after]);
    }
    for &index in &pairing.added {
        added(scope, &new.parameters[index]);
    }
    for &index in &pairing.removed {
        let summary = format!("parameter {} is removed", words::quoted(&old.parameters[index].name));
        let change = scope.push(Severity::Caution, Kinds::ParameterRemoved, summary).mark(Mark::Removed);
        change.detail("whatever launches the task with it must stop giving it");
    }
    if pairing.reordered() {
        let summary = "the parameters stand in another order";
        scope.push(Severity::Cosmetic, Kinds::ParametersReordered, summary);
    }
}

fn added(scope: &mut Scope<'_>, parameter: &Parameter) {
    let must = parameter.required && parameter.default.is_none();
    let severity = if must { Severity::Breaking } else { Severity::Cosmetic };
    let (name, kind) = (words::quoted(&parameter.name), parameter.parameter_type.console());
    let change = scope.push(severity, Kinds::ParameterAdded, format!("new parameter {name}, {kind}"));
    change.mark(Mark::Added);
    if must {
        change.detail("it is required and has no default: every launch that does not give it fails");
    }
}

fn rekeyed(scope: &mut Scope<'_>, recorded: &Parameter, new: &Parameter) {
    if recorded.key == new.key {
        return;
    }
    let (before, after) = (words::quoted(&recorded.key), words::quoted(&new.key));
    let summary = format!("the key of parameter {before} changes to {after}; its name stays");
    let change = scope.push(Severity::Cosmetic, Kinds::ParameterRekeyed, summary);
    change.help(format!("script bodies must read $Parameter['{}']", new.key));
}

fn renamed(scope: &mut Scope<'_>, old: &str, new: &str) {
    if old == new {
        return;
    }
    let summary = format!("parameter {} is renamed to {}", words::quoted(old), words::quoted(new));
    let change = scope.push(Severity::Caution, Kinds::ParameterRenamed, summary);
    change.detail(format!("its token becomes @{}@", words::one_line(new)));
    change.help("rename it wherever the task is launched with a value for it");
}

fn changed(scope: &mut Scope<'_>, old: &Parameter, new: &Parameter) {
    let Parameter {
        key: _,
        name,
        description,
        parameter_type,
        required,
        default,
        options,
        accepted,
        range,
        example,
        secret,
    } = old;
    let quoted = words::quoted(&new.name);
    renamed(scope, name, &new.name);
    let mut say = |severity, what: &str, before: String, after: String| {
        let summary = format!("parameter {quoted}: the {what} changes");
        scope.push(severity, Kinds::ParameterChanged, summary).detail(words::became(&before, &after));
    };
    if *parameter_type != new.parameter_type {
        let (before, after) = (parameter_type.console(), new.parameter_type.console());
        say(Severity::Breaking, "type", before.to_owned(), after.to_owned());
    }
    if *required != new.required {
        let must = new.required && new.default.is_none();
        let severity = if must { Severity::Breaking } else { Severity::Cosmetic };
        say(severity, "need for a value", need(*required), need(new.required));
    }
    if *default != new.default {
        let value = |value: &Option<Value>| words::optional_value(value.as_ref());
        say(Severity::Caution, "default", value(default), value(&new.default));
    }
    if *options != new.options {
        say(narrower(options, &new.options), "list of options", all(options), all(&new.options));
    }
    if *accepted != new.accepted {
        let severity =
            if accepted.is_empty() { Severity::Caution } else { narrower(accepted, &new.accepted) };
        say(severity, "list of accepted values", all(accepted), all(&new.accepted));
    }
    if *range != new.range {
        say(Severity::Caution, "range", span(*range), span(new.range));
    }
    if *secret != new.secret {
        let show = |secret: bool| if secret { "secret" } else { "not secret" }.to_owned();
        say(Severity::Caution, "secrecy", show(*secret), show(new.secret));
    }
    if *example != new.example {
        say(
            Severity::Cosmetic,
            "example",
            example.clone().unwrap_or_default(),
            new.example.clone().unwrap_or_default(),
        );
    }
    let what = format!("the description of parameter {quoted} changes");
    scope.text(Kinds::ParameterChanged, &what, (description, &new.description), words::text);
}

fn need(required: bool) -> String {
    if required { "required" } else { "optional" }.to_owned()
}

fn all<T: std::fmt::Display>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(|value| words::quoted(&value.to_string())).collect();
    values.join(", ")
}

fn span(range: Option<(i64, i64)>) -> String {
    range.map(|(low, high)| format!("{low} to {high}")).unwrap_or_default()
}

/// Caution where a value that was accepted no longer is. An empty new list accepts everything.
fn narrower<T: PartialEq>(old: &[T], new: &[T]) -> Severity {
    let kept = new.is_empty() || old.iter().all(|value| new.contains(value));
    if kept { Severity::Cosmetic } else { Severity::Caution }
}
