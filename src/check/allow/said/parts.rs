//! The `allow` of the solution and of each part.

use std::sync::Arc;

use super::allowance::{Allowance, Kinds, Scope, kind};
use crate::check::allow::{fixed_severity, unknown_code};
use crate::check::context::Context;
use crate::check::record::unused_image;
use crate::diag::Code;
use crate::document::{At, Problems};
use crate::manifest::{Common, Manifest};
use crate::resolve::codes;
use crate::solution::{Kind, PartRef};
use crate::source::Place;

/// The allowances of all parts, as far as they can be some.
pub(in crate::check::allow) fn read(
    context: &Context<'_>,
    kinds: Kinds,
    problems: &mut Problems<'_>,
) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    for (part, common) in parts(context.manifest) {
        for (word, reason) in common.allow {
            at_part(&part, |at| {
                let table = at.key("allow");
                let at = &table.key(word);
                allowances.extend(allowed(at, kinds, (word, reason), problems).map(|code| Allowance {
                    code,
                    scope: Scope::Part(part.clone()),
                    place: context.document.key(at),
                    used: false,
                    asked: true,
                }));
            });
        }
    }
    allowances
}

/// The kind that an entry allows, if it is one, and one that can be allowed.
fn allowed(
    at: &At<'_>,
    kinds: Kinds,
    (word, reason): (&str, &str),
    problems: &mut Problems<'_>,
) -> Option<&'static Code> {
    if reason.trim().is_empty() {
        let help = "say why it is meant: whoever reads it next has to know whether it still holds";
        problems.at_value(&codes::EMPTY_TEXT, at, "this allowance has no reason", help);
    }
    let Some(code) = kind(kinds, word) else {
        unknown_code::report(at, word, kinds, problems);
        return None;
    };
    if code.severity.is_certain() {
        problems.push_at_key(fixed_severity::problem(code), at);
        return None;
    }
    Some(code)
}

/// Whether only rendering finds what is allowed here.
pub(in crate::check::allow) fn is_late(code: &Code, part: &PartRef) -> bool {
    code == &unused_image::CODE && part.kind == Kind::Solution
}

/// The part that a place lies in: that of its table, or the task whose script it is. Everything else is the solution's.
pub(in crate::check::allow) fn part_of(context: &Context<'_>, place: Option<&Place>) -> PartRef {
    let Some(place) = place else { return PartRef::solution() };
    let is_manifest = Arc::ptr_eq(context.document.source(), &place.source);
    let mut bodies = context.origins.bodies.iter();
    if let Some(body) = bodies.find(|body| !is_manifest && Arc::ptr_eq(&body.source, &place.source)) {
        return PartRef::new(Kind::Task, &body.task);
    }
    parts(context.manifest)
        .map(|(part, _)| part)
        .filter(|part| part.kind != Kind::Solution)
        .find(|part| at_part(part, |at| context.document.holds(at, place)))
        .unwrap_or_else(PartRef::solution)
}

/// The solution and its parts.
fn parts(manifest: &Manifest) -> impl Iterator<Item = (PartRef, Common<'_>)> {
    let fields = manifest.field.iter().map(|(key, table)| (PartRef::new(Kind::Field, key), table.common()));
    let groups = manifest.group.iter().map(|(key, table)| (PartRef::new(Kind::Group, key), table.common()));
    let tasks = manifest.task.iter().map(|(key, table)| (PartRef::new(Kind::Task, key), table.common()));
    std::iter::once((PartRef::solution(), manifest.solution.common()))
        .chain(fields)
        .chain(groups)
        .chain(tasks)
}

/// Does something with the place of a part.
fn at_part<R>(part: &PartRef, then: impl FnOnce(&At<'_>) -> R) -> R {
    let kind = At::ROOT.key(part.kind.word());
    match part.kind {
        Kind::Solution => then(&kind),
        _ => then(&kind.key(&part.key)),
    }
}
