//! `unreported-outcome`: an outcome that no script reports and no row stores.

use crate::check::{Context, Script};
use crate::diag::{Code, Severity};
use crate::document::{At, Problems};
use crate::manifest::Manifest;
use crate::powershell::{Finding, FindingKind, Report, Reported};
use crate::solution::{Outcome, Task};

/// What there is to say about it.
pub static CODE: Code = Code {
    word: "unreported-outcome",
    severity: Severity::Warning,
    what: "An outcome that no script of its task reports and no step stores.",
    why: "Groups and pages promise a state that no device can ever be in.",
    example: "[task.backup.outcome.skipped]      # Complete-Task -Outcome skipped, or take it out",
};

/// Looks at every task whose scripts say plainly what they report.
pub fn check(context: &Context<'_>, problems: &mut Problems<'_>) {
    let table = At::ROOT.key("task");
    for task in context.solution.tasks.iter().filter(|task| context.has_all_scripts(task)) {
        let scripts: Vec<&Script<'_>> = context.scripts_of(task).collect();
        let named = named(context.manifest, task);
        let is_plain = scripts.iter().all(|script| reports_plainly(script) && has_on_error(script));
        if !is_plain || named.iter().any(|key| task.outcome(key).is_none()) {
            continue;
        }
        let task_at = table.key(&task.part.key);
        let at = task_at.key("outcome");
        let is_reported = |key: &str| {
            let mut reports = scripts.iter().flat_map(|script| &script.reading.reports);
            reports.any(|report| is_of(report, key)) || named.contains(&key)
        };
        for Outcome { key, .. } in task.outcomes.iter().filter(|outcome| !is_reported(&outcome.key)) {
            let message = format!("no script reports the outcome `{key}`");
            let help = format!("Complete-Task -Outcome {key} reports it; else take it out");
            problems.at_key(&CODE, &at.key(key), message, help);
        }
    }
}

/// The outcomes that rows name, and the task for its errors.
fn named<'a>(manifest: &'a Manifest, task: &'a Task) -> Vec<&'a str> {
    let table = manifest.task.get(&task.part.key);
    let rows = table.into_iter().flat_map(|table| &table.step);
    let named = rows.flat_map(|row| [&row.on_error, &row.outcome]);
    let named = named.flatten().map(String::as_str);
    named.chain(task.on_error.as_deref()).collect()
}

/// Whether all that a script reports can be seen, and is an outcome of its task.
fn reports_plainly(script: &Script<'_>) -> bool {
    let is_known = |report: &Report| match &report.outcome {
        Reported::Key { key, .. } => script.declares(key),
        Reported::Nothing | Reported::Unclear => false,
    };
    let reading = &script.reading;
    let may_be_meant = |it: &Finding| {
        matches!(
            it.kind,
            FindingKind::NearReport | FindingKind::LostReport | FindingKind::Exit | FindingKind::EndsProcess
        )
    };
    reading.whole
        && reading.silent.is_none()
        && !reading.findings.iter().any(may_be_meant)
        && reading.reports.iter().all(is_known)
}

/// Whether it is known which outcome an error of the script is.
fn has_on_error(script: &Script<'_>) -> bool {
    script.script.on_error.is_some() || script.task.on_error.is_some()
}

fn is_of(report: &Report, outcome: &str) -> bool {
    matches!(&report.outcome, Reported::Key { key, .. } if key.eq_ignore_ascii_case(outcome))
}
