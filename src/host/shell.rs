//! A PowerShell on this machine, asked whether it can read a script. It parses, and runs none of it.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// What it is to do with the text on its input: a line for each syntax error, and a last one.
const PARSE: &str = "$tokens = $null; $errors = $null; \
$null = [System.Management.Automation.Language.Parser]::ParseInput(($input -join \"`n\"), [ref] $tokens, [ref] $errors); \
foreach ($one in $errors) { '{0} {1} {2}' -f $one.Extent.StartLineNumber, $one.Extent.StartColumnNumber, ($one.Message -replace '\\s+', ' ') }; \
'done'";

/// It starts within a second or so; one that says nothing for this long says nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the PowerShell on PATH answers about a script: `LINE COLUMN MESSAGE` for each error, and `done`. None where there
/// is none, or where it cannot be made to answer.
pub(crate) fn parse_with_powershell(script: &str) -> Option<String> {
    let command = Command::new("pwsh")
        .args(["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", PARSE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    answer(command.ok()?, script)
}

/// What a program prints that is given a text.
fn answer(mut child: Child, script: &str) -> Option<String> {
    let (mut input, mut output) = (child.stdin.take()?, child.stdout.take()?);
    let script = script.to_owned();
    // A program that ends without reading its input is no failure of ours.
    thread::spawn(move || drop(input.write_all(script.as_bytes())));
    let (said, heard) = channel();
    thread::spawn(move || {
        let mut answer = String::new();
        let read = output.read_to_string(&mut answer);
        drop(said.send(read.is_ok().then_some(answer)));
    });
    let answer = heard.recv_timeout(PATIENCE).ok().flatten();
    if answer.is_none() {
        drop(child.kill());
    }
    drop(child.wait());
    answer
}
