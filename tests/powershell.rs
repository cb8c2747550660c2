//! The rendered script, run: where there is a PowerShell. `pwsh` and, on Windows, `powershell.exe` are tried;
//! with `REQUIRE_PWSH=1` it is a failure to find none.
#![allow(clippy::disallowed_methods)] // a test reads its environment and writes to a temporary folder

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use rmmgen::platform::CONNECTWISE;
use rmmgen::render::templates;
use rmmgen::solution::platform::script;
use rmmgen::solution::{Script, Task};
use serde_json::{Value, json};

const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/powershell");
/// The script as it is committed, which `rmmgen generate --check` holds to the manifest.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/out/tasks/backup/script.ps1");

/// Says something even where the test harness captures what a test prints.
fn say(text: &str) {
    writeln!(std::io::stderr(), "{text}").expect("stderr takes text");
}

/// The interpreters of this machine.
fn shells() -> Vec<&'static str> {
    let candidates: &[_] = if cfg!(windows) { &["pwsh", "powershell.exe"] } else { &["pwsh"] };
    let runs = |shell: &&str| {
        let version = Command::new(shell).args(["-NoProfile", "-Command", "exit 0"]).output();
        version.is_ok_and(|output| output.status.success())
    };
    let found: Vec<_> = candidates.iter().copied().filter(runs).collect();
    if found.is_empty() {
        let required = std::env::var_os("REQUIRE_PWSH").is_some_and(|value| value == "1");
        assert!(!required, "REQUIRE_PWSH=1, and there is no pwsh on PATH");
        say("skipped: there is no pwsh on PATH, so no script was run");
    }
    found
}

/// Runs one of the programs; its output, and whether it succeeded.
fn run(shell: &str, program: &str, arguments: &[&str]) -> (String, bool) {
    let program = Path::new(PROGRAMS).join(program);
    let output = Command::new(shell)
        .args(["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"])
        .arg(program)
        .args(arguments)
        .output()
        .expect("the shell was there a moment ago");
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&text).replace('\r', ""), output.status.success())
}

fn render(task: &Value, body: &str, limit: usize) -> String {
    let environment = templates::built_in(CONNECTWISE);
    let task: Task = serde_json::from_value(task.clone()).expect("a task");
    let mut row: Script = serde_json::from_value(json!({
        "body": {"sha256": ""}, "timeout-seconds": 300, "run-as": "system",
    }))
    .expect("a script");
    body.clone_into(&mut row.body.text);
    let context = script::Context {
        task: &task,
        description: "",
        script: &row,
        fields: &[],
        tested: &["z\u{e9}ro"],
        limit,
    };
    (CONNECTWISE.script)(environment, context).expect("a script")
}

fn task(outcomes: &Value, parameters: &Value) -> Value {
    let outcomes = outcomes.as_object().expect("texts by key").iter().map(|(key, text)| {
        json!({"key": key, "report": {"text": {"text": text}}, "meaning": "",
               "exit-code": if key == "coded" { 7 } else { 0 }})
    });
    json!({
        "part": {"id": "b469ea90-0c1b-421b-89e2-be5c91501035", "key": "backup", "name": "Task", "description": ""},
        "on-error": "error",
        "outcomes": outcomes.collect::<Vec<_>>(),
        "parameters": parameters,
    })
}

fn bitlocker_script() -> String {
    std::fs::read_to_string(SCRIPT).expect("the committed render").replace("\r\n", "\n")
}

fn write(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, script).expect("a temporary folder takes files");
    path
}

#[test]
fn every_state_of_a_device() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = write(folder.path(), "script.ps1", &bitlocker_script());
    for shell in shells() {
        let (output, right) = run(shell, "matrix.ps1", &[script.to_str().expect("a path in Unicode")]);
        say(&format!("{shell}: {}", output.trim().lines().last().unwrap_or_default()));
        assert!(right, "{shell}: {output}");
    }
}

/// Text and answer go over pipes, where code pages, line breaks and length could change them.
#[test]
fn what_powershell_is_asked_arrives_as_it_is() {
    use rmmgen::host::parse_with_powershell;
    use rmmgen::powershell::Opinion;
    if shells().is_empty() {
        return;
    }
    let line = |text: &str| match Opinion::of(parse_with_powershell(text).as_deref()) {
        Opinion::Readable => None,
        Opinion::Unreadable(error) => Some(error.line),
        Opinion::None => panic!("no answer to {text:?}"),
    };
    for (text, expected) in [
        ("", None),
        ("'a'\r'b'\r\n'c'\n", None),
        ("'a'\r'b'\r\n'c'\n$x = ", Some(4)),
        ("$x =\u{2028}1; 'caf\u{e9} \u{1F600} \u{2019}\u{2019} \u{FFFD}\0'", None),
        ("# a\u{2028}if\nF", None),
        ("@'\n$(\n'@", None),
        ("@'\n$(\n '@", Some(3)),
        ("class A : NoSuchType { }", None),
    ] {
        assert_eq!(line(text), expected, "{text:?}");
    }
    let long = "'\u{e9}\u{2028}' # 30 bytes and more here\n".repeat(70_000);
    assert!(long.len() > 2 << 20);
    assert_eq!(line(&long), None);
    assert_eq!(line(&(long + "if")), Some(70_001));
}

/// Changes that make the script wrong, each of which the matrix must notice.
const MUTANTS: [(&str, &str, &str); 9] = [
    (
        "volumes filtered by a property they lack",
        "in @(Read-Volume))",
        "in @(Read-Volume | Where-Object -FilterScript { $_.KeyProtectorType -eq 'RecoveryPassword' }))",
    ),
    ("an error action dropped", "-KeyProtectorId $Key.Id -ErrorAction Stop", "-KeyProtectorId $Key.Id"),
    ("an error hides the other volumes", "-ErrorAction Continue 2>&1", "-ErrorAction SilentlyContinue"),
    (
        "nothing counts as saved",
        "if ($null -eq $volume) {\n        throw 'the command",
        "if ($false) {\n        throw '",
    ),
    (
        "a password printed",
        "Id = [string] $protector.KeyProtectorId",
        "Id = [string] $protector.RecoveryPassword",
    ),
    ("a password in a message", "\"$groups|$alone|$run\", '***'", "\"$groups|$alone|$run\", '$0'"),
    ("a password glued to letters", "$alone = '(?<![0-9])", "$alone = '(?<![0-9A-Fa-f])"),
    (
        "a mute dsregcmd counts as not joined",
        "AzureAdJoined\\s*:').Length -eq 0",
        "AzureAdJoined\\s*:').Length -lt 0",
    ),
    ("another outcome in a detail", "while ($at -ge 0)", "while ($false)"),
];

#[test]
fn every_mutant_is_noticed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = bitlocker_script();
    let mutants = MUTANTS.map(|(name, from, to)| {
        assert!(script.contains(from), "{name}: the script holds no {from}");
        (name, script.replace(from, to))
    });
    for shell in shells() {
        for (name, mutant) in &mutants {
            let path = write(folder.path(), "mutant.ps1", mutant);
            let (output, right) =
                run(shell, "matrix.ps1", &[path.to_str().expect("a path in Unicode"), "-Quick"]);
            assert!(!right && output.contains(" failed ("), "{shell}: {name} goes unnoticed: {output}");
        }
    }
}

/// Bodies, and the line and exit code they end with. Outcomes: `ok` = `Fine`, `done.` = `All done.`, `coded` = `Coded`
/// (exit code 7), `error` = `Broken`.
const CASES: &[(&str, &str, i32)] = &[
    ("Complete-Task -Outcome ok", "Fine", 0),
    ("Complete-Task ok 'a  b'", "Fine: a b", 0),
    ("Complete-Task -Outcome coded -Detail 'x'", "Coded: x", 7),
    ("Complete-Task -Outcome done -Detail \"a`r`n`tb`0c\"", "All done. a b c", 0),
    ("Complete-Task -Outcome OK -Detail @('a', 'b')", "Fine: a b", 0),
    ("Complete-Task -Outcome ok -Detail $null # the end", "Fine", 0),
    (
        "Complete-Task -Outcome nope -Detail 'x'",
        "Broken: The script reported an undeclared outcome, 'nope': x",
        0,
    ),
    ("Complete-Task", "Broken: The script reported an undeclared outcome, '':", 0),
    ("", "Broken: The script ended without reporting an outcome", 0),
    ("return 5", "Broken: The script ended without reporting an outcome", 0),
    ("break", "Broken: The script ended without reporting an outcome", 0),
    ("continue", "Broken: The script ended without reporting an outcome", 0),
    ("break Nowhere", "Broken: The script ended without reporting an outcome", 0),
    ("exit 3", "Broken: The script ended without reporting an outcome", 0),
    (
        "function F { exit 3 }; F; Complete-Task -Outcome ok",
        "Broken: The script ended without reporting an outcome",
        0,
    ),
    ("throw 'no way'", "Broken: no way", 0),
    ("throw [System.InvalidOperationException]::new('')", "", 0),
    ("Get-Item -LiteralPath 'no:where'; Complete-Task -Outcome ok", "", 0),
    ("$x = $undefined; Complete-Task -Outcome ok", "", 0),
    ("try { Complete-Task -Outcome ok } catch { Complete-Task -Outcome coded }", "Fine", 0),
    ("try { Complete-Task -Outcome ok } finally { 'more'; Complete-Task -Outcome coded }", "Fine", 0),
    ("try { Complete-Task -Outcome ok } finally { throw 'behind' }", "Fine", 0),
    ("trap { Complete-Task -Outcome ok -Detail $_ }\nthrow 'bad'", "Fine: bad", 0),
    (
        "function F { param([ValidateScript({ Complete-Task -Outcome coded -Detail $_ })] $A) 'x' }\nF 1\nComplete-Task -Outcome ok",
        "Coded: 1",
        7,
    ),
    (
        "$key = 'dayz'; $x = $Parameter[$key]; Complete-Task -Outcome ok",
        "Broken: there is no 'dayz' in $Parameter; the nearest is 'days'",
        0,
    ),
    (
        "$key = 'Days'; Complete-Task -Outcome ok -Detail \"$($Parameter[$key]) $($Parameter.$key) $($Parameter.Count)\"",
        "Fine: 5 5 4",
        0,
    ),
    (
        "foreach ($key in $Parameter.Keys) { $null = $Parameter[$key] }; Complete-Task ok \"$($Parameter.ContainsKey('no'))\"",
        "Fine: False",
        0,
    ),
    (
        "$job = Start-Job { $using:Parameter['days'] }; Complete-Task -Outcome ok -Detail ($job | Receive-Job -Wait)",
        "Fine: 5",
        0,
    ),
    ("begin { $x = 1 } process { $x++ } end { Complete-Task -Outcome ok -Detail $x }", "Fine: 2", 0),
    (
        "try { throw 'bad' } catch { Complete-Task -Outcome coded -Detail $_ } finally { $x = 1 }",
        "Coded: bad",
        7,
    ),
    (
        "function F { 1..3 | ForEach-Object { if ($_ -eq 2) { Complete-Task -Outcome ok -Detail $_ } } }\nF",
        "Fine: 2",
        0,
    ),
    ("foreach ($i in 1, 2) { while ($true) { Complete-Task -Outcome ok -Detail $i } }", "Fine: 1", 0),
    ("1, 2 | Sort-Object { Complete-Task -Outcome ok }", "Fine", 0),
    ("'out'; Write-Warning 'w'; Write-Host 'h'; Write-Information 'i'; Complete-Task -Outcome ok", "Fine", 0),
    ("$ErrorActionPreference = 'SilentlyContinue'; throw 'still'", "", 0),
    ("$Outcome = 1; $Detail = 2; $key = 3; $line = 4; Complete-Task -Outcome ok -Detail 'x'", "Fine: x", 0),
    ("Complete-Task -Outcome ok -Detail 'it is BROKEN, fine'", "Fine: it is BROKE-N, fine", 0),
    ("Complete-Task -Outcome ok -Detail \"$([char]90)$([char]0xC9)RO\"", "Fine: Z\u{c9}R-O", 0),
    ("Complete-Task -Outcome ok -Detail ('x' * 400)", "", 0),
    ("Complete-Task -Outcome ok -Detail ('x' * 33 + [char]0xD83D + [char]0xDE00)", "", 0),
    ("$x = @'\n}\n'@\nComplete-Task -Outcome ok -Detail $x", "Fine: }", 0),
    (
        "Complete-Task -Outcome ok -Detail \"$($Parameter['force']) $($Parameter['days']) $($Parameter['mode'])\"",
        "Fine: False 5 fast",
        0,
    ),
];

/// Values that the platform pastes into the script, where nothing can escape them: each has to arrive as it is.
const PASTED: &[&str] = &[
    "plain",
    "it's \"quoted\"",
    "$(throw 1) $x `n",
    "'@; exit 9 #",
    "'@",
    "\"@; exit 9",
    "\u{2019}@; exit 9",
    "%output% <# #>",
    "} ; exit 9",
];

const CASE_LIMIT: usize = 40;

/// Whether a line is the expected one, cut; without one, whether it is any line in bounds. What is not ASCII may have
/// been lost on its way here.
fn agrees(line: &str, expected: &str) -> bool {
    let ascii = |text: &str| text.chars().filter(char::is_ascii).collect::<String>();
    let cut: String = expected.chars().take(CASE_LIMIT).collect();
    match expected {
        "" => {
            line.chars().count() <= CASE_LIMIT && (line.starts_with("Broken: ") || line.starts_with("Fine: "))
        }
        _ => ascii(line) == ascii(&cut),
    }
}

#[test]
fn every_way_to_end() {
    let outcomes = json!({"ok": "Fine", "done": "All done.", "coded": "Coded", "error": "Broken"});
    let parameters = json!([
        {"key": "force", "name": "Force", "description": "", "type": "flag", "default": false},
        {"key": "days", "name": "Days", "description": "", "type": "number", "default": 5, "range": [1, 9]},
        {"key": "mode", "name": "Mode", "description": "", "type": "dropdown", "default": "fast", "options": ["fast"]},
        {"key": "text", "name": "Pasted", "description": "", "type": "text", "default": ""},
    ]);
    let task = task(&outcomes, &parameters);
    let cases = CASES.iter().map(|(body, line, exit)| {
        (render(&task, body, CASE_LIMIT), (*body).to_owned(), (*line).to_owned(), *exit)
    });
    let script = render(&task, "Complete-Task -Outcome ok -Detail $Parameter['text']", CASE_LIMIT);
    assert!(script.contains("@Pasted@"), "{script}");
    let pasted = PASTED.iter().map(|value| {
        (script.replace("@Pasted@", value), format!("pasted: {value}"), format!("Fine: {value}"), 0)
    });
    let cases: Vec<(String, String, String, i32)> = cases.chain(pasted).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (number, (script, ..)) in cases.iter().enumerate() {
        write(folder.path(), &format!("case-{number:02}.ps1"), script);
    }
    for shell in shells() {
        let (output, _) = run(shell, "lines.ps1", &[folder.path().to_str().expect("a path in Unicode")]);
        let runs: Vec<_> = output.lines().filter(|line| line.starts_with("case-")).collect();
        assert_eq!(runs.len(), cases.len() * 3, "{shell}: {output}");
        for run in runs {
            let fields: Vec<_> = run.splitn(5, '\t').collect();
            let number: usize = fields[0]["case-".len()..].parse().expect("a number");
            let (_, body, line, exit) = &cases[number];
            assert_eq!((fields[2], fields[3]), (exit.to_string().as_str(), "1"), "{shell}: {body}: {run}");
            assert!(agrees(fields[4], line), "{shell}: {body}: {run}\nexpected: {line}");
        }
        say(&format!("{shell}: {} bodies, three ways each", cases.len()));
    }
}
