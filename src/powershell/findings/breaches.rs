//! What breaks out of the prelude, or changes what it relies on.

use crate::powershell::finding::{Finding, FindingKind};
use crate::powershell::syntax::{Kind, LeaveForm, NodeId, Operator};
use crate::powershell::view::{Command, Form, Frame, FrameKind, REPORT};

/// What every name begins with that is the prelude's own, in lower case.
const OWN: &str = "rmmgen";

/// All of them.
pub(super) fn breaches(form: &Form<'_>) -> Vec<Finding> {
    let mut breaches = Breaches { form, last_preference: last_preference(form), findings: Vec::new() };
    for id in form.body.tree.ids() {
        breaches.node(id);
    }
    for command in &form.commands {
        breaches.command(command);
    }
    breaches.findings
}

struct Breaches<'f, 'a> {
    form: &'f Form<'a>,
    /// Where the error preference is set last.
    last_preference: usize,
    findings: Vec<Finding>,
}

impl Breaches<'_, '_> {
    fn find(&mut self, kind: FindingKind, range: std::ops::Range<usize>) {
        self.findings.push(Finding { kind, range });
    }

    fn node(&mut self, id: NodeId) {
        let body = self.form.body;
        match *body.kind(id) {
            Kind::Leave { form: LeaveForm::Exit, .. } => self.find(FindingKind::Exit, body.keyword(id)),
            Kind::Leave { form: LeaveForm::Break | LeaveForm::Continue, .. } if self.leaves_no_loop(id) => {
                self.find(FindingKind::StrayJump, body.keyword(id));
            }
            Kind::Trap { body: block, .. } if self.goes_on(block) => {
                self.find(FindingKind::SilencedErrors, body.keyword(id));
            }
            Kind::Function { name, .. } if is_own(body.at(name)) => {
                self.find(FindingKind::OwnFunction, body.range(id).start..name.range().end);
            }
            Kind::Type { name, .. } if is_own(body.at(name)) => {
                self.find(FindingKind::OwnFunction, body.range(id).start..name.range().end);
            }
            Kind::UsingStatement { .. } => self.find(FindingKind::Using, body.keyword(id)),
            Kind::ParamBlock { .. } if self.is_outermost(id) => self.param(id),
            Kind::InvokeMember { .. } => self.ends_process(id),
            Kind::Assignment { target, value, .. } => self.assignment(target, value),
            Kind::Unary { operand, operator: Operator::Increment | Operator::Decrement, .. } => {
                self.own_variable(operand);
            }
            _ => {}
        }
    }

    fn is_outermost(&self, params: NodeId) -> bool {
        self.form.body.tree.parent(params) == Some(self.form.body.tree.root())
    }

    /// The word `param`, behind the attributes that stand before it.
    fn param(&mut self, id: NodeId) {
        let body = self.form.body;
        let Kind::ParamBlock { attributes, .. } = *body.kind(id) else { return };
        let behind = body.list(attributes).iter().map(|&id| body.range(id).end);
        let start = behind.chain([body.range(id).start]).max().unwrap_or_default();
        let word = body.text[start..].to_ascii_lowercase().find("param").map_or(start, |at| start + at);
        self.find(FindingKind::Param, word..word + "param".len());
    }

    fn command(&mut self, command: &Command<'_>) {
        let body = self.form.body;
        if self.form.calls(command, "Stop-Process") {
            let id = command.arguments().value("Id");
            if id.is_some_and(|id| body.is_variable(id, "pid")) {
                self.find(FindingKind::EndsProcess, command.name_range());
            }
        } else if command.name().eq_ignore_ascii_case("param") && command.is_bare() {
            // Behind other statements it is the name of a command, which there is not.
            let is_list =
                command.elements.first().is_some_and(|&id| matches!(body.kind(id), Kind::Paren { .. }));
            if is_list && self.form.frames.around(command.id).next().is_none() {
                self.find(FindingKind::Param, command.name_range());
            }
        }
    }

    /// `[Environment]::Exit(1)`.
    fn ends_process(&mut self, id: NodeId) {
        let body = self.form.body;
        let Kind::InvokeMember { target, member, is_static: true, .. } = *body.kind(id) else { return };
        let is_end = body.is_literal(member, "Exit") || body.is_literal(member, "FailFast");
        if is_end && body.type_name(target).eq_ignore_ascii_case("Environment") {
            self.find(FindingKind::EndsProcess, body.range(target).start..body.range(member).end);
        }
    }

    fn assignment(&mut self, target: NodeId, value: NodeId) {
        self.own_variable(target);
        let body = self.form.body;
        let variable = body.assigned(target);
        if body.is_variable(variable, "erroractionpreference")
            && self.silences(value)
            && self.form.frames.around(target).all(is_of_the_body)
            && self.last_preference <= body.range(target).start
        {
            self.find(FindingKind::SilencedErrors, body.range(variable));
        }
    }

    /// An assignment to what is the prelude's.
    fn own_variable(&mut self, target: NodeId) {
        let body = self.form.body;
        let base = body.base(body.assigned(target));
        if body.variable(base).is_some_and(|variable| variable.name.starts_with(OWN)) {
            self.find(FindingKind::OwnVariable, body.range(base));
        }
    }

    /// Whether a preference of this value goes on behind an error.
    fn silences(&self, value: NodeId) -> bool {
        let body = self.form.body;
        let value = body.expression(value);
        let text = body.literal(value).or_else(|| body.member(value));
        let silent = ["SilentlyContinue", "Continue", "Ignore"];
        text.is_some_and(|text| silent.iter().any(|it| text.eq_ignore_ascii_case(it)))
    }

    /// Whether a `trap` goes on behind every error.
    fn goes_on(&self, block: NodeId) -> bool {
        let body = self.form.body;
        let inside: Vec<NodeId> = body.tree.descendants(block).collect();
        let is_continue =
            |id: &NodeId| matches!(body.kind(*id), Kind::Leave { form: LeaveForm::Continue, .. });
        let reports = |id: &NodeId| body.command(*id).is_some_and(|command| command.is(REPORT));
        inside.iter().any(is_continue) && !inside.iter().any(reports)
    }

    /// Whether a `break` or `continue` finds no loop but the prelude's.
    fn leaves_no_loop(&self, id: NodeId) -> bool {
        for frame in self.form.frames.around(id) {
            match frame.kind {
                FrameKind::Loop
                | FrameKind::Switch
                | FrameKind::Trap
                | FrameKind::Kept
                | FrameKind::Elsewhere
                | FrameKind::Attribute
                | FrameKind::Method => return false,
                FrameKind::Function(node) => return self.is_called_outside_loops(node),
                FrameKind::Try(_) | FrameKind::Catch | FrameKind::Finally | FrameKind::Called => {}
            }
        }
        true
    }

    fn is_called_outside_loops(&self, function: NodeId) -> bool {
        let calls = self.form.functions.at(function).map_or(&[][..], |function| &function.calls);
        let is_plain = |frame: &Frame| {
            frame.kind.is_of_the_body() && !matches!(frame.kind, FrameKind::Loop | FrameKind::Switch)
        };
        calls.iter().any(|&call| self.form.frames.around(call).all(is_plain))
    }
}

/// Where the error preference is set for the last time.
fn last_preference(form: &Form<'_>) -> usize {
    let body = form.body;
    let set = body.tree.ids().filter_map(|id| match *body.kind(id) {
        Kind::Assignment { target, .. } => {
            let is_preference = body.is_variable(body.assigned(target), "erroractionpreference");
            is_preference.then(|| body.range(target).start)
        }
        _ => None,
    });
    set.max().unwrap_or_default()
}

fn is_of_the_body(frame: &Frame) -> bool {
    frame.kind.is_of_the_body()
}

/// Whether a function has a name of the prelude's.
fn is_own(name: &str) -> bool {
    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
    let noun = name.rsplit_once('-').map_or(name, |(_, noun)| noun);
    name.eq_ignore_ascii_case(REPORT)
        || noun.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN))
}

#[cfg(test)]
mod tests {
    use crate::powershell::{FindingKind, TOKENS, read_body};

    #[test]
    fn what_breaks_out() {
        use FindingKind::{EndsProcess, OwnFunction, OwnVariable, SilencedErrors, StrayJump};
        for (text, expected) in [
            ("[Environment]::Exit(1)", vec![(EndsProcess, "[Environment]::Exit")]),
            (
                "if ($x) { [System.Environment]::FailFast('a') }",
                vec![(EndsProcess, "[System.Environment]::FailFast")],
            ),
            ("Stop-Process -Id $PID -Force", vec![(EndsProcess, "Stop-Process")]),
            ("Stop-Process $pid", vec![(EndsProcess, "Stop-Process")]),
            ("Stop-Process -Id $process.Id; Get-Process -Id $PID", vec![]),
            ("$form.Exit(1); [App]::Exit(1)", vec![]),
            ("function Complete-Task { 'a' }", vec![(OwnFunction, "function Complete-Task")]),
            ("function Join-RmmGenLine { 'a' }", vec![(OwnFunction, "function Join-RmmGenLine")]),
            ("function Complete-Tasks { 1 }", vec![]),
            ("class RmmGenTable { }", vec![(OwnFunction, "class RmmGenTable")]),
            ("$RmmGenState.Outcome = 'a'", vec![(OwnVariable, "$RmmGenState")]),
            ("$script:rmmgenOutcome['a'] = @{}", vec![(OwnVariable, "$script:rmmgenOutcome")]),
            ("$x = $RmmGenState.Limit; if ($RmmGenState.Limit -gt 1) { $y = 1 }", vec![]),
            ("break", vec![(StrayJump, "break")]),
            ("if ($x) { continue }", vec![(StrayJump, "continue")]),
            ("F | ForEach-Object { if ($_) { continue } }", vec![(StrayJump, "continue")]),
            ("function F { break }\nF", vec![(StrayJump, "break")]),
            ("function F { break }\nforeach ($x in $y) { F }", vec![]),
            ("foreach ($x in $y) { if ($x) { continue }; F | ForEach-Object { break } }", vec![]),
            ("while ($x) { break }; do { continue } while ($x); for (;;) { break }", vec![]),
            ("switch -Regex ($x) { 'a' { F; break } default { continue } }", vec![]),
            ("switch -File $x { 'a' { break } }", vec![]),
            (":a foreach ($x in $y) { foreach ($z in $x) { continue a } }", vec![]),
            ("trap { continue }\nF", vec![(SilencedErrors, "trap")]),
            ("trap [X] { Write-Log $_; continue }\nF", vec![(SilencedErrors, "trap")]),
            ("trap { Complete-Task a -Detail $_; continue }\nF", vec![]),
            ("trap { break }\nF", vec![]),
            (
                "$ErrorActionPreference = 'SilentlyContinue'\nF",
                vec![(SilencedErrors, "$ErrorActionPreference")],
            ),
            ("$ErrorActionPreference = [A.B]::Continue", vec![(SilencedErrors, "$ErrorActionPreference")]),
            ("$ErrorActionPreference = 'Continue'; F; $ErrorActionPreference = 'Stop'", vec![]),
            ("function F { $ErrorActionPreference = 'Continue'; G }", vec![]),
            ("$ErrorActionPreference = 'Stop'", vec![]),
            ("$ProgressPreference = 'SilentlyContinue'", vec![]),
        ] {
            let own = [EndsProcess, OwnFunction, OwnVariable, SilencedErrors, StrayJump];
            let findings = read_body(text, &TOKENS).findings.into_iter().filter(|it| own.contains(&it.kind));
            let found: Vec<_> = findings.map(|finding| (finding.kind, &text[finding.range])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
