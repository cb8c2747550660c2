//! A script's body held to what its manifest declares, and a manifest to what its bodies use.

use std::ops::Range;

use super::Check;
use super::said::said;
use crate::check;
use crate::diag::{Code, Problem, nearest};
use crate::document::At;
use crate::manifest::{StepTable, TaskTable};
use crate::manifest::{named, pascal_case};
use crate::powershell::{
    self, Allowance, Finding, FindingKind, Reading, Report, Reported, Stored, Table, Value,
};
use crate::resolve::BodyOrigin;
use crate::solution::{Field, OutcomeKey, Read, Solution, Task, tokens};

/// What a body may use.
#[derive(Clone, Copy)]
pub(super) struct Declared<'a> {
    pub(super) task: &'a Task,
    pub(super) fields: &'a [Field],
    /// None where the manifest's own list is wrong.
    pub(super) reads: Option<&'a [Read]>,
}

/// A body that was read, and the step it belongs to.
pub(super) struct Script {
    pub(super) step: usize,
    pub(super) reading: Reading,
}

impl Check<'_> {
    /// Everything that is wrong with a body and that it does not allow itself.
    fn check_body(&mut self, body: &BodyOrigin, text: &str, declared: Declared<'_>) -> Reading {
        let reading = powershell::read_body(text);
        let mut held = Held { body, text, declared, found: Vec::new() };
        held.findings(&reading);
        let is_unreadable = reading.findings.iter().any(|it| it.kind == FindingKind::LoneTry);
        let doubts = if is_unreadable { Vec::new() } else { self.syntax(text, &reading) };
        for (range, code, message, help) in doubts {
            held.find(code, &range, message, Some(help));
        }
        for report in &reading.reports {
            held.report(report);
        }
        for stored in &reading.raised {
            held.stored(
                stored,
                "would be in the message of an error that comes to a detail, by a `catch` or because nothing catches it",
            );
        }
        for stored in &reading.kept {
            held.kept(stored);
        }
        held.values(&reading, Table::Parameter);
        held.values(&reading, Table::Field);
        held.allow(&reading, self.inputs.reads_syntax());
        self.problems.extend(held.found.into_iter().map(|found| found.problem));
        reading
    }

    /// Each body, and what the task declares for it.
    pub(super) fn scripts(&mut self, solution: &Solution) {
        let (table, origins, manifest) = (At::ROOT.key("task"), self.origins, self.manifest);
        for task in &solution.tasks {
            let Some(written) = manifest.task.get(&task.part.key) else { continue };
            let bodies = origins.bodies.iter().filter(|body| body.task == task.part.key);
            let mut scripts = Vec::new();
            for (script, body) in task.scripts().zip(bodies) {
                let asked = written.step[body.step].reads.as_ref().map_or(0, |reads| named(reads).len());
                let reads = (script.reads.len() == asked).then_some(script.reads.as_slice());
                let declared = Declared { task, fields: &solution.fields, reads };
                scripts.push(Script {
                    step: body.step,
                    reading: self.check_body(body, &script.body.text, declared),
                });
            }
            self.unused(&table.key(&task.part.key), written, task, &scripts);
            self.details.insert(task.part.key.clone(), super::detail::details(written, task, &scripts));
        }
    }

    /// What a task declares and its scripts do not use, where all of them could be read.
    fn unused(&mut self, at: &At<'_>, table: &TaskTable, task: &Task, scripts: &[Script]) {
        let written = table.step.iter().filter(|step| step.powershell.is_some()).count();
        if scripts.len() < written || self.problems.list().iter().any(Problem::is_error) {
            return;
        }
        self.unreported(&at.key("outcome"), table, task, scripts);
        let parameters = at.key("parameter");
        for parameter in &task.parameters {
            let read = |script: &Script| script.reading.may_read(Table::Parameter, &parameter.key);
            if !scripts.iter().any(read) && !is_token(table, &parameter.name) {
                let message = format!("no script reads the parameter `{}`", parameter.key);
                let help = format!("$Parameter['{}'] is its value; else take it out", parameter.key);
                self.problems.at_key(
                    &check::script::unread_value::CODE,
                    &parameters.key(&parameter.key),
                    message,
                    help,
                );
            }
        }
        let steps = at.key("step");
        for script in scripts {
            self.unread(&steps.index(script.step), &table.step[script.step], table, script);
        }
    }

    fn unreported(&mut self, at: &At<'_>, table: &TaskTable, task: &Task, scripts: &[Script]) {
        let reports = || scripts.iter().flat_map(|script| &script.reading.reports);
        let is_unclear = |report: &Report| report.outcome == Reported::Unclear;
        let says_less = |script: &Script| !script.reading.whole || script.reading.silent.is_some();
        if reports().any(is_unclear) || scripts.iter().any(says_less) {
            return;
        }
        let named = |step: &StepTable| [step.on_error.clone(), step.outcome.clone()];
        let otherwise: Vec<String> = table.step.iter().flat_map(named).flatten().collect();
        let is_named =
            |key: &OutcomeKey| task.on_error.as_ref() == Some(key) || otherwise.iter().any(|it| key == it);
        for outcome in &task.outcomes {
            let is_this = |report: &Report| matches!(&report.outcome, Reported::Key { key, .. } if key.eq_ignore_ascii_case(&outcome.key));
            if !reports().any(is_this) && !is_named(&outcome.key) {
                let message = format!("no script reports the outcome `{}`", outcome.key);
                let help = format!("Complete-Task -Outcome {} reports it; else take it out", outcome.key);
                self.problems.at_key(
                    &check::script::unreported_outcome::CODE,
                    &at.key(&outcome.key),
                    message,
                    help,
                );
            }
        }
    }

    /// Fields that a script asks for and does not read.
    fn unread(&mut self, at: &At<'_>, step: &StepTable, table: &TaskTable, script: &Script) {
        let Some(reads) = &step.reads else { return };
        let list = at.key("reads");
        for (index, (variable, key)) in named(reads).into_iter().enumerate() {
            if script.reading.may_read(Table::Field, key) || is_token(table, &variable) {
                continue;
            }
            let is_list = matches!(reads, crate::manifest::Reads::List(_));
            let item = if is_list { list.index(index) } else { list.key(&variable) };
            let message = format!("this script does not read the field `{key}`");
            let help = format!("$Field['{key}'] is its value; else take it out");
            self.problems.at_value(&check::script::unread_value::CODE, &item, message, help);
        }
    }
}

/// Whether a row of the task uses this variable.
fn is_token(table: &TaskTable, variable: &str) -> bool {
    let texts = |step: &StepTable| [step.log.clone(), step.value.clone()];
    let token = format!("@{variable}@");
    table.step.iter().flat_map(texts).flatten().any(|text| tokens(&text).any(|found| found == token))
}

/// What to write where a word processor's quotes stand.
fn plain_quote(written: &str) -> Option<String> {
    let quote = match written.chars().next()? {
        '\u{2018}'..='\u{201B}' => "'",
        '\u{201C}'..='\u{201F}' => "\"",
        _ => return None,
    };
    Some(format!("write the plain quote: {quote}"))
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

/// A problem, and where it stands in the body.
struct Found {
    range: Range<usize>,
    problem: Problem,
}

struct Held<'a> {
    body: &'a BodyOrigin,
    text: &'a str,
    declared: Declared<'a>,
    found: Vec<Found>,
}

impl Held<'_> {
    fn find(
        &mut self,
        code: &'static Code,
        range: &Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let place = self.body.place(range.clone());
        let problem = Problem::new(code, message).at(place).maybe_help(help);
        self.found.push(Found { range: range.clone(), problem });
    }

    fn findings(&mut self, reading: &Reading) {
        for finding in &reading.findings {
            let (code, message, help) = said(finding.kind);
            let help = self.precisely(finding).unwrap_or(help);
            self.find(code, &finding.range, message, Some(help));
        }
        if let Some(first) = &reading.silent {
            let message = "this script never calls Complete-Task: every run ends as its on-error outcome";
            let help = self.declared.task.outcomes.first();
            let help =
                help.map(|outcome| format!("Complete-Task -Outcome {} where it has succeeded", outcome.key));
            self.find(&check::script::silent_script::CODE, first, message, help);
        }
    }

    /// What to do where the very text says it.
    fn precisely(&self, finding: &Finding) -> Option<String> {
        let (written, rest) = (&self.text[finding.range.clone()], &self.text[finding.range.end..]);
        let is_empty = || {
            let inner = rest.trim_start().strip_prefix('(').map(str::trim_start);
            inner.is_some_and(|inner| inner.starts_with(')'))
        };
        match finding.kind {
            FindingKind::Param if is_empty() => {
                Some("delete it, and a [CmdletBinding()] before it".to_owned())
            }
            FindingKind::NonAscii => plain_quote(written),
            _ => None,
        }
    }

    fn report(&mut self, report: &Report) {
        let task = self.declared.task;
        let keys = || task.outcomes.iter().map(|outcome| outcome.key.as_str());
        match &report.outcome {
            Reported::Key { key, range } if !keys().any(|known| known.eq_ignore_ascii_case(key)) => {
                let message = format!("there is no outcome `{key}` in this task");
                self.find(&check::script::unknown_outcome::CODE, range, message, nearest(key, keys()));
            }
            Reported::Nothing => {
                let help = nearest("", keys());
                self.find(
                    &check::script::complete_task::CODE,
                    &report.range,
                    "this does not say which outcome it reports",
                    help,
                );
            }
            Reported::Key { .. } | Reported::Unclear => {}
        }
        for stranger in &report.strangers {
            let name = &self.text[stranger.clone()];
            let help = nearest(name, ["-Outcome", "-Detail"]);
            self.find(
                &check::script::complete_task::CODE,
                stranger,
                format!("Complete-Task has no `{name}`"),
                help,
            );
        }
        for stored in &report.stored {
            self.stored(stored, "would be printed, logged and stored");
        }
    }

    /// A secret in a detail, or in a variable that stands there.
    fn stored(&mut self, stored: &Stored, how: &str) {
        let range = stored.range();
        let Some((what, own)) = self.secret(stored) else { return };
        let written = &self.text[range.clone()];
        let is_itself = written.starts_with(['$', '('])
            && written.to_ascii_lowercase().contains(&own.to_ascii_lowercase())
            && !written.starts_with(&format!("${own}"));
        let is_command = !written.starts_with(['$', '(', '@', '"']);
        let message = match is_itself {
            true => format!("{what} {how}"),
            false if is_command => format!("{what} {how}: `{written}` gives it back"),
            false => format!("{what} {how}: `{written}` holds it"),
        };
        let help = match stored {
            Stored::RecoveryPassword(_) => "name what it belongs to: a drive, the id of its protector",
            _ => "leave it out: say what it is for, whether it is set, or a code of the error",
        };
        self.find(&check::secrets::secret_in_output::CODE, range, message, Some(help.to_owned()));
    }

    /// A secret that stays on the device.
    fn kept(&mut self, stored: &Stored) {
        let Some((what, _)) = self.secret(stored) else { return };
        let message = format!("{what} stays on the device in the clear, for whoever reads it there");
        let help = "leave it out, or delete it at the end; where it must be there, `# rmmgen: allow secret-on-device REASON` on this line";
        self.find(&check::secrets::secret_on_device::CODE, stored.range(), message, Some(help.to_owned()));
    }

    /// What secret a value is, and the name it is read by.
    fn secret<'s>(&'s self, stored: &'s Stored) -> Option<(String, &'s str)> {
        match stored {
            Stored::RecoveryPassword(_) => Some(("a recovery password".to_owned(), "RecoveryPassword")),
            Stored::Value(value) if self.is_secret(value) => {
                Some((format!("the secret `{}`", value.key), value.key.as_str()))
            }
            Stored::Whole(table, _) => Some((format!("the secret `{}`", self.secret_in(*table)?), "")),
            Stored::Value(_) | Stored::Error(..) => None,
        }
    }

    /// A secret of all that a table holds.
    fn secret_in(&self, table: Table) -> Option<&str> {
        let Declared { task, fields, reads } = self.declared;
        match table {
            Table::Parameter => task.parameters.iter().find(|it| it.secret).map(|it| it.key.as_str()),
            Table::Field => {
                let is_read = |key: &str| reads.unwrap_or_default().iter().any(|read| read.field == key);
                fields.iter().find(|it| it.secret && is_read(&it.part.key)).map(|it| it.part.key.as_str())
            }
        }
    }

    fn is_secret(&self, value: &Value) -> bool {
        let Declared { task, fields, .. } = self.declared;
        let is_key = |key: &str| key.eq_ignore_ascii_case(&value.key);
        match value.table {
            Table::Parameter => {
                task.parameters.iter().any(|parameter| parameter.secret && is_key(&parameter.key))
            }
            Table::Field => fields.iter().any(|field| field.secret && is_key(&field.part.key)),
        }
    }

    fn values(&mut self, reading: &Reading, table: Table) {
        for range in &reading.reads(table).in_strings {
            let written = &self.text[range.clone()];
            let message = format!("in a string this is all of {written} and then the text behind it");
            self.find(
                &check::script::unknown_value::CODE,
                range,
                message,
                Some(format!("\"$({written}['key'])\" is the value")),
            );
        }
        for value in reading.values(table) {
            match table {
                Table::Parameter => self.parameter(value),
                Table::Field => self.field(value),
            }
        }
    }

    fn parameter(&mut self, value: &Value) {
        let task = self.declared.task;
        let keys = || task.parameters.iter().map(|parameter| parameter.key.as_str());
        if !keys().any(|key| key.eq_ignore_ascii_case(&value.key)) {
            let message = format!("there is no parameter `{}` in this task", value.key);
            self.find(
                &check::script::unknown_value::CODE,
                &value.range,
                message,
                nearest(&value.key, keys()),
            );
        }
    }

    fn field(&mut self, value: &Value) {
        let Declared { fields, reads: Some(reads), .. } = self.declared else { return };
        let key = &value.key;
        if reads.iter().any(|read| read.field.eq_ignore_ascii_case(key)) {
            return;
        }
        let keys = || fields.iter().map(|field| field.part.key.as_str());
        if keys().any(|known| known == key) {
            let message = format!("the field `{key}` is not among what this script reads");
            self.find(
                &check::script::unknown_value::CODE,
                &value.range,
                message,
                Some(format!("{} on this step", listed(reads, key))),
            );
        } else {
            let message = format!("there is no field `{key}`");
            self.find(&check::script::unknown_value::CODE, &value.range, message, nearest(key, keys()));
        }
    }

    /// Takes out what the author allows, and minds what is allowed in vain.
    fn allow(&mut self, reading: &Reading, reads_syntax: bool) {
        for allowance in &reading.allowances {
            let code = allowance.code.as_deref().and_then(check::code);
            let before = self.found.len();
            self.found.retain(|found| {
                !(Some(found.problem.code) == code && allowance.line.contains(&found.range.start))
            });
            let used = self.found.len() < before;
            let not_asked =
                !reading.whole || code == Some(&check::script::doubtful_syntax::CODE) && !reads_syntax;
            self.allowance(allowance, code, used || not_asked);
        }
    }

    fn allowance(&mut self, allowance: &Allowance, code: Option<&'static Code>, used: bool) {
        let form = || Some("# rmmgen: allow CODE REASON".to_owned());
        match (&allowance.code, code) {
            (None, _) => {
                self.find(
                    &check::record::bad_allowance::CODE,
                    &allowance.range,
                    "this comment allows nothing",
                    form(),
                );
            }
            (Some(word), None) => {
                let help = nearest(word, check::codes().map(|code| code.word));
                self.find(
                    &check::record::bad_allowance::CODE,
                    &allowance.range,
                    format!("there is no problem `{word}`"),
                    help,
                );
            }
            (Some(_), Some(_)) if !allowance.has_reason => {
                self.find(
                    &check::record::bad_allowance::CODE,
                    &allowance.range,
                    "this does not say why",
                    form(),
                );
            }
            (Some(word), Some(_)) if !used => {
                let message = format!("there is no `{word}` on its line to be allowed");
                self.find(
                    &check::record::unused_allowance::CODE,
                    &allowance.range,
                    message,
                    Some("take it out".to_owned()),
                );
            }
            (Some(_), Some(_)) => {}
        }
    }
}
