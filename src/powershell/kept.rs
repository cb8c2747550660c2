//! Values that a body writes to a file, the registry or an event log of the device, where they stay.

use super::calls::Stored;
use super::flow::{Flow, Form};
use super::lexer::Kind;
use super::secrets;
use super::walk::SpotKind;

const COMMANDS: [&str; 7] = [
    "Out-File",
    "Set-Content",
    "Add-Content",
    "Set-ItemProperty",
    "New-ItemProperty",
    "Write-EventLog",
    "Tee-Object",
];

/// All of them.
pub(super) fn kept(form: Form<'_>, flow: &Flow) -> Vec<Stored> {
    let code = form.code;
    let mut found = Vec::new();
    for spot in form.spots.iter().filter(|spot| spot.kind == SpotKind::Command) {
        let at = spot.token;
        let name = code.command(at).unwrap_or_default();
        let exports = name.get(..7).is_some_and(|verb| verb.eq_ignore_ascii_case("Export-"));
        if !exports && !COMMANDS.iter().any(|command| name.eq_ignore_ascii_case(command)) {
            continue;
        }
        if at > 0 && code.is(at - 1, b'|') {
            found.extend(secrets::made(code, code.pipeline_start(at - 1)..at - 1, flow));
        }
        found.extend(secrets::stored(code, at + 1..code.element_end(at + 1), flow));
    }
    for at in 4..code.tokens.len() {
        let is_file =
            code.is(at - 1, b':') && code.is(at - 3, b']') && code.text(at - 4).eq_ignore_ascii_case("File");
        let name = code.text(at).to_ascii_lowercase();
        let writes = name.starts_with("write") || name.starts_with("append");
        if is_file && writes && code.kind(at) == Some(Kind::Word) && code.is(at + 1, b'(') {
            found.extend(secrets::stored(code, at + 2..code.behind(at + 1) - 1, flow));
        }
    }
    found.retain(|stored| !matches!(stored, Stored::Error(..)));
    found.sort_by_key(|stored| stored.range().start);
    found
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use crate::powershell::TOKENS;

    #[test]
    fn what_stays_on_the_device() {
        for (body, is_found) in [
            ("\"token $s\" | Out-File x.txt", true),
            ("Set-Content -Path x -Value $s", true),
            ("New-ItemProperty -Path x -Name y -Value $s", true),
            ("$l | Select-Object | Export-Csv x", true),
            ("[IO.File]::WriteAllText('x', $s)", true),
            ("Write-EventLog -LogName a -Message \"b $s\"", true),
            ("'set' | Out-File x.txt; F $s", false),
            ("Set-Content -Path x -Value (Get-Hash $s)", false),
            ("[IO.File]::Exists($s)", false),
            ("Set-LocalUser -Name x -Password $s", false),
        ] {
            let kept = read_body(&format!("$s = $Field['t']; $l = @($s)\n{body}"), &TOKENS).kept;
            assert_eq!(!kept.is_empty(), is_found, "{body}: {kept:?}");
        }
    }
}
