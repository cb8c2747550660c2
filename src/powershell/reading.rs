//! A body as its manifest's contract sees it.

use super::Finding;
use super::body::check;
use super::habits::habits;
use super::lexer::lex;
use super::tokens::Code;
use super::walk::walk;

/// What a body holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// What is wrong with it, whatever the manifest declares, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Reads a body. Of what the lexer does not understand, and of all behind it, nothing is claimed.
pub fn read_body(text: &str) -> Reading {
    let lexed = lex(text);
    let mut reading = Reading::default();
    if lexed.unpaired.is_none() {
        let sure = match lexed.unsure {
            Some(place) => lexed.tokens.partition_point(|token| token.end <= place),
            None => lexed.tokens.len(),
        };
        let code = Code { text, tokens: &lexed.tokens[..sure] };
        let spots = walk(text, code.tokens);
        reading.findings = habits(code, &spots, &lexed.comments);
    }
    reading.findings.extend(check(text, lexed));
    reading.findings.sort_by_key(|finding| (finding.range.start, finding.kind));
    reading
}

#[cfg(test)]
mod tests {
    use super::super::FindingKind;
    use super::*;

    /// The kinds found, each with its text.
    fn found(text: &str) -> Vec<(FindingKind, &str)> {
        read_body(text).findings.into_iter().map(|finding| (finding.kind, &text[finding.range])).collect()
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
        use FindingKind::*;
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
            ("$x = $a ? 1 : 2", vec![(NewerSyntax, "?")]),
            (
                "$x = $a ?? 1; $x ??= 2; (F)?.G; ${x}?[0]",
                vec![(NewerSyntax, "??"), (NewerSyntax, "??="), (NewerSyntax, "?."), (NewerSyntax, "?[")],
            ),
            ("F && G || H", vec![(NewerSyntax, "&&"), (NewerSyntax, "||")]),
            ("$y = $x?.Name", vec![(AskingVariable, "$x?.")]),
            ("F 1\n  | G", vec![(NewerSyntax, "|")]),
            ("\"a $($b ?? 'c')\" | F", vec![(NewerSyntax, "??")]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
