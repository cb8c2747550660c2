//! What breaks out of the prelude, or changes what it relies on, in other words than `exit` and `return`.

use super::arguments::Arguments;
use super::blocks::{Block, BlockKind};
use super::calls::{COMMAND, unquoted};
use super::flow::{Form, name};
use super::lexer::Kind;
use super::walk::{Spot, SpotKind};
use super::{Finding, FindingKind};

/// What every name begins with that is the prelude's own, in lower case.
const OWN: &str = "rmmgen";

/// All of them.
pub(super) fn breaches(form: Form<'_>) -> Vec<Finding> {
    let mut breaches = Breaches { form, findings: Vec::new() };
    for spot in form.spots {
        breaches.spot(spot);
    }
    for at in 0..form.code.tokens.len() {
        match form.code.kind(at) {
            Some(Kind::Variable) => breaches.variable(at),
            Some(Kind::Word) => breaches.method(at),
            _ => {}
        }
    }
    breaches.findings
}

struct Breaches<'a> {
    form: Form<'a>,
    findings: Vec<Finding>,
}

impl Breaches<'_> {
    fn find(&mut self, kind: FindingKind, first: usize, last: usize) {
        self.findings.push(Finding { kind, range: self.form.code.range(first, last) });
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.form.code.text(at).eq_ignore_ascii_case(word)
    }

    fn spot(&mut self, spot: &Spot) {
        let at = spot.token;
        match spot.kind {
            SpotKind::Jump if self.leaves_no_loop(at) => self.find(FindingKind::StrayJump, at, at),
            SpotKind::Try if self.is_alone(at) => self.find(FindingKind::LoneTry, at, at),
            SpotKind::Trap if self.goes_on(at) => self.find(FindingKind::SilencedErrors, at, at),
            SpotKind::Function if self.is(at + 1, COMMAND) || self.is_own(self.form.code.text(at + 1)) => {
                self.find(FindingKind::OwnFunction, at, at + 1);
            }
            SpotKind::Command if self.is(at, "Stop-Process") && self.stops_itself(at) => {
                self.find(FindingKind::EndsProcess, at, at);
            }
            _ => {}
        }
    }

    fn is_own(&self, name: &str) -> bool {
        let noun = name.rsplit_once('-').map_or(name, |(_, noun)| noun);
        noun.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN))
    }

    fn stops_itself(&self, at: usize) -> bool {
        let code = self.form.code;
        let given = Arguments::of(code, at);
        let id = given.named(code, "Id").or_else(|| given.positional.first().cloned());
        id.is_some_and(|id| id.len() == 1 && self.is(id.start, "$PID"))
    }

    /// `[Environment]::Exit(1)`.
    fn method(&mut self, at: usize) {
        let code = self.form.code;
        let is_end = (self.is(at, "Exit") || self.is(at, "FailFast")) && code.is(at + 1, b'(');
        let is_of =
            at >= 4 && code.is(at - 1, b':') && code.is(at - 3, b']') && self.is(at - 4, "Environment");
        if is_end && is_of {
            self.find(FindingKind::EndsProcess, at - 4, at);
        }
    }

    /// An assignment to what is the prelude's.
    fn variable(&mut self, at: usize) {
        let code = self.form.code;
        let name = name(code, at);
        if name.starts_with(OWN) {
            let mut behind = at + 1;
            while code.joins(behind) && !code.is(behind, b'=') && !code.ends_element(behind) {
                behind = code.behind(behind);
            }
            if code.is(behind, b'=') || code.is(behind + 1, b'=') && code.is(behind, b'+') {
                self.find(FindingKind::OwnVariable, at, at);
            }
        } else if name == "erroractionpreference" && self.silences(at) && !self.is_set_again(at) {
            self.find(FindingKind::SilencedErrors, at, at);
        }
    }

    /// Whether the preference is set here to go on behind an error, for the rest of the body.
    fn silences(&self, at: usize) -> bool {
        let code = self.form.code;
        if !code.is(at + 1, b'=') || !self.form.blocks.around(at).all(is_of_the_body) {
            return false;
        }
        let last = code.text(code.element_end(at + 2).saturating_sub(1));
        let value = unquoted(last).unwrap_or_else(|| last.to_owned());
        ["SilentlyContinue", "Continue", "Ignore"].iter().any(|it| value.eq_ignore_ascii_case(it))
    }

    fn is_set_again(&self, at: usize) -> bool {
        let code = self.form.code;
        (at + 1..code.tokens.len()).any(|later| {
            code.kind(later) == Some(Kind::Variable)
                && code.is(later + 1, b'=')
                && name(code, later) == "erroractionpreference"
        })
    }

    /// Whether neither `catch` nor `finally` follows the block of a `try`.
    fn is_alone(&self, at: usize) -> bool {
        let code = self.form.code;
        let word = |mut at: usize| {
            while code.kind(at) == Some(Kind::Newline) {
                at += 1;
            }
            at
        };
        let open = word(at + 1);
        let follows = word(code.behind(open));
        code.is(open, b'{') && !["catch", "finally"].iter().any(|keyword| self.is(follows, keyword))
    }

    /// Whether a `trap` goes on behind every error.
    fn goes_on(&self, at: usize) -> bool {
        let Form { code, blocks, .. } = self.form;
        let open = (at..code.tokens.len()).find(|&at| code.is(at, b'{'));
        let Some(block) = open.and_then(|open| blocks.opened(open)) else { return false };
        let mut inside = block.open..block.close;
        inside.clone().any(|at| self.is(at, "continue")) && !inside.any(|at| self.is(at, COMMAND))
    }

    /// Whether a `break` or `continue` finds no loop but the prelude's.
    fn leaves_no_loop(&self, at: usize) -> bool {
        for block in self.form.blocks.around(at) {
            match block.kind {
                BlockKind::Loop | BlockKind::Switch | BlockKind::Trap | BlockKind::Other => return false,
                BlockKind::Function => return self.is_called_outside_loops(block),
                _ => {}
            }
        }
        true
    }

    fn is_called_outside_loops(&self, block: &Block) -> bool {
        let Form { functions, blocks, .. } = self.form;
        let calls = functions.iter().filter(|it| it.block.open == block.open).flat_map(|it| &it.calls);
        let is_plain = |block: &Block| is_of_the_body(block) && block.kind != BlockKind::Loop;
        calls.copied().any(|call| blocks.around(call).all(is_plain))
    }
}

/// Whether the statements of a block are the body's own.
fn is_of_the_body(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Plain | BlockKind::Loop | BlockKind::Switch | BlockKind::Try | BlockKind::Catch
    )
}

#[cfg(test)]
mod tests {
    use super::super::{FindingKind, read_body};
    use crate::powershell::TOKENS;

    #[test]
    fn what_breaks_out() {
        use FindingKind::{EndsProcess, LoneTry, OwnFunction, OwnVariable, SilencedErrors, StrayJump};
        for (text, expected) in [
            ("[Environment]::Exit(1)", vec![(EndsProcess, "Environment]::Exit")]),
            (
                "if ($x) { [System.Environment]::FailFast('a') }",
                vec![(EndsProcess, "Environment]::FailFast")],
            ),
            ("Stop-Process -Id $PID -Force", vec![(EndsProcess, "Stop-Process")]),
            ("Stop-Process $pid", vec![(EndsProcess, "Stop-Process")]),
            ("Stop-Process -Id $process.Id; Get-Process -Id $PID", vec![]),
            ("$form.Exit(1); [App]::Exit(1)", vec![]),
            ("function Complete-Task { 'a' }", vec![(OwnFunction, "function Complete-Task")]),
            ("function Join-RmmGenLine { 'a' }", vec![(OwnFunction, "function Join-RmmGenLine")]),
            ("function Complete-Tasks { 1 }", vec![]),
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
            ("try { F }\nG", vec![(LoneTry, "try")]),
            ("if ($x) { foreach ($y in $z) { $a = try { F }; G } }", vec![(LoneTry, "try")]),
            ("try { try { F } } catch { G }", vec![(LoneTry, "try")]),
            ("F | ForEach-Object { Try { G } }", vec![(LoneTry, "Try")]),
            ("try { F }\n\n# why\ncatch [X] { G }\ntry\n{ F }\nfinally { G }", vec![]),
            ("$h = @{ try = 1 }; F try { G }; $h.try", vec![]),
            ("$ProgressPreference = 'SilentlyContinue'", vec![]),
        ] {
            let own = [EndsProcess, LoneTry, OwnFunction, OwnVariable, SilencedErrors, StrayJump];
            let findings = read_body(text, &TOKENS).findings.into_iter().filter(|it| own.contains(&it.kind));
            let found: Vec<_> = findings.map(|finding| (finding.kind, &text[finding.range])).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
