//! A body as its manifest's contract sees it.

use std::ops::Range;

use super::allowances::{Allowance, allowances};
use super::control::{ends, is_silent, raised};
use super::faults::{SyntaxError, syntax_errors};
use super::finding::{Finding, FindingKind};
use super::findings::{self, Report};
use super::flow::follow;
use super::syntax::{self, Parsed};
use super::values::{Reads, Stored, Table, Value, reads};
use super::view::{Body, Form};

/// What a body holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// What is wrong with it, whatever the manifest declares, in the order of the text.
    pub findings: Vec<Finding>,
    /// Every call of `Complete-Task`.
    pub reports: Vec<Report>,
    /// What the messages of errors hold that nothing catches.
    pub raised: Vec<Stored>,
    /// What it writes to a file, the registry or an event log of the device.
    pub kept: Vec<Stored>,
    /// Its first piece of code, if there is no sign of `Complete-Task` in all of it.
    pub silent: Option<Range<usize>>,
    /// Where it cannot be read.
    pub errors: Vec<SyntaxError>,
    /// What it allows itself.
    pub allowances: Vec<Allowance>,
    /// All of it can be read; else nothing is said of what it does not do.
    pub whole: bool,
    reads: [Reads; 2],
}

impl Reading {
    /// What it reads from a table.
    pub fn reads(&self, table: Table) -> &Reads {
        &self.reads[table as usize]
    }

    /// The values it reads from a table, if the name stands for the table everywhere.
    pub fn values(&self, table: Table) -> &[Value] {
        let reads = self.reads(table);
        if reads.rebound { &[] } else { &reads.values }
    }

    /// Whether it reads this value for all that can be seen.
    pub fn may_read(&self, table: Table, key: &str) -> bool {
        let reads = self.reads(table);
        let unclear = !self.whole || reads.others || reads.rebound || !reads.in_strings.is_empty();
        unclear || reads.values.iter().any(|value| value.key.eq_ignore_ascii_case(key))
    }
}

/// Reads a body for a platform that replaces the names in `tokens`, between percent signs. Of what cannot be read
/// nothing is claimed but what stands there.
pub fn read_body(text: &str, tokens: &[&str]) -> Reading {
    let parsed = syntax::parse(text);
    let form = Form::of(Body { text, tree: &parsed.tree });
    let mut reading = understood(&form, &parsed);
    reading.findings.extend(findings::in_text(text, &parsed.comments, tokens));
    reading.findings.sort_by_key(|finding| (finding.range.start, finding.kind));
    reading
}

fn understood(form: &Form<'_>, parsed: &Parsed) -> Reading {
    let text = form.body.text;
    let sinks = follow(form);
    let reports = findings::reports(form, &sinks);
    let whole = parsed.faults.is_empty();
    let mut found = findings::in_code(form, parsed);
    if whole && !reports.is_empty() {
        found.extend(findings::of_ends(ends(form)));
    }
    if !whole {
        // What is left of a statement that cannot be read may look like a value.
        found.retain(|finding| finding.kind != FindingKind::DroppedValue);
    }
    let mut kept: Vec<Stored> = sinks.kept.values().flat_map(|taint| taint.stored()).collect();
    kept.sort_by_key(|stored| stored.range().start);
    Reading {
        findings: found,
        silent: if whole && reports.is_empty() { is_silent(form) } else { None },
        raised: raised(form, &sinks),
        kept,
        reports,
        errors: syntax_errors(text, parsed),
        allowances: allowances(text, &parsed.comments),
        whole,
        reads: reads(form.body),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Reported;
    use super::*;
    use crate::powershell::TOKENS;

    /// The kinds found, each with its text.
    fn found(text: &str) -> Vec<(FindingKind, &str)> {
        read_body(text, &TOKENS)
            .findings
            .into_iter()
            .map(|finding| (finding.kind, &text[finding.range]))
            .collect()
    }

    #[test]
    fn what_is_reported() {
        for (text, expected) in [
            ("Complete-Task -Outcome done -Detail x", "done"),
            ("if ($x) { complete-task -out:'it''s' }", "it's"),
            ("Complete-Task -Detail (F -Outcome a) \"done\"", "done"),
            ("Complete-Task -Detail 'a',\n  'b' `\n  -Outcome no-module", "no-module"),
            ("F | Complete-Task 'a' 'b'", "a"),
            ("Complete-Task -Detail 'a'; F -Outcome b", "nothing"),
            ("Complete-Task -Outcome\n", "nothing"),
            ("Complete-Task -Outcome $x; F", "unclear"),
            ("Complete-Task -Outcome a$x", "unclear"),
            ("Complete-Task -Outcome \"a$x\"", "unclear"),
            ("Complete-Task -Outcome a, b", "unclear"),
            ("Complete-Task -Outcome (F)", "unclear"),
            ("Complete-Task -Outcome a`b", "unclear"),
            ("Complete-Task @x", "unclear"),
        ] {
            let reports = read_body(text, &TOKENS).reports;
            let outcomes: Vec<_> = reports
                .iter()
                .map(|report| match &report.outcome {
                    Reported::Key { key, .. } => key,
                    Reported::Nothing => "nothing",
                    Reported::Unclear => "unclear",
                })
                .collect();
            assert_eq!(outcomes, [expected], "{text}");
        }
        assert_eq!(read_body("F -Name Complete-Task; Get-Command 'Complete-Task'", &TOKENS).reports, []);
        assert!(read_body("# Complete-Task\nF", &TOKENS).silent.is_some());
        assert!(read_body("& 'Complete-Task' x", &TOKENS).silent.is_none());
    }

    #[test]
    fn what_is_read() {
        for (text, keys, unclear) in [
            ("$Parameter['a'] + $parameter.B + $Parameter[\"c\"]", vec!["a", "B", "c"], false),
            ("\"$($Parameter['a']) $Parameters['b']\"", vec!["a"], false),
            ("$Parameter.days-1", vec!["days"], false),
            ("$Parameter[$x]; $Parameter.Keys; $Parameter.ContainsKey('a')", vec![], true),
            ("function F { param($Parameter) $Parameter['x'] }", vec![], true),
            ("$Parameter['x'] = 1; $script:Parameter['y']", vec![], true),
            ("\"$Parameter['a']\"", vec![], true),
            ("'$Parameter[''a'']' # $Parameter['b']", vec![], false),
        ] {
            let reading = read_body(text, &TOKENS);
            let read: Vec<_> =
                reading.values(Table::Parameter).iter().map(|value| value.key.as_str()).collect();
            assert_eq!(read, keys, "{text}");
            assert_eq!(reading.may_read(Table::Parameter, "other"), unclear, "{text}");
        }
    }

    #[test]
    fn what_a_detail_stores() {
        for (detail, expected) in [
            ("$x.RecoveryPassword", vec!["$x.RecoveryPassword"]),
            ("\"a $($x[0].recoverypassword) b\"", vec!["$x[0].recoverypassword"]),
            ("('a' + (F).RecoveryPassword)", vec!["(F).RecoveryPassword"]),
            ("($x.RecoveryPassword -join ', ')", vec!["$x.RecoveryPassword"]),
            ("\"a $(\"b $($Parameter['t'])\")\"", vec!["$Parameter['t']"]),
            ("$Field.t", vec!["$Field.t"]),
            ("\"$x.RecoveryPassword\"", vec![]),
            ("'$x.RecoveryPassword'", vec![]),
            ("$x.RecoveryPassword.Length", vec![]),
            ("$x.RecoveryPassword.Substring(0, 6)", vec!["$x.RecoveryPassword"]),
            ("\"$(if ($Parameter['t']) { 'set' })\"", vec![]),
            ("(Get-Hash $Parameter['t'])", vec![]),
            ("($x.RecoveryPassword -replace '[0-9]', '*')", vec![]),
        ] {
            let text = format!("Complete-Task -Outcome a -Detail {detail}");
            let reports = read_body(&text, &TOKENS).reports;
            let stored: Vec<_> = reports
                .iter()
                .flat_map(|report| &report.stored)
                .map(|stored| &text[stored.range().clone()])
                .collect();
            assert_eq!(stored, expected, "{text}");
        }
    }

    /// Pieces of bodies, of which each is noticed somewhere.
    fn pieces() -> impl Strategy<Value = Vec<&'static str>> {
        let piece = prop::sample::select(vec![
            "Complete-Task -Outcome x",
            "$Parameter['a']",
            "$Field.b",
            "Write-Output 1",
            "echo",
            "return 1",
            "iex",
            "catch {}",
            "%",
            "?",
            "ls",
            "??",
            "??=",
            "&&",
            "||",
            "?.",
            "$x ? 1 : 2",
            "\"",
            "'",
            "{",
            "}",
            "(",
            ")",
            "$(",
            "@{",
            "@'\n",
            "\n'@",
            "\n",
            " ",
            "|",
            ";",
            "=",
            "-Detail",
            ",",
            "[",
            "]",
            "switch",
            "if",
            "function f",
            "class",
            "`",
            "#",
            "<#",
            "#>",
            "# rmmgen: allow alias x",
            ".RecoveryPassword",
            "-",
            "$",
            "@",
            "é",
            "\u{2019}",
            "do",
            "while",
            "&",
            ">",
            ":",
        ]);
        prop::collection::vec(piece, 0..24)
    }

    proptest! {
        #[test]
        fn every_place_is_one_of_the_text(pieces in pieces(), any in any::<String>()) {
            for text in [pieces.concat(), pieces.join(" "), any] {
                let reading = read_body(&text, &TOKENS);
                let ranges = reading.findings.into_iter().map(|finding| finding.range)
                    .chain(reading.silent)
                    .chain(reading.raised.into_iter().map(|stored| stored.range().clone()))
                    .chain(reading.allowances.into_iter().flat_map(|allowance| [allowance.range, allowance.line]))
                    .chain(reading.reads.into_iter().flat_map(|reads| {
                        reads.values.into_iter().map(|value| value.range).chain(reads.in_strings).collect::<Vec<_>>()
                    }))
                    .chain(reading.reports.into_iter().flat_map(|report| {
                        let stored = report.stored.into_iter().map(|stored| stored.range().clone());
                        stored.chain(report.strangers).chain([report.range]).collect::<Vec<_>>()
                    }));
                for range in ranges {
                    prop_assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
                }
            }
        }

        #[test]
        fn nothing_is_claimed_of_strings_and_comments(pieces in pieces()) {
            let text: String = pieces.join(" ").chars().filter(char::is_ascii).collect();
            let line = text.replace(['\n', '<', '>'], " ");
            let string = text.replace('\'', "''");
            for body in [format!("$x = '{string}'"), format!("F -A '{string}' | G"), format!("F # - {line}\nF"), format!("<# {line} #>\nF")] {
                let reading = read_body(&body, &TOKENS);
                prop_assert_eq!(reading.findings, [], "{}", body);
                prop_assert_eq!(reading.reports, [], "{}", body);
                prop_assert_eq!(reading.allowances, [], "{}", body);
                prop_assert_eq!(reading.reads, [Reads::default(), Reads::default()], "{}", body);
            }
        }
    }

    #[test]
    fn what_is_no_habit() {
        for text in [
            "function F { Write-Output 1; 'x'; return 2 }",
            "$x = & { Write-Output 1; 'x'; return 3 }",
            "$x = if ($y) { Write-Output 1 } else { 'x' }",
            "$x = foreach ($y in $z) { $y }\n$w = switch ($y) { 'a' { 'b' } dir { 'c' } }",
            "Write-Output 1 | Set-Content -Path x\nWrite-Output 1 > x\n'a' | Out-File x\n'a' +\n  'b' | F",
            "$h = @{ select = 1; where = 2\n  sort = if ($x) { 1 }\n  ls = 3 }\n$h.select",
            "Get-Item a?b, ?c -Filter ??.txt ? ??\n7z a ?? x?",
            "Get-Item $x -A ?, $y ? $z[0] ?",
            "$x = 5 % 2; $y %= 2\n$ok? = 1; $ok?.Length",
            "try { F } catch { # it may be gone\n}\ntry { F } catch { $null = $_ }",
            "if (-not(Get-Item a?) -and(Get-Item ?b)) { F }\ndo { F } until(Get-Item a?)",
            "enum E { Dir; Cat }\nclass C { [int] $Ls\n  [void] Select() { $this.Ls = 1 } }",
            "function Get-It {\n  select-it; cat.exe x; .\\dir; & 'ls'\n}\nF -where ls -x dir",
            "$s = 'a && b' ; $t = \"a || b $($x)\" # && ||\nF 2>&1 | G; & F",
            "$x = Get-It |\n  Sort-Object |\n  F\n",
            "return\n$x = 1\n:outer foreach ($x in F) { continue outer }",
            "return Complete-Task -Outcome x",
            "$x > a?b; F *>&1",
            "F $x.Where({ $_ }) ?",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_a_habit() {
        use crate::powershell::FindingKind::*;
        use crate::powershell::syntax::Construct::*;
        for (text, expected) in [
            ("Write-Output 1\necho 2", vec![(DroppedOutput, "Write-Output"), (DroppedOutput, "echo")]),
            ("function F { Write-Host x }", vec![(DroppedOutput, "Write-Host")]),
            (
                "if ($x) { 'done' } else { \"a $x\" }\n$y",
                vec![(DroppedValue, "'done'"), (DroppedValue, "\"a $x\""), (DroppedValue, "$y")],
            ),
            ("$x = if ($y) {\n 1\n}\n'z'", vec![(DroppedValue, "'z'")]),
            ("foreach ($x in $y) { switch ($x) { 1 { return 'a' } } }", vec![(ReturnedValue, "return")]),
            (
                "iex $x; & Invoke-Expression $y",
                vec![(InvokeExpression, "iex"), (InvokeExpression, "Invoke-Expression")],
            ),
            (
                "try { F } catch {}\ntry { F }\ncatch [X]\n{\n}",
                vec![(EmptyCatch, "{}"), (EmptyCatch, "{\n}")],
            ),
            (
                "$x | ? { $_ } | %{ ls $_ }",
                vec![
                    (Alias("Where-Object"), "?"),
                    (Alias("ForEach-Object"), "%"),
                    (Alias("Get-ChildItem"), "ls"),
                ],
            ),
            (
                "$x = dir; if (gci) { F (cat x) }",
                vec![
                    (Alias("Get-ChildItem"), "dir"),
                    (Alias("Get-ChildItem"), "gci"),
                    (Alias("Get-Content"), "cat"),
                ],
            ),
            (
                "$x | foreach { $_ } | select Name",
                vec![(Alias("ForEach-Object"), "foreach"), (Alias("Select-Object"), "select")],
            ),
            ("$x = $a ? 1 : 2", vec![(NewerSyntax(Ternary), "?")]),
            (
                "$x = $a ?? 1; $x ??= 2; (F)?.G; ${x}?[0]",
                vec![
                    (NewerSyntax(Coalesce), "??"),
                    (NewerSyntax(Coalesce), "??="),
                    (NewerSyntax(NullConditional), "?."),
                    (NewerSyntax(NullConditional), "?["),
                ],
            ),
            ("F && G || H", vec![(NewerSyntax(Chain), "&&"), (NewerSyntax(Chain), "||")]),
            ("$y = $x?.Name", vec![(AskingVariable, "$x?.")]),
            ("F 1\n  | G", vec![(NewerSyntax(LeadingPipe), "|")]),
            ("\"a $($b ?? 'c')\" | F", vec![(NewerSyntax(Coalesce), "??")]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
