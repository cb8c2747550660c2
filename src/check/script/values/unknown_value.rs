//! `unknown-value`: a script reads what its manifest does not give it.

use crate::check::{Context, Script};
use crate::diag::{Code, Problem, Severity, nearest};
use crate::document::Problems;
use crate::powershell::{Table, Value};
use crate::manifest::pascal_case;
use crate::solution::{Field, Read};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unknown-value",
    severity: Severity::Error,
    what: "A script reads a parameter that its task does not declare, or a field that its `reads` do not name.",
    why: "The value is always nothing, whatever people enter.",
    example: "$Parameter['dayz']      # $Parameter['days']",
};

/// Looks at everything that a body reads.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    for script in context.scripts() {
        for table in [Table::Parameter, Table::Field] {
            problems.extend(in_strings(script, table));
            let unknown = script.reading.values(table).iter().filter(|it| !script.knows(table, &it.key));
            problems.extend(unknown.map(|value| match table {
                Table::Parameter => parameter(script, value),
                Table::Field => field(script, value, &context.solution.fields),
            }));
        }
    }
}

/// `"$Parameter['key']"`.
fn in_strings(script: &Script<'_>, table: Table) -> impl Iterator<Item = Problem> {
    script.reading.reads(table).in_strings.iter().map(|range| {
        let written = &script.text()[range.clone()];
        let message = format!("in a string this is all of {written} and then the text behind it");
        script.problem(&CODE, range, message).help(format!("\"$({written}['key'])\" is the value"))
    })
}

fn parameter(script: &Script<'_>, value: &Value) -> Problem {
    let known = script.task.parameters.iter().map(|parameter| parameter.key.as_str());
    let message = format!("there is no parameter `{}` in this task", value.key);
    script.problem(&CODE, &value.range, message).maybe_help(nearest(&value.key, known))
}

fn field(script: &Script<'_>, value: &Value, fields: &[Field]) -> Problem {
    let key = &value.key;
    let known = || fields.iter().map(|field| field.part.key.as_str());
    if !known().any(|known| known == key) {
        let problem = script.problem(&CODE, &value.range, format!("there is no field `{key}`"));
        return problem.maybe_help(nearest(key, known()));
    }
    let message = format!("the field `{key}` is not among what this script reads");
    let help = format!("{} on this step", listed(&script.script.reads, key));
    script.problem(&CODE, &value.range, message).help(help)
}

/// The whole list of what a script reads, with one field more.
fn listed(reads: &[Read], key: &str) -> String {
    if reads.iter().any(|read| read.variable != pascal_case(&read.field)) {
        return format!("`Name = \"{key}\"` in the table `reads`");
    }
    let keys = reads.iter().map(|read| read.field.as_str()).chain([key]);
    let keys: Vec<String> = keys.map(|key| format!("\"{key}\"")).collect();
    format!("reads = [{}]", keys.join(", "))
}
