//! Parameters: what whoever launches a task has to give it.

use crate::diff::ChangeKind as Kinds;
use crate::diff::edits::edits;
use crate::diff::pairing::rekey;
use crate::diff::{Mark, Scope, Severity, words};
use crate::solution::platform::Sheet;
use crate::solution::{Parameter, Task};

/// `recorded` is `old` with its own keys.
pub(in crate::diff) fn compare(
    scope: &mut Scope<'_>,
    recorded: &Task,
    (old, new): (&Task, &Task),
    (was, is): (&Sheet<'_>, &Sheet<'_>),
) {
    let (was, is) = (was.list("parameters"), is.list("parameters"));
    let pairing = rekey::parameters(&old.parameters, &new.parameters);
    for &(before, after) in &pairing.both {
        rekeyed(scope, &recorded.parameters[before], &new.parameters[after]);
        let sheets = (&was[before], &is[after]);
        changed(scope, &old.parameters[before], &new.parameters[after], sheets);
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
    let (name, kind) =
        (words::quoted(&parameter.name), scope.platform.vocabulary.parameter_type(parameter.parameter_type));
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
    let token = scope.platform.tokens.of_name(new);
    let change = scope.push(Severity::Caution, Kinds::ParameterRenamed, summary);
    change.detail(format!("its token becomes {}", words::one_line(&token)));
    change.help("rename it wherever the task is launched with a value for it");
}

fn changed(scope: &mut Scope<'_>, old: &Parameter, new: &Parameter, (was, is): (&Sheet<'_>, &Sheet<'_>)) {
    let name = words::quoted(&new.name);
    renamed(scope, &old.name, &new.name);
    for edit in edits(was, is) {
        let (severity, what) = match edit.key {
            "key" | "name" | "description" => continue,
            "type" => (Severity::Breaking, "type"),
            "required" if new.required && new.default.is_none() => (Severity::Breaking, "need for a value"),
            "required" => (Severity::Cosmetic, "need for a value"),
            "options" => (narrower(&old.options, &new.options), "list of options"),
            "accepted" if old.accepted.is_empty() => (Severity::Caution, "list of accepted values"),
            "accepted" => (narrower(&old.accepted, &new.accepted), "list of accepted values"),
            "secret" => (Severity::Caution, "secrecy"),
            "example" => (Severity::Cosmetic, "example"),
            "default" => (Severity::Caution, "default"),
            _ => (Severity::Caution, edit.name),
        };
        let summary = format!("parameter {name}: the {} changes", what.to_lowercase());
        let detail = match edit.key {
            "required" => words::became(need(old.required), need(new.required)),
            "secret" => words::became(secrecy(old.secret), secrecy(new.secret)),
            _ => edit.words(""),
        };
        scope.push(severity, Kinds::ParameterChanged, summary).detail(detail);
    }
    let what = format!("the description of parameter {name} changes");
    scope.text(Kinds::ParameterChanged, &what, (&old.description, &new.description), words::text);
}

fn need(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

fn secrecy(secret: bool) -> &'static str {
    if secret { "secret" } else { "not secret" }
}

/// Caution where a value that was accepted no longer is. An empty new list accepts everything.
fn narrower<T: PartialEq>(old: &[T], new: &[T]) -> Severity {
    let kept = new.is_empty() || old.iter().all(|value| new.contains(value));
    if kept { Severity::Cosmetic } else { Severity::Caution }
}
