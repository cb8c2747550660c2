//! A PowerShell on this machine, asked whether it can read a text. It parses, and runs none of it.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::powershell::{Opinion, Unreadable};

/// What it is to do with the text on its input: a line for each syntax error, and a last one.
const PARSE: &str = "$tokens = $null; $errors = $null; \
$null = [System.Management.Automation.Language.Parser]::ParseInput(($input -join \"`n\"), [ref] $tokens, [ref] $errors); \
foreach ($one in $errors) { '{0} {1} {2}' -f $one.Extent.StartLineNumber, $one.Extent.StartColumnNumber, ($one.Message -replace '\\s+', ' ') }; \
'done'";

/// It starts within a second or so; one that says nothing for this long says nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the PowerShell on PATH says of a script; nothing where there is none, or where it cannot be made to answer.
pub fn powershell_reads(script: &str) -> Opinion {
    let command = Command::new("pwsh")
        .args(["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", PARSE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    match command.ok().and_then(|child| answer(child, script)) {
        Some(answer) => opinion(&answer),
        None => Opinion::None,
    }
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

/// An answer in words of its own: `LINE COLUMN MESSAGE` for each error, and `done`.
fn opinion(answer: &str) -> Opinion {
    let mut lines: Vec<&str> = answer.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.pop() != Some("done") {
        return Opinion::None;
    }
    let error = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let (line, column) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Unreadable { line, column, message: words.next()?.to_owned() })
    };
    match lines.first().map(|line| error(line)) {
        None => Opinion::Readable,
        Some(Some(error)) => Opinion::Unreadable(error),
        Some(None) => Opinion::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        let error = Unreadable { line: 3, column: 14, message: "Missing closing '}'.".to_owned() };
        for (answer, expected) in [
            ("done\r\n", Opinion::Readable),
            ("3 14 Missing closing '}'.\n4 1 Unexpected token.\ndone\n", Opinion::Unreadable(error)),
            ("3 14 Missing closing '}'.\n", Opinion::None),
            ("pwsh: not licensed\ndone\n", Opinion::None),
            ("", Opinion::None),
        ] {
            assert_eq!(opinion(answer), expected, "{answer}");
        }
    }
}
