//! `letter-case`: what depends on whether letter case counts on the platform.

use std::collections::BTreeMap;

use super::names::named::named;
use crate::check::Context;
use crate::diag::{Code, Problem, Severity};
use crate::document::{At, Document, Problems};
use crate::solution::Part;

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "letter-case",
    severity: Severity::Warning,
    what: "Something that depends on whether letter case counts on the platform: whether a block selects anything, an example holds, or two names or options are two.",
    why: "Whether it counts is documented nowhere, so nobody knows what the group selects, or whether one part overwrites the other.",
    example: "contains-any-of = [\"failed\"] and does-not-contain-any-of = [\"FAILED\"] of one field",
};

/// Looks at names and options; of what groups select, the rules about groups say it.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    names(context, problems);
    let (fields, tasks) = (At::ROOT.key("field"), At::ROOT.key("task"));
    for field in &context.solution.fields {
        let at = fields.key(&field.part.key);
        problems.extend(options(context.document, &at.key("options"), &field.options));
    }
    for task in &context.solution.tasks {
        let at = tasks.key(&task.part.key);
        let table = at.key("parameter");
        for parameter in &task.parameters {
            let at = table.key(&parameter.key);
            problems.extend(options(context.document, &at.key("options"), &parameter.options));
        }
    }
}

/// Names of one kind, of fields at one level.
fn names(context: &Context<'_>, problems: &mut Problems<'_>) {
    let mut firsts: BTreeMap<_, &Part> = BTreeMap::new();
    for named in named(context.solution) {
        let part = named.part;
        let first = *firsts.entry((named.kind, part.name.to_lowercase(), named.level)).or_insert(part);
        if first.name != part.name {
            let table = At::ROOT.key(named.kind.word());
            let (here, there) = (table.key(&part.key), table.key(&first.key));
            let (here, there) = ((&here.key("name"), part.name.as_str()), (&there.key("name"), first.name.as_str()));
            problems.push(alike(context.document, here, there));
        }
    }
}

fn options(document: &Document, list: &At<'_>, options: &[String]) -> Vec<Problem> {
    let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, option) in options.iter().enumerate() {
        let first = *firsts.entry(option.to_lowercase()).or_insert(index);
        if options[first] != *option {
            let (here, there) = (list.index(index), list.index(first));
            found.push(alike(document, (&here, option), (&there, &options[first])));
        }
    }
    found
}

fn alike(document: &Document, (at, text): (&At<'_>, &str), (first_at, first): (&At<'_>, &str)) -> Problem {
    Problem::new(&CODE, format!("`{text}` differs from `{first}` in letter case only"))
        .at(document.value(at))
        .also(document.value(first_at), "the other one")
        .help("whether the platform tells them apart is documented nowhere: reword one of them")
}
