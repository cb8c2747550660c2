//! What runs, but not as it was meant: nobody answers, the device is gone, a comparison that is none.

use super::arguments::{Arguments, begins};
use super::flow::Form;
use super::lexer::Kind;
use super::walk::{Spot, SpotKind};
use super::{Finding, FindingKind};

/// All of them.
pub(super) fn slips(form: Form<'_>) -> Vec<Finding> {
    let mut slips = Slips { form, findings: Vec::new() };
    for spot in form.spots.iter().filter(|spot| spot.kind == SpotKind::Command) {
        slips.command(spot);
    }
    for at in 0..form.code.tokens.len() {
        match form.code.kind(at) {
            Some(Kind::Word) => slips.word(at),
            Some(Kind::Variable) => slips.host(at),
            _ => {}
        }
    }
    slips.findings
}

struct Slips<'a> {
    form: Form<'a>,
    findings: Vec<Finding>,
}

impl Slips<'_> {
    fn find(&mut self, kind: FindingKind, first: usize, last: usize) {
        self.findings.push(Finding { kind, range: self.form.code.range(first, last) });
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.form.code.text(at).eq_ignore_ascii_case(word))
    }

    fn command(&mut self, spot: &Spot) {
        let at = spot.token;
        let Some(name) = self.form.code.command(at) else { return };
        if self.form.functions.iter().any(|function| function.name.eq_ignore_ascii_case(name)) {
            return;
        }
        if self.is(at, &["Read-Host", "pause"]) || self.is(at, &["Get-Credential"]) && self.asks(at) {
            self.find(FindingKind::Waits, at, at);
        } else if self.is(at, &["Restart-Computer", "Stop-Computer"]) && self.is_own_device(at)
            || self.is(at, &["shutdown"]) && self.is_at_once(at)
        {
            self.find(FindingKind::Restarts, at, at);
        } else if is_nearly_report(name) {
            self.find(FindingKind::NearReport, at, at);
        }
    }

    /// Whether no finished credential is given.
    fn asks(&self, at: usize) -> bool {
        let code = self.form.code;
        let credential = Arguments::of(code, at).named(code, "Credential");
        credential.is_none_or(|value| code.kind(value.start) != Some(Kind::Variable))
    }

    /// Whether no other computer is named, and it is not only tried.
    fn is_own_device(&self, at: usize) -> bool {
        let code = self.form.code;
        let given = Arguments::of(code, at);
        let is_other = |at: usize| begins(code, at, "ComputerName") || begins(code, at, "WhatIf");
        given.tables.is_empty()
            && given.positional.is_empty()
            && !given.named.iter().any(|(at, _)| is_other(*at))
    }

    /// `shutdown /r` without `/t` and a time to report in.
    fn is_at_once(&self, at: usize) -> bool {
        let code = self.form.code;
        let rest = code.tokens.get(at + 1..code.element_end(at + 1)).unwrap_or_default();
        let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return false };
        let given = code.text[first.start..last.end].to_ascii_lowercase().replace('-', "/");
        let words: Vec<&str> = given.split_whitespace().collect();
        let ends = words.iter().any(|word| ["/r", "/s", "/g", "/p"].contains(word));
        let time = words.iter().position(|word| *word == "/t").and_then(|at| words.get(at + 1));
        ends && time == Some(&"0") || words.contains(&"/p")
    }

    /// `[Console]::WriteLine`, `==`, `>`.
    fn word(&mut self, at: usize) {
        const WRITES: [&str; 4] = ["Write", "WriteLine", "Error", "Out"];
        const READS: [&str; 4] = ["Read", "ReadLine", "ReadKey", "In"];
        let code = self.form.code;
        if self.is(at, &["Console"])
            && code.is(at + 1, b']')
            && code.is(at + 2, b':')
            && code.is(at + 3, b':')
        {
            if self.is(at + 4, &READS) {
                self.find(FindingKind::Waits, at, at + 4);
            } else if self.is(at + 4, &WRITES) {
                self.find(FindingKind::ConsoleOutput, at, at + 4);
            }
        } else if self.is(at, &["if", "elseif", "while"])
            && code.is(at + 1, b'(')
            && !code.is(at.wrapping_sub(1), b'.')
        {
            self.condition(at + 2, code.behind(at + 1).saturating_sub(1));
        }
    }

    /// `$host.UI.WriteLine`, `$host.UI.PromptForChoice`.
    fn host(&mut self, at: usize) {
        let code = self.form.code;
        if !(self.is(at, &["$Host"])
            && code.is(at + 1, b'.')
            && self.is(at + 2, &["UI"])
            && code.is(at + 3, b'.'))
        {
            return;
        }
        let member = if self.is(at + 4, &["RawUI"]) { at + 6 } else { at + 4 };
        let name = code.text(member).to_ascii_lowercase();
        if name.starts_with("prompt") || name.starts_with("read") {
            self.find(FindingKind::Waits, at, member);
        } else if name.starts_with("write") {
            self.find(FindingKind::ConsoleOutput, at, member);
        }
    }

    /// A condition that is one comparison, written with another language's sign.
    fn condition(&mut self, start: usize, end: usize) {
        let code = self.form.code;
        if !matches!(code.kind(start), Some(Kind::Variable | Kind::Sign(b'('))) {
            return;
        }
        let mut at = code.behind(start);
        while at < end && code.joins(at) && !code.is(at, b'=') && !code.is(at, b'>') {
            at = code.behind(at);
        }
        let twice = code.is(at, b'=') && code.is(at + 1, b'=');
        let sign = at;
        let value = at + 1 + usize::from(twice || code.is(at + 1, b'='));
        let is_value =
            value + 1 == end && (matches!(code.kind(value), Some(Kind::Text)) || self.is_constant(value));
        if twice || code.is(sign, b'=') && is_value {
            self.find(FindingKind::Assigns, sign, if twice { sign + 1 } else { sign });
        } else if code.is(sign, b'>')
            && value + 1 == end
            && (is_value || code.kind(value) == Some(Kind::Variable))
            && !self.is(value, &["$null"])
        {
            self.find(FindingKind::Redirects, sign, sign);
        }
    }

    fn is_constant(&self, at: usize) -> bool {
        let is_number = self.form.code.text(at).starts_with(|first: char| first.is_ascii_digit());
        is_number || self.is(at, &["$true", "$false", "$null"])
    }
}

/// Whether a command's name is a slip of the pen for `Complete-Task`.
fn is_nearly_report(name: &str) -> bool {
    const NEAR: [&str; 8] = [
        "completetask",
        "completetasks",
        "completedtask",
        "completask",
        "completetaks",
        "completettask",
        "taskcomplete",
        "completeatask",
    ];
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let is_itself = name.eq_ignore_ascii_case("Complete-Task");
    !is_itself && NEAR.iter().any(|near| letters.eq_ignore_ascii_case(near))
}

#[cfg(test)]
mod tests {
    use super::super::{FindingKind, read_body};
    use crate::powershell::TOKENS;

    #[test]
    fn what_is_not_as_it_was_meant() {
        use FindingKind::{Assigns, ConsoleOutput, NearReport, Redirects, Restarts, Waits};
        for (text, expected) in [
            ("$x = Read-Host 'x'; pause", vec![(Waits, "Read-Host"), (Waits, "pause")]),
            (
                "Get-Credential; F (Get-Credential -Credential 'a')",
                vec![(Waits, "Get-Credential"), (Waits, "Get-Credential")],
            ),
            ("Get-Credential -Credential $x", vec![]),
            (
                "$x = [Console]::ReadLine(); $null = $Host.UI.PromptForChoice('a')",
                vec![(Waits, "Console]::ReadLine"), (Waits, "$Host.UI.PromptForChoice")],
            ),
            (
                "[System.Console]::WriteLine('a'); [Console]::Error.WriteLine('a')",
                vec![(ConsoleOutput, "Console]::WriteLine"), (ConsoleOutput, "Console]::Error")],
            ),
            ("$host.UI.WriteLine('a')", vec![(ConsoleOutput, "$host.UI.WriteLine")]),
            ("[Console]::OutputEncoding = $x; $host.UI.RawUI.BufferSize = $y", vec![]),
            (
                "Restart-Computer -Force; Stop-Computer",
                vec![(Restarts, "Restart-Computer"), (Restarts, "Stop-Computer")],
            ),
            ("shutdown /r /t 0; shutdown /s /f -t 0", vec![(Restarts, "shutdown"), (Restarts, "shutdown")]),
            ("shutdown /r /t 60; shutdown /a; Restart-Computer -ComputerName $x", vec![]),
            (
                "CompleteTask -Outcome a; Completed-Task a",
                vec![(NearReport, "CompleteTask"), (NearReport, "Completed-Task")],
            ),
            ("function Complete-Tasks { 1 }\nComplete-Tasks", vec![]),
            ("if ($a == 1) { F } elseif ($a.B = 'c') { G }", vec![(Assigns, "=="), (Assigns, "=")]),
            ("while ($a > 1) { F }; if ($a.Count >= $b) { F }", vec![(Redirects, ">"), (Redirects, ">")]),
            (
                "if ($a = Get-It) { F }; if ($a -gt 1) { F }; if ((F) 2> $null) { G }; if ($a > $null) { F }",
                vec![],
            ),
        ] {
            let own = [Assigns, ConsoleOutput, NearReport, Redirects, Restarts, Waits];
            let findings = read_body(text, &TOKENS).findings.into_iter().filter(|it| own.contains(&it.kind));
            let found: Vec<_> = findings.map(|finding| (finding.kind, &text[finding.range])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
